"""Small changes of a problem: edges out, plans kept where nothing is lost, chains of changes that bring nothing taken back."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.small_cases import best_by_trying, make_problem, problems

from dungviec.engine.check import verify
from dungviec.engine.edits import calmed, solve_near, with_edges
from dungviec.engine.problem import Problem, Status
from dungviec.engine.solve import solve


def fewest_changes(problem: Problem, before: list[int], value: int) -> int:
    """The fewest people who stand elsewhere than before in any plan of this value, by trying every plan."""
    options = [
        ([] if problem.must_place[i] else [-1]) + np.flatnonzero(problem.edge_person == i).tolist()
        for i in range(problem.n_people)
    ]
    counts = []
    for plan in product(*options):
        chosen = np.array(plan, dtype=np.int64)
        load = np.bincount(problem.edge_post[chosen[chosen >= 0]], minlength=problem.n_posts)
        if (load > problem.capacity).any() or problem.value_of(chosen) != value:
            continue
        posts = [int(problem.edge_post[e]) if e >= 0 else -1 for e in plan]
        counts.append(sum(a != b for a, b in zip(posts, before, strict=True)))
    return min(counts)


@settings(max_examples=150, deadline=None)
@given(problems(), st.data())
def test_of_equally_good_plans_the_closest_to_what_stood_is_taken(problem: Problem, data: st.DataObject) -> None:
    if problem.rows or best_by_trying(problem) is None:
        return
    before = []
    for i in range(problem.n_people):
        reach = problem.edge_post[problem.edge_person == i].tolist()
        before.append(data.draw(st.sampled_from([*reach, -1])) if not problem.must_place[i] or not reach else data.draw(st.sampled_from(reach)))  # fmt: skip
    placed_before = [b if b >= 0 else -1 for b in before]
    solution, same = solve_near(problem, np.array(placed_before, dtype=np.int64))
    assert same is problem
    assert solution.status is Status.OPTIMAL
    assert solution.value == solve(problem).value
    assert verify(problem, solution) == []
    # Being left out as before earns no preference of its own: those people are compared by their posts only.
    seats = solution.post_of(problem).tolist()
    kept = sum(a == b and b >= 0 for a, b in zip(seats, placed_before, strict=True))
    assert kept >= sum(b >= 0 for b in placed_before) - fewest_changes(problem, placed_before, solution.value)


def test_a_price_on_change_keeps_people_where_a_little_more_could_be_had() -> None:
    problem = make_problem(people=2, capacity=[1, 1], edges=[(0, 0, 10), (0, 1, 12), (1, 0, 12), (1, 1, 10)])
    before = np.array([0, 1], dtype=np.int64)
    free, _ = solve_near(problem, before)
    assert free.post_of(problem).tolist() == [1, 0]
    dear, priced = solve_near(problem, before, price=3)
    assert dear.post_of(priced).tolist() == [0, 1]
    assert verify(priced, dear) == []


def test_a_chain_that_brings_nothing_is_taken_back() -> None:
    edges = [(0, 0, 5), (0, 1, 5), (1, 0, 5), (1, 1, 5), (2, 2, 5), (2, 3, 9)]
    problem = make_problem(people=3, capacity=[1, 1, 1, 1], edges=edges)
    swapped = np.array([1, 2, 5], dtype=np.int64)
    calm = calmed(problem, np.array([0, 1, 2], dtype=np.int64), swapped)
    assert calm.tolist() == [0, 3, 5], "0 and 1 go back, 2 gained by moving and stays"


def test_a_seat_taken_by_another_is_not_taken_back() -> None:
    problem = make_problem(people=2, capacity=[1, 1], edges=[(0, 0, 5), (0, 1, 5), (1, 0, 9)])
    calm = calmed(problem, np.array([0, -1], dtype=np.int64), np.array([1, 2], dtype=np.int64))
    assert calm.tolist() == [1, 2]


def test_edges_taken_out_are_gone_and_rows_follow() -> None:
    problem = make_problem(people=2, capacity=[1, 1], edges=[(0, 0, 5), (0, 1, 7), (1, 0, 6)])
    less = with_edges(problem, np.array([True, False, True]))
    assert less.edge_post.tolist() == [0, 0]
    assert solve(less).value == 6
