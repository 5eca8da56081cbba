"""Hard shapes of the assignment problem: ties, price wars, long chains, ladders, one huge worth. What has made some solver slow or endless.

Layered ladders are the shape of scipy/scipy#26147 (Hopcroft and Karp's search without marks on dead ends: time doubles with each layer).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.problem import Problem

Ints = NDArray[np.int64]


def all_shapes(size: int = 2_000) -> Iterator[tuple[str, Problem]]:
    """Every shape by name, with about ``size`` people (dense ones: a quarter)."""
    for name, build in SHAPES.items():
        yield name, build(size)


def problem(person: Ints, post: Ints, worth: Ints, *, people: int, posts: int, must: bool, seats: int = 1) -> Problem:
    """A problem of pairs with a worth each; ``must``: everybody has to be placed."""
    pairs = len(person)
    return Problem(
        people=tuple(f"P{i}" for i in range(people)),
        posts=tuple(f"V{j}" for j in range(posts)),
        capacity=np.full(posts, seats, dtype=np.int64),
        edge_person=person.astype(np.int64),
        edge_post=post.astype(np.int64),
        gain=worth.astype(np.int64),
        is_move=np.zeros(pairs, dtype=np.bool_),
        is_stay=np.zeros(pairs, dtype=np.bool_),
        must_place=np.full(people, must),
        unplaced_price=np.zeros(people, dtype=np.int64),
        vacancy_price=np.zeros(posts, dtype=np.int64),
    )


def _scattered(people: int, posts: int, *, each: int = 40, seed: int = 7) -> tuple[Ints, Ints]:
    """About ``each`` posts per person, anywhere."""
    rng = np.random.default_rng(seed)
    key = np.unique(np.repeat(np.arange(people), each) * posts + rng.integers(0, posts, people * each))
    return key // posts, key % posts


def _all_equal(size: int, *, crowd: int = 100, must: bool = False, worth: int = 1000) -> Problem:
    posts = size * 100 // crowd
    person, post = _scattered(size, posts)
    return problem(person, post, np.full(len(person), worth), people=size, posts=posts, must=must)


def _one_huge(size: int, *, worth: int, must: bool) -> Problem:
    person, post = _scattered(size, size)
    values = np.random.default_rng(1).integers(0, 10_000, len(person))
    values[17] = worth
    return problem(person, post, values, people=size, posts=size, must=must)


def _chain(size: int, *, must: bool, even: bool) -> Problem:
    """Person i may sit in post i or i + 1, and one more wants post 0: everybody has to move over."""
    person = np.append(np.repeat(np.arange(size), 2), size)
    post = np.append(np.repeat(np.arange(size), 2) + np.tile([0, 1], size), 0)
    worth = np.append(np.tile([5, 4], size), 5) if even else np.random.default_rng(2).integers(0, 20_000, len(person))
    return problem(person, post, worth, people=size + 1, posts=size + 1, must=must)


def _dense(size: int, worth: Callable[[Ints, Ints], Ints], *, must: bool, people: int | None = None) -> Problem:
    posts = size // 4
    row, column = np.divmod(np.arange((people or posts) * posts), posts)
    return problem(row, column, worth(row, column), people=people or posts, posts=posts, must=must)


def _ladder(size: int, *, must: bool, way_out: bool, ties: bool) -> Problem:
    """Layers of two people and two posts, each person joined to both posts of the own and the next layer, and one person more."""
    layers = size // 2
    pairs = [
        (2 * layer + a, 2 * layer + 2 * step + b)
        for layer in range(layers)
        for a in (0, 1)
        for step in ((0, 1) if layer + 1 < layers else (0,))
        for b in (0, 1)
    ]
    pairs.append((2 * layers, 0))
    if way_out:
        pairs.append((2 * layers - 1, 2 * layers))
    person, post = np.array(pairs, dtype=np.int64).T
    worth = np.full(len(pairs), 3) if ties else np.random.default_rng(3).integers(0, 1_000, len(pairs))
    return problem(person, post, worth, people=2 * layers + 1, posts=2 * layers + way_out, must=must)


def _pyramid(size: int) -> Problem:
    """Eight grades, each half as many posts as the one below, everybody wants up."""
    rng = np.random.default_rng(4)
    edge = [size - int(size * 2.0**-g) for g in range(10)]
    person, post, worth = [], [], []
    for i in range(size):
        g = i % 8
        wide = [rng.integers(edge[k], max(edge[k + 1], edge[k] + 1), 15) for k in (g, g + 1)]
        posts = np.unique(np.concatenate(wide) % size)
        person.append(np.full(len(posts), i))
        post.append(posts)
        worth.append(1000 * g + rng.integers(0, 100, len(posts)))
    return problem(*(np.concatenate(c) for c in (person, post, worth)), people=size, posts=size, must=False)


def _too_few(size: int) -> Problem:
    posts = size * 96 // 100
    person, post = _scattered(size, posts, each=30)
    return problem(
        person, post, np.random.default_rng(5).integers(0, 15_000, len(person)), people=size, posts=posts, must=True
    )


def _groups(size: int, *, high: int, must: bool) -> Problem:
    posts = size // 8
    person, post = _scattered(size, posts, each=30)
    worth = np.random.default_rng(6).integers(0, high, len(person))
    return problem(person, post, worth, people=size, posts=posts, must=must, seats=8)


def _few_values(row: Ints, _: Ints) -> Ints:
    return np.random.default_rng(8).integers(1, 4, len(row))


SHAPES: dict[str, Callable[[int], Problem]] = {
    "all equal, seats for all": lambda n: _all_equal(n),
    "all equal, seats for five of six": lambda n: _all_equal(n, crowd=120),
    "all equal, all must": lambda n: _all_equal(n, must=True, worth=7),
    "one huge worth": lambda n: _one_huge(n, worth=2**40, must=False),
    "one huge loss, all must": lambda n: _one_huge(n, worth=-(2**40), must=True),
    "chain, free": lambda n: _chain(n, must=False, even=True),
    "chain, all must": lambda n: _chain(n, must=True, even=True),
    "chain of any worths, all must": lambda n: _chain(n, must=True, even=False),
    "dense, three values, all must": lambda n: _dense(n, _few_values, must=True),
    "dense, three values, free": lambda n: _dense(n, _few_values, must=False),
    "dense, product of ranks (Machol-Wien)": lambda n: _dense(n, lambda i, j: -(i + 1) * (j + 1), must=True),
    "dense, product of ranks, free": lambda n: _dense(n, lambda i, j: (i + 1) * (j + 1), must=False),
    "dense, geometric": lambda n: _dense(n, lambda i, j: -(10 * 1.02 ** ((i + j) % 1000)).astype(np.int64), must=True),
    "dense, all equal, crowded": lambda n: _dense(n, lambda i, _: 0 * i + 9_000, must=False, people=n * 3 // 8),
    "ladder, free": lambda n: _ladder(n, must=False, way_out=True, ties=False),
    "ladder, all must": lambda n: _ladder(n, must=True, way_out=True, ties=False),
    "ladder of equal worths, all must": lambda n: _ladder(n, must=True, way_out=True, ties=True),
    "ladder, one too many": lambda n: _ladder(n, must=True, way_out=False, ties=False),
    "pyramid of grades": _pyramid,
    "seats for 96 of 100, all must": _too_few,
    "groups of eight seats": lambda n: _groups(n, high=15_000, must=False),
    "groups of eight, three values, all must": lambda n: _groups(n, high=3, must=True),
}
"""How each shape is built, from about how many people it shall have."""
