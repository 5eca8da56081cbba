"""What reports say of the small office, against what one counts by hand: concentrations, who is considered, two scenarios side by side,
what more moves buy, which swaps there are and what the second look at them finds."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.placement.cast import DAY, edited, person, post, tenure, town

from dungviec.engine.swaps import Ring, find_swaps
from dungviec.law import LawBook
from dungviec.placement import Policy, place, solve_round
from dungviec.placement.build import build_round
from dungviec.placement.candidates import consider, survey, why_not_considered
from dungviec.placement.consent import Consents
from dungviec.placement.fairness import fairness
from dungviec.placement.move_prices import price_of
from dungviec.placement.pareto import trade_off
from dungviec.placement.scenario import Scenario, branch, compare, staff
from dungviec.placement.swaps import _faults, _unheard, propose_swaps, swap_problem
from dungviec.placement.why_besides import WhyBesides
from dungviec.records import Snapshot
from dungviec.records.reserve import Reserve

VIEW = LawBook.load().on(DAY)


# Concentrations: chị Lan and anh Bình come under bà Mai; anh Tâm comes to a division that nobody heads.


def shared(**tables: list[dict[str, Any]]) -> Snapshot:
    cast = town(**tables)
    for who in ("LAN", "MAI"):
        cast = edited(cast, "people", who, home_code="195")
    return edited(edited(cast, "people", "BINH", home_code="193"), "people", "TAM", home_code="195")


def test_concentrations_count_who_comes_under_a_head_with_something_in_common() -> None:
    lessons = [
        {"person_id": who, "kind": "theory", "title": title, "place": where, "from_date": date(2012, 1, 1)}
        for who, title, where in (("MAI", "A", "Trường Chính trị Nguyễn Văn Cừ"), ("BINH", "B", "TRƯỜNG CHÍNH TRỊ NGUYỄN VĂN CỪ"), ("LAN", "C", "Trường khác"), ("MAI", "D", None))
    ]  # fmt: skip
    kin = [{"person_id": "MAI", "relative_id": "LAN", "relation": "sibling"}, {"person_id": "LAN", "relative_id": "TAM", "relation": "spouse"}]  # fmt: skip
    found = fairness(solve_round(shared(training=lessons, kinship=kin), Policy())).concentrations
    assert [(c.key, c.moves, c.found) for c in found] == [("home", 2, 1), ("school", 2, 1), ("kin", 2, 1)]
    assert [(c.expected, c.p) for c in found] == [(1, 1)] * 3, (
        "both come under the same head: who takes which seat changes nothing"
    )


def test_a_home_not_on_file_is_nobodys_home_and_a_new_head_is_not_compared_with_herself() -> None:
    assert [c.found for c in fairness(solve_round(town(), Policy())).concentrations] == [0, 0, 0]
    headless = town(tenures=[t for t in town()["tenures"].to_dicts() if t["person_id"] != "MAI"], plans=[{"person_id": "MAI", "title": "Trưởng phòng", "post_id": "DD.TP", "level": "head_of_division", "field": "land", "approved": date(2018, 6, 1)}])  # fmt: skip
    solved = solve_round(headless, Policy.from_data({"allow_needs_authority": True}))
    into = [p for p, q in solved.placement().items() if q.startswith("DD.")]
    movers = [p for p in into if p not in ("MAI", "TAM")]
    if solved.placement().get("MAI") == "DD.TP":
        assert fairness(solved).concentrations[0].moves == len(movers)


# Who is considered: the net the round draws, and the sentence that says why somebody is not in it, are two codes: they must agree.


def considered(snapshot: Snapshot, policy: Policy) -> set[tuple[str, str]]:
    field = survey(snapshot, policy, VIEW)
    return {(field.people[i], field.posts[j]) for j, chosen in consider(field, policy) for i in chosen.tolist()}


def explained(snapshot: Snapshot, policy: Policy) -> set[tuple[str, str]]:
    field = survey(snapshot, policy, VIEW)
    pairs = itertools.product(range(len(field.people)), range(len(field.posts)))
    return {
        (field.people[i], field.posts[j])
        for i, j in pairs
        if field.own[i] != j and why_not_considered(field, policy, i, j) is None
    }


@pytest.mark.parametrize(
    "rules", [{}, {"keep_level": False}, {"locks": [{"person": "LAN"}]}, {"scope": {"units": ["DD"]}}]
)
def test_the_net_and_its_explanation_agree(rules: dict[str, Any]) -> None:
    policy = Policy.from_data(rules)
    assert considered(town(), policy) == explained(town(), policy)


def test_who_is_considered_in_the_town() -> None:
    """Trained for land or five years in it: chị Lan, anh Bình, anh Tâm, who may rise to deputy; a head is not considered for deputy."""
    assert considered(town(), Policy()) == {
        ("LAN", "DD.CV"), ("LAN", "DD.PTP"), ("TAM", "TC.KT"), ("TAM", "DD.PTP"), ("BINH", "DD.CV"), ("BINH", "DD.PTP"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("approved", "until", "counts"),
    [
        (DAY, None, True), (DAY + timedelta(days=1), None, False), (date(2018, 1, 1), DAY, True),
        (date(2018, 1, 1), DAY - timedelta(days=1), False),
    ],
)  # fmt: skip
def test_a_succession_plan_counts_from_its_day_to_its_last(approved: date, until: date | None, counts: bool) -> None:
    """Chị Hoa, a jurist, could be deputy for land only because she is planned for it: for the post, or for the level in the field."""
    for target in ({"post_id": "DD.PTP"}, {"level": "deputy_head_of_division", "field": "land"}):
        plan = {"person_id": "HOA", "title": "Phó Trưởng phòng", "approved": approved, "until": until, **target}
        assert (("HOA", "DD.PTP") in considered(town(plans=[plan]), Policy())) is counts, target


@pytest.mark.parametrize(("since", "counts"), [(date(2018, 12, 10), True), (date(2019, 3, 1), False)])
def test_two_years_in_a_field_count_as_knowing_it(since: date, counts: bool) -> None:
    tenures = [
        tenure("HOA", "TC.KT", field="accounting", level="specialist", from_date=since),
        tenure("LAN", "PH.TP", field="justice", level="specialist"),
    ]
    twin = post("DD.KT", "DD", "Kế toán phòng", "accounting", majors=["Kế toán"])
    cast = town(posts=[*town().posts.to_dicts(), twin], tenures=tenures, plans=[])
    assert (("HOA", "DD.KT") in considered(cast, Policy())) is counts
    assert ("LAN", "DD.KT") not in considered(cast, Policy())


def test_training_counts_with_the_degree_the_post_asks() -> None:
    for degree, counts in (("university", True), ("college", False), ("master", True)):
        assert (("LAN", "DD.CV") in considered(edited(town(), "people", "LAN", degree=degree), Policy())) is counts


# Two scenarios side by side.

MERGE = {"merge": {"units": ["TC", "DD"], "into": {"unit_id": "KT", "name": "Phòng Kinh tế", "kind": "division", "place_code": "195"}}}  # fmt: skip
ABOLISH = {"abolish": {"units": ["TC"]}}


def test_each_figure_of_a_comparison_is_the_count_it_names() -> None:
    staffed = [
        staff(town(), Scenario.model_validate({"name": n, "effective": date(2020, 12, 20), "basis": "NQ thử", "changes": [c]}))
        for n, c in (("gộp", MERGE), ("bỏ", ABOLISH))
    ]  # fmt: skip
    found = compare(*staffed)
    lines = {line.key: (line.a, line.b) for line in found.lines}
    for side, one in enumerate(staffed):
        now, after = one.branch.snapshot, one.post_after()
        level = dict(now.posts.select("post_id", "level").iter_rows())
        unit = dict(now.posts.select("post_id", "unit_id").iter_rows())
        held = dict(now.main_posts.select("person_id", "post_id").iter_rows())
        sex = dict(now.people.select("person_id", "sex").iter_rows())
        leaders = [p for p, q in after.items() if level[q] in ("head_of_division", "deputy_head_of_division")]
        told = {key: pair[side] for key, pair in lines.items()}
        assert told["units"] == now.live_units.height
        assert told["seats"] == one.plan.seats
        assert told["displaced"] == len(one.branch.displaced)
        assert told["carried"] == len(one.branch.carried)
        assert told["moves"] == len(one.plan.moves)
        assert told["elsewhere"] == sum(unit[q] != unit[held[p]] for p, q in after.items() if p in held)
        assert told["unplaced"] == len(one.plan.unplaced)
        assert told["vacant"] == sum(v.seats for v in one.plan.vacant)
        assert told["authority"] == sum(m.verdict == 1 for m in one.plan.moves)
        assert told["women_leading"] == round(100 * sum(sex[p] == "female" for p in leaders) / len(leaders), 2)
        assert (told["value"], told["bound"]) == (one.plan.value, one.plan.bound)
    assert [lines["units"], lines["displaced"], lines["carried"]] == [(2, 2), (1, 1), (2, 0)]
    today = {p.person_id: p.today for p in found.people}
    assert {p.person_id for p in found.people} == {p for p in ("LAN", "TAM", "HOA", "MAI", "BINH") if told_apart(staffed, p)}  # fmt: skip
    assert all(today[p] for p in today if p != "BINH"), "who has a post today is told it"


def told_apart(staffed: list[Any], who: str) -> bool:
    def words(one: Any) -> str:
        units = dict(one.branch.snapshot.units.select("unit_id", "name").iter_rows())
        titles = {p: f"{t}, {units[u]}" for p, t, u in one.branch.snapshot.posts.select("post_id", "title", "unit_id").iter_rows()}  # fmt: skip
        return titles.get(one.post_after().get(who, ""), "")

    return words(staffed[0]) != words(staffed[1])


def test_who_stands_lower_after_a_change_is_counted_and_others_are_not() -> None:
    """Bà Mai loses the headship by the merger; what she gets is told against what she had, whoever had no post cannot fall."""
    one = staff(town(), Scenario.model_validate({"name": "gộp", "effective": date(2020, 12, 20), "basis": "NQ", "changes": [MERGE]}), policy=Policy.from_data({"keep_level": False, "min_fit": 0}))  # fmt: skip
    rank = {"specialist": 0, "deputy_head_of_division": 2, "head_of_division": 3}
    before = {p: rank[lv] for p, lv in town().main_posts.join(town().posts.select("post_id", "level"), on="post_id").select("person_id", "level").iter_rows()}  # fmt: skip
    level = dict(one.branch.snapshot.posts.select("post_id", "level").iter_rows())
    lower = sum(rank[level[q]] < before[p] for p, q in one.post_after().items() if p in before)
    told = {line.key: line.a for line in compare(one, one).lines}
    assert told["lower"] == lower
    assert compare(one, one).people == ()


# What more moves buy, against every plan of the town.


def test_the_trade_of_moves_is_that_of_every_plan_tried() -> None:
    round_ = build_round(town(), Policy().model_copy(update={"max_moves": None}))
    problem = round_.problem
    gain = round_.edges["fit"].to_numpy().astype(np.int64) + round_.bundles.relief(problem.edge_post, problem.vacancy_price[: round_.bundles.single])  # fmt: skip
    problem = replace(problem, gain=gain)
    best: dict[int, int] = {}
    options = [[-1, *np.flatnonzero(problem.edge_person == i).tolist()] for i in range(problem.n_people)]
    for choice in itertools.product(*options):
        chosen = np.array(choice, dtype=np.int64)
        used = chosen[chosen >= 0]
        load = np.bincount(problem.edge_post[used], minlength=problem.n_posts)
        if (load > problem.capacity).any() or (problem.must_place & (chosen < 0)).any():
            continue
        moves = int(problem.is_move[used].sum())
        best[moves] = max(best.get(moves, -(2**60)), problem.value_of(chosen))
    trade = trade_off(town(), budgets=(0, 1, 2))
    assert [c.burden for c in trade.choices] == sorted({c.burden for c in trade.choices})
    for c in trade.choices:
        within = max(v for moves, v in best.items() if moves <= c.burden)
        assert (c.value, c.bound, c.moves) == (within, within, c.burden)
        assert c.won == c.value - trade.choices[0].value
    for a, b in itertools.pairwise(trade.choices):
        assert b.each == (b.value - a.value) / (b.burden - a.burden)
    assert trade.choices[-1].value == max(best.values())
    assert trade.choices[0].each is None
    seats = int(problem.capacity.sum())
    assert all(c.empty == seats - (problem.n_people - c.unplaced) for c in trade.choices)


def test_going_far_counts_places_and_worse_counts_falls() -> None:
    """Chị Lan and chị Hoa on each other's chairs, in two places."""
    crossed = town(
        people=[person("LAN", "Trần Thị Lan", "Luật"), person("HOA", "Phạm Thị Hoa", "Kế toán")],
        tenures=[tenure("LAN", "TC.KT", field="accounting"), tenure("HOA", "PH.TP", field="justice")], plans=[],
    )  # fmt: skip
    far = trade_off(crossed, measure="far").choices
    assert (far[0].burden, far[-1].burden, far[-1].moves) == (0, 2, 2)
    worse = trade_off(crossed, measure="worse").choices
    assert [c.burden for c in worse] == [0]


