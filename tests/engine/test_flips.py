"""The smallest change that flips: with it a best plan has the pair, with one point less none has."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small_cases import make_problem

from dungviec.engine import Problem, solve
from dungviec.engine.flips import has_pair, smallest_raise, smallest_sets, smallest_step, with_gain


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    people, posts = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    edges = [(i, j, draw(st.integers(-3, 9))) for i in range(people) for j in range(posts) if draw(st.booleans())]
    return make_problem(
        capacity=draw(st.lists(st.integers(0, 2), min_size=posts, max_size=posts)),
        edges=edges or [(0, 0, 1)],
        people=people,
        vacancy=draw(st.lists(st.integers(0, 4), min_size=posts, max_size=posts)),
    )


def best_with(problem: Problem, edge: int | None) -> int | None:
    """The largest value over all plans (that have the edge, where one is given)."""
    options = [[-1, *np.flatnonzero(problem.edge_person == i).tolist()] for i in range(problem.n_people)]
    values = []
    for plan in product(*options):
        chosen = np.array(plan, dtype=np.int64)
        load = np.bincount(problem.edge_post[chosen[chosen >= 0]], minlength=problem.n_posts)
        if (load <= problem.capacity).all() and (edge is None or edge in plan):
            values.append(problem.value_of(chosen))
    return max(values, default=None)


@settings(max_examples=150, deadline=None)
@given(problems(), st.data())
def test_the_points_that_flip_are_the_fewest(problem: Problem, data: st.DataObject) -> None:
    edge = data.draw(st.integers(0, problem.n_edges - 1))
    person, post = int(problem.edge_person[edge]), int(problem.edge_post[edge])
    best, held = best_with(problem, None), best_with(problem, edge)
    found = smallest_raise(problem, solve(problem), person=person, post=post)
    assert found.proved
    if held is None:
        assert found.points is None
        return
    assert best is not None
    assert found.points == best - held
    assert has_pair(with_gain(problem, edge, best - held), person=person, post=post)
    if best > held:
        assert not has_pair(with_gain(problem, edge, best - held - 1), person=person, post=post)


def test_a_pair_that_is_no_edge_is_refused() -> None:
    problem = make_problem(capacity=[1, 1], edges=[(0, 0, 1)], people=1)
    assert not has_pair(problem, person=0, post=1)
    with pytest.raises(ValueError, match="không có trong bài toán"):
        smallest_raise(problem, solve(problem), person=0, post=1)


@pytest.mark.parametrize("threshold", [1, 2, 3, 7, 8, 40])
def test_a_step_flips_and_the_one_before_does_not(threshold: int) -> None:
    asked: list[int] = []

    def flips(step: int) -> bool:
        asked.append(step)
        return step >= threshold

    assert smallest_step(flips, most=40) == threshold
    assert len(asked) <= 14
    assert smallest_step(lambda _: False, most=40) is None


def test_sets_of_changes_hold_nothing_that_can_be_spared() -> None:
    needed = [{"theory", "file"}, {"waiver"}]

    def works(changes: tuple[str, ...]) -> bool:
        return any(part <= set(changes) for part in needed)

    assert smallest_sets(["file", "age", "theory", "waiver"], works) == (("waiver",), ("file", "theory"))
    assert smallest_sets(["age"], works) == ()
    assert smallest_sets(["age"], lambda _: True) == ((),)
