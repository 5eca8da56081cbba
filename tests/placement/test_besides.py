"""Several posts per person: who may hold what besides, as law, titles, workload and seats allow; proved, explained, checked again."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.placement.cast import DAY, edited, person, post, tenure, town, ward

from dungviec.placement import Plan, Policy, PolicyFault, place, solve_round, why
from dungviec.placement.effect import in_effect
from dungviec.placement.fairness import fairness
from dungviec.placement.interactive import Trial
from dungviec.placement.recheck import recheck
from dungviec.records import TABLES, Snapshot

DESK = {"posts": {"ids": ["PH.VP"]}, "holders": {"ids": ["PH.TP"]}}
CHAIRS = {
    "posts": {"functions": ["council_chair", "committee_chair"]},
    "holders": {"functions": ["party_secretary"]},
    "basis": "Đề án nhất thể hóa số 1 (giả định)",
}


def policy(*lines: dict[str, Any], **settings: Any) -> Policy:
    return Policy.from_data({"concurrent": list(lines), **settings})


def held(plan: Plan) -> set[tuple[str, str]]:
    return {(b.person_id, b.post_id) for b in plan.besides}


def best_by_hand(snapshot: Snapshot, rules: Policy) -> int:
    """The best value over every choice of a main post and second posts of everybody, told from the records and the fits."""
    solved = solve_round(snapshot, rules)
    problem, bundles = solved.round.problem, solved.round.bundles
    seats = dict(snapshot.live_posts.select("post_id", "seats").iter_rows())
    options = [[-1, *np.flatnonzero(problem.edge_person == i).tolist()] for i in range(problem.n_people)]
    best = None
    for choice in itertools.product(*options):
        used = [q for e in choice if e >= 0 for q in bundles.members(int(problem.edge_post[e]))]
        names = [solved.round.field.posts[q] for q in used]
        if any(names.count(q) > seats[q] for q in names) or any(
            e < 0 and problem.must_place[i] for i, e in enumerate(choice)
        ):
            continue
        value = 0
        for i, e in enumerate(choice):
            if e < 0:
                value -= rules.prices.unplaced
                continue
            main, *others = bundles.members(int(problem.edge_post[e]))
            pair = solved.round.edges.filter((pl.col("i") == i) & (pl.col("j") == main))
            value += int(pair["gain"][0])
            for c in others:
                row = bundles.seconds.pair(i, c)
                assert row is not None
                value += int(str(row["fit"])) - (0 if row["held"] else rules.concurrent[0].price)
        for q, row in enumerate(snapshot.live_posts.sort("post_id").iter_rows(named=True)):
            if row["held_with"] is None:
                value -= rules.prices.vacancy.of(row["importance"]) * (row["seats"] - used.count(q))
        best = value if best is None else max(best, value)
    assert best is not None
    return best


def test_without_a_line_of_the_policy_nobody_holds_two_posts() -> None:
    plan = place(ward())
    assert plan.besides == ()
    assert {"PH.VP", "PH.HDND", "PH.UBND"} <= {v.post_id for v in plan.vacant}


def test_the_empty_desk_is_held_besides_the_registry_and_the_plan_says_on_what_ground() -> None:
    plan = place(ward(), policy(DESK))
    assert (plan.status, plan.gap, plan.checks) == ("optimal", 0, ())
    (desk,) = plan.besides
    assert (desk.person_id, desk.main_post_id, desk.post_id, desk.already, desk.titles) == (
        "HOA",
        "PH.TP",
        "PH.VP",
        False,
        2,
    )
    assert desk.ground is not None
    assert desk.ground.instrument == "NĐ 62/2020/NĐ-CP"
    assert desk.basis
    assert desk.allowance is not None
    assert desk.allowance.rule_id == "KN-2019-01"
    assert "50 %" in desk.allowance_vi
    assert "PH.VP" not in {v.post_id for v in plan.vacant}
    assert "HOA" not in {m.person_id for m in plan.moves}, "taking a second post is no move"


@pytest.mark.parametrize(
    "lines", [(DESK,), (CHAIRS,), (DESK, CHAIRS), ({"posts": {"leading": False}, "within": "any", "price": 3000},)]
)
@pytest.mark.parametrize("titles", [1, 2, 3])
def test_the_plan_is_the_best_of_all_choices_of_one_and_more_posts(
    lines: tuple[dict[str, Any], ...], titles: int
) -> None:
    lines = tuple({**line, "price": lines[0].get("price", 1500)} for line in lines)
    rules = policy(*lines, most_titles=titles)
    few = ward(people=[r for r in ward().people.to_dicts() if r["person_id"] in ("HOA", "TOAN", "LAN")], plans=[],
               tenures=[r for r in ward()["tenures"].to_dicts() if r["person_id"] in ("HOA", "TOAN", "LAN")],
               ratings=[r for r in ward()["ratings"].to_dicts() if r["person_id"] in ("HOA", "TOAN", "LAN")])  # fmt: skip
    plan = place(few, rules)
    assert (plan.value, plan.bound, plan.checks) == (best_by_hand(few, rules),) * 2 + ((),)


def test_the_margin_is_what_the_plan_loses_without_the_second_post() -> None:
    rules = policy(DESK)
    plan = place(ward(), rules)
    without = place(ward(), policy(DESK, bans=[{"person": "HOA", "post": "PH.VP"}]))
    assert held(without) == set()
    assert plan.besides[0].margin == plan.value - without.value > 0
    answer = why(ward(), rules, "HOA", "PH.VP").besides
    assert answer is not None
    assert (answer.in_plan, answer.price, answer.exact) == (True, plan.besides[0].margin, True)


def test_no_text_on_file_is_unknown_unless_the_office_names_its_ground() -> None:
    """In 2020 no clause on incompatible chairs is on file: nothing is proposed without the office's own decision."""
    silent = {k: v for k, v in CHAIRS.items() if k != "basis"}
    assert held(place(ward(), policy(silent))) == set()
    answer = why(ward(), policy(silent), "TOAN", "PH.UBND").besides
    assert answer is not None
    assert "Chưa kết luận được" in answer.words()
    plan = place(ward(), policy(CHAIRS))
    assert held(plan) == {("TOAN", "PH.UBND")}, "one more title only: the chair that costs more to leave empty"
    ground = plan.besides[0].ground
    assert ground is not None
    assert (ground.confidence, ground.instrument) == ("OFFICE", CHAIRS["basis"])


