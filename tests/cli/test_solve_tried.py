"""Random problems from outside against every plan there is, with a generator and a yardstick of the benchmark's own.

Five thousand at a time: ``python -m benchmarks outside``. The yardstick itself is shown to see what is planted.
"""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.outside import faults, made_up

import dungviec

PROBLEMS = range(100_000, 100_120)


def test_random_problems_are_answered_as_by_trying_every_plan() -> None:
    found = {seed: faults(problem, dungviec.solve(problem)) for seed, problem in ((s, made_up(s)) for s in PROBLEMS)}
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


PAIR_AND_SPARE: dict[str, Any] = {
    "people": ["LAN", "TAM"],
    "posts": [{"id": "KT"}, {"id": "DD", "vacancy_cost": 1}],
    "pairs": [["LAN", "KT", 4], ["LAN", "DD", 9], ["TAM", "KT", 3]],
    "current": {"LAN": "KT"},
    "move_cost": 2,
}


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        ({"value": 11}, "value 11 and 1 moves are 10.0 and 1"),
        ({"placements": {"LAN": "KT"}}, "value 10 and 1 moves are 3.0 and 0"),
        ({"bound": 9}, "bound 9 is below the best plan, 10.0"),
        ({"placements": {"TAM": "KT"}, "value": 2, "moves": 0}, "called optimal at 2.0, the best plan is worth 10.0"),
        ({"status": "feasible", "gap": 0.1}, "not proven, gap 0.1"),
        ({"unplaced": ["TAM"]}, "unplaced is not the rest"),
        ({"checked": False}, "not checked"),
        ({"status": "infeasible"}, "a plan worth 10.0 exists, yet infeasible"),
    ],
)
def test_the_yardstick_sees_what_is_planted(planted: dict[str, Any], seen: str) -> None:
    result = dungviec.solve(PAIR_AND_SPARE)
    assert faults(PAIR_AND_SPARE, result) == []
    assert seen in faults(PAIR_AND_SPARE, {**result, **planted})


def test_the_yardstick_sees_a_conflict_that_is_too_large_or_too_small() -> None:
    constraints = [{"kind": "fix", "person": p, "post": "KT"} for p in ("LAN", "TAM")]
    problem = {**PAIR_AND_SPARE, "constraints": [*constraints, {"kind": "max_moves", "limit": 1}]}
    result = dungviec.solve(problem)
    assert (result["conflict"], faults(problem, result)) == ([0, 1], [])
    assert faults(problem, {**result, "conflict": [0, 1, 2]}) == ["constraint 2 can be spared"]
    assert faults(problem, {**result, "conflict": [0]}) == ["the conflict can hold together"]
