"""Streamlining: who is covered, and the money with the worked numbers of the addendum (L = 15 million đồng)."""

from datetime import date

import pytest

from dungviec.law import LawBook, LawSettings
from dungviec.law.leaving_money import (
    cadre_money,
    exact_years,
    half_steps,
    reorganisation_money,
    reorganisation_severance,
    severance_for_capacity,
    streamlining_money,
    streamlining_severance,
)
from dungviec.law.streamlining import streamlining_review

BOOK = LawBook.load()
IN_2020, GAP, IN_2025, TODAY = (
    BOOK.on(d) for d in (date(2020, 12, 9), date(2020, 12, 10), date(2025, 4, 1), date(2026, 11, 22))
)
L = 15_000_000
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("ratings", "outcome"),
    [
        (("limited", "limited"), "covered"),
        (("limited", "failed"), "covered"),
        (("failed", "completed"), "covered"),
        (("failed", "failed"), "dismissal"),
        (("completed", "completed"), "not_covered"),
        (("good", "failed"), "not_covered"),
        (("completed", None), None),
    ],
)
def test_two_years_of_ratings_until_december_2020(ratings, outcome):
    assert streamlining_review(IN_2020, ratings=ratings, other_position=False).value == outcome


def test_in_2020_another_position_comes_first():
    assert streamlining_review(IN_2020, ratings=("limited", "limited"), other_position=True).value == "not_covered"
    assert streamlining_review(IN_2020, ratings=("limited", "limited")).value is None


def test_from_10_december_2020_to_15_june_2025_the_criteria_are_unknown():
    for view in (GAP, BOOK.on(date(2025, 6, 15))):
        assert streamlining_review(view, ratings=("limited", "limited"), other_position=False).rule is None
    day = BOOK.on(date(2025, 6, 16))
    assert streamlining_review(day, ratings=("good", "failed")).value == "covered"


def test_who_is_not_streamlined_yet():
    weak = ("failed", "good")
    assert streamlining_review(TODAY, ratings=weak, standing=["child"]).value == "not_yet"
    assert streamlining_review(TODAY, ratings=weak, standing=["child"], voluntary=True).value == "covered"
    assert streamlining_review(TODAY, ratings=weak, standing=["inspection"], voluntary=True).value == "not_yet"
    assert streamlining_review(TODAY, ratings=("good", "good")).value == "not_covered"
    assert streamlining_review(TODAY, ratings=("good", None)).value is None
    assert streamlining_review(TODAY, ratings=("good", "good"), triggers=["surplus"]).value == "covered"
    assert streamlining_review(TODAY, ratings=("good", "good"), triggers=["unqualified"]).value is None


def reorganised(early, insured, first=True, view=IN_2025):
    return reorganisation_money(
        view, salary=L, months_early=early, insured_months=insured, within_first_12_months=first
    ).value


def test_mon_178_ex1_three_years_early_28_years_insured():
    money = reorganised(36, 28 * 12)
    assert (money.for_months, money.for_years, money.for_service) == (540 * MILLION, 225 * MILLION, 135 * MILLION)
    assert money.total == 900 * MILLION
    assert reorganised(36, 28 * 12, first=False).total == 630 * MILLION


def test_mon_178_ex2_seven_years_early_22_years_insured():
    assert reorganised(84, 22 * 12).total == 1_320 * MILLION
    assert reorganised(84, 22 * 12, first=False).total == 915 * MILLION


def test_mon_178_ex3_service_part_of_17_years():
    assert reorganised(36, 17 * 12).for_service == 75 * MILLION
    assert reorganised(36, 17 * 12, view=BOOK.on(date(2025, 3, 14))) is None


@pytest.mark.parametrize(
    ("early", "known"), [(23, False), (24, True), (60, True), (61, True), (120, True), (121, False)]
)
def test_bands_of_the_reorganisation_money(early, known):
    assert (reorganised(early, 25 * 12) is not None) is known


def test_five_years_early_is_the_first_band_and_one_month_more_the_second():
    assert reorganised(60, 240).for_months == 60 * L
    assert reorganised(61, 240).for_months == 54 * L
    assert reorganised(36, 179) is None
    assert reorganised(36, 300, view=BOOK.on(date(2025, 9, 1))) is None


def test_severance_of_the_reorganisation_above_60_months_is_unknown():
    def of(months, first=True):
        return reorganisation_severance(
            IN_2025, salary=L, months_counted=months, insured_months=120, within_first_12_months=first
        ).value

    assert of(60).total == 720 * MILLION + 225 * MILLION + 45 * MILLION
    assert of(60, first=False).for_months == 360 * MILLION
    assert of(61) is None


def test_mon_154_ex_three_years_early_and_severance():
    assert streamlining_money(TODAY, salary=L, months_early=36, insured_months=28 * 12).value.total == 360 * MILLION
    assert streamlining_severance(TODAY, salary=L, insured_months=144).value.total == 315 * MILLION
    assert (
        streamlining_money(TODAY, salary=L, months_early=36, insured_months=17 * 12).value.for_service == 75 * MILLION
    )
    below = streamlining_money(TODAY, salary=L, months_early=23, insured_months=336)
    assert (below.value.total, below.rule.id, below.confidence) == (0, "MON-154-LT2", "REPORTED")
    assert streamlining_money(TODAY, salary=L, months_early=61, insured_months=336).value is None


def test_mon_143_and_mon_29_by_date():
    assert streamlining_money(GAP, salary=L, months_early=36, insured_months=336).value.total == 270 * MILLION
    assert streamlining_money(GAP, salary=L, months_early=36, insured_months=239).value is None
    unknown = streamlining_money(BOOK.on(date(2024, 1, 1)), salary=L, months_early=36, insured_months=336)
    assert (unknown.value, unknown.rule.id) == (None, "MON-29")
    assert streamlining_money(IN_2020, salary=L, months_early=36, insured_months=336).rule is None


def test_mon_177_ex_cadres_not_re_elected():
    assert cadre_money(TODAY, salary=L, months_early=36, insured_months=28 * 12).value.total == 360 * MILLION
    assert cadre_money(TODAY, salary=L, months_early=36, insured_months=17 * 12).value.total == 315 * MILLION
    # Fifteen years are the first band alone; each of the two years more is half a month.
    assert cadre_money(TODAY, salary=L, months_early=36, insured_months=15 * 12).value.total == 315 * MILLION - L
    assert cadre_money(TODAY, salary=L, months_early=61, insured_months=336).value is None
    assert cadre_money(TODAY, salary=L, months_early=36, insured_months=179).value is None


def test_part_years_show_both_readings():
    assert [half_steps(m) for m in (12, 13, 18, 19)] == [1, 1.5, 1.5, 2]
    assert exact_years(18) == 1.5
    two = streamlining_money(TODAY, salary=L, months_early=38, insured_months=336)
    assert (two.value.for_years, two.other.for_years) == (262_500_000, 237_500_000)
    other = BOOK.on(date(2026, 11, 22), settings=LawSettings(part_years="exact"))
    assert streamlining_money(other, salary=L, months_early=38, insured_months=336).value.for_years == 237_500_000
    assert streamlining_money(TODAY, salary=L, months_early=36, insured_months=336).other is None


def test_half_a_month_per_year_for_who_leaves_by_wish():
    assert severance_for_capacity(TODAY, salary=L, service_months=240).value.total == 150 * MILLION
    assert severance_for_capacity(BOOK.on(date(2026, 7, 31)), salary=L, service_months=240).rule is None