# Swaps, and what the second look at them finds.


def the_swap() -> tuple[Any, Any, Any]:
    round_ = build_round(town(), Policy.from_data({"max_moves": None}))
    problem, _edges = swap_problem(round_, "any", None, agreed_only=False)
    return round_, problem, find_swaps(problem, longest=3)


def test_the_swap_of_the_town_is_the_only_one_that_helps() -> None:
    found = propose_swaps(town())
    ((swap,), fits) = found.swaps, {m.person_id: (m.fit_before, m.fit_after) for s in found.swaps for m in s.moves}
    assert set(fits) == {"LAN", "TAM"}
    assert all(after >= before for before, after in fits.values())
    assert swap.gain == sum(after - before for before, after in fits.values()) == found.total == found.bound
    assert (found.moves, found.people, found.faults, found.asked) == (2, 5, (), False)
    assert found.proposals == found.swaps
    assert not any(m.into_vacancy for m in swap.moves)
    assert {m.kind if hasattr(m, "kind") else m.consent for m in swap.moves} == {"waiting"}


def test_a_swap_is_proposed_only_once_everybody_agreed_and_never_with_a_refusal() -> None:
    pairs = [("LAN", "DD.CV"), ("TAM", "TC.KT")]
    said = dict.fromkeys(pairs, (True, True))
    yes = propose_swaps(town(), consents=Consents(said), agreed_only=True)
    assert (len(yes.swaps), len(yes.proposals), yes.faults) == (1, 1, ())
    half = propose_swaps(town(), consents=Consents({pairs[0]: (True, True), pairs[1]: (True, None)}))
    assert (len(half.swaps), len(half.proposals)) == (1, 0)
    assert propose_swaps(town(), consents=Consents({pairs[0]: (True, False)})).swaps == ()