def test_three_titles_let_the_secretary_hold_both_chairs_only_before_the_law_of_2025() -> None:
    assert held(place(ward(), policy(CHAIRS, most_titles=3))) == {("TOAN", "PH.UBND"), ("TOAN", "PH.HDND")}
    later = solve_round(ward().at(date(2025, 6, 20)), policy(CHAIRS, most_titles=3))
    bundles = later.round.bundles
    chairs = {later.round.field.posts.index(p) for p in ("PH.HDND", "PH.UBND")}
    assert bundles.posts, "each chair alone goes with the secretary"
    assert not any(chairs <= set(b) for b in bundles.posts), "INC-2025-01: council and committee never in one hand"
    assert {o.ground.basis.rule_id for o in bundles.all_options.allowed if o.ground.basis} == {"INC-2025-01"}


def test_a_clause_outranks_the_office_s_own_ground() -> None:
    """A chair of the council may not take the committee, whatever project the office names."""
    sat = ward(
        tenures=[*town()["tenures"].to_dicts(), tenure("TOAN", "PH.HDND", field="leadership", level="head_of_division")]
    )
    line = {"posts": {"functions": ["committee_chair"]}, "holders": {"functions": ["council_chair"]}, "basis": "Đề án"}
    after = sat.at(date(2025, 6, 20))
    assert held(place(after, policy(line))) == set()
    answer = why(after, policy(line), "TOAN", "PH.UBND").besides
    assert answer is not None
    assert "Không đồng thời" in answer.words()
    assert "Not together" in answer.words("en")


def test_titles_held_by_decision_count_towards_the_limit() -> None:
    unified = edited(ward(), "posts", "PH.HDND", held_with="PH.BT")
    assert held(place(unified, policy(CHAIRS, most_titles=2))) == set()
    answer = why(unified, policy(CHAIRS), "TOAN", "PH.UBND").besides
    assert answer is not None
    assert "3 chức danh, quá 2" in answer.words()
    assert held(place(unified, policy(CHAIRS, most_titles=3))) == {("TOAN", "PH.UBND")}


def test_what_one_person_holds_by_decision_counts_for_nobody_else() -> None:
    more = [
        *ward()["tenures"].to_dicts(),
        tenure("LAN", "PH.CNTT", kind="concurrent", title="CNTT", from_date=date(2019, 1, 1)),
    ]
    plan = place(ward(tenures=more), policy(DESK, most_titles=2))
    assert held(plan) == {("HOA", "PH.VP")}
    assert plan.checks == ()


