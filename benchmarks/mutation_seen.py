"""A pytest plugin: which tests reach which lines of the modules named in MUTATION_MODULES, and what each costs; written to MUTATION_SEEN as JSON.

Only the modules named are traced line by line: everything else costs one question per call.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

MODULES = dict(line.split("\t")[::-1] for line in os.environ["MUTATION_MODULES"].splitlines())
"""Module as named by the benchmark, by its file."""
_reached: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
_cost: dict[str, float] = defaultdict(float)
_failed: list[str] = []
_now = ""


def _into(frame: FrameType, event: str, _given: Any) -> Any:
    if frame.f_code.co_filename not in MODULES:
        return None
    _reached[_now][MODULES[frame.f_code.co_filename]].add(frame.f_lineno)
    return _line


def _line(frame: FrameType, event: str, _given: Any) -> Any:
    if event == "line":
        _reached[_now][MODULES[frame.f_code.co_filename]].add(frame.f_lineno)
    return _line


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Every line reached from here on is this test's; what its fixtures reach too."""
    global _now
    _now, began = item.nodeid, time.process_time()
    sys.settrace(_into)
    threading.settrace(_into)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        _cost[item.nodeid] += time.process_time() - began
        _now = ""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails without any change notices nothing."""
    if report.failed:
        _failed.append(report.nodeid)


def pytest_sessionfinish() -> None:
    """Tell."""
    tests = {
        name: {
            "cost": round(_cost[name], 3),
            "lines": {module: sorted(lines) for module, lines in _reached[name].items()},
        }
        for name in _cost
    }
    Path(os.environ["MUTATION_SEEN"]).write_text(json.dumps({"tests": tests, "failed": _failed}), encoding="utf-8")
