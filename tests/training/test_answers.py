"""Why and why not, what more money buys, why there is no plan, what a year was, what courses did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from tests.placement.cast import person, tenure
from tests.training.cast import CATALOGUE, COURSES, MILLION, hall, town_case
from tests.workforce.town import demo

from dungviec.training import Catalogue, TrainingFault, TrainingPlan, check_plan, make_plan
from dungviec.training.conflict import smallest_conflict
from dungviec.training.effect import Effect, Share, course_effects, difference, wilson
from dungviec.training.money import buys, curve_budgets, price_curve, promised_cost, term_price
from dungviec.training.why import explain, solved_again
from dungviec.training.year import training_year
from dungviec.workforce.figure import WorkforceFault


@cache
def shown() -> TrainingPlan:
    """The plan most questions are about: nine million đồng."""
    return make_plan(town_case(budget=9 * MILLION))


def test_who_goes_learns_what_is_closed_and_what_the_plan_would_lose() -> None:
    (place,) = [p for p in explain(shown(), "MAI").places if p.goes]
    assert (place.code, place.again and place.again.loss) == ("QLNN", (1, 0, -24))
    assert "mất 1 mức nghĩa vụ (được thêm 24 điểm khoảng cách)" in place.words(shown())
    assert "loses 1 duty levels (and gains 24 gap points)" in place.words(shown(), "en")


def test_who_stays_learns_what_stands_in_the_way_and_what_money_would_change_it() -> None:
    (place,) = explain(shown(), "TAM").places
    assert (place.goes, place.obstacles, place.with_money) == (False, ("class", "money"), 1_200_000)
    richer = make_plan(shown().case.with_budget(9 * MILLION + 1_200_000), forced={("TAM", "SOAN")})
    assert richer.values == make_plan(shown().case.with_budget(9 * MILLION + 1_200_000)).values  # as told
    assert "Thêm 1.200.000 đồng" in place.words(shown())


def test_who_may_not_be_sent_is_told_the_clause_and_what_would_change_it() -> None:
    (place,) = explain(shown(), "SON").places
    told = place.words(shown())
    assert "Điều 82" in told
    assert "Sẽ khác khi" in told


def test_what_is_unknown_or_has_no_course_is_told() -> None:
    answer = explain(shown(), "HOA", confirm=False)
    assert [(n.what, n.missing) for n in answer.unknown] == [("G6", ("competencies.G6",))]
    bare = make_plan(town_case(catalogue=Catalogue(2021, COURSES[:1], CATALOGUE.standards)))
    assert {n.what for n in explain(bare, "LAN", confirm=False).unserved} == {"G3", "G6"}
    assert explain(shown(), "HOA", confirm=False).to_json(shown())["unknown"][0]["what"] == "G6"
    with pytest.raises(TrainingFault, match="«AI»"):
        explain(shown(), "AI")


def test_an_equal_choice_is_called_equal() -> None:
    one_seat = Catalogue(2021, tuple(replace(c, most=1) for c in COURSES if c.code == "SOAN"))
    plan = make_plan(town_case(catalogue=one_seat, snapshot=hall(competencies=[{"person_id": p, "competency": "G3", "level": 2, "assessed": date(2020, 3, 1)} for p in ("TAM", "HOA")])))  # fmt: skip
    assert len(plan.attendances) == 1
    (away,) = {("TAM", "SOAN"), ("HOA", "SOAN")} - plan.chosen
    assert solved_again(plan, away).equal


def test_the_next_millions_buy_what_the_richer_plan_has_more() -> None:
    bought = buys(shown(), 3 * MILLION)
    assert bought.gained == (0, 0, 18)
    assert (bought.more, bought.spent, bought.gone) == (3 * MILLION, 3 * MILLION, ())
    assert {c for _p, c in bought.new} == {"SOAN", "CNTT"}
    assert check_plan(bought.after) == ()
    assert bought.closes(("LAN", "CNTT")) == "G6 Sử dụng công nghệ thông tin"
    assert bought.to_json()["classes"] == [{"course": "SOAN", "classes": 1}, {"course": "CNTT", "classes": 1}]


def test_without_the_only_place_the_plan_is_empty_and_not_impossible() -> None:
    whole = shown().case
    pair = next(p for p in whole.options.gains if p[1] == "SOAN")
    alone = make_plan(replace(whole, options=replace(whole.options, gains={pair: whole.options.gains[pair]})).with_policy(replace(whole.policy, fair=None)))  # fmt: skip
    again = solved_again(alone, pair)
    assert alone.chosen == {pair}
    assert (again.possible, again.loss) == (True, alone.values)


def test_the_curve_rises_and_each_point_is_proven() -> None:
    budgets = curve_budgets(shown().case, 4)
    points = price_curve(shown().case, budgets)
    assert [p.values for p in points] == [make_plan(shown().case.with_budget(b)).values for b in budgets], "as if alone"
    assert price_curve(shown().case, budgets, known=(shown(),)) == points
    assert [p.budget for p in points] == [0, 4_500_000, 9_000_000, 13_500_000, 18_000_000]
    assert [p.values for p in points] == sorted(p.values for p in points)
    assert all(p.proven and p.cost <= p.budget for p in points)


def test_a_term_has_its_price() -> None:
    short = make_plan(town_case(person_days=3))
    assert term_price(short, "person_days") == (1, 1, 5)
    assert term_price(make_plan(town_case(person_days=60)), "person_days") == (0, 0, 0)


def test_too_little_money_for_duties_names_the_smallest_conflict_and_the_least_budget() -> None:
    case = town_case(budget=4 * MILLION, duties_must=True)
    assert make_plan(case).status == "infeasible"
    conflict = smallest_conflict(case)
    assert set(conflict.terms) == {
        ("budget",),
        ("must", "state_management"),
        ("must", "certificate:professional_title"),
    }
    assert (conflict.mends, conflict.least_budget) == (conflict.terms, 5_200_000)
    assert make_plan(case.with_budget(5_200_000)).proven
    assert make_plan(case.with_budget(5_199_999)).status == "infeasible"


def test_a_class_that_cannot_open_is_a_conflict_no_money_mends() -> None:
    empty = Catalogue(2021, tuple(replace(c, least=3) if c.code == "QLNN" else c for c in COURSES), CATALOGUE.standards)
    conflict = smallest_conflict(town_case(catalogue=empty, duties_must=True))
    assert set(conflict.terms) == {("seats", "QLNN"), ("must", "state_management")}
    assert conflict.least_budget is None
    assert smallest_conflict(shown().case).terms == ()


def test_promised_seats_beyond_the_budget_are_named() -> None:
    promised = replace(COURSES[3], promised=3, seat_cost=MILLION)
    case = town_case(catalogue=Catalogue(2021, (promised,)), budget=MILLION)
    assert promised_cost(case) == 4 * MILLION
    conflict = smallest_conflict(case)
    assert conflict.least_budget == 4 * MILLION
    assert ("budget",) in conflict.terms


def test_the_figures_of_2020_come_out_of_the_records() -> None:
    """As published: 7; 80; 3 classes and 182; 3 and 158; 3 and 262; 278 attendances; 580 million đồng."""
    city = demo()
    year = training_year(city)
    got = {k: (year.of(k).classes, year.of(k).attendances) for k in ("party_prospective", "party_new_member", "cell_secretary")}  # fmt: skip
    assert (year.of("theory_advanced").people, year.of("theory_intermediate").people) == (7, 80)
    assert got == {"party_prospective": (3, 182), "party_new_member": (3, 158), "cell_secretary": (3, 262)}
    assert (year.of("skills").attendances, year.cost, year.unpriced) == (278, 580_000_000, 0)
    assert year.of("degree").attendances == 0
    ward = training_year(city, unit="P-TCKH", since=date(2019, 1, 1))
    assert 0 < ward.attendances < 60
    with pytest.raises(WorkforceFault):
        training_year(city, unit="không có")


def test_without_rows_nothing_is_known_of_a_year() -> None:
    year = training_year(hall(training=[]))
    assert (year.recorded, year.attendances, year.to_json()["recorded"]) == (False, 0, False)


def school(improved: int, others: int) -> list[dict[str, object]]:
    """Levels in G4 of 24 teachers before and after a class: 12 attended (``improved`` reached 3), of 12 others ``others`` did."""
    rows: list[dict[str, object]] = []
    for n in range(24):
        good = n % 12 < (improved if n < 12 else others)
        for on, level in ((date(2019, 1, 5), 2), (date(2020, 2, 5), 3 if good else 2)):
            rows.append({"person_id": f"T{n:02}", "competency": "G4", "level": level, "assessed": on})
    return rows


def class_of(improved: int, others: int, size: int = 12) -> tuple[Effect, ...]:
    people = [person(f"T{n:02}", f"Cô {n}", "Sư phạm", category="public_employee") for n in range(24)]
    attended = [{"person_id": f"T{n:02}", "kind": "skills", "title": "Giao tiếp", "from_date": date(2019, 6, 1), "to_date": date(2019, 6, 5)} for n in range(size)]  # fmt: skip
    rated = [{"person_id": f"T{n:02}", "year": y, "system": "state", "rating": "good" if y > 2019 else "completed"} for n in range(6) for y in (2018, 2020)]  # fmt: skip
    city = hall(people=people, tenures=[tenure(f"T{n:02}", "TH.GV") for n in range(24)], competencies=school(improved, others), training=attended, plans=[], ratings=rated)  # fmt: skip
    return course_effects(city, since=date(2019, 1, 1))


def test_an_effect_is_told_beside_those_who_did_not_go() -> None:
    (effect,) = class_of(11, 1)
    assert (effect.people, effect.before, effect.after) == (12, 1.0, 1 / 12)
    assert (effect.closed, effect.beside) == (Share(11, 12), Share(1, 12))
    assert effect.verdict == "more"
    assert "không phải bằng chứng" in effect.words()
    assert (effect.good_before, effect.good) == (Share(0, 6), Share(6, 6))
    assert class_of(6, 5)[0].verdict == "unclear"
    assert class_of(1, 11)[0].verdict == "less"


def test_few_people_say_nothing() -> None:
    (effect,) = class_of(9, 1, size=9)
    assert effect.verdict == "not_enough"
    assert "Chưa đủ số liệu: 9 người học" in effect.words()
    assert effect.to_json()["difference"] is None


def test_intervals_hold_what_they_should() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(10, 10)
    assert 0.7 < low < high == 1.0
    told = difference(Share(8, 10), Share(8, 10))
    assert told is not None
    assert told[0] == 0
    assert told[1] == pytest.approx(-told[2])