def test_workload_shares_add_up_to_one_at_most() -> None:
    assert held(place(ward(), policy(DESK | {"share": 40, "holder_share": 60}))) == {("HOA", "PH.VP")}
    heavy = policy(DESK | {"share": 41, "holder_share": 60})
    assert held(place(ward(), heavy)) == set()
    answer = why(ward(), heavy, "HOA", "PH.VP").besides
    assert answer is not None
    assert "101 %" in answer.words()


@pytest.mark.parametrize("line", [{"share": 100}, {"holder_share": 100}, {"share": 60, "holder_share": 40}])
def test_a_share_that_is_not_stated_counts_for_nothing(line: dict[str, int]) -> None:
    assert held(place(ward(), policy(DESK | line))) == {("HOA", "PH.VP")}


@pytest.mark.parametrize("shut", ["PH.VP", "PH.TP"])
def test_what_has_no_seat_is_in_no_bundle(shut: str) -> None:
    """Neither a second post without seats nor a main post without any is combined with another."""
    assert solve_round(ward(), policy(DESK)).round.bundles.names == ("PH.TP+PH.VP",)
    assert solve_round(edited(ward(), "posts", shut, seats=0), policy(DESK)).round.bundles.names == ()


def test_who_may_not_be_appointed_to_it_may_not_hold_it_besides_and_the_clause_is_named() -> None:
    barred = edited(ward(), "people", "HOA", discipline_open=True)
    assert held(place(barred, policy(DESK))) == set()
    answer = why(barred, policy(DESK), "HOA", "PH.VP").besides
    assert answer is not None
    assert answer.stops
    assert not answer.in_plan
    assert held(place(edited(barred, "people", "HOA", discipline_open=False), policy(DESK))) == {("HOA", "PH.VP")}


def test_a_second_post_that_costs_more_than_it_brings_is_told_with_its_price() -> None:
    dear = policy(DESK | {"price": 20_000})
    plan = place(ward(), dear)
    assert plan.besides == ()
    answer = why(ward(), dear, "HOA", "PH.VP").besides
    assert answer is not None
    assert answer.price is not None
    assert held(place(ward(), policy(DESK | {"price": 20_000 - answer.price - 1}))) == {("HOA", "PH.VP")}
    assert held(place(ward(), policy(DESK | {"price": 20_000 - answer.price + 1}))) == set()


def test_somebody_who_comes_to_the_main_post_may_take_the_second_with_it() -> None:
    line = {"posts": {"ids": ["PH.VP"]}, "holders": {"ids": ["DD.PTP"]}, "within": "any"}
    people = [*ward().people.to_dicts(), person("KIM", "Hà Thị Kim", "Luật")]
    cast = ward(people=[p | ({"major": "Luật"} if p["person_id"] == "BINH" else {}) for p in people])
    plan = place(cast, policy(line, min_fit=0))
    assert plan.checks == ()
    for move in plan.moves:
        if (move.person_id, "PH.VP") in held(plan):
            assert move.to_post_id == "DD.PTP"


def test_what_is_held_besides_today_goes_on_or_is_given_to_somebody_else_and_the_records_follow() -> None:
    both = [
        *ward()["tenures"].to_dicts(),
        tenure("HOA", "PH.VP", kind="concurrent", title="Văn phòng", from_date=date(2019, 1, 1)),
    ]
    cast = ward(tenures=both)
    kept = place(cast, policy(DESK))
    assert [(b.person_id, b.already, b.margin) for b in kept.besides] == [("HOA", True, None)]
    assert kept.stay_value is not None
    loose = [*ward().people.to_dicts(), person("KIM", "Hà Thị Kim", "Luật")]
    full_time = place(ward(tenures=both, people=loose), policy(DESK))
    assert held(full_time) == set()
    assert ("KIM", "PH.VP") in {(m.person_id, m.to_post_id) for m in full_time.moves}
    after = in_effect(ward(tenures=both, people=loose), full_time, day=DAY, how="Đợt thử")
    running = after.current_tenures.filter(pl.col("kind") == "concurrent")
    assert running.is_empty()
    fresh = in_effect(ward(), place(ward(), policy(DESK)), day=DAY, how="Đợt thử").current_tenures
    assert fresh.filter(pl.col("kind") == "concurrent").select("person_id", "post_id").rows() == [("HOA", "PH.VP")]


