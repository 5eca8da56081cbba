"""Working days by Vietnam's public holidays, compensatory days and swapped Saturdays (library ``holidays``).

The day counted from is left out, the last day counts (Luật 45/2019/QH14 Điều 112 names the holidays; the Government
publishes the compensatory days of each year, which the library carries for the years already decided).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


@cache
def _calendar() -> HolidayBase:
    from holidays import country_holidays

    return country_holidays("VN")


def is_working_day(day: date) -> bool:
    """Whether offices work on a day: weekdays that are no holiday, and the Saturdays worked in exchange for a day off."""
    return bool(_calendar().is_working_day(day))


def add_working_days(day: date, count: int) -> date:
    """The day ``count`` working days after ``day`` (before it when negative); ``day`` itself is not counted.

    >>> add_working_days(date(2026, 8, 28), 1)  # over 31/08, 01/09 and 02/09/2026
    datetime.date(2026, 9, 3)
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``; negative when ``end`` lies before.

    >>> working_days_between(date(2026, 8, 28), date(2026, 9, 3))
    1
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
