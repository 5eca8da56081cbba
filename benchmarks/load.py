"""`python -m benchmarks load`: an evaluation season on one machine: 50,000 officials, granian processes, PostgreSQL, real log-ins.

Visitors walk the mix of the first half of December through the whole office over HTTP. Told: requests a second, the 95th percentile of
each page, failures, and the processor time that a request costs the web processes and the database. On a machine with other work only
the processor time counts; two cores divided by it is what the machine bears. Beside it, in the same run and on the same tables: the list
and the form of Django admin, the nearest there is to a comparable HR system that runs here (those on GitHub cannot be
fetched; of one, PyPI holds some app packages, django-ipghrms-*, and no site to run them in).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Any

from benchmarks.load_machine import processor_seconds, resident_mb, slope
from benchmarks.load_visits import Page, Visitor, run, season
from benchmarks.pages import ROOT, at
from benchmarks.report import console, machine, number, table


@contextlib.contextmanager
def served(environment: dict[str, str], processes: int, settings: str) -> Iterator[tuple[int, int]]:
    """The office by granian: its port and the number of its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory() as counts:
        own = environment | {
            "OPENBLAS_NUM_THREADS": "1",
            "DJANGO_SETTINGS_MODULE": settings,
            "PROMETHEUS_MULTIPROC_DIR": counts,
        }
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(processes), "--respawn-failed-workers",
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "dungviec.office.wsgi:application",
        ]  # fmt: skip
        with subprocess.Popen(command, env=own, cwd=ROOT) as server:
            try:
                while not _answers(port):
                    if server.poll() is not None:
                        raise SystemExit(1)
                    time.sleep(0.3)
                yield port, server.pid
            finally:
                server.terminate()


def _postgres(url: str) -> int:
    """The first process of the temporary server."""
    from pathlib import Path
    from urllib.parse import unquote, urlsplit

    folder = Path(unquote(urlsplit(url).hostname or "")) if "%" in url else None
    if folder is None:
        raise SystemExit("DATABASE_URL: the benchmark measures a PostgreSQL of its own; unset it")
    return int(next(p.parent.name for p in Path("/proc").glob("[0-9]*/cmdline") if _is_server(p, folder)))


def _is_server(path: Any, folder: Any) -> bool:
    try:
        words = path.read_bytes().split(b"\0")
    except OSError:
        return False
    return bool(words[0].endswith(b"postgres")) and str(folder / "data").encode() in words


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/san-sang", timeout=60) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def admin(who: dict[str, Any], seed: int, port: int) -> Callable[[], tuple[Visitor, list[Page]]]:
    """The same kind of pages in Django admin: its list with everything fetched beforehand, and opening and saving its form."""
    from random import Random

    draw, last = Random(seed), who["count"] // 50
    visitor = Visitor(port)
    if not visitor.log_in("/fair/login/", "quan-tri"):
        raise SystemExit("admin: no log-in")

    def save(v: Visitor) -> tuple[int, bytes]:
        """Open a form, send back what it holds."""
        import re

        address = f"/fair/registry/person/{draw.choice(who['people'])}/change/"
        status, body = v.ask("GET", address)
        page = body.decode()
        values = dict(re.findall(r'<input type="(?:text|hidden|number|email)" name="([^"]+)" value="([^"]*)"', page))
        values |= {name: (re.findall(r'<option value="([^"]*)" selected', inner) or [""])[0] for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.S)}  # fmt: skip
        if status >= 400:
            return status, body
        return v.ask("POST", address, **values)

    def visit() -> tuple[Visitor, list[Page]]:
        own = Visitor(port)
        own.cookies = dict(visitor.cookies)
        listed: Page = (
            "admin: danh sách (list)",
            lambda v: v.ask("GET", "/fair/registry/person/", p=draw.randint(1, max(1, last))),
        )
        return own, [listed, ("admin: mở và lưu biểu (open and save)", save), listed]

    return visit


