"""From which day the service of somebody planned for a term is counted."""

from __future__ import annotations

import re
from datetime import date

from dungviec.law import LawView


def term_starts(term: str, day: date) -> tuple[date, date]:
    """The earliest and latest day on which a term such as «2026–2031» can begin, never before ``day``.

    Records name a term by its years only. A term that has begun, or is not named, counts from ``day``.
    """
    year = int(found.group()) if (found := re.search(r"\d{4}", term)) else day.year - 1
    if year < day.year:
        return day, day
    return max(day, date(year, 1, 1)), date(year, 12, 31)


def months_at_start(view: LawView, term: str, retires: date) -> tuple[int, int]:
    """The fewest and the most months of service left when the term begins, counted as the law of the view's day is read."""
    first, last = term_starts(term, view.day)
    return view.service_left(last, retires), view.service_left(first, retires)
