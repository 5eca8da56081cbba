"""Seeded problems with side rules, from a city of 2 400 posts to provinces of 50 000: arrays first, rules on top. Nobody is real.

A unit has 24 posts, four of them leading (a head, three deputies); a city has 100 units, a province some twenty cities. 95 % of the posts
are held. A person may go to posts of the own field and grade, one grade up, sometimes one down or into a neighbouring field, and
to a few of other cities of the province; a legal filter, correlated per person, passes about half of those pairs. A head may not
serve in the home city; whoever held a post for over ten years must leave it (a head the city too). Skills are latent vectors with a
shared ability, so that good people are good everywhere and posts contend for them. One unit in ten may fill its head and
first deputy with one person (`concurrent`): an extra post that shuts both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.compiled import compiled
from dungviec.engine.problem import Problem, Sense, SideRow

UNIT = 24
UNITS_OF_CITY = 100
FIELDS, GRADES = 12, 9
SKILLS = 8
UNPLACED = 3000
MOVE_PRICES = np.array([900, 1700, 3600])
"""Within the unit, within the city, into another city."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """People and posts of a city or province; the first ``24 x units`` posts are single, the rest concurrent ones.

    ``starts`` [n + 1], ``post`` [E], ``gain`` [E]: allowed pairs person after person. ``held`` [n]: -1 for none.
    ``relatives`` [k, 2]. ``concurrent`` [c, 2]: the two posts that concurrent post ``24 x units + c`` shuts.
    """

    starts: Ints
    post: NDArray[np.int32]
    gain: NDArray[np.int32]
    held: Ints
    woman: NDArray[np.bool_]
    unit: Ints
    city: Ints
    leading: NDArray[np.bool_]
    importance: Ints
    relatives: Ints
    concurrent: Ints

    @property
    def n(self) -> int:
        """How many people."""
        return len(self.held)

    @property
    def person(self) -> Ints:
        """The person of each pair, [E]."""
        return np.repeat(np.arange(self.n), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Rules:
    """How tight: share of people who may move, share of a unit's people who stay in it, women among its leaders."""

    moves: float = 0.15
    kept: float = 0.60
    women: int = 1


LOOSE = Rules()
TIGHT = Rules(moves=0.08, kept=0.80)


def region(*, units: int = UNITS_OF_CITY, seed: int = 1) -> Region:
    """A region of ``units`` units: 100 make a city (2 400 people, about 42 pairs each), 2 084 a province (50 016, about 55)."""
    rng = np.random.default_rng([seed, units])
    singles = units * UNIT
    cities = max(1, round(units / UNITS_OF_CITY))
    unit = np.repeat(np.arange(units), UNIT)
    rank = np.tile(np.arange(UNIT), units)
    grade = np.where(rank == 0, GRADES - 1, np.where(rank < 4, GRADES - 2, rng.integers(0, GRADES - 2, singles)))
    field = rng.integers(0, FIELDS, singles)
    shared = np.arange(0, units, 10) * UNIT
    concurrent = np.stack([shared, shared + 1], axis=1)
    unit, grade, field, rank = (np.append(a, a[shared]) for a in (unit, grade, field, rank))
    city = unit * cities // units

    held = np.full(singles, -1, dtype=np.int64)
    holders = rng.permutation(singles)[: round(0.95 * singles)]
    held[holders] = rng.permutation(singles)[: len(holders)]
    own_field = np.where(held >= 0, field[held], rng.integers(0, FIELDS, singles))
    own_grade = np.where(held >= 0, grade[held], rng.integers(0, GRADES - 2, singles))
    own_city = np.where(held >= 0, city[held], rng.integers(0, cities, singles))
    home = np.where(rng.random(singles) < 0.6, own_city, rng.integers(0, cities, singles))
    home[(held >= 0) & (rank[held] == 0) & (rng.random(singles) < 0.9)] = -1
    ability = rng.normal(0, 0.8, (singles, 1))
    skill = (rng.normal(0, 1, (singles, SKILLS)) + ability).astype(np.float32)
    need = rng.dirichlet(np.ones(SKILLS), len(unit)).astype(np.float32)
    group = (city * FIELDS + field) * GRADES + grade
    order = np.argsort(group, kind="stable").astype(np.int32)
    group_starts = np.zeros(cities * FIELDS * GRADES + 1, dtype=np.int64)
    np.cumsum(np.bincount(group, minlength=len(group_starts) - 1), out=group_starts[1:])
    importance = np.rint(400 + 3500 * (grade / (GRADES - 1)) ** 1.5).astype(np.int64)
    leading = rank < 4
    known = (own_field, own_grade, own_city, home, held, rng.random(singles) < 0.03, rng.beta(2.2, 2.2, singles))
    starts, post, gain = _pairs(seed, cities, group_starts, order, *known, unit, city, rank, skill, need)
    woman = rng.random(singles) < np.where((held >= 0) & leading[held], 0.4, 0.45)
    leaders = np.flatnonzero((held >= 0) & (own_grade >= GRADES - 3))
    return Region(
        starts=starts,
        post=post,
        gain=gain,
        held=held,
        woman=woman,
        unit=unit,
        city=city,
        leading=leading,
        importance=importance,
        relatives=_relatives(rng, leaders, own_city, pairs=round(units * 0.08)),
        concurrent=concurrent,
    )