def test_relatives_are_kept_apart_in_second_posts_too() -> None:
    """Law 36/2018 Điều 20: the head's sister may not keep the accounts of the unit, not even besides another post."""
    books = post(
        "DD.KT", "DD", "Kế toán", "accounting", functions=["accounting"], majors=["Quản lý đất đai"], importance=5
    )
    base = town()
    cast = base.with_table("posts", pl.concat([base.posts, pl.DataFrame([books])], how="diagonal_relaxed"))
    line = {"posts": {"ids": ["DD.KT"]}, "holders": {"ids": ["DD.CV"]}}
    free = place(cast, policy(line, min_fit=0, bans=[{"person": p, "post": "DD.KT"} for p in ("TAM", "BINH")]))
    assert held(free) == {("LAN", "DD.KT")}
    sisters = cast.with_table("kinship", TABLES["kinship"].conform(pl.DataFrame([{"person_id": "LAN", "relative_id": "MAI", "relation": "sibling"}])))  # fmt: skip
    kept = place(sisters, policy(line, min_fit=0, bans=[{"person": p, "post": "DD.KT"} for p in ("TAM", "BINH")]))
    assert ("LAN", "DD.KT") not in held(kept)
    assert kept.checks == ()


def test_a_second_post_counts_in_what_is_asked_of_a_group() -> None:
    women = {"name": "Nữ ở phường", "kind": "at_least", "count": 2, "units": ["PH"], "people": {"sex": "female"}}
    plan = place(ward(), policy(DESK, requirements=[women]))
    assert [(o.reached, o.missed) for o in plan.requirements] == [(2, 0)]
    assert plan.checks == ()


PLANTED: list[tuple[dict[str, Any], set[tuple[str, str]], str]] = [
    ({}, {("HOA", "PH.VP"), ("HOA", "PH.CNTT")}, "Không có mục nào"),
    ({"concurrent": [DESK], "most_titles": 1}, {("HOA", "PH.VP")}, "2 chức danh, quá 1"),
    ({"concurrent": [DESK | {"share": 60, "holder_share": 60}]}, {("HOA", "PH.VP")}, "120 %"),
    ({"concurrent": [DESK]}, {("BINH", "PH.VP")}, "không có vị trí chính"),
    ({"concurrent": [DESK]}, {("HOA", "PH.TP")}, "cùng một vị trí"),
    ({"concurrent": [DESK], "bans": [{"person": "HOA", "post": "PH.VP"}]}, {("HOA", "PH.VP")}, "bị loại"),
    ({"concurrent": [{k: v for k, v in CHAIRS.items() if k != "basis"}]}, {("TOAN", "PH.UBND")}, "không được giữ cả"),
]


@pytest.mark.parametrize(("settings", "besides", "says"), PLANTED)
def test_the_second_look_finds_planted_faults(
    settings: dict[str, Any], besides: set[tuple[str, str]], says: str
) -> None:
    cast = ward()
    placement = dict(cast.main_posts.select("person_id", "post_id").iter_rows())
    faults = recheck(cast, Policy.from_data(settings), placement, besides=frozenset(besides))
    assert any(says in f for f in faults), faults


def test_the_second_look_counts_seats_and_asks_the_law_again() -> None:
    cast = edited(ward(), "people", "HOA", discipline_open=True)
    placement = dict(cast.main_posts.select("person_id", "post_id").iter_rows())
    faults = recheck(cast, policy(DESK), placement, besides=frozenset({("HOA", "PH.VP")}))
    assert any("kiêm PH.VP không được phép" in f for f in faults)
    full = recheck(ward(), policy(DESK), {**placement, "BINH": "PH.VP"}, besides=frozenset({("HOA", "PH.VP")}))
    assert any("2 người nhưng chỉ có 1 chỗ" in f for f in full)


def test_a_line_that_names_no_posts_is_refused() -> None:
    with pytest.raises(PolicyFault, match="concurrent"):
        policy({"posts": {}})


def test_trying_things_on_bans_and_locks_with_second_posts_in_mind() -> None:
    trial = Trial(solve_round(ward(), policy(DESK)))
    desk = trial.round.field.posts.index("PH.VP")
    assert trial.solution.post_of(trial.problem).max() >= trial.round.bundles.single
    trial.lock("HOA", "PH.TP")
    assert trial.placement()["HOA"] == "PH.TP"
    assert trial.round.bundles.filled(trial.solution.post_of(trial.problem))[desk] == 1


def test_the_plan_comes_back_from_its_file() -> None:
    plan = place(ward(), policy(DESK, CHAIRS))
    assert Plan.from_json(plan.to_json()) == plan


def test_other_reports_stand_on_rounds_with_second_posts() -> None:
    report = fairness(solve_round(ward(), policy(DESK)))
    assert report.rates
