"""Whom a plan falls on: selection rates by sex, ethnic group and age, and whether kin, home place or school gather more than by chance.

Numbers are small in one round, so every rate carries an interval (Wilson 95 %), every difference a test that holds for small numbers
(Fisher's exact test against the rest of the pool), and every concentration a comparison with plans in which the same people had been dealt
out to the same seats at random (permutation). Nothing here proves unfairness, or fairness: it says where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import polars as pl

from dungviec.placement.place import Solved
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.selection import Rate, group_order, groupings, rate_of
from dungviec.records.vietnamese import fold

PERMUTATIONS = 2000


@dataclass(frozen=True, slots=True)
class Concentration:
    """How many proposed moves join people who share something, against dealing the same people out at random.

    ``expected``: the mean over permutations; ``p``: the share of permutations with at least as many. None: nothing to permute.
    """

    key: str
    vi: str
    en: str
    moves: int
    found: int
    expected: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Fairness:
    """Rates and concentrations of one plan; ``unknown`` counts people of the pool whose group is not on file."""

    rates: tuple[Rate, ...]
    concentrations: tuple[Concentration, ...]
    unknown: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``--json``."""
        return asdict(self)


def fairness(solved: Solved, *, seed: int = 2020) -> Fairness:
    """The report on a solved round. Permutations are drawn from ``seed``: the same plan gives the same figures."""
    pools = _pools(solved)
    people = {r["person_id"]: r for r in solved.round.snapshot.people.iter_rows(named=True)}
    rates: list[Rate] = []
    unknown: dict[str, int] = {}
    for outcome, (pool, selected) in pools.items():
        for key, grouped in groupings(solved.round.snapshot.as_of).items():
            labels = {p: grouped(people[p]) for p in pool}
            unknown[key] = max(unknown.get(key, 0), sum(v is None for v in labels.values()))
            known = {p: v for p, v in labels.items() if v is not None}
            for label in sorted(set(known.values()), key=group_order):
                rates.append(rate_of(outcome, label, known, selected))
    return Fairness(tuple(rates), tuple(_concentrations(solved, people, seed)), unknown)


def _pools(solved: Solved) -> dict[str, tuple[set[str], set[str]]]:
    """For each outcome the people it was open to, and those it fell on."""
    round_ = solved.round
    problem, field = round_.problem, round_.field
    post_of = solved.round.main_posts(solved.solution.post_of(problem))
    main = round_.main_posts(problem.edge_post)
    level_up = field.post_rank[main] > field.rank[problem.edge_person]
    away = main != field.own[problem.edge_person]
    ids = np.array(field.people, dtype=object)

    def named(indices: Any) -> set[str]:
        return set(ids[np.unique(indices)].tolist())

    placed = np.flatnonzero(post_of >= 0)
    moved = placed[post_of[placed] != field.own[placed]]
    up = moved[field.post_rank[post_of[moved]] > field.rank[moved]]
    out = np.flatnonzero(post_of < 0)
    return {
        "moved": (named(problem.edge_person[away]), named(moved)),
        "promoted": (named(problem.edge_person[away & level_up]), named(up)),
        "left_out": (named(np.flatnonzero(~problem.must_place)), named(out)),
    }


def _concentrations(solved: Solved, people: dict[str, dict[str, Any]], seed: int) -> list[Concentration]:
    """Moves into a unit whose head shares home place, school or blood with the one who comes."""
    round_ = solved.round
    placement = solved.placement()
    unit = dict(round_.snapshot.posts.select("post_id", "unit_id").iter_rows())
    before = {
        p: round_.field.posts[j] for p, j in zip(round_.field.people, round_.field.own.tolist(), strict=True) if j >= 0
    }
    movers = sorted(p for p, q in placement.items() if before.get(p) != q)
    heads = _heads(round_.snapshot, placement)
    schools = _schools(round_.snapshot)
    kin = {frozenset(pair) for pair in round_.snapshot["kinship"].select("person_id", "relative_id").iter_rows()}

    def same(column: str) -> Callable[[str, str], bool]:
        return lambda a, b: people[a][column] is not None and people[a][column] == people[b][column]

    tests: tuple[tuple[str, str, str, Callable[[str, str], bool]], ...] = (
        ("home", "Cùng quê với người đứng đầu đơn vị đến", "From the same home place as the head of the unit", same("home_code")),
        ("school", "Cùng trường với người đứng đầu đơn vị đến", "From the same school as the head of the unit", lambda a, b: bool(schools.get(a, set()) & schools.get(b, set()))),
        ("kin", "Có quan hệ gia đình với người đứng đầu đơn vị đến", "Related to the head of the unit", lambda a, b: frozenset((a, b)) in kin),
    )  # fmt: skip
    asked = [(p, heads[unit[placement[p]]]) for p in movers if unit[placement[p]] in heads]
    asked = [(p, head) for p, head in asked if p != head]
    ranks = {p: round_.field.rank[i] for i, p in enumerate(round_.field.people)}
    rng = np.random.default_rng(seed)
    return [_concentration(key, vi, en, asked, test, ranks, rng) for key, vi, en, test in tests]


def _concentration(
    key: str, vi: str, en: str, asked: list[tuple[str, str]], test: Callable[[str, str], bool], ranks: dict[str, Any],
    rng: np.random.Generator,
) -> Concentration:  # fmt: skip
    """People change seats only with people of their own level, so that a permuted plan is one that could be meant."""
    found = sum(test(p, head) for p, head in asked)
    groups: dict[int, list[int]] = {}
    for k, (p, _) in enumerate(asked):
        groups.setdefault(int(ranks[p]), []).append(k)
    if not any(len(g) > 1 for g in groups.values()):
        return Concentration(key, vi, en, len(asked), found, None, None)
    shares = np.array([[test(p, head) for _, head in asked] for p, _ in asked], dtype=np.int64)
    totals = np.zeros(PERMUTATIONS, dtype=np.int64)
    for members in groups.values():
        inside = np.array(members)
        for k in range(PERMUTATIONS):
            totals[k] += shares[inside, rng.permutation(inside)].sum()
    p_value = float((1 + (totals >= found).sum()) / (1 + PERMUTATIONS))
    return Concentration(key, vi, en, len(asked), found, float(totals.mean()), p_value)


def _heads(snapshot: Snapshot, placement: dict[str, str]) -> dict[str, str]:
    """Who heads each unit under the plan: the holder of its highest post with the role of head."""
    rank = {c.value: c.rank for c in LEVELS}
    posts = snapshot.live_posts.filter((pl.col("role") == "head") & (pl.col("level_rank") >= LEADERSHIP_RANK))
    row = {p: (u, rank[lv]) for p, u, lv in posts.select("post_id", "unit_id", "level").iter_rows()}
    heads: dict[str, tuple[int, str]] = {}
    for person, post in sorted(placement.items()):
        if post in row:
            unit, level = row[post]
            if level > heads.get(unit, (-1, ""))[0]:
                heads[unit] = (level, person)
    return {unit: person for unit, (_, person) in heads.items()}


def _schools(snapshot: Snapshot) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for person, place in snapshot["training"].select("person_id", "place").iter_rows():
        if person is not None and place:
            out.setdefault(person, set()).add(fold(place))
    return out
