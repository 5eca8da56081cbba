"""Which proposals stand firm when every weight of the policy is a tenth larger or smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from dungviec.competency.weights import PARTS
from dungviec.engine.problem import Ints, Problem, Progress, Status
from dungviec.engine.robust import survival
from dungviec.placement.build import Round
from dungviec.placement.place import Solved, solve_round
from dungviec.placement.policy import Policy
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

SHARE = 10
"""A weight is made a SHARE-th larger or smaller: ten per cent."""


@dataclass(frozen=True, slots=True)
class Firmness:
    """One proposal: in how many of the scenarios the best plan has it too, and where the person mostly goes in the others ("" for no post)."""

    person_id: str
    person_name: str
    from_post_id: str | None
    to_post_id: str
    to_title: str
    to_unit: str
    kept: int
    otherwise: str | None
    otherwise_title: str
    """Title and unit of that post; empty for none."""


@dataclass(frozen=True, slots=True)
class FirmnessReport:
    """The proposals of the best plan, least firm first. ``stays_kept``: people whom the plan leaves in place and every scenario does too."""

    city: str
    as_of: date
    scenarios: int
    unsettled: int
    status: str
    proposals: tuple[Firmness, ...]
    stays: int
    stays_kept: int

    @property
    def firm(self) -> int:
        """Proposals that every scenario makes."""
        return sum(p.kept == self.scenarios for p in self.proposals)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return {
            "schema": "dungviec-robust/1", "city": self.city, "as_of": self.as_of.isoformat(), "status": self.status,
            "scenarios": self.scenarios, "unsettled": self.unsettled, "firm": self.firm, "stays": self.stays, "stays_kept": self.stays_kept,
            "proposals": [asdict(p) for p in self.proposals],
        }  # fmt: skip


def how_firm(
    snapshot: Snapshot,
    policy: Policy | None = None,
    *,
    solved: Solved | None = None,
    reserved: Reserve | None = None,
    progress: Progress | None = None,
) -> FirmnessReport:
    """The best plan of the round, solved again with all combinations of the four weights of fit a tenth up and down, and with the prices of moves,
    of empty seats and of being left out a tenth up and down, one at a time: 22 scenarios.

    Which pairs are considered stays as it is (``min_fit`` and ``min_gain`` are judged at the policy's own weights). ``solved``: the round solved
    before. Raises PolicyFault for a policy that does not fit the data.
    """
    solved = solved or solve_round(snapshot, policy or Policy(), reserved=reserved, progress=progress)
    round_, chosen = solved.round, solved.solution.chosen
    cases = list(_scenarios(round_))

    def told() -> Iterator[Problem]:
        for k, case in enumerate(cases):
            if progress:
                progress("solve", 0.75 + 0.25 * k / len(cases))
            yield case

    found = survival(round_.problem, chosen, told())
    field, problem = round_.field, round_.problem
    posts = round_.main_posts(solved.solution.post_of(problem))
    movers = np.flatnonzero((posts >= 0) & (posts != field.own))
    staying = np.flatnonzero((posts >= 0) & (posts == field.own))
    names = dict(round_.snapshot.people.select("person_id", "name").iter_rows())
    units = dict(round_.snapshot.units.select("unit_id", "name").iter_rows())
    told_post = {
        p: (title, units.get(u, u))
        for p, title, u in round_.snapshot.posts.select("post_id", "title", "unit_id").iter_rows()
    }

    def firmness(i: int) -> Firmness:
        to = field.posts[int(posts[i])]
        mostly = found.instead[i].most_common(1)
        other = (
            None if not mostly else field.posts[round_.bundles.members(mostly[0][0])[0]] if mostly[0][0] >= 0 else ""
        )
        return Firmness(
            person_id=field.people[i],
            person_name=names[field.people[i]],
            from_post_id=field.posts[int(field.own[i])] if field.own[i] >= 0 else None,
            to_post_id=to,
            to_title=told_post[to][0],
            to_unit=told_post[to][1],
            kept=int(found.kept[i]),
            otherwise=other,
            otherwise_title=", ".join(told_post[other]) if other else "",
        )

    proposals = sorted((firmness(i) for i in movers.tolist()), key=lambda p: (p.kept, p.person_id))
    return FirmnessReport(
        city=round_.snapshot.name,
        as_of=round_.snapshot.as_of,
        scenarios=found.scenarios,
        unsettled=found.unsettled + (solved.solution.status is not Status.OPTIMAL),
        status=str(solved.solution.status),
        proposals=tuple(proposals),
        stays=len(staying),
        stays_kept=int((found.kept[staying] == found.scenarios).sum()),
    )


def gains_at(round_: Round, weights: Mapping[str, int]) -> Ints:
    """The gain of each edge of the round's problem at other weights of the four parts of fit; pairs and prices as they are."""
    fit, *parts = (round_.edges[c].cast(pl.Int64).to_numpy() for c in ("fit", *PARTS))
    total = sum(part * weights[name] for name, part in zip(PARTS, parts, strict=True))
    return np.asarray(total // sum(weights.values()) - fit + round_.problem.gain, dtype=np.int64)


def _scenarios(round_: Round) -> Iterator[Problem]:
    """The corners of the weights of fit, then each price by itself."""
    problem, policy, bundles = round_.problem, round_.policy, round_.bundles
    fit, gain = (round_.edges[c].cast(pl.Int64).to_numpy() for c in ("fit", "gain"))

    def saved(prices: Ints) -> Ints:
        return bundles.relief(problem.edge_post, prices[: bundles.single])

    relief = saved(problem.vacancy_price)
    for signs in product((-1, 1), repeat=len(PARTS)):
        weights = {
            name: getattr(policy.weights, name) * (SHARE + sign) for name, sign in zip(PARTS, signs, strict=True)
        }
        yield replace(problem, gain=gains_at(round_, weights))
    for sign in (-1, 1):
        yield replace(problem, gain=fit - (fit - gain) * (SHARE + sign) // SHARE + relief)
        dearer = problem.vacancy_price * (SHARE + sign) // SHARE
        yield replace(problem, vacancy_price=dearer, gain=problem.gain - relief + saved(dearer))
        yield replace(problem, unplaced_price=problem.unplaced_price * (SHARE + sign) // SHARE)
