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
    plan, fresh = _plan(home)
    show_plan(plan)
    where = home / f"{PLAN}.xlsx"
    console().print(f"Phương án: {where}" + ("" if fresh else " (lập từ lần chạy trước)"))
    from dungviec.office.demo import prepare_demo

    ready = prepare_demo()
    from dungviec.office.placement.filing import file_first_plan

    file_first_plan("Phương án đầu tiên", plan, "canbo.noivu")
    console().print()
    for line in ready.lines():
        console().print(line)
    if serve:
        console().print(f"\nVăn phòng mở tại http://{host}:{port}/ – bấm Ctrl-C để dừng.")
        from dungviec.office.server import serve as run

        run(host, port)


def _plan(home: Path) -> tuple[Plan, bool]:
    """The plan of the demo city: from the run before where nothing changed, else made now with a progress bar."""
    from dungviec.placement.plan import Plan

    stored = home / f"{PLAN}.json"
    if stored.exists() and (home / CITY).exists() and (home / f"{PLAN}.xlsx").exists():
        data = json.loads(stored.read_text(encoding="utf-8"))
        if data.get("made_by") == _made_by(home):
            return Plan.from_json(data), False
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
        text = json.dumps({**plan.to_json(), "made_by": _made_by(home)}, ensure_ascii=False)
        write_whole(stored, lambda temporary: put_text(temporary, text))
    return plan, True


def _made_by(home: Path) -> str:
    """What the stored plan rests on: this version and this very city file."""
    seen = (home / CITY).stat()
    return f"{__version__} {seen.st_size} {seen.st_mtime_ns}"
