"""Hard shapes through ``dungviec.solve``: ladders (scipy/scipy#26147), ties, chains, rings, stars, one post of huge capacity, knapsacks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from benchmarks import baselines, shapes

import dungviec
from dungviec.engine.problem import Problem

SIZE = 120


def plain(problem: Problem) -> dict[str, Any]:
    """The same problem as somebody outside would write it."""
    at = zip(problem.edge_person.tolist(), problem.edge_post.tolist(), problem.gain.tolist(), strict=True)
    return {
        "people": list(problem.people),
        "posts": [{"id": q, "capacity": int(c)} for q, c in zip(problem.posts, problem.capacity, strict=True)],
        "pairs": [[problem.people[i], problem.posts[j], gain] for i, j, gain in at],
        "must_place": bool(problem.must_place.all()),
    }


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_a_hard_shape_is_proven_and_worth_what_the_flow_finds(name: str) -> None:
    problem = shapes.SHAPES[name](SIZE)
    flow, result = baselines.simple_min_cost_flow(problem), dungviec.solve(plain(problem))
    assert result["checked"]
    if flow.value is None:  # all must be placed, and there is no room for one
        assert (result["status"], result["conflict"]) == ("infeasible", [])
        assert "phải có vị trí" in result["reason_vi"]
    else:
        assert (result["status"], result["value"], result["bound"]) == ("optimal", flow.value, flow.value)


def test_a_ring_moves_together_or_not_at_all() -> None:
    """Thirty people, each wants the next one's post; fractions of moves would be worth 29 of 30, whole ones nothing."""
    ring = [f"P{i}" for i in range(30)]
    problem: dict[str, Any] = {
        "people": ring,
        "posts": [{"id": p} for p in ring],
        "pairs": [[p, q, worth] for k, p in enumerate(ring) for q, worth in ((p, 0), (ring[(k + 1) % 30], 10))],
        "current": {p: p for p in ring},
        "must_place": True,
        "constraints": [{"kind": "max_moves", "limit": 29}],
    }
    told = dungviec.solve(problem)
    assert (told["status"], told["value"], told["moves"]) == ("optimal", 0, 0)
    told = dungviec.solve({**problem, "must_place": False})  # one gives up the post, and 29 may move
    assert (told["status"], told["value"], told["moves"]) == ("optimal", 290, 29)
    told = dungviec.solve({**problem, "constraints": [{"kind": "max_moves", "limit": 30}]})
    assert (told["status"], told["value"], told["moves"]) == ("optimal", 300, 30)


def test_a_star_of_equals_seats_as_many_as_there_are_places() -> None:
    people = [f"P{i}" for i in range(400)]
    problem: dict[str, Any] = {"people": people, "posts": [{"id": "X"}], "pairs": [[p, "X", 1] for p in people]}
    for capacity, value in ((0, 0), (1, 1), (399, 399), (10**9, 400)):
        told = dungviec.solve({**problem, "posts": [{"id": "X", "capacity": capacity}]})
        assert (told["status"], told["value"], len(told["placements"])) == ("optimal", value, value)
    told = dungviec.solve({**problem, "posts": [{"id": "X", "capacity": 10**6, "vacancy_cost": 0.5}]})
    assert (told["status"], told["value"]) == ("optimal", 400 - (10**6 - 400) / 2)


def test_a_post_for_everybody_with_one_weight_limit_is_a_knapsack() -> None:
    rng = np.random.default_rng(11)
    weight, worth = rng.integers(5, 60, 24).tolist(), rng.integers(5, 60, 24).tolist()
    best = [0] * 301
    for w, v in zip(weight, worth, strict=True):
        for room in range(300, w - 1, -1):
            best[room] = max(best[room], best[room - w] + v)
    people = [f"P{i}" for i in range(24)]
    told = dungviec.solve({
        "people": people, "posts": [{"id": "X", "capacity": 1000}], "pairs": [[p, "X", v] for p, v in zip(people, worth, strict=True)],
        "constraints": [{"kind": "at_most_weight", "limit": 300, "pairs": [[p, "X", w] for p, w in zip(people, weight, strict=True)]}],
    })  # fmt: skip
    assert (told["status"], told["value"], told["bound"]) == ("optimal", best[300], best[300])


def test_equals_under_rules_that_all_bind_at_once() -> None:
    """Twelve equal people for twelve equal posts, three of whom may not sit in the same half: every plan is as good as any other."""
    people, posts = [f"P{i}" for i in range(12)], [f"V{j}" for j in range(12)]
    half = [[[p, q] for p in people[:3] for q in posts[6 * side : 6 * side + 6]] for side in (0, 1)]
    problem: dict[str, Any] = {
        "people": people,
        "posts": [{"id": q} for q in posts],
        "pairs": [[p, q, 1] for p in people for q in posts],
        "constraints": [{"kind": "not_together", "pairs": pairs} for pairs in half],
    }
    told = dungviec.solve(problem)
    assert (told["status"], told["value"]) == ("optimal", 11)
    told = dungviec.solve({**problem, "must_place": True})
    assert (told["status"], told["conflict"], told["conflict_minimal"]) == ("infeasible", [0, 1], True)