def test_the_second_look_at_swaps_finds_what_is_planted() -> None:
    round_, problem, plan = the_swap()
    (ring,) = plan.rings
    assert _faults(round_, problem, plan, 3) == []
    assert _unheard(round_, problem, plan, None, agreed_only=False) == []
    twice = replace(plan, rings=(ring, ring))
    assert any("hai lượt đổi" in f for f in _faults(round_, problem, twice, 3))
    assert any("dài hơn 1" in f for f in _faults(round_, problem, plan, 1))
    assert _faults(round_, problem, plan, 2) == []
    half = replace(plan, rings=(Ring(ring.edges[:1], ring.gain),))
    told = " ".join(_faults(round_, problem, half, None))
    assert "quá số chỗ" in told
    assert "thay đổi số người" in told
    assert any("Cận trên" in f for f in _faults(round_, problem, replace(plan, bound=plan.total - 1), 3))
    refused = Consents({("LAN", "DD.CV"): (False, None)})
    assert len(_unheard(round_, problem, plan, refused, agreed_only=False)) == 1
    assert len(_unheard(round_, problem, plan, Consents({}), agreed_only=True)) == 1


# What is said of a second post.


def test_a_second_post_is_told_in_both_languages() -> None:
    ground = (("Điều 1", "Article 1"),)
    plain = WhyBesides(True, "A", ground, (), 1234, True)
    assert plain.words() == "Phương án cho kiêm (Điều 1); không kiêm thì cả phương án mất 1.234 điểm."
    assert plain.words("en") == "The plan lets both be held (Article 1); without it the whole plan loses 1,234 points."
    loose = replace(plain, in_plan=False, exact=False)
    assert loose.words() == "Được kiêm, nhưng giải lại với việc kiêm này thì cả phương án mất ít nhất 1.234 điểm."
    assert "loses at least 1,234 points" in loose.words("en")
    assert replace(plain, price=None).words() == "Không phương án nào cho kiêm mà giữ được mọi ràng buộc."
    assert replace(plain, price=None).words("en") == "No plan with it keeps every constraint."
    stopped = replace(plain, stops=(("một", "one"), ("hai", "two")))
    assert (stopped.words(), stopped.words("en")) == ("Không kiêm được: một; hai.", "Cannot hold it besides: one; two.")


