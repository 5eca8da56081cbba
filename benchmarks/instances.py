"""Seeded placement problems of the shape of a city, for the benchmarks and the tests. Nobody in them is real.

A city has units of about 24 seats; a post is one head, one deputy or a group of equal seats (teachers of a school, clerks of an
office). A person may go to posts of the own field and grade, one grade up, sometimes one down or into the neighbouring field;
a legal filter, correlated per person, passes about half of those pairs. Skills are latent vectors with a shared ability, so
that good people are good everywhere and posts contend for them. Whoever holds a post may stay.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dungviec.engine.problem import Problem, Sense, SideRow

MOVE_PRICE = 1200
UNPLACED = 30_000


def city(*, people: int = 2380, seed: int = 2020, fields: int = 8, grades: int = 5, openness: float = 1.0) -> Problem:
    """A city of ``people`` officials and about 2 % more seats, without side rows; E is near 100 x people x ``openness``."""
    rng = np.random.default_rng(seed)
    capacity, unit, field, grade = _posts(rng, seats=round(people * 1.02), fields=fields, grades=grades)
    m = len(capacity)
    seat_post = np.repeat(np.arange(m), capacity)
    held = np.full(people, -1, dtype=np.int64)
    holders = rng.permutation(people)[: round(people * 0.975)]
    held[holders] = rng.permutation(seat_post)[: len(holders)]
    own_field = np.where(held >= 0, field[held], rng.integers(0, fields, people))
    own_grade = np.where(held >= 0, grade[held], rng.integers(0, grades, people))

    up = grade[None, :] - own_grade[:, None]
    apart = (field[None, :] - own_field[:, None]) % fields
    chance = np.select(
        [(apart == 0) & (up == 0), (apart == 0) & (up == 1), (apart == 0) & (up == -1), (apart == 1) & (up == 0)],
        [0.95, 0.8, 0.4, 0.5],
        0.0,
    )
    lawful = rng.beta(2.0, 2.0, people)[:, None]
    keep = rng.random((people, m)) < chance * lawful * 1.2 * openness
    seated = np.flatnonzero(held >= 0)
    keep[seated, held[seated]] = True
    person, post = (axis.astype(np.int64) for axis in np.nonzero(keep))

    ability = rng.normal(0, 0.8, (people, 1))
    skill = rng.normal(0, 1, (people, 8)) + ability
    need = rng.dirichlet(np.ones(8), m)
    fit = np.clip(50 + 13 * np.einsum("ek,ek->e", skill[person], need[post]) * 1.4, 0, 100)
    wish = (rng.random(len(person)) < 0.05) * rng.integers(5, 20, len(person))
    stays = held[person] == post
    moves = ~stays & (held[person] >= 0)
    far = unit[np.maximum(held[person], 0)] != unit[post]
    importance = 400 + 700 * grade
    gain = np.rint(80 * fit + 100 * wish).astype(np.int64) + importance[post]
    gain -= np.where(moves, MOVE_PRICE + np.where(far, MOVE_PRICE // 2, 0), 0)
    return Problem(
        people=tuple(f"PER-{i:05d}" for i in range(people)),
        posts=tuple(f"POS-{j:05d}" for j in range(m)),
        capacity=capacity,
        edge_person=person,
        edge_post=post,
        gain=gain,
        is_move=moves,
        is_stay=stays,
        must_place=held >= 0,
        unplaced_price=np.full(people, UNPLACED, dtype=np.int64),
        vacancy_price=(500 + 900 * grade).astype(np.int64),
    )


def with_rows(
    problem: Problem,
    *,
    move_share: float = 0.06,
    limit: int | None = None,
    relatives: int = 0,
    units: int = 0,
    seed: int = 5,
) -> Problem:
    """The same city with a limit on moves in all (``limit``, else a share of the people), per unit (posts in runs), and pairs of
    relatives kept apart."""
    rng = np.random.default_rng(seed)
    moves = round(problem.n_people * move_share) if limit is None else limit
    rows = [SideRow("moves", np.flatnonzero(problem.is_move), moves)]
    for unit in range(units):
        lo, hi = unit * problem.n_posts // units, (unit + 1) * problem.n_posts // units
        inside = np.flatnonzero(problem.is_move & (problem.edge_post >= lo) & (problem.edge_post < hi))
        rows.append(SideRow(f"moves:unit-{unit}", inside, max(1, round(3 * move_share * problem.n_people / units))))
    for _ in range(relatives):
        a, b = rng.choice(problem.n_people, 2, replace=False)
        start = int(rng.integers(0, problem.n_posts))
        near = (problem.edge_post >= start) & (problem.edge_post < start + 40)
        edges = np.flatnonzero(near & ((problem.edge_person == a) | (problem.edge_person == b)))
        price = 20_000 if problem.is_stay[edges].sum() > 1 else None
        rows.append(SideRow(f"kin:{problem.people[a]}:{problem.people[b]}", edges, 1, Sense.AT_MOST, price))
    return replace(problem, rows=tuple(rows))


def _posts(
    rng: np.random.Generator, *, seats: int, fields: int, grades: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Capacity, unit, field and grade of each post; units of about 24 seats: a head, two deputies, then groups of equal seats."""
    capacity: list[int] = []
    unit: list[int] = []
    grade: list[int] = []
    left, u = seats, 0
    while left:
        sizes = [1, 1, 1, *rng.choice([1, 1, 2, 3, 4, 6, 8], size=int(rng.integers(4, 8)))]
        for at, size in enumerate(sizes):
            take = min(int(size), left)
            if take:
                capacity.append(take)
                unit.append(u)
                grade.append(grades - 1 if at == 0 else grades - 2 if at < 3 else int(rng.integers(0, grades - 2)))
                left -= take
        u += 1
    unit_field = rng.integers(0, fields, u)
    as_ints = [np.asarray(column, dtype=np.int64) for column in (capacity, unit, grade)]
    own = unit_field[as_ints[1]]
    other = rng.random(len(own)) < 0.25
    own = np.where(other, rng.integers(0, fields, len(own)), own).astype(np.int64)
    return as_ints[0], as_ints[1], own, as_ints[2]
