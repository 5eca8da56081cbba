"""Cities of other makes, as problems from outside: plain data, seeded, nobody is real. Nothing here knows the engine or its own generator.

Each make differs in where people may go, what a pair is worth and which rules bind, so that an engine cannot be fitted to one of them.
``tight`` lowers the limits and raises what is asked for. Minima are asked in the measure of what the staff of today has, so most cities
have a plan; where tight rules leave none, the answer is a conflict. A city has ``people`` posts in units of 24, four of them leading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plain = dict[str, Any]
Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]

UNIT = 24
LEADING = 4


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """Who is who: ``held`` [people] the post held (-1 none), ``unit`` and ``leading`` [posts], ``groups`` [kinds, people] of flags."""

    rng: np.random.Generator
    held: Numbers
    unit: Numbers
    leading: NDArray[np.bool_]
    groups: NDArray[np.bool_]
    where: Scores
    """Coordinates of units, [units, 2]."""

    @property
    def n(self) -> int:
        """People, and posts."""
        return len(self.held)


@dataclass(frozen=True, slots=True)
class Make:
    """One make of city: where people may go, what it is worth, and how many rules of each kind."""

    options: Callable[[Town, int, int], Numbers]
    score: Callable[[Town, Numbers, Numbers], Any]
    moves: float | None = 0.15
    relatives: int = 120
    minima: int = 1
    """Groups of which each unit must keep so many."""
    maxima: int = 1
    budgets: int = 20
    heaviest: int = 9
    leaders: bool = True
    must: bool = False
    vacancy: int = 2000
    move_cost: int = 300


def plain_city(make: str, *, seed: int, tight: bool = False, people: int = 2400, each: int = 42) -> Plain:
    """A city of a make (see MAKES) as ``dungviec.solve`` takes it: ``people`` posts, about ``each`` allowed posts a person."""
    built = MAKES[make]
    town = _town(np.random.default_rng([seed, people, *make.encode()]), people)
    person, post = _pairs(town, built, each)
    score = built.score(town, person, post)
    vacancy = town.rng.integers(built.vacancy // 2, built.vacancy + 1, people) * np.where(town.leading, 3, 1)
    pairs = list(zip(_names("P", person), _names("V", post), score.tolist(), strict=True))
    return {
        "people": _names("P", np.arange(people)),
        "posts": [{"id": f"V{j}", "vacancy_cost": int(v)} for j, v in enumerate(vacancy.tolist())],
        "pairs": [list(pair) for pair in pairs],
        "current": {f"P{i}": f"V{j}" for i, j in enumerate(town.held.tolist()) if j >= 0},
        "move_cost": built.move_cost,
        "must_place": _who_must(town, person, post) if built.must else False,
        "constraints": _rules(town, built, person, post, tight=tight),
    }


def _town(rng: np.random.Generator, n: int) -> Town:
    units = -(-n // UNIT)
    held = np.full(n, -1, dtype=np.int64)
    holders = rng.permutation(n)[: round(0.95 * n)]
    held[holders] = rng.permutation(n)[: len(holders)]
    groups = rng.random((3, n)) < np.array([[0.45], [0.3], [0.15]])
    post = np.arange(n)
    return Town(rng, held, post // UNIT, post % UNIT < LEADING, groups, rng.random((units, 2)))


def _pairs(town: Town, make: Make, each: int) -> tuple[Numbers, Numbers]:
    """Allowed pairs, each once, everybody's own post among them, in the order of people."""
    own = np.flatnonzero(town.held >= 0)
    rows = [np.stack([np.full(each, i), make.options(town, i, each)], axis=1) for i in range(town.n)]
    rows.append(np.stack([own, town.held[own]], axis=1))
    found = np.unique(np.concatenate(rows), axis=0)
    return found[:, 0], found[:, 1]


def _anywhere(town: Town, _: int, each: int) -> Numbers:
    return town.rng.integers(0, town.n, each)


