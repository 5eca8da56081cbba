"""Rounds built in blocks: the same round whatever the size of a block or of a part of the people; margins told quickly are the engine's own."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.placement.cast import edited, town, ward

from dungviec.engine.pricing import margins
from dungviec.law import facts_at_hand, judge_pairs
from dungviec.placement import Policy, build_round, pair_table, place, quick_margins, solve_round
from dungviec.placement.candidates import consider
from dungviec.placement.quick_margins import ask


@pytest.mark.parametrize(("block", "people"), [(1, 65_536), (2, 2), (7, 3)])
def test_blocks_and_parts_of_people_change_nothing(monkeypatch: pytest.MonkeyPatch, block: int, people: int) -> None:
    whole = build_round(ward(), Policy(min_fit=0))
    monkeypatch.setattr(pair_table, "AT_ONCE", block)
    monkeypatch.setattr(facts_at_hand, "PEOPLE_AT_ONCE", people)
    parts = build_round(ward(), Policy(min_fit=0))
    assert parts.edges.equals(whole.edges)
    assert parts.present.equals(whole.present)
    for name in ("of_person", "of_post", "lawful", "best"):
        assert (getattr(parts.considered, name) == getattr(whole.considered, name)).all()
    for j in range(len(whole.field.posts)):
        assert parts.considered.blockers(j) == whole.considered.blockers(j)


def test_verdicts_and_blockers_are_those_of_judging_pair_by_pair() -> None:
    barred = edited(edited(ward(), "people", "HOA", discipline_open=True), "people", "BINH", assets_verified=None)
    round_ = build_round(barred, Policy(min_fit=0))
    field = round_.field
    for j, people in consider(field, round_.policy):
        pairs = [(field.people[i], field.posts[j]) for i in people.tolist()]
        judged = judge_pairs(barred, _frame(pairs), round_.view)
        assert round_.considered.of_post[j] == len(people)
        assert round_.considered.lawful[j] == int((judged["verdict"] == 0).sum())
        told = [rule for rules in judged["blocking"].to_list() for rule in rules]
        assert round_.considered.blockers(j) == {r: told.count(r) for r in told}


def _frame(pairs: list[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema={"person_id": pl.String, "post_id": pl.String}, orient="row")


@pytest.mark.parametrize("settings", [{}, {"max_moves": 2}, {"max_moves_per_unit": 1, "min_fit": 0}])
def test_quick_margins_are_the_engine_s_and_cheap_ones_never_say_too_much(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, int]
) -> None:
    solved = solve_round(ward(), Policy.from_data(settings))
    problem, solution = solved.round.problem, solved.solution
    people = np.flatnonzero(solution.chosen >= 0).astype(np.int64)
    engine = {m.person: m for m in margins(problem, solution, people)}
    quick = {m.person: m for m in ask(problem, solution).margins(people)}
    assert {i: (m.loss, m.exact) for i, m in quick.items()} == {i: (m.loss, m.exact) for i, m in engine.items()}
    monkeypatch.setattr(quick_margins, "LARGE", 0)
    monkeypatch.setattr(quick_margins, "TOLD_EXACTLY", 1)
    cheap = {m.person: m for m in ask(problem, solution).margins(people)}
    assert cheap.keys() == engine.keys()
    for i, m in cheap.items():
        exact = engine[i].loss
        assert (m.loss is None) == (exact is None) or not m.exact
        if m.loss is not None and exact is not None:
            assert m.loss <= exact


def test_an_empty_seat_is_explained_by_counts() -> None:
    (vacancy,) = [v for v in place(town()).vacant if v.post_id == "PH.CNTT"]
    assert vacancy.considered == 0
    assert "Không có ai được đào tạo" in vacancy.reason_vi
