"""``dungviec demo`` (``make run``): the demo city, one placement round on it, then the office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dungviec import __version__
from dungviec.cli.office import Host, Port, check_port
from dungviec.cli.summary import show_plan
from dungviec.cli.terminal import console, progress_bar, put_text

if TYPE_CHECKING:
    from dungviec.placement import Plan

CITY = "cam-pha-2020.xlsx"
PLAN = "plan-cam-pha-2020"


def demo(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Chạy văn phòng sau khi lập phương án.")] = True,
) -> None:
    """Chạy thử: thành phố mẫu, một đợt bố trí, rồi mở văn phòng. (Demo city, one round, then the office.)"""
    if serve:
        check_port(host, port)
    from dungviec.office.paths import data_home

    home = data_home()
    told = _told_before(home)
    fresh = None if told else _make_plan(home)
    if fresh is not None:
        show_plan(fresh)
    else:
        console().print(told, markup=False)
    console().print(f"Phương án: {home / f'{PLAN}.xlsx'}" + ("" if fresh else " (lập từ lần chạy trước)"))
    from dungviec.office.demo import prepare_demo

    ready = prepare_demo()
    _file_plan(home, fresh)
    console().print()
    for line in ready.lines():
        console().print(line)
    if serve:
        console().print(f"\nVăn phòng mở tại http://{host}:{port}/ – bấm Ctrl-C để dừng.")
        from dungviec.office.server import serve as run

        run(host, port)


def _told_before(home: Path) -> str | None:
    """The summary of the plan made by an earlier run, while it rests on the same version and city file."""
    stored = home / f"{PLAN}.json"
    if not all(p.exists() for p in (stored, home / CITY, home / f"{PLAN}.xlsx")):
        return None
    try:
        data = json.loads(stored.read_text(encoding="utf-8"))
    except ValueError:
        return None  # a damaged file is made again
    return data.get("summary") if data.get("made_by") == _made_by(home) else None


def _make_plan(home: Path) -> Plan:
    """Write the demo city where it is missing and place its people, with a progress bar; the plan is kept for later runs."""
    from dungviec.exchange import read_city, write_city, write_plan, write_whole
    from dungviec.placement import place
    from dungviec.synth import build_city

    with progress_bar() as tell:
        tell("read", 0.02)
        if not (home / CITY).exists():
            write_city(build_city(), home / CITY)
        tell("read", 0.2)
        read = read_city(home / CITY)
        plan = place(read.snapshot, None, lambda stage, share: tell(stage, 0.3 + 0.65 * share), reserved=read.reserved)
        tell("write", 0.96)
        write_plan(plan, home / f"{PLAN}.xlsx")
        text = json.dumps({**plan.to_json(), "made_by": _made_by(home), "summary": _as_text(plan)}, ensure_ascii=False)
        write_whole(home / f"{PLAN}.json", lambda temporary: put_text(temporary, text))
    return plan


def _file_plan(home: Path, plan: Plan | None) -> None:
    """Put the plan into an office that has no round yet."""
    from dungviec.office.placement.filing import file_first_plan
    from dungviec.office.placement.models import Round

    if Round.objects.exists():
        return
    if plan is None:
        from dungviec.placement.plan import Plan as Stored

        plan = Stored.from_json(json.loads((home / f"{PLAN}.json").read_text(encoding="utf-8")))
    file_first_plan("Phương án đầu tiên", plan, "canbo.noivu")


def _as_text(plan: Plan) -> str:
    """The summary as plain text, so that a later run shows it without loading the engine."""
    from io import StringIO

    from rich.console import Console

    text = StringIO()
    show_plan(plan, out=Console(file=text, width=120, highlight=False))
    return text.getvalue().rstrip()


def _made_by(home: Path) -> str:
    """What the stored plan rests on: this version and this very city file."""
    seen = (home / CITY).stat()
    return f"{__version__} {seen.st_size} {seen.st_mtime_ns}"