def test_the_town_is_the_one_these_counts_were_made_for() -> None:
    plan = place(town(), Policy())
    assert {(m.person_id, m.to_post_id) for m in plan.moves} == {("LAN", "DD.CV"), ("TAM", "TC.KT"), ("BINH", "DD.PTP")}
    assert branch(town(), Scenario.model_validate({"name": "x", "effective": DAY, "basis": "x", "changes": [ABOLISH]})).displaced == ("LAN",)  # fmt: skip
    assert town().people.filter(pl.col("sex") == "female").height == 3


def test_the_price_of_a_move_is_that_of_its_way_and_of_what_was_asked_of_the_person_before() -> None:
    rules = Policy.from_data(
        {
            "prices": {"move": {"same_unit": 11, "same_place": 22, "other_place": 33}},
            "hardship": [{"person": "LAN", "points": 500}, {"person": "TAM", "points": 7}],
        }
    )
    asked = [("DD.CV", "DD.PTP"), ("TC.KT", "DD.CV"), ("TC.KT", "PH.TP"), (None, "PH.TP")]
    assert [price_of(town(), rules, "LAN", a, b) for a, b in asked] == [11, 22, 533, 0]
    assert price_of(town(), rules, "TAM", "TC.KT", "PH.TP") == 40
    assert price_of(town(), rules, "HOA", "PH.TP", "TC.KT") == 33