def problem_of(land: Region, rules: Rules | None) -> Problem:
    """The region as a problem; without rules (None) only the pure assignment is left (concurrent posts closed)."""
    person, post = land.person, land.post.astype(np.int64)
    m = len(land.unit)
    capacity = np.ones(m, dtype=np.int64)
    if rules is None:
        capacity[m - len(land.concurrent) :] = 0
    vacancy = land.importance.copy()
    vacancy[m - len(land.concurrent) :] = 0  # an empty concurrent post is no loss: the two posts it shuts are open
    held = land.held[person]
    return Problem(
        people=tuple(f"PER-{i:06d}" for i in range(land.n)),
        posts=tuple(f"POS-{j:06d}" for j in range(m)),
        capacity=capacity,
        edge_person=person,
        edge_post=post,
        gain=land.gain.astype(np.int64),
        is_move=(held >= 0) & (held != post),
        is_stay=held == post,
        must_place=np.zeros(land.n, dtype=np.bool_),
        unplaced_price=np.full(land.n, UNPLACED, dtype=np.int64),
        vacancy_price=vacancy,
        rows=() if rules is None else tuple(rows_of(land, rules)),
    )


def rows_of(land: Region, rules: Rules, *, moves: bool = True) -> list[SideRow]:
    """The rules as rows: the limit on moves (unless it is somebody else's), continuity and women per unit, relatives, concurrent posts."""
    person, post = land.person, land.post.astype(np.int64)
    held = land.held[person]
    units = int(land.unit.max()) + 1
    rows = []
    if moves:
        moving = np.flatnonzero((held >= 0) & (held != post))
        rows.append(SideRow("moves", moving, int(rules.moves * land.n)))
    from_unit = np.where(held >= 0, land.unit[held], -1)
    staff = np.bincount(land.unit[land.held[land.held >= 0]], minlength=units)
    kept = _by_key(np.flatnonzero(from_unit == land.unit[post]), land.unit[post], units)
    rows += [
        SideRow(f"kept:{u}", edges, int(np.ceil(rules.kept * staff[u])), Sense.AT_LEAST) for u, edges in enumerate(kept)
    ]
    women = _by_key(np.flatnonzero(land.leading[post] & land.woman[person]), land.unit[post], units)
    rows += [SideRow(f"women:{u}", edges, rules.women, Sense.AT_LEAST) for u, edges in enumerate(women)]
    for a, b in land.relatives.tolist():
        pairs = [np.arange(land.starts[i], land.starts[i + 1]) for i in (a, b)]
        pairs = [edges[land.leading[post[edges]]] for edges in pairs]
        for u in np.intersect1d(land.unit[post[pairs[0]]], land.unit[post[pairs[1]]]).tolist():
            both = np.concatenate([edges[land.unit[post[edges]] == u] for edges in pairs])
            rows.append(SideRow(f"kin:{a}:{b}:{u}", both, 1))
    shut = {int(j): c for c, both in enumerate(land.concurrent) for j in both}
    near = np.flatnonzero(np.isin(post, land.concurrent) | (post >= units * UNIT))
    of_post: dict[int, list[int]] = {}
    for e, j in zip(near.tolist(), post[near].tolist(), strict=True):
        of_post.setdefault(j, []).append(e)
    for j, c in shut.items():
        edges = sorted(of_post.get(j, []) + of_post.get(units * UNIT + c, []))
        rows.append(SideRow(f"concurrent:{c}:{j}", np.array(edges, dtype=np.int64), 1))
    return rows


