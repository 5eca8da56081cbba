"""The main job on a small office: the best lawful placement, proved, with a reason for every change."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.placement.cast import DAY, edited, person, post, tenure, town

from dungviec.placement import Plan, Policy, PolicyFault, build_round, place, solve_round, why
from dungviec.placement.policy import Lock
from dungviec.placement.recheck import recheck
from dungviec.records.reserve import Reserve


def placed(plan: Plan) -> dict[str, str]:
    return {m.person_id: m.to_post_id for m in plan.moves}


def policy(**settings: Any) -> Policy:
    return Policy.from_data(settings)


def test_two_people_in_each_other_s_place_change_and_the_planned_deputy_is_appointed() -> None:
    plan = place(town())
    assert placed(plan) == {"LAN": "DD.CV", "TAM": "TC.KT", "BINH": "DD.PTP"}
    assert plan.proven
    assert (plan.value, plan.gap, plan.checks) == (plan.bound, 0, ())
    assert [v.post_id for v in plan.vacant] == ["PH.CNTT"]
    assert plan.unplaced == ()
    assert plan.stay_value is not None
    assert plan.stay_value < plan.value


def brute_force(snapshot: Any, rules: Policy) -> int:
    """The best value over every placement that the edges allow, by trying them all."""
    problem = build_round(snapshot, rules).problem
    options = [[-1, *np.flatnonzero(problem.edge_person == i).tolist()] for i in range(problem.n_people)]
    best = None
    for choice in itertools.product(*options):
        used = [int(problem.edge_post[e]) for e in choice if e >= 0]
        if any(e < 0 and problem.must_place[i] for i, e in enumerate(choice)):
            continue
        if any(used.count(j) > problem.capacity[j] for j in set(used)):
            continue
        chosen = np.array(choice, dtype=np.int64)
        counts = problem.row_counts(chosen)
        if any(r.price is None and r.excess(int(c)) for r, c in zip(problem.rows, counts, strict=True)):
            continue
        value = problem.value_of(chosen)
        best = value if best is None else max(best, value)
    assert best is not None
    return best


@pytest.mark.parametrize(
    "settings",
    [{}, {"max_moves": 0}, {"max_moves": 1}, {"min_fit": 9000}, {"prices": {"vacancy": {"importance_4": 0}}}, {"min_fit": 0, "prices": {"move": {"same_place": 0}}},
     {"locks": [{"person": "LAN"}]}, {"bans": [{"person": "TAM", "post": "TC.KT"}]}, {"max_moves_per_unit": 0}],
)  # fmt: skip
def test_the_plan_is_the_best_of_all_that_are_possible(settings: dict[str, Any]) -> None:
    plan = place(town(), policy(**settings))
    assert plan.value == brute_force(town(), policy(**settings))
    assert plan.bound == plan.value
    assert plan.checks == ()


def test_every_move_says_why_and_by_which_law() -> None:
    plan = place(town())
    lan = next(m for m in plan.moves if m.person_id == "LAN")
    ground, strong, missing = lan.reasons_vi
    assert "đủ điều kiện theo" in ground
    assert "Quản lý đất đai" in strong
    assert missing
    assert lan.fit_before is not None
    assert lan.fit_after > lan.fit_before
    assert lan.basis
    assert all(b.instrument for b in lan.basis)
    binh = next(m for m in plan.moves if m.person_id == "BINH")
    assert binh.kind == "placed"
    assert any("138/2020" in b.instrument and b.article == "Điều 42" for b in binh.basis)


def test_the_margin_is_what_the_plan_loses_without_the_move() -> None:
    plan = place(town())
    for move in plan.moves:
        without = place(town(), policy(bans=[{"person": move.person_id, "post": move.to_post_id}]))
        assert move.margin_exact
        assert move.margin == plan.value - without.value, move.person_id


def test_staying_is_always_a_choice_and_nobody_loses_a_post() -> None:
    dear = policy(prices={"move": {"same_unit": 10**6, "same_place": 10**6, "other_place": 10**6}})
    plan = place(town(), dear)
    assert {m.person_id for m in plan.moves} == {"BINH"}  # he had no post: placing him is no move
    assert plan.unplaced == ()


def test_a_lock_into_a_post_the_law_forbids_is_refused_with_the_rule() -> None:
    with pytest.raises(PolicyFault, match="APT-2020-02"):
        place(town(), policy(locks=[{"person": "BINH", "post": "DD.TP"}]))


def test_a_lock_into_a_lawful_post_holds() -> None:
    plan = place(town(), policy(locks=[{"person": "BINH", "post": "DD.PTP"}]))
    assert placed(plan)["BINH"] == "DD.PTP"


def test_the_price_of_a_pair_is_that_of_a_lock_also_where_a_seat_holds_too_many() -> None:
    crowd = [*town()["tenures"].to_dicts(), tenure("BINH", "TC.KT", field="accounting", level="specialist")]
    cast = town(tenures=crowd)
    rules = policy(min_fit=0, min_gain=0)
    for person_id, post_id in (("LAN", "DD.CV"), ("BINH", "DD.PTP"), ("TAM", "TC.KT")):
        answer = why(cast, rules, person_id, post_id)
        forced = place(cast, rules.model_copy(update={"locks": (Lock(person=person_id, post=post_id),)}))
        assert answer.price == place(cast, rules).value - forced.value, (person_id, post_id)


@pytest.mark.parametrize("unplaced", [0, 20_000])
def test_a_lock_into_a_held_seat_moves_the_holder_whatever_leaving_somebody_out_costs(unplaced: int) -> None:
    rules = policy(locks=[{"person": "LAN", "post": "DD.CV"}], prices={"unplaced": unplaced})
    plan = place(town(), rules)
    assert placed(plan)["LAN"] == "DD.CV"
    assert placed(plan)["TAM"] == "TC.KT"
    assert not plan.checks


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"locks": [{"person": "LAN", "post": "DD.CV"}], "bans": [{"person": "TAM", "post": "TC.KT"}]}, "TAM không còn vị trí"),
        ({"locks": [{"person": "LAN", "post": "DD.CV"}], "max_moves": 1}, "Không giữ được các khóa «LAN» → «DD.CV»"),
        ({"locks": [{"person": "LAN", "post": "DD.CV"}, {"person": "LAN"}]}, "hai lần"),
        ({"locks": [{"person": "LAN", "post": "DD.CV"}], "bans": [{"person": "LAN", "post": "DD.CV"}]}, "vừa khóa"),
        ({"locks": [{"person": "LAN"}], "bans": [{"person": "LAN", "post": "TC.KT"}]}, "vừa khóa"),
        ({"locks": [{"person": "LAN", "post": "DD.CV"}, {"person": "TAM"}]}, "chỉ có 1 chỗ"),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_hold_is_refused_and_says_why(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(PolicyFault, match=says):
        place(town(), policy(**settings))


def test_a_lock_chooses_who_keeps_an_overfull_seat() -> None:
    crowd = [*town()["tenures"].to_dicts(), tenure("BINH", "PH.TP", field="justice", level="specialist")]
    for kept in ("HOA", "BINH"):
        plan = place(town(tenures=crowd), policy(locks=[{"person": kept}], prices={"unplaced": 0}))
        assert kept not in placed(plan)
        assert not plan.checks


@pytest.mark.parametrize(
    "settings",
    [{"locks": [{"person": "AI"}]}, {"bans": [{"person": "LAN", "post": "NONE"}]}, {"scope": {"units": ["XX"]}}, {"locks": [{"person": "LAN", "post": "??"}]}],
)  # fmt: skip
def test_a_policy_about_people_or_posts_that_are_not_there_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(PolicyFault, match=r"AI|NONE|XX|\?\?"):
        place(town(), policy(**settings))


def test_scope_leaves_everybody_else_alone() -> None:
    assert "LAN" not in placed(place(town(), policy(scope={"units": ["PH"]})))


def test_a_missing_fact_is_never_passed_over() -> None:
    nobody_asked = edited(town(), "people", "BINH", assets_verified=None)
    plan = place(nobody_asked)
    assert "BINH" not in placed(plan)
    answer = why(nobody_asked, None, "BINH", "DD.PTP")
    assert answer.verdict.name == "UNKNOWN"
    assert answer.judgement.missing


def test_relatives_are_not_put_where_they_may_not_meet() -> None:
    """Law 36/2018 Điều 20: the deputy's brother may not keep the accounts of the same unit."""
    base = town()
    keeper = post("DD.KT", "DD", "Kế toán", "accounting", majors=["Kế toán"], functions=["accounting"], importance=5)
    with_keeper = base.with_table("posts", pl.concat([base.posts, pl.DataFrame([keeper])], how="diagonal_relaxed"))
    alone = place(with_keeper)
    assert "DD.KT" in placed(alone).values()
    brothers = with_keeper.with_table(
        "kinship", pl.DataFrame([{"person_id": "TAM", "relative_id": "BINH", "relation": "sibling"}])
    )
    plan = place(brothers)
    where = {**dict(brothers.main_posts.select("person_id", "post_id").iter_rows()), **placed(plan)}
    assert not (where.get("TAM") == "DD.KT" and where.get("BINH") == "DD.PTP")
    assert plan.checks == ()
    assert plan.value == brute_force(brothers, Policy())
    assert plan.value < alone.value


