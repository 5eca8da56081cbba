"""Margins asked one after the other, and the words of a price, against what one counts by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.instances import city, with_rows

from dungviec.engine.pricing import Loss
from dungviec.engine.problem import Sense, SideRow
from dungviec.engine.solve import solve
from dungviec.placement.quick_margins import ask
from dungviec.placement.why import _price_words


def test_a_changed_plan_keeps_the_rows_exactly_when_a_count_of_all_rows_says_so() -> None:
    dice = np.random.default_rng(11)
    problem = with_rows(city(people=90, seed=2), move_share=0.1, relatives=12, units=4)
    free = solve(replace(problem, rows=())).chosen
    rows = []
    for k, row in enumerate(problem.rows):
        weighed = replace(row, weights=dice.integers(-1, 4, len(row.edges)), price=None) if k % 3 == 0 else row
        used = int(weighed.counts[np.isin(weighed.edges, free)].sum())
        rows.append(replace(weighed, limit=used, price=None))  # nothing to spare, and the plan of the core keeps it
    problem = replace(problem, rows=tuple(rows))
    solution = solve(problem)
    assert not solution.excess.any()
    asked = ask(problem, solution)
    seen = set()
    for _ in range(300):
        plan = solution.chosen.copy()
        for i in dice.choice(problem.n_people, int(dice.integers(1, 4)), replace=False).tolist():
            own = np.flatnonzero(problem.edge_person == i)
            plan[i] = int(dice.choice(np.append(own, -1)))
        counts = problem.row_counts(plan).tolist()
        kept = not any(row.excess(count) for row, count in zip(problem.rows, counts, strict=True))
        assert asked.keeps_rows(plan) is kept
        seen.add(kept)
    assert seen == {True, False}


def test_the_first_pair_of_all_is_counted_too() -> None:
    """Pair 0 is a pair like any other: giving it up may break a minimum that only it filled."""
    problem = city(people=30, seed=4)
    first = solve(problem).chosen[problem.edge_person[0]]
    number = np.arange(problem.n_edges)
    number[[0, first]] = number[[first, 0]]
    turned = replace(
        problem,
        **{name: getattr(problem, name)[number] for name in ("edge_person", "edge_post", "gain", "is_move", "is_stay")},
    )
    turned = replace(turned, rows=(SideRow("one", np.array([0]), 1, Sense.AT_LEAST),))
    solution = solve(turned)
    plan = solution.chosen.copy()
    assert 0 in plan.tolist()
    plan[turned.edge_person[0]] = -1
    assert not ask(turned, solution).keeps_rows(plan)
    assert ask(turned, solution).keeps_rows(solution.chosen)


@pytest.mark.parametrize(
    ("loss", "exact", "vi", "en"),
    [
        (0, True, "cả phương án mất 0 điểm (0,000 %).", "the whole plan loses 0 points (0.000 %)."),
        (25, True, "cả phương án mất 25 điểm (2,500 %).", "the whole plan loses 25 points (2.500 %)."),
        (
            25,
            False,
            "cả phương án mất ít nhất 25 điểm (2,500 %).",
            "the whole plan loses at least 25 points (2.500 %).",
        ),
        (-3, True, "cả phương án tốt lên 3 điểm (0,300 %).", "the whole plan gains 3 points (0.300 %)."),
        (1000, True, "cả phương án mất 1.000 điểm (100,000 %).", "the whole plan loses 1,000 points (100.000 %)."),
        (1001, True, "cả phương án mất 1.001 điểm.", "the whole plan loses 1,001 points."),
    ],
)
def test_a_price_is_said_in_one_sentence(loss: int, exact: bool, vi: str, en: str) -> None:
    price = Loss(loss, exact)
    assert _price_words(price, 1000, "vi", supposed=False) == f"Giải lại với người này ở vị trí này: {vi}"
    assert _price_words(price, 1000, "en", supposed=False) == f"Solved again with this person in this post: {en}"
    assert _price_words(price, 1000, "vi", supposed=True).startswith("Nếu được phép: giải lại với")
    assert _price_words(price, 1000, "en", supposed=True).startswith("If it were allowed: solved again with")