def _relatives(rng: np.random.Generator, leaders: Ints, own_city: Ints, *, pairs: int) -> Ints:
    """Pairs of leading people of one city."""
    found = []
    by_city = {c: leaders[own_city[leaders] == c] for c in np.unique(own_city[leaders])}
    for _ in range(pairs):
        someone = rng.choice(leaders)
        other = rng.choice(by_city[own_city[someone]])
        if someone != other:
            found.append((someone, other))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _by_key(edges: Ints, key: Ints, size: int) -> list[Ints]:
    """The edges in ``size`` groups by ``key`` [E]."""
    group = key[edges]
    order = np.argsort(group, kind="stable")
    return np.split(edges[order], np.cumsum(np.bincount(group, minlength=size))[:-1])


@compiled
def _dice(seed: int, i: int, j: int, salt: int) -> float:
    """A number in 0..1 that depends only on what is given (splitmix64)."""
    x = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(i) * np.uint64(0xBF58476D1CE4E5B9)
    x += np.uint64(j) * np.uint64(0x94D049BB133111EB) + np.uint64(salt) * np.uint64(0xD6E8FEB86659FD93)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return float(x >> np.uint64(11)) / 9007199254740992.0


@compiled
def _pairs(  # the seeded facts of both sides, one array each
    seed,
    cities,
    group_starts,
    order,
    own_field,
    own_grade,
    own_city,
    home,
    held,
    overdue,
    lawful,
    unit,
    city,
    rank,
    skill,
    need,
):  # type: ignore[no-untyped-def]
    n = len(held)
    starts = np.zeros(n + 1, dtype=np.int64)
    post = np.empty(n * 24, dtype=np.int32)
    gain = np.empty(n * 24, dtype=np.int32)
    top = 0
    for i in range(n):
        was_head = held[i] >= 0 and rank[held[i]] == 0
        for hop in range(4):
            where = own_city[i]
            if hop > 0:
                where = (own_city[i] + hop * (cities // 4)) % cities
                if cities < 4:
                    continue
            for way in range(5):
                field = (own_field[i] + (1 if way == 3 else FIELDS - 1 if way == 4 else 0)) % FIELDS
                up = 1 if way == 1 else -1 if way == 2 else 0
                grade = own_grade[i] + up
                if grade < 0 or grade >= GRADES or (hop > 0 and way > 1):
                    continue
                chance = 0.45 if way == 2 else 0.75 if way == 4 else 1.0
                if hop > 0:
                    chance = 0.22
                group = (where * FIELDS + field) * GRADES + grade
                for at in range(group_starts[group], group_starts[group + 1]):
                    j = order[at]
                    stays = j == held[i]
                    if stays:
                        if overdue[i]:
                            continue
                    elif _dice(seed, i, j, 2) >= chance * min(1.0, lawful[i] * 0.9):
                        continue
                    if rank[j] == 0 and (city[j] == home[i] or (overdue[i] and was_head and city[j] == own_city[i])):
                        continue
                    fit = 0.0
                    for k in range(SKILLS):
                        fit += skill[i, k] * need[j, k]
                    fit = min(1.0, max(0.0, 0.5 + 0.3 * fit))
                    grows = 0.9 if up == 1 else 0.2 if up == -1 else 0.5
                    likes = 0.5 * _dice(seed, i, unit[j], 3) + (0.3 if city[j] == home[i] else 0.0)
                    value = 10000.0 * (0.65 * fit + 0.15 * grows + 0.2 * likes)
                    if held[i] >= 0 and not stays:
                        value -= 900 if unit[j] == unit[held[i]] else 1700 if city[j] == city[held[i]] else 3600
                    if top == len(post):
                        post = np.append(post, np.empty(top, dtype=np.int32))
                        gain = np.append(gain, np.empty(top, dtype=np.int32))
                    post[top] = j
                    gain[top] = np.int32(round(value))
                    top += 1
        starts[i + 1] = top
    return starts, post[:top].copy(), gain[:top].copy()
