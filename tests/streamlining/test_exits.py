"""The money of leaving: the worked sums of the reference to the đồng, the days on which a decree begins and ends, what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dungviec.law import LawBook, LawView
from dungviec.streamlining import Exit, PersonFacts, Stated, Terms, exits_of
from dungviec.streamlining.exits import nothing_on_file

L = 15_000_000
BOOK = LawBook.load()
MERGED = date(2025, 3, 1)


def on(day: date) -> LawView:
    return BOOK.on(day)


def somebody(**facts: Any) -> PersonFacts:
    """A civil servant of 59 with 28 years insured, three years before retirement, everything confirmed."""
    base = PersonFacts(
        "A", "Bùi Văn Ất", "civil_servant", 59, date(2028, 6, 30), 36, L, 5.0, 28 * 12, 30 * 12, ("good", "good"), (2024, 2024),
        (), (), Stated(confirmed=True),
    )  # fmt: skip
    return replace(base, **facts)


def scheme(name: str, day: date, facts: PersonFacts, terms: Terms = Terms(reorganised_on=MERGED)) -> Exit:  # noqa: B008
    return next(e for e in exits_of(on(day), facts, terms, whys=("no_seat",)) if e.scheme == name)


def total(found: Exit) -> int | None:
    return found.money.total if found.money is not None else None


@pytest.mark.parametrize(
    ("merged", "early", "years", "expected"),
    [
        (date(2025, 3, 1), 36, 28, 900_000_000),  # MON-178-EX1, first 12 months
        (date(2024, 6, 1), 36, 28, 630_000_000),  # from month 13
        (date(2025, 3, 1), 84, 22, 1_320_000_000),  # MON-178-EX2
        (date(2024, 6, 1), 84, 22, 915_000_000),
    ],
)
def test_early_retirement_of_the_reorganisation_is_the_worked_sum(
    merged: date, early: int, years: int, expected: int
) -> None:
    facts = somebody(months_early=early, insured_months=years * 12)
    found = scheme("reorganisation", date(2025, 7, 1), facts, Terms(reorganised_on=merged))
    assert (found.standing, total(found), found.confidence) == ("open", expected, "VERIFIED")


def test_the_service_part_of_fifteen_to_twenty_years_is_the_worked_sum() -> None:
    found = scheme("reorganisation", date(2025, 7, 1), somebody(insured_months=17 * 12))
    assert found.money is not None
    assert found.money.for_service == 75_000_000  # MON-178-EX3


def test_streamlining_and_cadres_are_the_worked_sums() -> None:
    day = date(2025, 7, 1)
    assert total(scheme("streamlining", day, somebody())) == 360_000_000  # MON-154-EX
    assert total(scheme("streamlining_severance", day, somebody(insured_months=144))) == 315_000_000
    cadre = somebody(category="cadre", stated=Stated(voluntary=True))
    assert total(scheme("cadre", day, cadre)) == 360_000_000  # MON-177-EX
    assert total(scheme("cadre", day, replace(cadre, insured_months=17 * 12))) == 315_000_000


def test_the_twelve_months_after_the_reorganisation_end_on_their_day() -> None:
    last, first = date(2026, 2, 28), date(2026, 3, 1)
    terms = Terms(reorganised_on=date(2025, 3, 1))
    assert not [
        e for e in exits_of(on(last), somebody(), terms) if e.scheme == "reorganisation"
    ]  # the text ended before
    merged = Terms(reorganised_on=date(2024, 8, 15))
    day = date(2025, 8, 15)
    eve = scheme("reorganisation", day - timedelta(days=1), somebody(), merged)
    assert (total(eve), total(scheme("reorganisation", day, somebody(), merged))) == (900_000_000, 630_000_000)
    assert first > last


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 12, 9), ""),
        (date(2020, 12, 10), "MON-143"),
        (date(2023, 7, 19), "MON-143"),
        (date(2023, 7, 20), "MON-29"),
        (date(2025, 6, 15), "MON-29"),
        (date(2025, 6, 16), "MON-154-EARLY"),
        (date(2030, 12, 31), "MON-154-EARLY"),
        (date(2031, 1, 1), ""),
    ],
)
def test_each_day_has_the_decree_of_the_day(day: date, expected: str) -> None:
    found = [e for e in exits_of(on(day), somebody(), Terms(), whys=("over_norm",)) if e.scheme == "streamlining"]
    assert [e.rule_id for e in found] == ([expected] if expected else [])


def test_sums_of_2020_stand_beside_criteria_that_are_not_on_file() -> None:
    found = scheme("streamlining", date(2021, 3, 1), somebody(months_early=36))
    assert (found.standing, total(found)) == ("unknown", L * 9 + 135_000_000)
    assert "tiêu chí" in found.conditions[0][0]
    assert scheme("streamlining", date(2024, 3, 1), somebody()).standing == "unknown"  # NĐ 29: no sums on file


@pytest.mark.parametrize(("early", "standing"), [(61, "closed"), (60, "open"), (24, "open"), (23, "open")])
def test_the_bands_of_early_retirement_hold_their_ends(early: int, standing: str) -> None:
    found = scheme("streamlining", date(2025, 7, 1), somebody(months_early=early))
    assert found.standing == standing
    if early == 23:
        assert total(found) == 0  # under two years: no lump sum (REPORTED)


def test_what_is_missing_is_named_and_the_sum_is_told_in_months_of_pay() -> None:
    day = date(2025, 7, 1)
    unpaid = scheme("streamlining", day, somebody(salary=None))
    assert (unpaid.standing, unpaid.missing, total(unpaid)) == ("unknown", ("salary",), None)
    assert unpaid.times == 24  # 5 × 3 + 5 + 0,5 × 8
    assert "24 tháng lương" in unpaid.vi
    uninsured = scheme("streamlining", day, somebody(insured_months=None))
    assert (uninsured.missing, uninsured.times) == (("insured_months",), None)
    assert scheme("reorganisation", day, somebody(), Terms()).missing == ("reorganised_on",)
    assert scheme("reorganisation_severance", day, somebody()).missing == ("counted_months",)
    counted = somebody(stated=Stated(counted_months=61, confirmed=True))
    assert scheme("reorganisation_severance", day, counted).standing == "unknown"  # the cap is not established


def test_conditions_are_judged_for_the_person_and_the_day() -> None:
    day = date(2025, 7, 1)
    mother = somebody(standing=("child",), stated=Stated(child_under_36=True))
    assert scheme("streamlining_severance", day, mother).standing == "closed"
    assert scheme("streamlining_severance", day, replace(mother, stated=Stated(voluntary=True))).standing == "open"
    asked = somebody(to_confirm=("child",), stated=Stated())
    assert scheme("streamlining_severance", day, asked).standing == "confirm"
    fine = [e for e in exits_of(on(day), somebody(), Terms()) if e.scheme == "streamlining"]
    assert [e.standing for e in fine] == ["closed"]  # neither surplus nor rated as failed
    failed = somebody(ratings=("failed", "failed"))
    assert [e.standing for e in exits_of(on(day), failed, Terms()) if e.scheme == "streamlining"] == ["open"]
    young = somebody(age=44, months_early=200, insured_months=120)
    study = scheme("study_then_leave", day, young)
    assert (study.standing, total(study), study.confidence) == ("open", 6 * L + 3 * L + 15 * L, "REPORTED")
    assert scheme("study_then_leave", day, replace(young, age=45)).standing == "closed"


def test_the_mark_of_a_reported_clause_is_told_in_the_language_of_the_reader() -> None:
    asked = somebody(to_confirm=("child",), stated=Stated())
    conditions = scheme("streamlining_severance", date(2025, 7, 1), asked).conditions
    clauses = [(vi, en) for _, _, vi, en in conditions if "theo nguồn tin" in vi]
    assert clauses, "one of the clauses is known from reports only"
    for vi, en in clauses:
        assert en == vi.replace("theo nguồn tin, chưa đối chiếu nguyên văn", "reported, text not read")


def test_the_other_reading_of_part_years_makes_a_range() -> None:
    found = scheme("streamlining_severance", date(2025, 7, 1), somebody(insured_months=145))
    assert found.span is not None
    assert found.span[0] < found.span[1]
    assert (found.span[1], found.money.total if found.money else 0) == (326_250_000, 326_250_000)  # 1,5 × 12,5 years


def test_a_day_without_any_scheme_says_so() -> None:
    assert exits_of(on(date(2019, 6, 1)), somebody(), Terms()) == ()
    assert "01/06/2019" in nothing_on_file(date(2019, 6, 1))[0]
