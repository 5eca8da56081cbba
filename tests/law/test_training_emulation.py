"""Postgraduate study and reimbursement (worked examples 45–49), emulation titles by date."""

from datetime import date

import pytest

from dungviec.law import LawBook
from dungviec.law.emulation import Merit, advanced_worker, base_fighter, base_fighter_quota, bonus, higher_fighter
from dungviec.law.training import may_be_sent, reimbursement

BOOK = LawBook.load()
IN_2020, IN_2024, TODAY = (BOOK.on(d) for d in (date(2020, 12, 10), date(2024, 12, 20), date(2026, 11, 22)))
F = 90_000_000


def sent(view, staff="civil_servant", **more):
    facts = {"service_months": 36, "ratings": ["good", "good"], "age": 35, "commitment": 3, "major_fits": True}
    return may_be_sent(view, staff, **{**facts, **more}).value


def test_example_47_age_43_at_first_sending():
    assert sent(IN_2020, age=43) == ("age",)
    assert sent(TODAY, age=43) == ()


@pytest.mark.parametrize(("view", "limit"), [(IN_2020, 40), (TODAY, 45)])
def test_the_age_limits(view, limit):
    assert sent(view, age=limit) == ()
    assert sent(view, age=limit + 1) == ("age",)


def test_service_ratings_and_commitment():
    assert sent(TODAY, service_months=35) == ("service",)
    assert sent(TODAY, ratings=["excellent", "completed"]) == ("ratings",)
    assert sent(TODAY, ratings=["completed", "good", "good"]) == ()
    assert sent(TODAY, ratings=["good"]) is None
    assert sent(TODAY, ratings=["good"], major_fits=False) == ("major",)
    assert sent(TODAY, commitment=2.9) == ("commitment",)
    assert sent(IN_2020, commitment=2) == ()


def test_public_employees_until_june_2026():
    assert sent(IN_2024, "public_employee", commitment=2, ratings=[], probation_done=True) == ()
    assert sent(IN_2024, "public_employee", probation_done=False) == ("probation",)
    reported = may_be_sent(
        BOOK.on(date(2026, 1, 1)), "public_employee", service_months=None, ratings=[], age=None, commitment=2,
        major_fits=True, probation_done=True,
    )  # fmt: skip
    assert (reported.value, reported.confidence) == ((), "REPORTED")
    assert sent(TODAY, "public_employee", probation_done=True) is None


def paid(view, cause, staff="civil_servant", **more):
    return reimbursement(view, staff, cause, cost=F, **more).value


def test_example_45_quitting_the_course_pays_all():
    assert paid(TODAY, "quit") == F
    assert paid(IN_2020, "quit") == F


def test_example_46_having_served_the_time_pays_nothing():
    assert paid(TODAY, "left_early", months_to_serve=72, months_served=72) == 0
    assert paid(TODAY, "left_early", months_to_serve=72, months_served=80) == 0
    assert paid(TODAY, "left_early", months_to_serve=72, months_served=71) == 1_250_000
    assert paid(TODAY, "left_early") is None


def test_example_49_a_transfer_within_the_political_system_pays_nothing():
    assert paid(TODAY, "transferred") == 0
    assert paid(IN_2020, "transferred") is None


def test_a_year_of_service_takes_one_percent_off_under_decree_101():
    assert paid(IN_2020, "quit", service_years=10) == 81_000_000
    woman = reimbursement(IN_2020, "civil_servant", "quit", cost=F, service_years=10, woman_or_minority=True)
    assert (woman.value, woman.other) == (81_000_000, 76_500_000)
    assert paid(TODAY, "quit", service_years=10) == F
    assert paid(IN_2020, "quit", "public_employee") == F
    assert paid(TODAY, "quit", "public_employee") is None


def test_the_base_title_needed_an_initiative_until_2023():
    excellent = Merit("excellent", True)
    inventive = Merit("good", True, works=frozenset({"initiative"}))
    assert base_fighter(IN_2020, excellent, advanced=True).value is False
    assert base_fighter(IN_2020, inventive, advanced=True).value is True
    assert base_fighter(IN_2024, excellent, advanced=True).value is True
    assert base_fighter(IN_2024, Merit("good", True), advanced=True).value is False
    assert base_fighter(IN_2024, excellent, advanced=False).value is False
    assert base_fighter(BOOK.on(date(2026, 9, 30)), excellent, advanced=True).known
    assert base_fighter(TODAY, excellent, advanced=True).rule is None


def test_advanced_workers_since_2024():
    assert advanced_worker(IN_2024, Merit("good", True)).value is True
    assert advanced_worker(IN_2024, Merit("completed", True)).value is False
    assert advanced_worker(IN_2024, Merit(None, True)).value is None
    assert advanced_worker(IN_2020, Merit("good", True)).rule.id == "EMU-2013-LDTT"
    waiting = Merit("good", True, pending=frozenset({"inspection"}))
    assert advanced_worker(BOOK.on(date(2025, 7, 1)), waiting).value is False
    assert advanced_worker(IN_2024, waiting).value is True


def test_the_ratio_of_15_percent_ended_with_2023():
    assert base_fighter_quota(IN_2020, 19).value == 2
    assert base_fighter_quota(IN_2020, 20).value == 3
    assert base_fighter_quota(BOOK.on(date(2024, 1, 1)), 20).value is None


def test_higher_titles_and_bonus():
    ready = Merit("excellent", True, frozenset({"initiative"}), 3, 2, replicable=True)
    assert higher_fighter(IN_2024, ready, national=False).value is True
    assert higher_fighter(IN_2024, ready, national=True).value is True
    assert (
        higher_fighter(IN_2024, Merit("excellent", True, frozenset({"initiative"}), 2, 1, True), national=True).value
        is False
    )
    assert bonus(TODAY, "advanced", 2_000_000).value == 600_000
    assert bonus(TODAY, "oak_leaf", 2_000_000).value is None
    assert bonus(IN_2024, "base", 2_000_000).rule is None
