"""What it would take: applied, the change flips the plan; with one part of it left out, it does not."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from tests.placement.cast import edited, town, ward

from dungviec.law import LawBook, explain_pair
from dungviec.placement import Policy, PolicyFault, Solved, build_round, solve_round
from dungviec.placement.build import with_record
from dungviec.placement.flips import what_it_takes
from dungviec.placement.record_changes import apply_changes, record_changes, wish_for
from dungviec.placement.variants import Variants
from dungviec.records import Snapshot


def planned(snapshot: Snapshot, policy: Policy | None = None) -> dict[str, str]:
    return solve_round(snapshot, policy or Policy()).placement()


def dear(points: int) -> Policy:
    prices: dict[str, Any] = {"move": dict.fromkeys(("same_unit", "same_place", "other_place"), points)}
    return Policy.model_validate({"prices": prices})


def break_even(solved: Solved) -> int:
    """The price of a move at which Lan and Tâm just stay."""
    round_ = solved.round
    rise = 0
    for who, to in (("LAN", "DD.CV"), ("TAM", "TC.KT")):
        i = round_.field.people.index(who)
        own, there = (round_.pair(i, j) for j in (int(round_.field.own[i]), round_.field.posts.index(to)))
        assert own is not None
        assert there is not None
        rise += int(there["fit"]) - int(own["fit"])
    return rise // 2


def test_a_pair_of_the_plan_needs_nothing() -> None:
    report = what_it_takes(town(), None, "LAN", "DD.CV")
    assert (report.in_plan, report.enough, report.points) == (True, True, 0)


def test_two_blockers_are_both_named_and_neither_can_be_spared() -> None:
    barred = edited(town(), "people", "BINH", file_complete=False, assets_declared=False)
    assert planned(barred).get("BINH") != "DD.PTP"
    report = what_it_takes(barred, None, "BINH", "DD.PTP")
    assert "Hồ sơ chưa đầy đủ; chưa kê khai tài sản" in report.blocked[0][0]
    (changes, *_) = report.record_sets
    assert {c.column for c in changes} == {"file_complete", "assets_declared"}
    assert report.enough
    assert planned(apply_changes(barred, "BINH", "DD.PTP", changes))["BINH"] == "DD.PTP"
    for fewer in combinations(changes, len(changes) - 1):
        assert planned(apply_changes(barred, "BINH", "DD.PTP", fewer)).get("BINH") != "DD.PTP"


def test_somebody_trained_for_something_else_is_told_what_to_study() -> None:
    report = what_it_takes(town(), None, "TAM", "PH.CNTT")
    assert [[c.value for c in changes] for changes in report.record_sets] == [["Công nghệ thông tin"]]
    assert report.enough
    assert planned(apply_changes(town(), "TAM", "PH.CNTT", report.record_sets[0])).get("TAM") is not None


def test_missing_points_are_the_fewest_and_a_cheaper_move_is_those_points() -> None:
    even = break_even(solve_round(town(), Policy()))
    report = what_it_takes(town(), dear(even + 100), "LAN", "DD.CV")
    assert not report.in_plan
    assert report.record_sets == ((),)
    assert report.points is not None
    assert report.proved
    assert 199 <= report.points <= 201  # two moves, each a hundred too dear
    assert planned(town(), dear(even + 100))["LAN"] == "TC.KT"
    assert planned(town(), dear(even - 1))["LAN"] == "DD.CV"


def test_a_wish_or_a_weight_flips_where_the_report_says_so() -> None:
    even = break_even(solve_round(town(), Policy()))
    policy = dear(even + 60)
    report = what_it_takes(town(), policy, "LAN", "DD.CV")
    wished = apply_changes(town(), "LAN", "DD.CV", (wish_for("DD.CV", ""),))
    assert report.wish_enough == (planned(wished, policy)["LAN"] == "DD.CV")
    assert report.wish_enough
    assert report.weights
    for w in report.weights:
        step = 1 if w.after > w.before else -1
        for value, flips in ((w.after, True), (w.after - step, False)):
            weights = policy.weights.model_copy(update={w.part: value})
            again = what_it_takes(town(), policy.model_copy(update={"weights": weights}), "LAN", "DD.CV")
            assert again.in_plan is flips, (w, value)


def test_where_no_change_of_the_record_helps_the_report_says_so() -> None:
    report = what_it_takes(town(), None, "BINH", "DD.TP")
    assert (report.open_to_change, report.not_considered is not None, report.points) == (False, True, None)


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(PolicyFault, match="Không có người mang mã «AI»"):
        what_it_takes(town(), None, "AI", "DD.CV")
    with pytest.raises(PolicyFault, match="Không có vị trí mang mã «XX»"):
        what_it_takes(town(), None, "LAN", "XX")


@pytest.mark.parametrize("who", ["LAN", "TAM", "BINH", "MAI"])
def test_a_round_with_one_record_changed_is_the_round_built_anew(who: str) -> None:
    """Only the person's own pairs are made again; edges, gains and side rows come out as from the beginning."""
    rules = Policy.from_data({"max_moves": 3, "min_fit": 0, "requirements": [{"name": "Nữ", "kind": "at_least", "count": 1, "units": ["DD"], "people": {"sex": "female"}}]})  # fmt: skip
    before = build_round(ward(), rules)
    for change in record_changes(ward(), who, "PH.VP", passes_on=None):
        changed = apply_changes(ward(), who, "PH.VP", (change,))
        near, anew = with_record(before, changed, who), build_round(changed, rules)
        assert near.edges.equals(anew.edges), change
        assert near.present.equals(anew.present), change
        assert [r.name for r in near.problem.rows] == [r.name for r in anew.problem.rows]
        assert all((a.edges == b.edges).all() for a, b in zip(near.problem.rows, anew.problem.rows, strict=True))
        for name in ("gain", "edge_person", "edge_post", "is_move", "is_stay", "must_place"):
            assert (getattr(near.problem, name) == getattr(anew.problem, name)).all(), (change, name)


def test_changes_judged_together_are_judged_as_one_by_one() -> None:
    barred = edited(ward(), "people", "HOA", file_complete=False, discipline_open=True)
    law = LawBook.load().on
    changes = [(c,) for c in record_changes(barred, "HOA", "PH.VP", passes_on=date(2021, 6, 1))]
    variants = Variants(barred, Policy(), law, "HOA", "PH.VP", "PH.VP", 1)
    for (change,), told in zip(changes, variants.told(changes), strict=True):
        changed = apply_changes(barred, "HOA", "PH.VP", (change,))
        alone = explain_pair(changed, "HOA", "PH.VP", law(changed.as_of))
        assert told.judgement.verdict == alone.verdict, change
        assert {(f.rule_id, f.reason_vi) for f in told.judgement.findings} == {
            (f.rule_id, f.reason_vi) for f in alone.findings
        }


def test_somebody_who_holds_the_post_in_a_best_plan_with_a_second_one_is_in_the_plan() -> None:
    rules = Policy.from_data({"concurrent": [{"posts": {"ids": ["PH.VP"]}, "holders": {"ids": ["PH.TP"]}}]})
    report = what_it_takes(ward(), rules, "HOA", "PH.TP")
    assert report.in_plan
