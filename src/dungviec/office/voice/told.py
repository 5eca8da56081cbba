"""Answers as far as they are told: cells of ten and more over whole months (``dungviec.voice.cells``), and periods made of such months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count as Counting
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from dungviec.office.shell.middleware import EARLIEST, LATEST, parse_day
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.models import Desk, Rating
from dungviec.voice import Cell, Count, cells
from dungviec.voice.cells import month_of
from dungviec.voice.levels import SATISFIED

LONGEST_SPAN = 13
"""Months of a period; longer ones are refused, so that signs stay quick to look for."""
USUAL_SPAN = 3
_OFFERED = 36


@dataclass(frozen=True, slots=True)
class Span:
    """A period of whole months: the first day of the first, the last day of the last."""

    first: date
    last: date
    fault: str = ""

    @property
    def last_month(self) -> date:
        """The first day of the last month."""
        return month_of(self.last)

    def holds(self, cell: Cell) -> bool:
        """Whether a cell belongs to the period."""
        return self.first <= cell.month <= self.last


def _shifted(month: date, by: int) -> date:
    at = month.year * 12 + month.month - 1 + by
    return date(at // 12, at % 12 + 1, 1)


def end_of(month: date) -> date:
    """The last day of a month."""
    return _shifted(month, 1) - timedelta(days=1)


def last_told(day: date) -> date:
    """The last month that is over, as of a day looked at: never one that citizens still answer in."""
    return _shifted(month_of(min(day, citizens_day())), -1)


def _month(text: str) -> date | None:
    found = re.fullmatch(r"\s*(?:(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2}))\s*", text, re.ASCII)
    if found is None:
        day = parse_day(text)
        return month_of(day) if day else None
    month, year = int(found[1] or found[4]), int(found[2] or found[3])
    return date(year, month, 1) if 1 <= month <= 12 and EARLIEST <= year <= LATEST else None


def span_of(first: str, last: str, until: date) -> Span:
    """The months asked for, up to ``until`` (any day of the last one that may be shown); the last three where nothing is asked, or what is
    asked is no period. A day stands for its month."""
    newest = month_of(until)
    usual = Span(_shifted(newest, 1 - USUAL_SPAN), end_of(newest))
    start, end = _month(first) if first else None, _month(last) if last else None
    if (first and start is None) or (last and end is None):
        return Span(usual.first, usual.last, _("Tháng không đọc được, nên xem ba tháng gần nhất. Xin ghi theo mẫu 11/2020."))  # fmt: skip
    end = min(end or newest, newest)
    start = start or _shifted(end, 1 - USUAL_SPAN)
    if start > end or start < _shifted(end, 1 - LONGEST_SPAN):
        return Span(usual.first, usual.last, _("Kỳ xem phải từ tháng trước đến tháng sau, là tháng đã hết, không quá %d tháng; đang xem ba tháng gần nhất.") % LONGEST_SPAN)  # fmt: skip
    return Span(start, end_of(end))


def months_to(until: date) -> list[date]:
    """Months a period may be chosen from, the newest first."""
    return [_shifted(month_of(until), -n) for n in range(_OFFERED)]


def told_cells(desks: QuerySet[Desk] | Iterable[int], until: date) -> tuple[Cell, ...]:
    """Every cell of the desks that was full by the end of the month of ``until``, by the desks' codes; one query."""
    rows = (
        Rating.objects.filter(desk__in=desks)
        .annotate(month=TruncMonth("day"))
        .values_list("desk__code", "verified", "procedure", "month")
        .annotate(n=Counting("pk"), s=Counting("pk", filter=Q(level__gte=SATISFIED)))
    )
    return cells((Count(code, backed, kind, month, n, s) for code, backed, kind, month, n, s in rows.order_by()), end_of(month_of(until)) + timedelta(days=1))  # fmt: skip
