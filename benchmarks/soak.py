"""`python -m benchmarks soak [--people 3000] [--requests 3000] [--threads 4]`: memory of one web process by the count of requests.

The visits of the season (``load_visits``) go straight into the office's WSGI application, in this process, on as many threads as a web process
has: no clock and no other process decides what is measured. Every hundred requests, after a collection: resident memory, Python's objects,
and what the allocator holds. Told: the slope for a thousand requests after the first third, with its interval. ``--types`` prints which types grew
between the last samples; ``--home FOLDER`` keeps the office for another run.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.load_machine import slope
from benchmarks.load_visits import Page, Visitor, season
from benchmarks.report import console, number

EVERY = 100
"""Requests between two samples."""


class Direct:
    """What a visitor asks of a connection, answered by the application itself."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application, self.told = application, ("", [("", "")])
        self.body = b""

    def request(self, method: str, path: str, body: str | None, heads: dict[str, str]) -> None:
        """One request; the answer waits in :meth:`getresponse`."""
        parts, sent = urlsplit(path), (body or "").encode()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method, "PATH_INFO": parts.path.encode().decode("latin-1"), "QUERY_STRING": parts.query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "CONTENT_LENGTH": str(len(sent)), "wsgi.input": io.BytesIO(sent), "wsgi.url_scheme": "http",
            "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        for name, value in heads.items():
            environ[("" if name == "Content-Type" else "HTTP_") + name.upper().replace("-", "_")] = value
        answer = self.application(environ, lambda status, headers, *_: setattr(self, "told", (status, headers)))
        try:
            self.body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()

    def getresponse(self) -> Direct:
        """The answer itself."""
        return self

    def read(self) -> bytes:
        """Its body."""
        return self.body

    @property
    def status(self) -> int:
        """Its status."""
        return int(self.told[0].partition(" ")[0])

    def getheaders(self) -> list[tuple[str, str]]:
        """Its heads."""
        return self.told[1]

    def close(self) -> None:
        """Nothing is open."""


def resident_mb() -> float:
    """Memory of this process alone."""
    words = Path("/proc/self/status").read_text().partition("RssAnon:")[2].split()
    return int(words[0]) / 1024


def run(
    visit: Callable[[], tuple[Visitor, list[Page]]], requests: int, pool: ThreadPoolExecutor, threads: int
) -> tuple[int, Counter[str]]:
    """So many requests by the threads of a pool; how many were made and what failed.

    The pool outlives the samples, as the threads of a web process do: each thread holds a connection of its own to the database, and
    new threads for every sample would be measured as growth.
    """
    done, failed = 0, Counter[str]()

    def walk() -> int:
        visitor, pages = visit()
        for name, page in pages:
            status, _body = page(visitor)
            failed[f"{name}: {status}"] += status >= 400
        return len(pages)

    while done < requests:
        done += sum(pool.map(lambda _n: walk(), range(threads)))
    return done, +failed


def main(arguments: list[str]) -> None:
    """Print the samples and the slope; SystemExit(1) where a page fails."""
    options = argparse.ArgumentParser(prog="python -m benchmarks soak", description=__doc__)
    options.add_argument("--people", type=int, default=3000)
    options.add_argument("--requests", type=int, default=3000)
    options.add_argument("--threads", type=int, default=4)
    options.add_argument("--types", action="store_true")
    options.add_argument("--home", type=Path)
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        os.environ |= {"DUNGVIEC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "benchmarks.pages_admin"}
        import django

        django.setup()
        from django.core.wsgi import get_wsgi_application

        from benchmarks.load_office import fill

        kept = home / "who.json"
        if not kept.exists():
            kept.write_text(json.dumps(fill(given.people)), encoding="utf-8")
        _soak(json.loads(kept.read_text(encoding="utf-8")), get_wsgi_application(), given)


def _soak(who: dict[str, Any], application: Any, given: argparse.Namespace) -> None:
    out, visit = console(), season(who, 1, lambda: Direct(application))
    at, memory, objects, failed = list[float](), list[float](), list[float](), Counter[str]()
    before: Counter[str] = Counter()
    done, pool = 0, ThreadPoolExecutor(given.threads)
    while done < given.requests:
        made, wrong = run(visit, EVERY, pool, given.threads)
        done, failed = done + made, failed + wrong
        gc.collect()
        at.append(done / 1000)
        memory.append(resident_mb())
        objects.append(len(gc.get_objects()) / 1000)
        out.print(
            f"{number(done)} yêu cầu: {number(memory[-1], 1)} MB, {number(objects[-1], 1)} nghìn đối tượng (thousand objects)"
        )
        if given.types:
            now = Counter(f"{type(one).__module__}.{type(one).__name__}" for one in gc.get_objects())
            out.print("   " + ", ".join(f"{name} +{n}" for name, n in (now - before).most_common(12)) if before else "")
            before = now
    pool.shutdown()
    third = len(at) // 3
    for what, values in (("MB", memory), ("nghìn đối tượng (thousand objects)", objects)):
        grows, width = slope(at[third:], values[third:])
        out.print(
            f"Độ dốc sau một phần ba đầu (slope after the first third): {number(grows, 2)} ± {number(width, 2)} {what} mỗi 1.000 yêu cầu"
        )
    if failed:
        out.print(dict(failed))
        raise SystemExit(1)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