def test_a_present_breach_between_relatives_is_told_when_nothing_lawful_resolves_it() -> None:
    base = town()
    keeper = post("DD.KT", "DD", "Kế toán", "accounting", majors=["Kế toán"], functions=["accounting"])
    cast = base.with_table("posts", pl.concat([base.posts, pl.DataFrame([keeper])], how="diagonal_relaxed"))
    cast = cast.with_table(
        "people",
        pl.concat([base.people, pl.DataFrame([person("NAM", "Nguyễn Văn Nam", "Kế toán")])], how="diagonal_relaxed"),
    )
    cast = cast.with_table(
        "tenures",
        pl.concat(
            [base["tenures"], pl.DataFrame([tenure("NAM", "DD.KT", field="accounting")])], how="diagonal_relaxed"
        ),
    )
    cast = cast.with_table("kinship", pl.DataFrame([{"person_id": "NAM", "relative_id": "MAI", "relation": "child"}]))
    held = place(cast, policy(locks=[{"person": "NAM"}, {"person": "MAI"}]))
    assert held.kinship_kept
    free = place(cast)
    assert free.kinship_kept == ()
    assert placed(free)["NAM"] == "TC.KT"


def test_two_people_on_one_seat_is_an_alarm() -> None:
    base = town()
    crowd = base.with_table(
        "people", pl.concat([base.people, pl.DataFrame([person("NGA", "Lý Thị Nga", "Luật")])], how="diagonal_relaxed")
    )
    crowd = crowd.with_table(
        "tenures",
        pl.concat([base["tenures"], pl.DataFrame([tenure("NGA", "PH.TP", field="justice")])], how="diagonal_relaxed"),
    )
    plan = place(crowd)
    assert any("PH.TP" in vi for vi, _ in plan.warnings)
    assert len(plan.unplaced) == 1
    assert plan.unplaced[0].person_id in {"HOA", "NGA"}


