"""Appraisal: the worked examples 1–40 by number, thresholds and months at their boundaries, open readings both ways."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dungviec.law import LawBook, LawSettings
from dungviec.law.appraisal import Task, UnitParts, coefficient, leader_parts, mean_points, period_score, two_decimals
from dungviec.law.appraisal_2020 import YearOfWork, level_2020
from dungviec.law.appraisal_levels import (
    UnitYear,
    excellent_quota,
    organisation_level,
    organisations_quota,
    year_level,
)
from dungviec.law.appraisal_parts import parts_told

BOOK = LawBook.load()
IN_2020, IN_2024, TODAY = (BOOK.on(d) for d in (date(2020, 12, 20), date(2024, 12, 10), date(2026, 11, 22)))


def tasks(assigned, done, **first):
    made = [Task(done=i < done) for i in range(assigned)]
    return [Task(done=made[0].done, **first), *made[1:]] if first else made


@pytest.mark.parametrize(
    ("example", "given", "result", "total"),
    [
        (1, tasks(1, 1), "70.00", "100.00"),
        (2, tasks(5, 5), "70.00", "100.00"),
        (3, tasks(5, 1), "14.00", "44.00"),
        (4, tasks(5, 0), "0.00", "30.00"),
        (5, tasks(1, 1, delays=1), "64.17", "94.17"),
        (6, tasks(1, 1, failures=1), "64.17", "94.17"),
        (7, tasks(1, 1), "70.00", "100.00"),
    ],
)
def test_examples_1_to_7_non_leaders(example, given, result, total):
    answer = period_score(TODAY, 30, given)
    assert answer.value.shown() == (result, total), example
    assert answer.other is None


@pytest.mark.parametrize(
    ("example", "total", "level"), [(1, 100, "excellent"), (3, 44, "not_completed"), (4, 30, "not_completed")]
)
def test_examples_1_3_4_levels(example, total, level):
    assert year_level(TODAY, "civil_servant", total, months_worked=12).value == level


def test_example_8_nothing_assigned_is_insufficient_data():
    answer = period_score(TODAY, 30, [])
    assert answer.value is None
    assert answer.other.result == 0
    assert "insufficient data" in answer.en


def test_example_10_points_over_the_standard_product():
    assert coefficient("12.5", 5) == Fraction(5, 2)


@pytest.mark.parametrize("failures", [4, 5])
def test_example_11_four_failures_leave_nothing_and_five_not_less(failures):
    assert period_score(TODAY, 30, [Task(failures=failures)]).value.parts == (1, 0, 1)


def test_without_the_floor_a_fifth_failure_takes_from_the_other_products():
    open_reading = LawBook.load().on(date(2026, 11, 22), settings=LawSettings(rating_floor_zero=False))
    five = [Task(failures=5), Task()]
    assert period_score(open_reading, 30, five).value.parts == (1, Fraction(3, 8), 1)
    assert period_score(TODAY, 30, five).value.parts == (1, Fraction(1, 2), 1)


def test_example_12_a_task_given_back_stays_assigned():
    assert period_score(TODAY, 30, tasks(4, 3)).value.parts[0] == Fraction(3, 4)


def test_example_13_a_task_taken_over_counts_above_the_assigned_total():
    given = [*tasks(4, 4), Task(extra=True)]
    capped = period_score(TODAY, 30, given)
    assert (capped.value.parts[0], capped.other.parts[0]) == (1, Fraction(5, 4))
    free = period_score(BOOK.on(date(2026, 11, 22), settings=LawSettings(rating_cap_parts=False)), 30, given)
    assert (free.value.parts[0], free.other.parts[0]) == (Fraction(5, 4), 1)


def test_example_16_everybody_managed_at_50_or_more():
    assert leader_parts(TODAY, UnitParts((72, 55, 91), True, True)).value[0] == 1
    answer = leader_parts(TODAY, UnitParts((72, 49.99), True, False))
    assert answer.value == (Fraction(1, 2), 1, Fraction(1, 2))
    assert answer.vi == "d, đ, e: 50%, 100%, 50%."
    assert leader_parts(TODAY, UnitParts((50,), True, True)).value[0] == 1
    score = period_score(TODAY, 30, tasks(1, 1), UnitParts((40,), True, True)).value
    assert len(score.parts) == 6
    assert two_decimals(score.result) == "64.17"


def test_example_18_a_quarter_is_the_mean_of_its_months():
    assert mean_points(TODAY, [92, 88, 75]).value == 85
    assert mean_points(TODAY, [80, 80, 80], quarters=[90]).value == 85
    assert mean_points(TODAY, []).value is None


def test_example_20_seven_months_of_work_are_classified():
    mean = mean_points(TODAY, [80] * 7).value
    assert year_level(TODAY, "civil_servant", mean, months_worked=7, absence="maternity").value == "good"
    assert year_level(TODAY, "civil_servant", 80, months_worked=5, absence="maternity").value == "good"
    assert year_level(TODAY, "civil_servant", 80, months_worked=6, absence="unpaid").value == "good"
    assert year_level(TODAY, "civil_servant", 80, months_worked=5, absence="unpaid").value == "not_rated"


def test_example_21_five_months_of_a_new_recruit_are_not():
    assert year_level(TODAY, "civil_servant", 95, months_worked=5).value == "not_rated"


@pytest.mark.parametrize("staff", ["civil_servant", "public_employee"])
@pytest.mark.parametrize(
    ("points", "level"),
    [
        ("90", "excellent"), ("89.99", "good"), ("70", "good"), ("69.99", "completed"), ("50", "completed"),
        ("49.99", "not_completed"),
    ],
)  # fmt: skip
def test_example_22_thresholds(staff, points, level):
    assert year_level(TODAY, staff, points, months_worked=12).value == level


def test_example_23_discipline_for_duty_outweighs_95_points():
    def level(**more):
        return year_level(TODAY, "civil_servant", 95, months_worked=12, **more).value

    assert level(fail_grounds=["duty_discipline"]) == "not_completed"
    assert level(fail_grounds=["unit_corruption"]) == "excellent"
    assert level(fail_grounds=["unit_corruption"], leader=True) == "not_completed"
    own = year_level(
        TODAY,
        "public_employee",
        95,
        months_worked=12,
        leader=True,
        fail_grounds=["unit_corruption"],
        self_detected=True,
    )
    assert (own.value, own.rule.id) == (None, "RATE-VC-2026-09")


def test_example_24_a_head_is_not_above_the_organisation():
    assert year_level(TODAY, "civil_servant", 96, months_worked=12, unit_level="good").value == "good"
    assert year_level(TODAY, "civil_servant", 60, months_worked=12, unit_level="good").value == "completed"


def test_example_26_four_rated_good_allow_none_or_one():
    plain = excellent_quota(TODAY, "civil_servant", good=4, excellent=1).value
    assert plain.most == 0
    assert plain.readings == {"good/down": 0, "good/nearest": 1, "good_and_above/down": 1, "good_and_above/nearest": 1}
    assert excellent_quota(TODAY, "civil_servant", good=4, outstanding=True).value.most == 1
    assert excellent_quota(TODAY, "public_employee", good=5).value.most == 1
    assert excellent_quota(IN_2020, "civil_servant", good=5).rule is None


def test_example_30_and_its_boundaries():
    def level(**more):
        return organisation_level(
            TODAY, "civil_servant", UnitYear(**{"points": 92, "done": 1, "on_time": 1, "exceeding": 0.35, **more})
        ).value

    assert level() == "excellent"
    assert level(exceeding=0.30) == "excellent"
    assert level(exceeding=0.29) is None
    assert level(failing_sub_units=1) is None
    assert level(points=89.99) == "good"
    assert level(points=60, on_time=0.8) == "completed"
    assert level(points=60, on_time=0.79) is None
    assert level(points=49.99) == "not_completed"


def test_example_33_under_70_percent_of_the_plan():
    year = UnitYear(points=75, done=0.65, on_time=0.65, exceeding=0)
    assert organisation_level(TODAY, "civil_servant", year).value == "not_completed"
    excused = UnitYear(points=75, done=0.65, on_time=0.65, exceeding=0, force_majeure=True)
    assert organisation_level(TODAY, "civil_servant", excused).value is None
    assert organisations_quota(TODAY, "public_employee", good=4, units=4).value == 1
    assert organisations_quota(TODAY, "civil_servant", good=10, units=12).value == 2


def by_2020(view=IN_2020, staff="civil_servant", **more):
    return level_2020(view, staff, YearOfWork(**{"conduct_good": True, "done": 1, "exceeded": 0.55, **more}))


def test_example_35_more_than_half_exceeded_is_excellent():
    assert by_2020().value == "excellent"
    assert by_2020(exceeded=0.50).value == "excellent"


def test_example_36_fewer_is_good():
    assert by_2020(exceeded=0.45).value == "good"
    strict = BOOK.on(date(2020, 12, 20), settings=LawSettings(ratings_90_by_analogy=False))
    assert by_2020(strict, exceeded=0.45).value is None
    assert by_2020(strict, "public_employee", exceeded=0.45).value == "good"


def test_example_37_fifteen_percent_late_is_completed():
    assert by_2020(staff="public_employee", late=0.15).value == "completed"
    assert by_2020(staff="public_employee", late=0.20).value == "completed"
    assert by_2020(staff="public_employee", late=0.21).value is None


def test_example_39_four_months_on_leave_are_completed_at_most():
    assert by_2020(months_worked=8, months_on_leave=4).value == "completed"
    assert by_2020(months_worked=10, months_on_leave=2).value == "excellent"
    assert by_2020(months_worked=5).value == "not_rated"
    assert by_2020(months_worked=5, maternity=True).value == "excellent"


def test_example_40_discipline_in_the_year_since_september_2023():
    assert by_2020(IN_2024, disciplined=True).value == "not_completed"
    assert by_2020(IN_2020, disciplined=True).value is None


def test_leaders_answer_for_their_units():
    assert by_2020(units_completed=1, units_good=0.7).value == "excellent"
    assert by_2020(units_completed=1, units_good=0.69).value == "completed"
    assert by_2020(staff="public_employee", exceeded=0.2, late=0.2, units_completed=1, units_good=0.7).value == "good"


def test_days_without_a_decree_are_unknown():
    assert period_score(BOOK.on(date(2025, 12, 31)), 30, tasks(1, 1)).rule is None
    assert year_level(BOOK.on(date(2026, 6, 30)), "public_employee", 90, months_worked=12).rule is None
    assert by_2020(BOOK.on(date(2026, 1, 1))).rule is None
    assert by_2020(BOOK.on(date(2026, 6, 30)), "cadre").known
    assert by_2020(BOOK.on(date(2026, 7, 1)), "cadre").rule is None


def test_tasks_given_up_and_taken_over_are_told_only_where_there_are_any():
    some = [Task(), Task(done=False), Task(weight="1.5", extra=True)]
    told = {a.rule.key: a for a in parts_told(TODAY, period_score(TODAY, 30, some).value, some)}
    assert told["RATE-335-TASKS"].vi == "Trong số được giao có 1 chưa xong; ngoài số được giao làm thêm 1,5."
    assert told["RATE-335-TASKS"].value == Fraction(5, 2)
    done = [Task(), Task()]
    assert [a.rule.key for a in parts_told(TODAY, period_score(TODAY, 30, done).value, done)] == [
        "RATE-335-GENERAL", "RATE-335-QUANTITY", "RATE-335-QUALITY", "RATE-335-PROGRESS",
    ]  # fmt: skip


def test_quality_and_progress_each_take_their_own_deduction():
    """Both are a quarter in the decree: only a book in which they differ shows which one is read."""
    rules = tuple(
        r.model_copy(update={"params": {"penalty": 0.5}}) if r.id == "RATE-335-QUALITY" else r for r in BOOK.rules
    )
    view = LawBook(replace(BOOK.packs, rules=rules)).on(TODAY.day)
    failed, late = (period_score(view, 30, [task]).value.parts for task in (Task(failures=1), Task(delays=1)))
    assert failed == (1, Fraction(1, 2), 1)
    assert late == (1, 1, Fraction(3, 4))