def office_pair(who: dict[str, Any], seed: int, port: int) -> Callable[[], tuple[Visitor, list[Page]]]:
    """The office's list and form, in the same proportion as those of :func:`admin`."""
    from random import Random

    draw = Random(seed)
    officer = Visitor(port)
    officer.log_in("/dang-nhap/", "to-chuc")
    inside: list[tuple[dict[str, str], str]] = []
    for name, person in who["officials"][:10]:  # log-ins are not what is compared
        one = Visitor(port)
        one.log_in("/dang-nhap/", name)
        inside.append((one.cookies, person))

    def save(v: Visitor) -> tuple[int, bytes]:
        """Open the sheet of the month, send it back filled in."""
        cookies, person = draw.choice(inside)
        v.cookies = dict(cookies)
        sheet = f"/danh-gia/phieu/{person}/2020-11/"
        status, body = v.ask("GET", sheet)
        if status >= 400:
            return status, body
        return v.ask("POST", sheet, **{"tieu-chi": "co", "uu-diem": "Hoàn thành việc được giao."})

    def visit() -> tuple[Visitor, list[Page]]:
        v = Visitor(port)

        def listing(w: Visitor) -> tuple[int, bytes]:
            w.cookies = dict(officer.cookies)
            return w.ask("GET", "/can-bo/", page=draw.randint(1, max(1, who["count"] // 50)))

        listed: Page = ("danh sách (list)", listing)
        return v, [listed, ("mở và lưu phiếu (open and save a sheet)", save), listed]

    return visit


def processor_by_page(port: int) -> dict[str, tuple[float, float]]:
    """What the office measured of itself so far: by the name of the page, processor seconds and requests."""
    import re

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe/so-do", timeout=120) as answer:
        text = answer.read().decode()
    seconds = dict(
        re.findall(r'^dungviec_request_processor_seconds_total\{route="([^"]+)"\} (\S+)$', text, re.MULTILINE)
    )
    counts = dict(re.findall(r'^dungviec_request_seconds_count\{route="([^"]+)"\} (\S+)$', text, re.MULTILINE))
    return {route: (float(spent), float(counts.get(route, 0))) for route, spent in seconds.items()}


def measured(visit: Any, seconds: float, visitors: int, web: int, database: int) -> dict[str, Any]:
    """A run with what it cost: times by page, failures, requests, seconds, processor time of web and database."""
    before, began = (processor_seconds(web), processor_seconds(database)), time.monotonic()
    times, failed = run(visit, seconds, visitors)
    after = processor_seconds(web), processor_seconds(database)
    asked = sum(map(len, times.values()))
    return {
        "times": times, "failed": failed, "asked": asked, "seconds": time.monotonic() - began,
        "web": 1000 * (after[0] - before[0]) / max(1, asked), "database": 1000 * (after[1] - before[1]) / max(1, asked),
    }  # fmt: skip


def soaked(visit: Any, minutes: float, visitors: int, web: int) -> tuple[list[float], list[float], int]:
    """Memory of the web processes while visitors come: minutes, MB, requests."""
    at_, memory, over = [], [], Event()
    began = time.monotonic()

    def sample() -> None:
        while not over.wait(10):
            at_.append((time.monotonic() - began) / 60)
            memory.append(resident_mb(web))

    thread = Thread(target=sample, daemon=True)
    thread.start()
    times, _failed = run(visit, 60 * minutes, visitors)
    over.set()
    thread.join()
    return at_, memory, sum(map(len, times.values()))


def show(title: str, found: dict[str, Any]) -> Any:
    """The table of one run."""
    shown = table(title, ["trang (page)", "số lần (n)", "p50 ms", "p95 ms"])
    for name, values in sorted(found["times"].items(), key=lambda item: -len(item[1])):
        values.sort()
        shown.add_row(name, number(len(values)), number(at(values, 0.5)), number(at(values, 0.95)))
    return shown


def main(arguments: list[str]) -> None:
    """Print the tables; SystemExit(1) where a page fails."""
    options = argparse.ArgumentParser(prog="python -m benchmarks load")
    options.add_argument("--people", type=int, default=50_000)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--visitors", type=int, default=8)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--soak", type=float, default=0, help="minutes more, with the memory sampled")
    given = options.parse_args(arguments)
    out = console()
    from tools.postgres import postgres

    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUNGVIEC_", "DATABASE_", "DJANGO_"))}
    with tempfile.TemporaryDirectory() as home, postgres() as url:
        environment = kept | {
            "DUNGVIEC_HOME": home,
            "DATABASE_URL": url,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        began = time.monotonic()
        filled = subprocess.run([sys.executable, "-m", "benchmarks.load_office", str(given.people)], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
        who = json.loads(filled.stdout.strip().splitlines()[-1])
        out.print(f"[dim]{number(who['count'])} cán bộ, nạp trong {number(time.monotonic() - began)} giây[/]")
        database = _postgres(url)
        with served(environment, given.processes, "benchmarks.pages_admin") as (port, web):
            run(season(who, 1, port), 20, 4)  # every process has read the records
            start = processor_by_page(port)
            found = measured(season(who, 2, port), given.seconds, given.visitors, web, database)
            out.print(_costs(start, processor_by_page(port)))
            out.print(
                show(
                    f"{number(given.people)} người, {given.processes} tiến trình, {given.visitors} khách cùng lúc, PostgreSQL",
                    found,
                )
            )
            _tell(out, "cả mùa (season)", found)
            half = max(20.0, given.seconds / 3)
            theirs = measured(admin(who, 3, port), half, 4, web, database)
            ours = measured(office_pair(who, 3, port), half, 4, web, database)
            out.print(show("Cùng loại trang, cùng bảng, cùng máy chủ", {"times": ours["times"] | theirs["times"]}))
            _tell(out, "văn phòng (office)", ours)
            _tell(out, "Django admin", theirs)
            cost = (theirs["web"] + theirs["database"]) / (ours["web"] + ours["database"])
            out.print(
                f"admin ÷ văn phòng, thời gian xử lý một yêu cầu (processor time per request): {number(cost, 1)}× · {machine()}"
            )
            if given.soak:
                minutes, memory, asked = soaked(season(who, 4, port), given.soak, 4, web)
                half_way = len(minutes) // 3  # kept frames and code are read first
                grows, width = slope(minutes[half_way:], memory[half_way:])
                out.print(
                    f"Ngâm {number(minutes[-1], 1)} phút, {number(asked)} yêu cầu: {number(memory[0])} → {number(memory[-1])} MB; "
                    f"độ dốc sau một phần ba đầu {number(grows, 2)} ± {number(width, 2)} MB/phút ({len(minutes)} mẫu)"
                )
    if found["failed"] or ours["failed"]:
        out.print(found["failed"], ours["failed"])
        raise SystemExit(1)


def _costs(before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]) -> Any:
    """Processor time of each page in the web process, as the office measures it."""
    shown = table(
        "Thời gian xử lý của mỗi trang ở tiến trình web (processor time)", ["trang (page)", "số lần (n)", "ms mỗi lần"]
    )
    rows = {r: (s - before.get(r, (0, 0))[0], n - before.get(r, (0, 0))[1]) for r, (s, n) in after.items()}
    for route, (spent, asked) in sorted(rows.items(), key=lambda item: -item[1][0]):
        if asked:
            shown.add_row(route, number(asked), number(1000 * spent / asked, 1))
    return shown


def _tell(out: Any, what: str, found: dict[str, Any]) -> None:
    cpu = found["web"] + found["database"]
    out.print(
        f"{what}: {number(found['asked'])} yêu cầu, {number(found['asked'] / found['seconds'], 1)} mỗi giây; xử lý mỗi yêu cầu: "
        f"web {number(found['web'], 1)} ms + cơ sở dữ liệu {number(found['database'], 1)} ms → hai lõi chịu được "
        f"{number(2000 / cpu, 0)} mỗi giây (two cores bear so many a second)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