def test_reserved_seats_are_not_given_away() -> None:
    assert "DD.PTP" not in placed(place(town(), reserved=Reserve(seats={"DD.PTP": 1}))).values()


def test_whoever_s_own_post_could_not_be_read_is_not_moved() -> None:
    """Ông Bình's tenure row was rejected: he may have a post, so nothing is proposed for him."""
    plan = place(town(), reserved=Reserve(people=frozenset({"BINH"})))
    assert "BINH" not in placed(plan)
    assert plan.unplaced == ()


def test_whoever_retired_by_law_is_left_alone_and_named() -> None:
    old = edited(town(), "people", "LAN", born=date(1960, 1, 1))
    plan = place(old)
    assert "LAN" not in placed(plan)
    assert any("LAN" in vi and "nghỉ hưu" in vi for vi, _ in plan.warnings)


def test_on_a_day_without_rules_on_file_nothing_is_proposed() -> None:
    """School managers from 01/07/2026: NĐ 259/2026 was not read, so the answer is unknown and everybody stays."""
    school = town(
        posts=[post("T.HT", "TC", "Hiệu trưởng", "primary", level="head_of_division", role="head", category="public_employee_manager", majors=["Luật"], term_months=60, importance=5),
               post("T.PHT", "TC", "Phó Hiệu trưởng", "primary", level="deputy_head_of_division", role="deputy", category="public_employee_manager", majors=["Luật"], term_months=60)],
        people=[person("HOA", "Phạm Thị Hoa", "Luật", category="public_employee_manager")],
        tenures=[tenure("HOA", "T.PHT", field="primary", level="deputy_head_of_division")],
        plans=[{"person_id": "HOA", "title": "Hiệu trưởng", "post_id": "T.HT", "level": "head_of_division", "field": "primary", "approved": date(2018, 1, 1)}],
        ratings=[{"person_id": "HOA", "year": y, "system": "state", "rating": "good"} for y in range(2015, 2026)],
    )  # fmt: skip
    assert why(school.at(date(2026, 11, 22)), None, "HOA", "T.HT").verdict.name == "UNKNOWN"
    assert place(school.at(date(2026, 11, 22))).moves == ()
    assert placed(place(school)) == {"HOA": "T.HT"}