def _mostly_in_unit(town: Town, i: int, each: int) -> Numbers:
    """Half in the own unit, a quarter in each of two others."""
    own = int(town.unit[town.held[i]]) if town.held[i] >= 0 else int(town.rng.integers(0, len(town.where)))
    others = town.rng.integers(0, len(town.where), 2)
    units = np.repeat([own, *others], [each // 2, each // 4, each - each // 2 - each // 4])
    return np.minimum(units * UNIT + town.rng.integers(0, UNIT, each), town.n - 1)


def _nearby(town: Town, i: int, each: int) -> Numbers:
    """In the units nearest to where the person lives, not far from the own unit."""
    own = town.where[town.unit[town.held[i]]] if town.held[i] >= 0 else town.rng.random(2)
    home = own + town.rng.normal(0, 0.05, 2)
    near = np.argsort(((town.where - home) ** 2).sum(axis=1))[:12]
    return np.minimum(town.rng.choice(near, each) * UNIT + town.rng.integers(0, UNIT, each), town.n - 1)


def _popular(town: Town, _: int, each: int) -> Numbers:
    """Everybody wants the same few units most."""
    return np.minimum((town.rng.random(each) ** 2.5 * town.n).astype(np.int64), town.n - 1)


def _uniform(town: Town, person: Numbers, _: Numbers) -> Numbers:
    return town.rng.integers(0, 10_000, len(person))


def _able(town: Town, person: Numbers, post: Numbers) -> Numbers:
    """Ability times importance: the good are good everywhere."""
    ability, weight = town.rng.beta(2, 2, town.n), 0.3 + town.rng.beta(2, 3, town.n) + 0.4 * town.leading
    return np.rint(9000 * ability[person] * weight[post] + town.rng.normal(0, 400, len(person))).astype(np.int64)


def _by_distance(town: Town, person: Numbers, post: Numbers) -> Scores:
    """Fit less the way to work, with two decimals."""
    held = np.maximum(town.held, 0)
    home = town.where[town.unit[held]] + town.rng.normal(0, 0.05, (town.n, 2))
    way = np.sqrt(((town.where[town.unit[post]] - home[person]) ** 2).sum(axis=1))
    worth: Scores = np.round(6000 * town.rng.beta(3, 2, len(person)) - 4000 * way, 2)
    return worth


def _few_values(town: Town, person: Numbers, _: Numbers) -> Numbers:
    """Marks from 1 to 5, in thousands: ties everywhere."""
    return 1000 * town.rng.integers(1, 6, len(person))


def _doubles(town: Town, person: Numbers, _: Numbers) -> Scores:
    """Every digit of a double."""
    return np.asarray(town.rng.normal(5000, 2000, len(person)))


def _rules(town: Town, make: Make, person: Numbers, post: Numbers, *, tight: bool) -> list[Plain]:
    unit, rng = town.unit[post], town.rng
    names = list(zip(_names("P", person), _names("V", post), strict=True))

    def named(places: Numbers) -> list[list[str]]:
        return [list(names[e]) for e in places.tolist()]

    rules: list[Plain] = []
    if make.moves is not None:
        rules.append({"kind": "max_moves", "limit": int(make.moves * (0.55 if tight else 1.0) * town.n)})
    in_unit = [np.flatnonzero(unit == u) for u in range(len(town.where))]
    today = np.zeros((len(town.groups), len(town.where)), dtype=np.int64)
    for g, flags in enumerate(town.groups):
        here = np.flatnonzero(flags & (town.held >= 0))
        today[g] = np.bincount(town.unit[town.held[here]], minlength=len(town.where))
    for g in range(make.minima):
        for u, places in enumerate(in_unit):
            asked = int(today[g, u] * (0.9 if tight else 0.75)) + int(rng.random() < 0.2)
            rules.append({"kind": "at_least", "count": asked, "pairs": named(places[town.groups[g, person[places]]])})
    for g in range(len(town.groups) - make.maxima, len(town.groups)):
        for u, places in enumerate(in_unit):
            room = int(today[g, u]) + int(rng.integers(0, 2 if tight else 3))
            rules.append({"kind": "at_most", "count": room, "pairs": named(places[town.groups[g, person[places]]])})
    if make.leaders:
        for places in in_unit:
            women = places[town.groups[0, person[places]] & town.leading[post[places]]]
            rules.append({"kind": "at_least", "count": min(1, len(women)), "pairs": named(women)})
    rules += _relatives(town, make, person, post, named)
    for k in range(make.budgets):
        some = np.flatnonzero(
            (unit % max(1, make.budgets) == k) & (town.held[person] != post) & (town.held[person] >= 0)
        )
        weight = rng.integers(1, make.heaviest + 1, len(some))
        # A fifth to a third of the place's people may move, were all moves of middling weight.
        limit = int((0.06 if tight else 0.1) * make.heaviest * UNIT * len(town.where) / max(1, make.budgets))
        pairs = [[*pair, int(w)] for pair, w in zip(named(some), weight.tolist(), strict=True)]
        rules.append({"kind": "at_most_weight", "limit": limit, "pairs": pairs})
    return rules


def _relatives(
    town: Town, make: Make, person: Numbers, post: Numbers, named: Callable[[Numbers], list[list[str]]]
) -> list[Plain]:
    """Two people may not both sit among the leaders of a unit; where they do today one may not go on."""
    rules: list[Plain] = []
    starts = np.searchsorted(person, np.arange(town.n + 1))
    by_unit: dict[int, list[int]] = {}
    for i in range(town.n):
        for u in {int(town.unit[j]) for j in post[starts[i] : starts[i + 1]].tolist()}:
            by_unit.setdefault(u, []).append(i)
    while len(rules) < make.relatives:
        u = int(town.rng.integers(0, len(town.where)))
        if len(by_unit.get(u, ())) < 2:
            continue
        a, b = town.rng.choice(by_unit[u], 2, replace=False).tolist()
        both = [np.arange(starts[i], starts[i + 1]) for i in (a, b)]
        both = [places[town.unit[post[places]] == u] for places in both]
        rules.append({"kind": "not_together", "pairs": named(np.concatenate(both))})
    return rules


def _who_must(town: Town, person: Numbers, post: Numbers) -> list[str]:
    """Everybody who has a post today."""
    return _names("P", np.flatnonzero(town.held >= 0))


def _names(letter: str, numbers: Numbers) -> list[str]:
    return [f"{letter}{k}" for k in numbers.tolist()]


MAKES: dict[str, Make] = {
    "wishes": Make(_anywhere, _uniform, relatives=220),
    "units": Make(_mostly_in_unit, _uniform, relatives=150, minima=2),
    "near": Make(_nearby, _by_distance, maxima=2, budgets=10),
    "able": Make(_anywhere, _able, moves=0.2),
    "crowd": Make(_popular, _able, moves=0.25, maxima=0, budgets=0),
    "ties": Make(_anywhere, _few_values, relatives=60, vacancy=1000, move_cost=0),
    "doubles": Make(_nearby, _doubles, relatives=80, budgets=5),
    "kin": Make(_mostly_in_unit, _able, relatives=1200, minima=0, maxima=0, budgets=0),
    "mixed": Make(_nearby, _uniform, minima=3, maxima=3, budgets=0, moves=0.3),
    "budgets": Make(
        _anywhere, _uniform, moves=None, relatives=0, minima=0, maxima=0, budgets=60, heaviest=100, leaders=False
    ),
    "must": Make(_mostly_in_unit, _able, must=True, moves=0.2, relatives=100),
}
"""By name. ``wishes``: about 440 rows, moves bound at a fifth of what people want."""