def test_a_post_whose_seats_are_all_set_aside_is_open_to_nobody_and_says_so() -> None:
    field = survey(town(), Policy(), VIEW, reserved=Reserve(seats={"DD.PTP": 1}))
    i, j = field.people.index("BINH"), field.posts.index("DD.PTP")
    assert why_not_considered(field, Policy(), i, j) == (
        "Không còn chỗ nào để bố trí ở vị trí này",
        "This post has no seat to fill",
    )
    assert j not in {k for k, _ in consider(field, Policy())}
    free = survey(town(), Policy(), VIEW)
    assert why_not_considered(free, Policy(), i, j) is None


def test_relatives_named_from_both_sides_make_each_row_once() -> None:
    both = [{"person_id": a, "relative_id": b, "relation": "sibling"} for a, b in (("MAI", "BINH"), ("BINH", "MAI"))]
    rows = [r for r in build_round(town(kinship=both), Policy()).problem.rows if r.name.startswith("kin:")]
    assert rows
    sets = [tuple(sorted(r.edges.tolist())) for r in rows]
    assert len(set(sets)) == len(sets)
    assert all(len(s) > 1 for s in sets)


def test_the_lines_of_a_move_tell_its_own_ground_and_the_rise_in_figures() -> None:
    for m in place(town(), Policy()).moves:
        assert "Tiếp tục vị trí việc làm cũ" not in m.reasons_vi[0]
        if m.fit_before is not None and m.fit_after > m.fit_before:
            before, after = (f"{x / 100:.1f}".replace(".", ",") for x in (m.fit_before, m.fit_after))
            assert f"Phù hợp tăng từ {before} lên {after}" in m.reasons_vi[1]
            assert f"Fit {m.fit_before / 100:.1f} → {m.fit_after / 100:.1f}" in m.reasons_en[1]


@pytest.mark.parametrize(("many", "cut"), [(8, False), (9, True)])
def test_who_is_past_the_age_is_named_up_to_eight(many: int, cut: bool) -> None:
    old = [person(f"GIA{k}", f"Cụ {k}", "Luật", born=date(1945, 1, 1)) for k in range(many)]
    told = [w for w, _ in place(town(people=[*town().people.to_dicts(), *old]), Policy()).warnings if "quá tuổi" in w]
    assert len(told) == 1
    assert told[0].startswith(f"{many} người")
    assert ("…" in told[0]) is cut
    assert told[0].count("GIA") == min(many, 8)
