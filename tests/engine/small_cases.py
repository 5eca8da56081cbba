"""Tiny random placement problems and their optimum by trying every plan: the yardstick of the engine's tests."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from dungviec.engine.problem import Problem, Sense, SideRow


def make_problem(  # one place that fills in what a test does not care about
    *,
    capacity: list[int],
    edges: list[tuple[int, int, int]],
    people: int,
    stays: dict[int, int] | None = None,
    must: list[int] | None = None,
    unplaced: list[int] | None = None,
    vacancy: list[int] | None = None,
    rows: tuple[SideRow, ...] = (),
) -> Problem:
    """A problem from (person, post, gain) triples; ``stays`` maps a person to the post held."""
    held = stays or {}
    person = np.array([i for i, _, _ in edges], dtype=np.int64)
    post = np.array([j for _, j, _ in edges], dtype=np.int64)
    stay = np.array([held.get(i) == j for i, j, _ in edges], dtype=np.bool_)
    must_place = np.zeros(people, dtype=np.bool_)
    must_place[must or []] = True
    return Problem(
        people=tuple(f"P{i}" for i in range(people)),
        posts=tuple(f"V{j}" for j in range(len(capacity))),
        capacity=np.array(capacity, dtype=np.int64),
        edge_person=person,
        edge_post=post,
        gain=np.array([gain for _, _, gain in edges], dtype=np.int64),
        is_move=np.array([i in held and held[i] != j for i, j, _ in edges], dtype=np.bool_),
        is_stay=stay,
        must_place=must_place,
        unplaced_price=np.array(unplaced or [0] * people, dtype=np.int64),
        vacancy_price=np.array(vacancy or [0] * len(capacity), dtype=np.int64),
        rows=rows,
    )


def best_by_trying(problem: Problem) -> int | None:
    """The optimum by trying every plan, in plain Python; None where no plan keeps the hard rules."""
    options = [
        ([] if problem.must_place[i] else [-1]) + np.flatnonzero(problem.edge_person == i).tolist()
        for i in range(problem.n_people)
    ]
    best = None
    for plan in product(*options):
        used = [e for e in plan if e >= 0]
        seats = problem.capacity.tolist()
        for e in used:
            seats[problem.edge_post[e]] -= 1
        if min(seats, default=0) < 0:
            continue
        value = sum(int(problem.gain[e]) for e in used)
        value -= sum(left * int(v) for left, v in zip(seats, problem.vacancy_price, strict=True))
        value -= sum(int(problem.unplaced_price[i]) for i, e in enumerate(plan) if e < 0)
        broken = False
        for row in problem.rows:
            weights = [1] * len(row.edges) if row.weights is None else row.weights.tolist()
            count = sum(w for e, w in zip(row.edges.tolist(), weights, strict=True) if e in used)
            beyond = max(0, count - row.limit if row.sense is Sense.AT_MOST else row.limit - count)
            broken |= bool(beyond) and row.price is None
            value -= beyond * (row.price or 0)
        if not broken and (best is None or value > best):
            best = value
    return best


@st.composite
def problems(draw: st.DrawFn, *, with_rows: bool = False, with_musts: bool = True) -> Problem:
    """Up to 5 people and 4 posts; gains of either sign, some people must be placed, prices for both sides."""
    people = draw(st.integers(1, 5))
    posts = draw(st.integers(1, 4))
    pairs = [(i, j) for i in range(people) for j in range(posts)]
    allowed = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    edges = [(i, j, draw(st.integers(-20, 40))) for i, j in allowed]
    rows: list[SideRow] = []
    if with_rows and edges:
        for r in range(draw(st.integers(1, 3))):
            chosen = draw(st.lists(st.integers(0, len(edges) - 1), unique=True, min_size=1))
            sense = draw(st.sampled_from([Sense.AT_MOST, Sense.AT_MOST, Sense.AT_LEAST]))
            price = draw(st.one_of(st.none(), st.integers(0, 30)))
            edges_of_row = np.array(sorted(chosen), dtype=np.int64)
            weights = None
            if draw(st.booleans()):
                length = len(chosen)
                weights = np.array(draw(st.lists(st.integers(-3, 9), min_size=length, max_size=length)), dtype=np.int64)
            limit = draw(st.integers(0, 2) if weights is None else st.integers(-3, 9))
            rows.append(SideRow(f"r{r}", edges_of_row, limit, sense, price, weights))
    return make_problem(
        capacity=draw(st.lists(st.integers(0, 3), min_size=posts, max_size=posts)),
        edges=edges,
        people=people,
        must=draw(st.lists(st.integers(0, people - 1), unique=True, max_size=2)) if with_musts else [],
        unplaced=draw(st.lists(st.integers(0, 25), min_size=people, max_size=people)),
        vacancy=draw(st.lists(st.integers(0, 15), min_size=posts, max_size=posts)),
        rows=tuple(rows),
    )
