"""Firmness against every plan tried: the cheapest change, and of all best plans the nearest."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small_cases import make_problem

from dungviec.engine import Problem, solve
from dungviec.engine.robust import change_little, survival


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    people, posts = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    edges = [(i, j, draw(st.integers(-3, 6))) for i in range(people) for j in range(posts) if draw(st.booleans())]
    return make_problem(
        capacity=draw(st.lists(st.integers(0, 2), min_size=posts, max_size=posts)),
        edges=edges,
        people=people,
        unplaced=draw(st.lists(st.integers(0, 3), min_size=people, max_size=people)),
        vacancy=draw(st.lists(st.integers(0, 3), min_size=posts, max_size=posts)),
    )


def plans(problem: Problem) -> list[np.ndarray]:
    options = [[-1, *np.flatnonzero(problem.edge_person == i).tolist()] for i in range(problem.n_people)]
    found = [np.array(p, dtype=np.int64) for p in product(*options)]
    return [
        p
        for p in found
        if (np.bincount(problem.edge_post[p[p >= 0]], minlength=problem.n_posts) <= problem.capacity).all()
    ]


def posts_of(problem: Problem, plan: np.ndarray) -> np.ndarray:
    return np.array([problem.edge_post[e] if e >= 0 else -1 for e in plan], dtype=np.int64)


@settings(max_examples=150, deadline=None)
@given(problems(), st.integers(0, 4), st.data())
def test_each_change_is_paid_for_and_none_is_made_for_nothing(
    problem: Problem, price: int, data: st.DataObject
) -> None:
    earlier = np.array(
        data.draw(st.lists(st.integers(-1, problem.n_posts - 1), min_size=problem.n_people, max_size=problem.n_people)),
        dtype=np.int64,
    )
    found = change_little(problem, earlier, price=price)
    assert found is not None
    tried = [
        (
            problem.value_of(p) - price * int((posts_of(problem, p) != earlier).sum()),
            -int((posts_of(problem, p) != earlier).sum()),
        )
        for p in plans(problem)
    ]
    assert (found.value, -int(found.changed.sum())) == max(tried)
    assert found.proven
    assert found.worth == problem.value_of(found.chosen)


@settings(max_examples=100, deadline=None)
@given(problems(), st.data())
def test_a_placement_survives_where_a_nearest_best_plan_has_it(problem: Problem, data: st.DataObject) -> None:
    chosen = solve(problem).chosen
    posts = posts_of(problem, chosen)
    shifts = st.lists(st.integers(-2, 2), min_size=problem.n_edges, max_size=problem.n_edges)
    scenarios = [
        replace(problem, gain=problem.gain + np.array(data.draw(shifts), dtype=np.int64)) for _ in range(2)
    ] + [problem]
    found = survival(problem, chosen, scenarios)
    assert (found.scenarios, found.unsettled) == (3, 0)
    least = 0
    for scenario in scenarios:
        best = max(scenario.value_of(p) for p in plans(scenario))
        least += min(
            int((posts_of(scenario, p) != posts).sum()) for p in plans(scenario) if scenario.value_of(p) == best
        )
    assert int((found.scenarios - found.kept).sum()) == least
    assert [sum(c.values()) for c in found.instead] == (found.scenarios - found.kept).tolist()


def test_a_best_plan_survives_its_own_problem() -> None:
    problem = make_problem(capacity=[1, 1], edges=[(0, 0, 5), (0, 1, 5), (1, 0, 5), (1, 1, 5)], people=2)
    chosen = solve(problem).chosen
    assert survival(problem, chosen, [problem] * 3).kept.tolist() == [3, 3]
