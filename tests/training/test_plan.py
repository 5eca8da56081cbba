"""The plan of the town hall: duties first, then titles planned for, then gaps; proven, checked apart, equal to trying everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from benchmarks.training_by_hand import plan_by_hand
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.training.cast import CATALOGUE, COURSES, MILLION, course, hall, town_case

from dungviec.training import (
    Attendance,
    Case,
    Catalogue,
    Closes,
    Need,
    Needs,
    PlanPolicy,
    TrainingFault,
    check_plan,
    check_prices,
    make_plan,
)
from dungviec.training.conflict import smallest_conflict
from dungviec.training.options import Options, gain_of
from dungviec.training.program import Program, priced_bound, solve


def test_duties_then_plans_then_gaps_and_every_stage_is_proven() -> None:
    plan = make_plan(town_case(budget=9 * MILLION))
    assert plan.proven
    assert [(s.tier, s.value, s.gap) for s in plan.stages] == [("duty", 2, 0), ("succession", 1, 0), ("gap", 0, 0)]
    assert plan.chosen == {("MAI", "QLNN"), ("THU", "CDNN"), ("BINH", "LLCT")}
    assert (plan.cost, plan.people, check_plan(plan)) == (8_200_000, 3, ())


def test_weighing_the_tiers_may_serve_gaps_before_a_title() -> None:
    weighed = make_plan(town_case(budget=9 * MILLION, order="weighed", weights=(100, 1, 10)))
    assert weighed.proven
    assert weighed.values == (2, 0, 18)  # the theory course of one person makes room for two classes
    assert check_plan(weighed) == ()


def test_who_may_not_be_sent_is_in_no_plan() -> None:
    plan = make_plan(town_case())
    assert plan.of("SON") == ()
    assert plan.case.options.refused["SON", "SOAN"].clause is not None


def test_a_class_opens_only_with_enough_people() -> None:
    few = Catalogue(2021, tuple(replace(c, least=3) if c.code == "CNTT" else c for c in COURSES), CATALOGUE.standards)
    assert "CNTT" not in dict(make_plan(town_case(catalogue=few)).classes)


def test_promised_seats_are_paid_and_seated_first() -> None:
    promised = course("BT", (), least=0, most=10, classes=3, promised=25, seat_cost=100_000)
    plan = make_plan(town_case(catalogue=Catalogue(2021, (*COURSES, promised)), budget=6 * MILLION))
    assert dict(plan.classes)["BT"] == 3
    assert plan.cost >= 3 * MILLION + 25 * 100_000
    assert check_plan(plan) == ()


def test_nobody_is_in_two_places_on_one_day_or_away_too_long() -> None:
    dated = {"SOAN": (date(2021, 5, 3), date(2021, 5, 5)), "CNTT": (date(2021, 5, 5), date(2021, 5, 7))}
    courses = tuple(
        replace(c, begins=dated[c.code][0], ends=dated[c.code][1]) if c.code in dated else c for c in COURSES
    )
    clashing = make_plan(town_case(catalogue=Catalogue(2021, courses)))
    assert len(clashing.of("LAN")) == 1
    apart = Catalogue(2021, tuple(replace(c, part_time=True) for c in courses))
    assert len(make_plan(town_case(catalogue=apart)).of("LAN")) == 2
    assert len(make_plan(town_case(person_days=3)).of("LAN")) == 1
    assert all(not make_plan(town_case(person_days=2)).of(p) for p in ("LAN", "THU"))


def test_a_units_days_are_kept_and_one_long_course_is_always_open_to_it() -> None:
    plan = make_plan(town_case(unit_share=0))  # only the longest course's 40 days are left to a unit
    land = [a.code for a in plan.attendances if plan.case.options.unit_of[a.person_id] == "DD"]
    assert sum(plan.case.catalogue.by_code[c].days for c in land) <= 40
    assert "QLNN" in land
    assert check_plan(plan) == ()


def test_fairness_gives_each_unit_its_part() -> None:
    needy = [
        {"person_id": p, "competency": "G3", "level": 1, "assessed": date(2020, 3, 1)}
        for p in ("LAN", "TAM", "HOA", "BINH")
    ]
    case = town_case(snapshot=hall(competencies=needy), catalogue=Catalogue(2021, (course("SOAN", (Closes("G3", 1, 3),), most=9, seat_cost=MILLION),)), budget=4 * MILLION, fair=100)  # fmt: skip
    plan = make_plan(case)
    assert plan.proven
    assert check_plan(plan) == ()


def test_the_checker_sees_what_was_tampered_with() -> None:
    plan = make_plan(town_case(budget=9 * MILLION))
    more = Attendance("LAN", "SOAN", (("G3", (0, 0, 6)),))
    stray = replace(plan, attendances=(*plan.attendances, more))
    faults = " ".join(check_plan(stray))
    assert "SOAN" in faults
    assert "tính lại" in faults
    barred = replace(plan, attendances=(*plan.attendances, Attendance("SON", "SOAN", ())), classes=(*plan.classes, ("SOAN", 1)))  # fmt: skip
    assert any("không đủ điều kiện" in f for f in check_plan(barred))
    poor = replace(plan, case=plan.case.with_budget(MILLION))
    assert any("vượt dự toán" in f for f in check_plan(poor))
    cheap = replace(plan, stages=tuple(replace(s, dual_bound=s.dual_bound - 1) for s in plan.stages))
    assert any("cận theo giá" in f for f in check_prices(cheap))
    boast = replace(plan, stages=tuple(replace(s, bound=s.value + 1) for s in plan.stages))
    assert any("báo tối ưu" in f for f in check_plan(boast))


@pytest.mark.parametrize(
    "wrong", [{"budget": -1}, {"fair": 101}, {"unit_share": -1}, {"weights": (1, 1, -1)}, {"order": "any"}]
)
def test_terms_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(TrainingFault, match="Chính sách đào tạo"):
        PlanPolicy(**{"budget": 1, **wrong})  # type: ignore[arg-type]


def test_a_catalogue_of_a_year_that_is_over_is_refused() -> None:
    with pytest.raises(TrainingFault, match=r"2021.*15/08/2026"):
        town_case(snapshot=hall().at(date(2026, 8, 15)))


def test_a_catalogue_that_closes_nothing_makes_an_empty_plan() -> None:
    plan = make_plan(town_case(catalogue=Catalogue(2021, (course("X", ()),)), fair=50))
    assert (plan.proven, plan.attendances, plan.classes, plan.cost, check_plan(plan), check_prices(plan)) == (
        True,
        (),
        (),
        0,
        (),
        (),
    )
    empty = make_plan(town_case(catalogue=Catalogue(2021, ())))
    assert (empty.proven, empty.cost) == (True, 0)


def test_prices_prove_a_bound_by_themselves() -> None:
    program = Program()
    x, y = program.column(), program.column()
    program.row(("budget",), {x: 3, y: 2}, 4)
    found = solve(program, [5, 4], seconds=10)
    assert (found.status, found.value, found.x) == ("optimal", 5, (1, 0))
    assert priced_bound(program, [5, 4], found.prices) == found.dual_bound >= 5
    assert priced_bound(program, [5, 4], {}) == 9  # without prices: everything


@st.composite
def small_cases(draw: st.DrawFn) -> Case:
    """Up to four people in two units, up to three courses, up to nine pairs, tight money and seats."""
    people = [f"P{n}" for n in range(draw(st.integers(1, 4)))]
    units = {p: draw(st.sampled_from(("U1", "U2"))) for p in people}
    number = st.integers(0, 3)
    courses = tuple(
        course(
            f"C{n}", tuple(Closes(w, 0, draw(st.integers(1, 3))) for w in draw(st.sets(st.sampled_from(("G1", "G2")), min_size=1))),
            least=draw(number), most=draw(st.integers(3, 4)), classes=draw(st.integers(1, 2)), class_cost=draw(number), seat_cost=draw(number),
            days=draw(number), promised=draw(st.sampled_from((0, 0, 1))),
        )
        for n in range(draw(st.integers(1, 3)))
    )  # fmt: skip
    rows = [
        Need(p, units[p], what, has, wants := draw(st.integers(has + 1, 4)), wants - has, tier, "profile", draw(st.integers(1, 3)), "", "")
        for p in people for what in ("G1", "G2") for tier in ("duty", "succession", "gap") if draw(st.integers(0, 2)) == 0
        for has in (draw(st.integers(0, 1)),)
    ]  # fmt: skip
    level = {(n.person_id, n.what): n.has for n in rows}
    rows = [replace(n, has=level[n.person_id, n.what], size=n.wants - (level[n.person_id, n.what] or 0)) for n in rows]
    rows = [n for n in rows if n.size and n.size > 0]
    lines: dict[tuple[str, str], tuple[Need, ...]] = {}
    for n in rows:
        lines[n.person_id, n.what] = (*lines.get((n.person_id, n.what), ()), n)
    gains: dict[tuple[str, str], dict[str, tuple[int, int, int]]] = {}
    for (p, what), own in lines.items():
        for c in courses:
            if any(gain := gain_of(own, c, what)):
                gains.setdefault((p, c.code), {})[what] = gain
    kept = dict(list(gains.items())[:9])
    heads = {u: list(units.values()).count(u) for u in set(units.values())}
    needs = Needs(date(2020, 12, 10), "thử", tuple(rows), {p: p for p in people}, {}, heads)
    policy = PlanPolicy(
        draw(st.integers(0, 12)), None, draw(st.sampled_from((None, 2, 4))), draw(st.sampled_from((None, 60))),
        draw(st.sampled_from(("strict", "weighed"))), (9, 3, 1), draw(st.booleans()),
    )  # fmt: skip
    return Case(needs, Catalogue(2021, courses), Options(kept, {}, (), dict(units), lines), policy)


def by_trying(case: Case) -> tuple[int, ...] | None:
    """The best values of every set of places that keeps the terms; None where none does."""
    best: tuple[int, ...] | None = None
    pairs, policy = sorted(case.options.gains), case.policy
    needers, total = case.options.needers(), sum(case.options.needers().values())
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            cost, fits = 0, True
            for c in case.catalogue.courses:
                people = sum(1 for _p, code in chosen if code == c.code) + c.promised
                classes = -(-people // c.most)
                fits &= classes <= c.classes and people >= c.least * classes
                cost += classes * c.class_cost + people * c.seat_cost
            days = {p: sum(case.catalogue.by_code[c].days for q, c in chosen if q == p) for p, _c in chosen}
            fits &= cost <= policy.budget and (policy.person_days is None or max(days.values(), default=0) <= policy.person_days)  # fmt: skip
            if policy.fair and len(needers) > 1:
                places = {u: sum(1 for p, _c in chosen if case.options.unit_of[p] == u) for u in needers}
                fits &= all(100 * total * (places[u] + 1) >= policy.fair * n * size for u, n in needers.items())
            if not fits or (policy.duties_must and not _duties_met(case, chosen)):
                continue
            values = _value(case, chosen)
            best = values if best is None else max(best, values)
    return best


def _duties_met(case: Case, chosen: tuple[tuple[str, str], ...]) -> bool:
    for line, own in case.options.lines.items():
        size = max((n.size or 0 for n in own if n.tier == "duty"), default=0)
        would = [p for p, g in case.options.gains.items() if p[0] == line[0] and g.get(line[1], (0, 0, 0))[0] >= size]
        if size and would and not set(would) & set(chosen):
            return False
    return True


def _value(case: Case, chosen: tuple[tuple[str, str], ...]) -> tuple[int, ...]:
    weigh = (lambda g: (9 * g[0] + 3 * g[1] + g[2],)) if case.policy.order == "weighed" else tuple
    best: dict[tuple[str, str], tuple[int, ...]] = {}
    for pair in chosen:
        for what, gain in case.options.gains[pair].items():
            best[pair[0], what] = max(best.get((pair[0], what), (0,)), weigh(gain))
    return tuple(map(sum, zip(*best.values(), strict=True))) if best else weigh((0, 0, 0))


@given(small_cases())
@settings(max_examples=30, deadline=None)
def test_the_plan_is_the_best_of_all_that_could_be_tried(case: Case) -> None:
    plan, best = make_plan(case), by_trying(case)
    if best is None:
        assert plan.status == "infeasible"
        return
    assert plan.proven
    assert check_plan(plan) == ()
    assert check_prices(plan) == ()
    mine = tuple(s.value for s in plan.stages) if case.policy.order == "weighed" else plan.values
    assert mine == best


@given(small_cases())
@settings(max_examples=20, deadline=None)
def test_no_smaller_set_of_terms_is_impossible(case: Case) -> None:
    tight = case.with_policy(replace(case.policy, duties_must=True, budget=min(case.policy.budget, 3)))
    conflict = smallest_conflict(tight)
    assert bool(conflict.terms) == (by_trying(tight) is None)
    if not conflict.terms:
        return
    if conflict.least_budget is not None:
        assert by_trying(tight.with_budget(conflict.least_budget)) is not None
        assert conflict.least_budget == 0 or by_trying(tight.with_budget(conflict.least_budget - 1)) is None
    if ("budget",) in conflict.mends:
        assert by_trying(tight.with_budget(10**6)) is not None
    for term in conflict.terms:  # lifted by changing the terms themselves, not by the code that found it
        lifted = {
            "budget": lambda p: replace(p, budget=10**6),
            "must": None,
            "person_days": lambda p: replace(p, person_days=None),
            "fair": lambda p: replace(p, fair=None),
        }.get(term[0])
        if lifted is not None:
            helps = by_trying(tight.with_policy(lifted(tight.policy))) is not None
            assert helps == (term in conflict.mends)


@given(small_cases())
@settings(max_examples=12, deadline=None)
def test_a_careful_hand_never_does_better(case: Case) -> None:
    assume(not any(c.promised for c in case.catalogue.courses))
    free = case.with_policy(replace(case.policy, fair=None, duties_must=False, order="strict"))
    plan = make_plan(free)
    if plan.status == "infeasible":
        return
    gains = [g for a in plan_by_hand(free) for _w, g in a.closed]
    by_hand = tuple(sum(g[k] for g in gains) for k in range(3))
    assert by_hand <= plan.values
