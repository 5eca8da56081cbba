"""Months, ages and rating years, as offices count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.records.dates import add_months, last_rating_year, month_end, period_end, whole_months, whole_years

DAYS = st.dates(date(1940, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(0, 600)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 12, 10), 60, date(2025, 12, 10)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
    ],
)
def test_a_month_later_is_clipped_to_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(DAYS, MONTHS)
def test_months_added_are_months_completed(day: date, months: int) -> None:
    assert whole_months(day, add_months(day, months)) == months


@given(DAYS, st.integers(0, 20_000))
def test_a_month_is_complete_on_its_anniversary_and_not_a_day_before(day: date, days: int) -> None:
    end = day + timedelta(days=days)
    months = whole_months(day, end)
    assert add_months(day, months) <= end < add_months(day, months + 1)


def test_born_on_a_leap_day_one_is_sixty_on_the_28th_of_february() -> None:
    mai = date(1960, 2, 29)
    assert whole_years(mai, date(2020, 2, 28)) == 59
    assert whole_years(mai, date(2020, 2, 29)) == 60
    assert whole_years(mai, date(2021, 2, 28)) == 61


def test_a_term_of_five_years_ends_on_the_day_before() -> None:
    assert period_end(date(2015, 6, 1), 60) == date(2020, 5, 31)


@given(DAYS)
def test_the_last_day_of_a_month_is_followed_by_a_first(day: date) -> None:
    assert month_end(day) >= day
    assert (month_end(day) + timedelta(days=1)).day == 1


def test_this_year_s_rating_is_due_from_the_fifteenth_of_december() -> None:
    assert last_rating_year(date(2020, 12, 14)) == 2019
    assert last_rating_year(date(2020, 12, 15)) == 2020