def test_why_gives_the_price_found_by_solving_again() -> None:
    plan = place(town())
    for person_id, post_id in (("LAN", "TC.KT"), ("TAM", "DD.CV")):
        answer = why(town(), None, person_id, post_id)
        forced = place(town(), policy(locks=[{"person": person_id, "post": post_id}]))
        assert answer.price == plan.value - forced.value
        assert answer.exact
        assert not answer.in_plan
        assert {c.goes_to_title for c in answer.changes} <= {
            "Kế toán, Phòng Tài chính",
            "Chuyên viên đất đai, Phòng Đất đai",
        }
        assert answer.changes
    assert why(town(), None, "LAN", "DD.CV").price == 0


def test_why_not_names_the_clause_and_removing_it_flips_the_answer() -> None:
    answer = why(town(), None, "LAN", "DD.PTP")
    assert answer.verdict.name == "FORBIDDEN"
    assert {f.rule_id for f in answer.judgement.findings if f.verdict == answer.verdict} == {"APT-2020-02"}
    plans = pl.concat([town()["plans"], town()["plans"].with_columns(person_id=pl.lit("LAN"))])
    assert why(town().with_table("plans", plans), None, "LAN", "DD.PTP").verdict.name == "ALLOWED"


def test_why_refuses_ids_that_are_not_there() -> None:
    with pytest.raises(PolicyFault, match="KHONG"):
        why(town(), None, "KHONG", "DD.TP")
    with pytest.raises(PolicyFault, match=r"DD\.XX"):
        why(town(), None, "LAN", "DD.XX")


def test_a_plan_survives_json() -> None:
    plan = place(town())
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert {"value", "bound", "gap", "as_of", "moves", "vacant", "unplaced", "certificate"} <= set(plan.to_json())
    assert plan.to_json()["as_of"] == DAY.isoformat()


def test_progress_may_stop_the_round() -> None:
    class Stopped(Exception):
        pass

    def stop(stage: str, share: float) -> None:
        assert 0 <= share <= 1
        if stage == "fit":
            raise Stopped

    with pytest.raises(Stopped):
        place(town(), None, stop)


def test_the_last_look_finds_what_is_wrong() -> None:
    good = solve_round(town(), Policy()).placement()
    assert recheck(town(), Policy(), good) == ()
    assert any("không được phép" in f for f in recheck(town(), Policy(), {**good, "LAN": "DD.PTP", "BINH": "DD.CV"}))
    assert any("chỉ có" in f for f in recheck(town(), Policy(), {**good, "TAM": "DD.CV"}))
    assert any("bị khóa" in f for f in recheck(town(), policy(locks=[{"person": "LAN"}]), good))
    assert any("bị loại" in f for f in recheck(town(), policy(bans=[{"person": "LAN", "post": "DD.CV"}]), good))
    assert any("quá giới hạn 1." in f for f in recheck(town(), policy(max_moves=1), good))
    assert any("rời TC" in f for f in recheck(town(), policy(max_moves_per_unit=0), good))
    without_hoa = {p: q for p, q in good.items() if p != "HOA"}
    assert any("HOA đang giữ PH.TP" in f for f in recheck(town(), Policy(), without_hoa))
    assert recheck(town(), Policy(), without_hoa, without_seat=frozenset({"HOA"})) == ()


def test_a_round_too_large_for_one_machine_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dungviec.placement.candidates.MOST_PAIRS", 1)
    with pytest.raises(PolicyFault, match="Thu hẹp phạm vi"):
        place(town())
