"""Where a part of the exact search is left unsolved its bound stands: the bound told is never below the best plan, whichever part it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.engine.outside_cases import Plain, best_by_trying

import dungviec
from dungviec.engine.outside import search, understand
from dungviec.engine.outside.amounts import whole_gains
from dungviec.engine.outside.model import model_of
from dungviec.engine.problem import Problem, Solution, Status

PEOPLE = ["AN", "BA", "CU", "DU", "EM"]
FAR_APART: Plain = {
    "people": PEOPLE,
    "posts": [{"id": "U", "vacancy_cost": -1e12}, {"id": "V", "vacancy_cost": 1e12}, {"id": "W", "capacity": 2, "vacancy_cost": 1e12}],
    "pairs": [["AN", "W", 0.1], ["AN", "V", 0.2], ["DU", "W", 3], ["EM", "V", 0.1179819198180575]],
    "current": {"AN": "W", "BA": "V", "CU": "W", "DU": "V"},
    "move_cost": 0.1,
    "constraints": [
        {"kind": "at_most_weight", "limit": 5, "pairs": [["AN", "W", 0], ["EM", "V", 1], ["DU", "W", 5], ["AN", "V", 4]]},
        {"kind": "not_together", "pairs": [["AN", "W"], ["EM", "V"]]},
    ],
}  # fmt: skip
"""Amounts of 1e12 beside tenths: the search has to go choice by choice."""


@pytest.fixture
def unsolved(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], bool]], list[int]]:
    """``unsolved(which)`` lets the inner solver run out of time in the calls that ``which`` names; hands back the calls as they are made."""

    def install(which: Callable[[int], bool]) -> list[int]:
        real, calls = search.solve, list[int]()

        def solve(problem: Problem, *given: Any, **named: Any) -> Solution:
            calls.append(len(calls))
            found = real(problem, *given, **named)
            if found.status is Status.INFEASIBLE or not which(calls[-1]):
                return found
            nobody = np.full(problem.n_people, -1, dtype=np.int64)
            loose = found.dual_bound + 1000  # what prices knew when time ran out
            return replace(
                found, status=Status.UNSOLVED, chosen=nobody, bound=loose, dual_bound=loose, search_bound=None
            )

        monkeypatch.setattr(search, "solve", solve)
        return calls

    return install


def branched(rules: Callable[[Callable[[int], bool]], list[int]], which: Callable[[int], bool]) -> tuple[Any, int]:
    calls = rules(which)
    return dungviec.solve(FAR_APART, time_limit=20), len(calls)


def test_the_case_is_one_that_is_split(unsolved: Any) -> None:
    result, calls = branched(unsolved, lambda _k: False)
    assert calls > 3
    assert (result["status"], Fraction(result["value"])) == ("optimal", best_by_trying(FAR_APART))


@pytest.mark.parametrize("first", range(12))
def test_a_part_left_unsolved_keeps_the_bound_above_the_best_plan(unsolved: Any, first: int) -> None:
    """One call, then that one and all after it: a plan is told, its bound is true, and "optimal" only where it is the best."""
    best = best_by_trying(FAR_APART)
    assert best is not None
    for which in (lambda k: k == first, lambda k: k >= first):
        result, _calls = branched(unsolved, which)
        if result["status"] == "unsolved":
            continue
        assert result["checked"], result
        assert Fraction(result["value"]) <= best
        assert Fraction(result["bound"]) >= best, (first, result)
        assert result["status"] == "feasible" or Fraction(result["value"]) == best


TRIO: Plain = {
    "people": ["AN", "BA", "CU"],
    "posts": [{"id": "X"}, {"id": "Y"}],
    "pairs": [["AN", "X", 5], ["BA", "X", 7], ["BA", "Y", 4], ["CU", "Y", 3]],
    "constraints": [{"kind": "not_together", "pairs": [["AN", "X"], ["BA", "Y"]]}],
}


@pytest.mark.parametrize("what_is_left", [lambda _kept: True, lambda kept: {1, 3} <= kept])
def test_a_part_that_can_be_split_no_further_keeps_its_bound_where_it_was_not_solved(
    monkeypatch: pytest.MonkeyPatch, what_is_left: Callable[[set[int]], bool]
) -> None:
    """Every part, or every part that holds the best plan (bà Ba in X, chị Cu in Y), runs out of time down to the last choice."""
    best = best_by_trying(TRIO)
    assert best == 10
    real = search.solve

    def solve(problem: Problem, *given: Any, **named: Any) -> Solution:
        found = real(problem, *given, **named)
        pairs = list(zip(problem.edge_person.tolist(), problem.edge_post.tolist(), strict=True))
        kept = {k for k, pair in enumerate([(0, 0), (1, 0), (1, 1), (2, 1)]) if pair in pairs}
        if found.status is Status.INFEASIBLE or not what_is_left(kept):
            return found
        nobody = np.full(problem.n_people, -1, dtype=np.int64)
        loose = found.dual_bound + 2
        return replace(found, status=Status.UNSOLVED, chosen=nobody, bound=loose, dual_bound=loose, search_bound=None)

    monkeypatch.setattr(search, "solve", solve)
    problem = understand(TRIO)
    model = model_of(problem)
    known = search.Search(taken=np.zeros(0, dtype=np.int64), total=0, bound=100)
    search._branch(
        problem, model, whole_gains(problem).gain.numbers, model.rows, known, deadline=float("inf"), base=Fraction(0)
    )
    assert known.bound is not None
    assert known.bound >= best
    assert known.bound < 100, "parts that were priced tighten it all the same"
    assert known.total < best
