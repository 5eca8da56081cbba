"""From which day service for a term is counted."""

from __future__ import annotations

from datetime import date

from dungviec.law import LawBook, LawSettings
from dungviec.succession.terms import months_at_start, term_starts

DAY = date(2025, 11, 1)


def test_a_term_that_has_begun_or_is_not_named_counts_from_the_day() -> None:
    assert term_starts("2020–2025", DAY) == (DAY, DAY)
    assert term_starts("", DAY) == (DAY, DAY)


def test_a_coming_term_is_known_by_its_year_only() -> None:
    assert term_starts("2026–2031", DAY) == (date(2026, 1, 1), date(2026, 12, 31))
    assert term_starts("2025–2030", DAY) == (DAY, date(2025, 12, 31))


def test_months_left_lie_between_the_two_ends() -> None:
    fewest, most = months_at_start(LawBook.load().on(DAY), "2026–2031", date(2036, 6, 30))
    assert fewest < 120 < most


def test_service_at_the_start_of_a_term_is_counted_as_the_law_is_read() -> None:
    both = LawBook.load().on(DAY, settings=LawSettings(service_counts_both_days=True))
    assert months_at_start(LawBook.load().on(DAY), "2026–2031", date(2035, 12, 31)) == (108, 119)
    assert months_at_start(both, "2026–2031", date(2035, 12, 31)) == (108, 120)
