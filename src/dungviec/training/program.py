"""A programme in whole numbers: columns with a top, named rows «at most», solved by HiGHS stage by stage, with prices for a proof."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from dungviec.engine.side_highs import Matrix

Name = tuple[str, ...]
"""A row's name: its kind, then what it is about: ``("budget",)``, ``("most", course)``."""
SCALE = 2**50
"""Prices of rows are kept as whole numbers of 1/SCALE."""


@dataclass(slots=True)
class Row:
    """``sum of weight × column <= limit``, all whole numbers."""

    name: Name
    weights: dict[int, int]
    limit: int


@dataclass(slots=True)
class Program:
    """Columns from 0 to ``tops``, all whole; rows."""

    tops: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, top: int = 1) -> int:
        """A further column; its number."""
        self.tops.append(top)
        return len(self.tops) - 1

    def row(self, name: Name, weights: Mapping[int, int], limit: int) -> None:
        """A further row; one that can never bind is left out."""
        most = sum(w * self.tops[j] for j, w in weights.items() if w > 0)
        if most > limit:
            self.rows.append(Row(name, dict(weights), limit))


@dataclass(frozen=True, slots=True)
class Found:
    """What one stage found: ``status`` optimal, feasible, infeasible or unknown; values, their worth, the bound the search proved;
    prices of rows in 1/SCALE and the bound they prove by themselves."""

    status: str
    x: tuple[int, ...]
    value: int
    bound: int
    prices: dict[Name, int]
    dual_bound: int


def holds(program: Program, x: Sequence[int]) -> bool:
    """Whether values keep every row and every top."""
    within = len(x) == len(program.tops) and all(0 <= v <= top for v, top in zip(x, program.tops, strict=True))
    return within and all(sum(w * x[j] for j, w in row.weights.items()) <= row.limit for row in program.rows)


def solve(
    program: Program,
    worth: Sequence[int],
    *,
    seconds: float,
    start: Sequence[int] | None = None,
    most: int | None = None,
) -> Found:
    """The best values for ``worth`` per column. ``start``: values that keep every row. ``most``: a bound proven elsewhere; a start
    that reaches it, or the bound of the prices, is the answer without a search."""
    from dungviec.engine.side_highs import ROUNDING, run

    if not program.tops:  # nothing to choose: the rows hold or they do not
        return Found("optimal" if all(r.limit >= 0 for r in program.rows) else "infeasible", (), 0, 0, {}, 0)
    reached = -1 if start is None else sum(w * v for w, v in zip(worth, start, strict=True) if v)
    if start is not None and most is not None and reached >= most:
        return Found("optimal", tuple(start), reached, reached, {}, reached)
    cost = -np.array(worth, dtype=np.float64)
    matrix, top = _matrix(program), np.array(program.tops, dtype=np.float64)
    relaxed = run(cost, matrix, top, whole=0, seconds=seconds)
    status = relaxed.modelStatusToString(relaxed.getModelStatus())
    if status == "Infeasible":
        return Found("infeasible", (), 0, 0, {}, 0)
    prices = _prices(program, relaxed) if status == "Optimal" else {}
    dual_bound = priced_bound(program, worth, prices)
    if start is not None and prices and reached >= dual_bound:
        return Found("optimal", tuple(start), reached, reached, prices, dual_bound)
    known = None if start is None else np.array(start, dtype=np.float64)
    solver = run(cost, matrix, top, whole=len(worth), seconds=seconds, start=known)
    status, info, solution = solver.modelStatusToString(solver.getModelStatus()), solver.getInfo(), solver.getSolution()
    if status == "Infeasible":
        return Found("infeasible", (), 0, 0, prices, dual_bound)
    bound = dual_bound
    if math.isfinite(info.mip_dual_bound):
        bound = min(bound, math.floor(-info.mip_dual_bound + ROUNDING))
    if not solution.value_valid or len(solution.col_value) < len(worth):
        return Found("unknown", (), 0, bound, prices, dual_bound)
    x = tuple(round(v) for v in solution.col_value)
    value = sum(w * v for w, v in zip(worth, x, strict=True) if v)
    return Found("optimal" if bound <= value else "feasible", x, value, max(bound, value), prices, dual_bound)


def possible(program: Program, *, seconds: float) -> bool:
    """Whether any values keep every row (taken as possible where the time does not suffice to tell)."""
    from dungviec.engine.side_highs import run

    if not program.tops:
        return all(r.limit >= 0 for r in program.rows)
    cost, top = np.zeros(len(program.tops)), np.array(program.tops, dtype=np.float64)
    solver = run(cost, _matrix(program), top, whole=len(program.tops), seconds=seconds)
    return bool(solver.modelStatusToString(solver.getModelStatus()) != "Infeasible")


def _sizes(row: Row) -> tuple[int, float]:
    """What a row is divided by before it is solved: all that its weights share, then a power of ten where they stay large."""
    unit = reduce(math.gcd, row.weights.values(), 0) or 1
    largest = max((abs(w) for w in row.weights.values()), default=0) // unit
    return unit, 1.0 if largest < 10_000 else 10.0 ** (2 - math.floor(math.log10(largest)))


def _matrix(program: Program) -> Matrix:
    from dungviec.engine.side_highs import Matrix

    column: list[int] = []
    index: list[int] = []
    value: list[float] = []
    high: list[float] = []
    for r, row in enumerate(program.rows):
        unit, shrink = _sizes(row)
        column += row.weights
        index += [r] * len(row.weights)
        value += [w / unit * shrink for w in row.weights.values()]
        high.append(row.limit // unit * shrink)
    places = (np.array(column, dtype=np.int64), np.array(index, dtype=np.int64), np.array(value, dtype=np.float64))
    low = np.full(len(program.rows), -np.inf)
    return Matrix.of(*places, len(program.tops), low, np.array(high, dtype=np.float64))


def _prices(program: Program, solver: Any) -> dict[Name, int]:
    """Prices of the rows as stated (before they were divided) in 1/SCALE. Any that are not negative prove a bound."""
    found: dict[Name, int] = {}
    for row, dual in zip(program.rows, solver.getSolution().row_dual, strict=True):
        unit, shrink = _sizes(row)
        price = round(-float(dual) * shrink / unit * SCALE)
        if price > 0:
            found[row.name] = price
    return found


def priced_bound(program: Program, worth: Sequence[int], prices: Mapping[Name, int]) -> int:
    """The bound that prices prove, in whole numbers: ``sum price × limit + sum top × max(0, worth − price × weights)``, rounded down."""
    left = [w * SCALE for w in worth]
    total = 0
    for row in program.rows:
        price = prices.get(row.name, 0)
        if price > 0:
            total += price * row.limit
            for j, w in row.weights.items():
                left[j] -= price * w
    total += sum(top * rest for top, rest in zip(program.tops, left, strict=True) if rest > 0)
    return total // SCALE
