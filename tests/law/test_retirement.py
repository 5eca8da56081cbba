"""Retirement: worked birth months, the two tables compared, the last day of service."""

from datetime import date

import pytest

from dungviec.law import LawBook
from dungviec.law.retirement import (
    age_by_year_table,
    age_label,
    birth_day,
    retirement_day,
    schedule_disagreements,
    service_left,
)

TODAY = LawBook.load().on(date(2026, 11, 22))
IN_2020 = LawBook.load().on(date(2020, 12, 10))


@pytest.mark.parametrize(
    ("sex", "born", "last_day"),
    [
        ("male", date(1961, 1, 1), date(2021, 4, 30)),
        ("male", date(1961, 9, 30), date(2021, 12, 31)),
        ("male", date(1961, 10, 1), date(2022, 4, 30)),
        ("male", date(1966, 3, 31), date(2027, 12, 31)),
        ("male", date(1966, 4, 1), date(2028, 4, 30)),
        ("female", date(1966, 1, 31), date(2021, 5, 31)),
        ("female", date(1966, 9, 1), date(2022, 5, 31)),
        ("female", date(1969, 5, 1), date(2026, 5, 31)),
        ("female", date(1975, 4, 30), date(2034, 12, 31)),
        ("female", date(1975, 5, 1), date(2035, 5, 31)),
    ],
)
def test_the_last_day_of_service_by_birth_month(sex, born, last_day):
    assert retirement_day(TODAY.rule("RET-02"), sex, born) == last_day


def test_before_2021_men_retire_at_60_and_women_at_55():
    flat = IN_2020.rule("RET-04")
    assert retirement_day(flat, "male", date(1964, 2, 29)) == date(2024, 2, 29)
    assert service_left(date(2020, 12, 31), retirement_day(flat, "female", date(1970, 12, 15)), both_days=False) == 60
    assert service_left(date(2020, 12, 1), retirement_day(flat, "female", date(1970, 11, 15)), both_days=False) == 59


def test_birth_month_table_and_year_table_agree():
    assert schedule_disagreements(TODAY.rule("RET-02"), TODAY.rule("RET-01")) == []


def test_a_disagreement_would_be_seen():
    table = TODAY.rule("RET-01")
    wrong = table.model_copy(
        update={"params": {**table.params, "female_months": {**table.params["female_months"], 2026: 685}}}
    )
    found = schedule_disagreements(TODAY.rule("RET-02"), wrong)
    assert date(1969, 5, 1) in {d.born for d in found}
    assert age_by_year_table(wrong, "female", date(1969, 5, 1)) == 685


def test_unknown_birthdays():
    assert birth_day(None, 1965) == date(1965, 1, 1)
    assert birth_day(None, None) is None
    assert age_label(738) == "61 tuổi 6 tháng"
    assert age_label(720, "en") == "60y"
