"""Counting days and months, in one place.

Adding months clips to the last day of the month; the anniversary day counts as reached; a period of n months from
D covers D up to the day before D + n months (see docs/explanation/law.md).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """``day`` moved by a number of months (may be negative), clipped to the month's last day.

    >>> add_months(date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def whole_months(start: date, end: date) -> int:
    """Completed months from ``start`` to ``end`` (negative when ``end`` lies before); an anniversary day is reached.

    >>> whole_months(date(2020, 1, 31), date(2020, 2, 29))
    1
    """
    if end < start:
        return -whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def whole_years(born: date, day: date) -> int:
    """Completed years of age on a day."""
    return whole_months(born, day) // 12


def period_end(start: date, months: int) -> date:
    """The last day covered by a period of ``months`` that begins on ``start``."""
    return add_months(start, months) - timedelta(days=1)


def last_rating_year(day: date) -> int:
    """The latest appraisal year whose result is due on ``day``: ratings close before 15 December, not on 31 December.

    NĐ 90/2020 Điều 20; NĐ 335/2025 Điều 22.

    >>> last_rating_year(date(2020, 12, 10)), last_rating_year(date(2020, 12, 15))
    (2019, 2020)
    """
    return day.year if (day.month, day.day) >= (12, 15) else day.year - 1
