"""Two more makes of city, written after the engine was fitted to the others: rules that overlap, and rules that hardly leave room.

``quotas``: posts with several seats, minima and maxima over groups that overlap, shared by neighbouring units, and kin in cliques of whom no two
may sit among the leaders of one unit. ``exact``: budgets whose weights are large and close to each other and must be used up almost to
the last, people who must be placed, fixed and forbidden pairs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Plain = dict[str, Any]

UNIT = 24


def quota_city(*, seed: int, tight: bool = False, people: int = 2400, each: int = 42) -> Plain:
    """Shared quotas over units of three neighbours, overlapping groups, cliques of kin, posts with up to four seats."""
    rng = np.random.default_rng([seed, people, 71])
    posts = people * 2 // 3
    capacity = rng.integers(1, 3, posts) + (rng.random(posts) < 0.1) * 2
    units = -(-posts // UNIT)
    unit = np.arange(posts) // UNIT
    held = _held(rng, people, capacity)
    options = [np.unique(rng.integers(0, posts, each)) for _ in range(people)]
    options = [np.union1d(own, [j]) if j >= 0 else own for own, j in zip(options, held.tolist(), strict=True)]
    person = np.repeat(np.arange(people), [len(own) for own in options])
    post = np.concatenate(options).astype(np.int64)
    skill, need = rng.random((people, 3)), rng.random((posts, 3))
    score = np.rint(4000 * (skill[person] * need[post]).sum(axis=1) + rng.normal(0, 500, len(person))).astype(np.int64)
    names = [[f"P{i}", f"V{j}"] for i, j in zip(person.tolist(), post.tolist(), strict=True)]
    at_unit = unit[post]
    rules: list[Plain] = [{"kind": "max_moves", "limit": int((0.12 if tight else 0.2) * people)}]
    groups = rng.random((4, people)) < np.array([[0.5], [0.35], [0.25], [0.2]])
    for g, flags in enumerate(groups):
        for u in range(0, units, 2):
            area = np.isin(at_unit, [u, (u + 1) % units, (u + 2) % units])
            inside = np.flatnonzero(area & flags[person])
            today = int(
                (flags & (held >= 0) & np.isin(unit[np.maximum(held, 0)], [u, (u + 1) % units, (u + 2) % units])).sum()
            )
            if g < 2:
                asked = int(today * (0.95 if tight else 0.85))
                rules.append({"kind": "at_least", "count": asked, "pairs": [names[e] for e in inside.tolist()]})
            else:
                rules.append({"kind": "at_most", "count": today + 1, "pairs": [names[e] for e in inside.tolist()]})
    leading = np.arange(posts) % UNIT < 4
    starts = np.searchsorted(person, np.arange(people + 1))
    for _ in range(60):
        clique = rng.choice(people, 5, replace=False)
        places = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in clique])
        places = places[leading[post[places]]]
        for u in np.unique(at_unit[places]).tolist():
            here = places[at_unit[places] == u]
            if len(np.unique(person[here])) > 1:
                rules.append({"kind": "not_together", "pairs": [names[e] for e in here.tolist()]})
    return {
        "people": [f"P{i}" for i in range(people)],
        "posts": [
            {"id": f"V{j}", "capacity": int(c), "vacancy_cost": int(v)}
            for j, (c, v) in enumerate(zip(capacity, rng.integers(200, 2500, posts), strict=True))
        ],
        "pairs": [[*pair, s] for pair, s in zip(names, score.tolist(), strict=True)],
        "current": {f"P{i}": f"V{j}" for i, j in enumerate(held.tolist()) if j >= 0},
        "move_cost": 250,
        "constraints": rules,
    }


def exact_city(*, seed: int, tight: bool = False, people: int = 2400, each: int = 42) -> Plain:
    """Thirty budgets of heavy, nearly equal weights, musts, fixed and forbidden pairs."""
    rng = np.random.default_rng([seed, people, 72])
    held = np.full(people, -1, dtype=np.int64)
    holders = rng.permutation(people)[: round(0.97 * people)]
    held[holders] = rng.permutation(people)[: len(holders)]
    near = (np.arange(people)[:, None] + rng.integers(-300, 301, (people, each))) % people
    options = [np.unique(np.append(row, j) if j >= 0 else row) for row, j in zip(near, held.tolist(), strict=True)]
    person = np.repeat(np.arange(people), [len(own) for own in options])
    post = np.concatenate(options)
    score = rng.integers(0, 5_000, len(person)) + 3000 * (rng.random(len(person)) < 0.1)
    names = [[f"P{i}", f"V{j}"] for i, j in zip(person.tolist(), post.tolist(), strict=True)]
    moved = (held[person] != post) & (held[person] >= 0)
    rules: list[Plain] = [{"kind": "max_moves", "limit": int((0.1 if tight else 0.25) * people)}]
    for k in range(30):
        some = np.flatnonzero(moved & (post % 30 == k))
        weight = rng.integers(900, 1101, len(some))
        rules.append(
            {
                "kind": "at_most_weight",
                "limit": 1000 * (8 if tight else 20) + int(rng.integers(0, 1000)),
                "pairs": [[*names[e], w] for e, w in zip(some.tolist(), weight.tolist(), strict=True)],
            }
        )
    stays = np.flatnonzero(held[person] == post)
    for e in rng.choice(stays, 40, replace=False).tolist():
        rules.append({"kind": "fix", "person": names[e][0], "post": names[e][1]})
    for e in rng.choice(np.flatnonzero(moved), 200, replace=False).tolist():
        rules.append({"kind": "forbid", "person": names[e][0], "post": names[e][1]})
    return {
        "people": [f"P{i}" for i in range(people)],
        "posts": [
            {"id": f"V{j}", "vacancy_cost": int(v)} for j, v in enumerate(rng.integers(0, 3000, people).tolist())
        ],
        "pairs": [[*pair, s] for pair, s in zip(names, score.tolist(), strict=True)],
        "current": {f"P{i}": f"V{j}" for i, j in enumerate(held.tolist()) if j >= 0},
        "move_cost": 400,
        "must_place": [f"P{i}" for i in np.flatnonzero(held >= 0)[:: 1 if tight else 2].tolist()],
        "constraints": rules,
    }


def _held(rng: np.random.Generator, people: int, capacity: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A post for nine in ten seats, each seat once; -1 for people without one."""
    seats = rng.permutation(np.repeat(np.arange(len(capacity)), capacity))
    held = np.full(people, -1, dtype=np.int64)
    count = min(people, round(0.9 * len(seats)))
    held[rng.permutation(people)[:count]] = seats[:count]
    return held
