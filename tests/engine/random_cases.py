"""Small random assignment problems, seeded, with everything that can go wrong in one: ties, closed posts, musts, worths of any sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from benchmarks.shapes import problem

from dungviec.engine.auction import Assignment
from dungviec.engine.graph import Graph
from dungviec.engine.problem import Ints, Problem


def random_problems(count: int, *, seed: int) -> Iterator[Problem]:
    """Up to 12 people and 9 posts of 0-3 seats; pairs in any order; worths between ties of 0-1 and thirty-six bits."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        people, posts = int(rng.integers(1, 13)), int(rng.integers(1, 10))
        person, post = np.nonzero(rng.random((people, posts)) < rng.random())
        order = rng.permutation(len(person))
        most = int(rng.choice([1, 3, 50, 10**6, 2**36]))
        worth = rng.integers(-most, most + 1, len(person))
        made = problem(person[order], post[order], worth, people=people, posts=posts, must=False)
        must = rng.random(people) < rng.choice([0.0, 0.3, 1.0])
        yield replace(made, capacity=rng.integers(0, 4, posts), must_place=must)


def check_proof(graph: Graph, worth: Ints, found: Assignment) -> None:
    """Seats hold, and the whole prices prove the plan: nobody would gain elsewhere, empty seats cost nothing, bound equals value."""
    placed = np.flatnonzero(found.place >= 0)
    person = np.repeat(np.arange(graph.n), np.diff(graph.starts))
    assert (person[found.place[placed]] == placed).all()
    load = np.bincount(graph.post[found.place[placed]], minlength=graph.m)
    assert (load <= graph.capacity).all()
    assert (found.price >= 0).all()
    assert (found.price[load < graph.capacity] == 0).all()
    assert (found.surplus[person] >= worth - found.price[graph.post]).all()
    assert (found.surplus[~graph.must] >= 0).all()
    assert found.scale == 1
    assert found.exact
