"""Seeded assignment problems from one city to the whole country, made in place: 113 million pairs in half a minute. Nobody in them is real.

A city has 2 400 posts in units of 24, over 12 fields and 9 grades; 20 cities make a province. Of the posts 95 % are held; as many people as
posts. A person may go to posts of the own field and grade, one grade up, sometimes one down, into the neighbouring fields, and to
some posts in other cities of the province; a legal filter, correlated per person, passes about half. Twelve in a hundred
incumbents have to leave their post (term or rotation). Skills are vectors with a shared ability, so that good people are good
everywhere and posts contend for them. Worths count an empty seat and a person left out already: ten thousandths of the fit, of growth and
of wish, the post's importance, 3 000 for being placed, less the price of the move.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.compiled import compiled
from dungviec.engine.graph import Graph, graph_from_rows
from dungviec.engine.problem import Problem

CITY, UNIT, CITIES_A_PROVINCE = 2400, 24, 20
FIELDS, GRADES, SKILLS = 12, 9, 8
HELD = 0.95
PLACED = 3000
MOVE_IN_UNIT, MOVE_IN_CITY, MOVE_AWAY = 900, 1700, 3600

WAYS = np.array(
    # field, grade, share in the own city, share in each of the other cities that are looked at
    [[0, 0, 750, 100], [0, 1, 650, 80], [0, -1, 250, 0], [1, 0, 320, 20], [-1, 0, 320, 20], [1, 1, 80, 0]],
    dtype=np.int64,
)
"""Where a person may go: steps in field and grade, with the share (in 1/1000) of such posts that are considered at all."""

NEIGHBOURS = 4
"""Other cities of the province in which a person is considered."""


@dataclass(frozen=True, slots=True, eq=False)
class Nation:
    """The pairs as a graph with their worths (int32), the city of each person and post, and the post each person holds (-1)."""

    graph: Graph
    worth: NDArray[np.int32]
    city_of_person: NDArray[np.int32]
    city_of_post: NDArray[np.int32]
    held: NDArray[np.int32]


def nation(people: int, *, seed: int, abroad: int = 0, workers: int = 2) -> Nation:
    """A part of the country with ``people`` people and as many posts, nobody of whom must be placed.

    ``abroad``: of a thousand people, how many are considered in a city of another province too (0: provinces stand apart).
    """
    posts = people
    kind = _posts(posts, seed)
    held, home = _people(people, posts, seed)
    bucket = (np.arange(posts) // CITY * FIELDS + kind[0]) * GRADES + kind[1]
    by_bucket = np.argsort(bucket, kind="stable").astype(np.int32)
    cities = (posts + CITY - 1) // CITY
    bucket_starts = np.zeros(cities * FIELDS * GRADES + 1, dtype=np.int64)
    np.cumsum(np.bincount(bucket, minlength=cities * FIELDS * GRADES), out=bucket_starts[1:])
    given = (*kind, held, home, by_bucket, bucket_starts, cities, seed, abroad)
    chunks = [(lo, min(people, lo + 4 * CITY)) for lo in range(0, people, 4 * CITY)]
    starts = np.zeros(people + 1, dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int32)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda part: _pairs(part[0], part[1], *given, starts, nothing, nothing, True), chunks))
        np.cumsum(starts, out=starts)
        post, worth = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.int32)
        list(pool.map(lambda part: _pairs(part[0], part[1], *given, starts, post, worth, False), chunks))
    graph = graph_from_rows(
        starts, post, capacity=np.ones(posts, dtype=np.int64), must=np.zeros(people, dtype=np.bool_)
    )
    city_of_post = (np.arange(posts) // CITY).astype(np.int32)
    return Nation(graph, worth, home, city_of_post, held)


def problem_of(made: Nation) -> Problem:
    """The same pairs as a problem for any solver, its worths as gains (prices of empty seats and of people left out are 0)."""
    graph = made.graph
    person = np.repeat(np.arange(graph.n), np.diff(graph.starts))
    stays = made.held[person] == graph.post
    return Problem(
        people=tuple(f"PER-{i}" for i in range(graph.n)),
        posts=tuple(f"POS-{j}" for j in range(graph.m)),
        capacity=graph.capacity,
        edge_person=person,
        edge_post=graph.post.astype(np.int64),
        gain=made.worth.astype(np.int64),
        is_move=~stays & (made.held[person] >= 0),
        is_stay=stays,
        must_place=graph.must,
        unplaced_price=np.zeros(graph.n, dtype=np.int64),
        vacancy_price=np.zeros(graph.m, dtype=np.int64),
    )


def _posts(posts: int, seed: int) -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int32], NDArray[np.float32]]:
    """Field, grade, importance and needed skills (weights that sum to 1) of each post."""
    rng = np.random.default_rng([seed, 1])
    units = (posts + UNIT - 1) // UNIT
    of_unit, rank = np.arange(posts) // UNIT, np.arange(posts) % UNIT
    head = rng.integers(4, GRADES, units)[of_unit]
    grade = np.where(rank == 0, head, np.where(rank < 3, head - 1, rng.integers(0, 5, posts) * head // 8))
    field = np.where(rng.random(posts) < 0.8, rng.integers(0, FIELDS, units)[of_unit], rng.integers(0, FIELDS, posts))
    importance = 400 + 400 * grade + rng.integers(0, 300, posts)
    need = rng.random((posts, SKILLS), dtype=np.float32) ** 2
    need /= need.sum(axis=1, keepdims=True)
    return field.astype(np.int8), grade.astype(np.int8), importance.astype(np.int32), need


def _people(people: int, posts: int, seed: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The post each person holds (-1 for none) and the city he or she lives in."""
    rng = np.random.default_rng([seed, 2])
    home = (np.arange(people) // CITY).astype(np.int32)
    held = np.full(people, -1, dtype=np.int32)
    for low in range(0, people, CITY):
        size = min(CITY, people - low)
        filled = round(size * HELD)
        held[low + rng.permutation(size)[:filled]] = low + rng.permutation(min(size, posts - low))[:filled]
    return held, home


@compiled
def _chance(a: int, b: int, c: int) -> float:
    """A number in [0, 1) that depends on nothing but its arguments (splitmix64)."""
    x = np.uint64(a) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(b) * np.uint64(0xBF58476D1CE4E5B9) + np.uint64(c)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x = x ^ (x >> np.uint64(31))
    return float(x >> np.uint64(11)) / 9007199254740992.0


@compiled
def _pairs(
    low: int,
    high: int,
    field: NDArray[np.int8],
    grade: NDArray[np.int8],
    importance: NDArray[np.int32],
    need: NDArray[np.float32],
    held: NDArray[np.int32],
    home: NDArray[np.int32],
    by_bucket: NDArray[np.int32],
    bucket_starts: NDArray[np.int64],
    cities: int,
    seed: int,
    abroad: int,
    starts: NDArray[np.int64],
    post: NDArray[np.int32],
    worth: NDArray[np.int32],
    counting: bool,
) -> None:
    """The pairs of people low..high-1: counted into ``starts[i + 1]``, or written from ``starts[i]`` on."""
    skill = np.empty(SKILLS)
    for i in range(low, high):
        own = held[i]
        at = 0 if counting else starts[i]
        my_field = field[own] if own >= 0 else np.int8(_chance(i, seed, 11) * FIELDS)
        my_grade = grade[own] if own >= 0 else np.int8(_chance(i, seed, 12) * 4)
        lawful = 0.22 + 0.5 * _chance(i, seed, 13)
        ability = 3.0 * (_chance(i, seed, 14) + _chance(i, seed, 15) - 1.0)
        for k in range(SKILLS):
            skill[k] = ability + 2.0 * (
                _chance(i, seed, 20 + k) + _chance(i, seed, 40 + k) + _chance(i, seed, 60 + k) - 1.5
            )
        leaves = own >= 0 and _chance(i, seed, 16) < 0.12
        province = home[i] // CITIES_A_PROVINCE
        first_city = province * CITIES_A_PROVINCE
        in_province = min(CITIES_A_PROVINCE, cities - first_city)
        looks = 1 + (NEIGHBOURS if in_province > 1 else 0)
        extra = abroad > 0 and _chance(i, seed, 17) * 1000 < abroad
        if extra:
            looks += 1
        for look in range(looks):
            city = home[i]
            if look > 0:
                city = (
                    first_city
                    + (home[i] - first_city + 1 + int(_chance(i, seed, 100 + look) * (in_province - 1))) % in_province
                )
            if extra and look == looks - 1:
                city = int(_chance(i, seed, 18) * cities)
            repeated = look > 0 and city == home[i]
            for earlier in range(1, look):
                other = (
                    first_city
                    + (home[i] - first_city + 1 + int(_chance(i, seed, 100 + earlier) * (in_province - 1)))
                    % in_province
                )
                repeated |= other == city
            if repeated:
                continue
            for way in range(len(WAYS)):
                to_field = (my_field + WAYS[way, 0]) % FIELDS
                to_grade = my_grade + WAYS[way, 1]
                if to_grade < 0 or to_grade >= GRADES:
                    continue
                share = (WAYS[way, 2] if look == 0 else WAYS[way, 3]) / 1000.0
                if share == 0.0:
                    continue
                bucket = (city * FIELDS + to_field) * GRADES + to_grade
                for q in range(bucket_starts[bucket], bucket_starts[bucket + 1]):
                    j = by_bucket[q]
                    stays = j == own
                    if stays:
                        if leaves:
                            continue
                    elif _chance(i, j, seed) >= share * lawful:
                        continue
                    if not counting:
                        post[at] = j
                        fit = 0.0
                        for k in range(SKILLS):
                            fit += skill[k] * need[j, k]
                        fit = min(1.0, max(0.0, 0.5 + 0.17 * fit))
                        growth = 0.5 + 0.5 * WAYS[way, 1] if way < 3 else 0.5
                        wish = 1.0 if stays else (_chance(i, j, seed + 1) if _chance(i, j, seed + 2) < 0.3 else 0.2)
                        value = 10000 * (0.65 * fit + 0.15 * growth + 0.2 * wish) + importance[j] + PLACED
                        if own >= 0 and not stays:
                            near = MOVE_IN_UNIT if j // UNIT == own // UNIT else MOVE_IN_CITY
                            value -= near if city == home[i] else MOVE_AWAY
                        worth[at] = round(value)
                    at += 1
        if counting:
            starts[i + 1] = at
