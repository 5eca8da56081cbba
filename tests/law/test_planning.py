"""A plan's limits and ages: three people, three titles, two terms, and the days for which nothing is on file."""

from datetime import date

import pytest

from dungviec.law import LawBook
from dungviec.law.planning import (
    Planned,
    congress_age,
    leaves_plan,
    may_be_planned_for,
    planned_after_violation,
    planning_age,
    planning_limits,
    planning_structure,
)

BOOK = LawBook.load()
IN_2020, IN_2022, TODAY = (BOOK.on(d) for d in (date(2020, 12, 10), date(2022, 6, 1), date(2026, 11, 22)))


def lines(people, title, level="division"):
    return [Planned(p, title, level) for p in people]


def test_three_people_for_a_title_pass_and_the_fourth_is_named():
    assert planning_limits(TODAY, lines("ABC", "Trưởng phòng")).value == ()
    (found,) = planning_limits(TODAY, lines("ABCD", "Trưởng phòng")).value
    assert (found.kind, found.who, found.count, found.limit) == ("people_per_title", "Trưởng phòng", 4, 3)


def test_three_titles_of_one_level_pass_and_a_fourth_of_another_level_does_too():
    three = [Planned("LAN", t, "division") for t in ("A", "B", "C")]
    assert planning_limits(TODAY, three).value == ()
    assert planning_limits(TODAY, [*three, Planned("LAN", "D", "department"), three[0]]).value == ()
    (found,) = planning_limits(TODAY, [*three, Planned("LAN", "D", "division")]).value
    assert (found.kind, found.who, found.count) == ("titles_per_person", "LAN", 4)


def test_before_october_2025_the_numbers_are_unknown():
    assert not planning_limits(BOOK.on(date(2025, 10, 7)), []).known
    assert planning_limits(BOOK.on(date(2025, 10, 8)), []).known


@pytest.mark.parametrize(
    ("months", "outcome"), [(120, "reaches_aim"), (119, "reaches_minimum"), (60, "reaches_minimum"), (59, "too_old")]
)
def test_two_terms_or_at_least_one_under_rule_50(months, outcome):
    assert planning_age(IN_2022, months).value == outcome


def test_under_rule_377_the_minimum_is_unknown():
    assert planning_age(TODAY, 120).value == "reaches_aim"
    assert planning_age(TODAY, 119).value is None
    assert planning_age(TODAY, 119).rule.id == "PLAN-2025-04"
    assert planning_age(IN_2020, 200).rule is None


def test_the_birth_months_of_the_2020_congresses():
    def of(candidacy, sex, born):
        return congress_age(IN_2020, candidacy, sex=sex, born=born).value

    assert of("first", "male", date(1965, 6, 1)) is True
    assert of("first", "male", date(1965, 5, 31)) is False
    assert of("first", "female", date(1970, 6, 1)) is True
    assert of("reelect_committee", "male", date(1962, 11, 30)) is False
    assert of("reelect_committee", "female", date(1967, 12, 1)) is True
    assert of("government", "female", date(1968, 8, 31)) is False
    assert of("first", None, None) is None


@pytest.mark.parametrize(
    ("candidacy", "least"),
    [("first", 60), ("reelect_committee", 48), ("reelect_deputy_provincial_secretary", 42), ("reelect_government", 36)],
)
def test_the_months_of_the_2025_congresses(candidacy, least):
    assert congress_age(TODAY, candidacy, months_left=least).value is True
    assert congress_age(TODAY, candidacy, months_left=least - 1).value is False
    assert congress_age(TODAY, candidacy).value is None


def test_planning_after_a_violation_knows_three_cases():
    assert planned_after_violation(TODAY, disciplined=False, corrected=True).value is True
    assert planned_after_violation(TODAY, disciplined=False).value is None
    assert planned_after_violation(TODAY, disciplined=True, form="warning", expired=True).value is True
    assert planned_after_violation(TODAY, disciplined=True, form="warning", expired=False).value is False
    assert planned_after_violation(TODAY, disciplined=True, form="dismissal", expired=True).value is False
    assert planned_after_violation(IN_2022, disciplined=False, corrected=True).value is None


def test_structure_shares_are_those_of_rule_50_only():
    assert planning_structure(IN_2022, members=20, young=3, women=5).value == ()
    assert planning_structure(IN_2022, members=20, young=2, women=4).value == ("young", "women")
    assert planning_structure(TODAY, members=20, young=0, women=0).value is None


def test_only_a_higher_title_and_never_with_the_appointment():
    def may(target, current, proposed=False, view=TODAY):
        return may_be_planned_for(view, target_rank=target, current_rank=current, appointment_proposed=proposed).value

    assert may(60, 50) is True
    assert may(50, 50) is False
    assert may(60, 50, proposed=True) is False
    assert may(60, 50, view=IN_2022) is None


def test_who_leaves_the_plan_by_rule_50():
    def grounds(view=IN_2022, **facts):
        return leaves_plan(view, **{"over_age": False, "disciplined": False, "political_standard": True, **facts}).value

    assert grounds() == ()
    assert grounds(disciplined=True) == ("discipline",)
    assert grounds(political_standard=False, over_age=True) == ("over_age", "political")
    assert grounds(over_age=None) is None
    assert grounds(over_age=None, disciplined=True) == ("discipline",)
    assert grounds(TODAY, disciplined=True) is None
