"""The whole way from workbook to plan through the command line, and what share of it is the solve."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WholeRun:
    """Wall seconds of each `dungviec place` run (process start to end), and the seconds its plan says each stage took."""

    wall: tuple[float, ...]
    stages: dict[str, float]
    value: int
    bound: int


def command() -> list[str] | None:
    """How to call the command line of this very environment; None where it is not installed."""
    beside = Path(sys.executable).with_name("dungviec")
    found = str(beside) if beside.exists() else shutil.which("dungviec")
    return [found] if found else None


def place_demo_city(*, repeats: int, time_limit: float = 300.0) -> WholeRun | str:
    """Write the demo city as a workbook and place it ``repeats`` times; a sentence where it cannot be done."""
    call = command()
    if call is None:
        return "Lệnh dungviec chưa được cài trong môi trường này (dungviec is not installed here)."
    with tempfile.TemporaryDirectory() as folder:
        book, plan = Path(folder) / "city.xlsx", Path(folder) / "plan.json"
        steps = [
            [*call, "synth", "cam-pha-2020", "-o", str(book)],
            [*call, "place", str(book), "-o", str(plan.with_suffix(".xlsx")), "--json", str(plan)],
        ]
        wall = []
        for step in [steps[0], *[steps[1]] * repeats]:
            started = time.perf_counter()
            try:
                done = subprocess.run(step, capture_output=True, text=True, timeout=time_limit, check=False)
            except subprocess.TimeoutExpired:
                return f"«dungviec {step[1]}» chạy quá {time_limit:.0f} giây (timed out)."
            wall.append(time.perf_counter() - started)
            if done.returncode:
                last = (done.stderr or done.stdout).strip().splitlines()[-1:]
                return f"«dungviec {step[1]}» dừng với mã {done.returncode} (failed): {' '.join(last)}"
        made = json.loads(plan.read_text(encoding="utf-8"))
    return WholeRun(tuple(wall[1:]), dict(made.get("seconds", {})), int(made["value"]), int(made["bound"]))
