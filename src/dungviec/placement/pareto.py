"""What more moves buy: the best fit for each number of moves (or of another burden), with what the next one is worth."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

import numpy as np
import polars as pl

from dungviec.engine.pareto import Point, at_budget, frontier
from dungviec.engine.problem import Ints, Problem, Progress
from dungviec.placement.build import Round, build_round
from dungviec.placement.pareto_rates import rate_points
from dungviec.placement.policy import Policy
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

Measure = Literal["moves", "worse", "far", "rates"]
MEASURES = {
    "moves": ("Người chuyển", "People moved"),
    "worse": ("Người kém phù hợp đi", "People who fit worse"),
    "far": ("Người sang địa phương khác", "People sent to another place"),
    "rates": (
        "Chênh lệch tỷ lệ lên chức nữ – nam (phần vạn)",
        "Women's and men's rates of promotion apart (in 10,000)",
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One plan of the trade. Points of fit; ``won``: against the first choice; ``each``: what each unit of burden since the choice before brings."""

    burden: int
    moves: int
    fit: int
    empty: int
    unplaced: int
    value: int
    bound: int
    won: int
    each: float | None
    supported: bool
    """Best at some price of the burden; else best within its limit."""


@dataclass(frozen=True, slots=True)
class Trade:
    """Choices from the least burden to the greatest value. ``value``: fit less the policy's prices of empty seats and people left out; moves are
    not priced here, they are what is traded."""

    city: str
    as_of: date
    measure: Measure
    choices: tuple[Choice, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "schema": "dungviec-pareto/1", "city": self.city, "as_of": self.as_of.isoformat(), "measure": self.measure,
            "choices": [asdict(c) for c in self.choices],
        }  # fmt: skip


def trade_off(
    snapshot: Snapshot,
    policy: Policy | None = None,
    *,
    measure: Measure = "moves",
    most: int = 15,
    budgets: tuple[int, ...] = (),
    reserved: Reserve | None = None,
    progress: Progress | None = None,
) -> Trade:
    """The best plans of the round for each burden: at most ``most`` supported ones, and exactly those within each of ``budgets``.

    ``measure``: what is to be kept small: moves, people who fit worse than today, moves to another
    place, or the difference of the rates at which women and men go to higher posts (`pareto_rates`). Raises PolicyFault for a policy that
    does not fit the data, ProblemFault where no plan keeps the hard rules.
    """
    policy = (policy or Policy()).model_copy(update={"max_moves": None})
    round_ = build_round(snapshot, policy, reserved=reserved, progress=progress)
    edges = round_.edges
    relief = round_.bundles.relief(round_.problem.edge_post, round_.problem.vacancy_price[: round_.bundles.single])
    problem = replace(round_.problem, gain=edges["fit"].to_numpy().astype(np.int64) + relief)
    if progress:
        progress("solve", 0.65)
    if measure == "rates":
        points = sorted(rate_points(round_, problem, most=most), key=lambda p: p.burden)
        return Trade(round_.snapshot.name, round_.snapshot.as_of, measure, _choices(problem, points))
    burden = _burden(round_, edges, measure)
    points = [*frontier(problem, burden, most=most)]
    for k, limit in enumerate(budgets):
        if progress:
            progress("solve", 0.8 + 0.2 * k / len(budgets))
        point = at_budget(problem, burden, limit)
        if point is not None and all(p.burden != point.burden for p in points):
            points.append(point)
    points.sort(key=lambda p: p.burden)
    return Trade(round_.snapshot.name, round_.snapshot.as_of, measure, _choices(problem, points))


def _burden(round_: Round, edges: pl.DataFrame, measure: Measure) -> Ints:
    if measure == "moves":
        return round_.problem.is_move.astype(np.int64)
    if measure == "worse":
        worse = (edges["fit"] < edges["own_fit"]).fill_null(False)
        lost: Ints = worse.to_numpy().astype(np.int64)
        return lost
    snapshot = round_.snapshot
    place_of_unit = dict(snapshot.units.select("unit_id", "place_code").iter_rows())
    unit_of = dict(snapshot.posts.select("post_id", "unit_id").iter_rows())
    place = round_.bundles.by_main(np.array([str(place_of_unit[unit_of[p]]) for p in round_.field.posts]))
    own = round_.field.own[round_.problem.edge_person]
    far = (own >= 0) & (place[np.maximum(own, 0)] != place[round_.problem.edge_post])
    gone: Ints = far.astype(np.int64)
    return gone


def _choices(problem: Problem, points: list[Point]) -> tuple[Choice, ...]:
    out: list[Choice] = []
    for point in points:
        placed = point.chosen[point.chosen >= 0]
        before = out[-1] if out else None
        out.append(
            Choice(
                burden=point.burden,
                moves=int(problem.is_move[placed].sum()),
                fit=int(problem.gain[placed].sum()),
                empty=int(problem.capacity.sum()) - len(placed),
                unplaced=problem.n_people - len(placed),
                value=point.value,
                bound=point.bound,
                won=point.value - points[0].value,
                each=None if before is None else (point.value - before.value) / (point.burden - before.burden),
                supported=point.supported,
            )
        )
    return tuple(out)
