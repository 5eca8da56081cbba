"""Đúng Việc: the right official in the right post, within the law of the day.

Importing the package loads neither Django nor a solver; take what you need from its rooms::

    from dungviec.exchange import read_city
    from dungviec.placement import place

and for a placement problem of your own, as plain data (docs/reference/solve.md)::

    dungviec.solve({"people": [...], "posts": [...], "pairs": [...]})
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

try:
    __version__ = version("dungviec")
except PackageNotFoundError:  # running from a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__", "solve"]


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
