"""Đúng Việc: the right official in the right post, within the law of the day.

Importing the package loads neither Django nor a solver. What an analyst writes most is here by its own name, loaded when it is asked for::

    import dungviec

    city = dungviec.read_city("cam-pha-2020.xlsx").snapshot
    plan = dungviec.place(city)

and so is every room: ``dungviec.law``, ``dungviec.workforce`` … The folder ``examples`` has short scripts. For a placement problem of your
own, as plain data (docs/reference/solve.md)::

    dungviec.solve({"people": [...], "posts": [...], "pairs": [...]})
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dungviec.appraisal import appraise, read_sheet
    from dungviec.exchange import (
        mask_package,
        package_of,
        read_city,
        read_package,
        write_city,
        write_package,
    )
    from dungviec.forecast import outlook
    from dungviec.law import LawBook, Verdict, explain_pair
    from dungviec.placement import Policy, place, why
    from dungviec.records import Snapshot
    from dungviec.synth import build_city, build_province
    from dungviec.training import PlanPolicy, find_needs, make_case, make_plan
    from dungviec.workforce import bm01, interview
    from dungviec.workforce.crosstab import crosstab
    from dungviec.workforce.question_asked import Question

try:
    __version__ = version("dungviec")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0+unknown"

__all__ = [
    "LawBook", "PlanPolicy", "Policy", "Question", "Snapshot", "Verdict", "__version__", "appraise", "bm01", "build_city", "build_province",
    "crosstab", "explain_pair", "find_needs", "interview", "make_case", "make_plan", "mask_package", "outlook", "package_of", "place",
    "read_city", "read_package", "read_sheet", "solve", "why", "write_city", "write_package",
]  # fmt: skip
_LATER = {
    "read_city": "exchange", "write_city": "exchange", "package_of": "exchange", "write_package": "exchange", "read_package": "exchange",
    "mask_package": "exchange", "Snapshot": "records", "LawBook": "law", "Verdict": "law", "explain_pair": "law", "Policy": "placement",
    "place": "placement", "why": "placement", "interview": "workforce", "bm01": "workforce", "crosstab": "workforce.crosstab",
    "Question": "workforce.question_asked", "outlook": "forecast", "appraise": "appraisal", "read_sheet": "appraisal", "find_needs": "training",
    "make_case": "training", "make_plan": "training", "PlanPolicy": "training", "build_city": "synth", "build_province": "synth",
}  # fmt: skip
"""Name → the room it is imported from when somebody asks for it (PEP 562)."""
_ROOMS = frozenset({
    "appraisal", "ballots", "competency", "conduct", "documents", "emulation", "engine", "exchange", "forecast", "inspection", "law", "placement",
    "procedures", "records", "streamlining", "succession", "synth", "training", "voice", "workforce",
})  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"dungviec.{_LATER[name]}"), name)
    if name in _ROOMS:
        return import_module(f"dungviec.{name}")
    raise AttributeError(f"module 'dungviec' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER, *_ROOMS})


def solve(problem: Mapping[str, Any] | str | Path, *, time_limit: float = 60.0) -> dict[str, Any]:
    """The best plan of a placement problem, proved: the same answer as ``dungviec solve`` writes.

    ``problem``: plain data, or the path of a JSON file or of a folder of Parquet tables (docs/reference/solve.md). Raises
    :class:`dungviec.engine.ProblemFault`, a sentence saying what is wrong and where, for a problem that cannot be meant so.
    """
    from dungviec.engine.outside import get_ready, read_problem, solve_outside

    get_ready()
    begun = time.perf_counter()
    understood, data = read_problem(problem)
    return solve_outside(understood, data, time_limit=time_limit, begun=begun)
