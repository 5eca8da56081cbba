"""Reminding those whose sheet of a period is not sent: one reminder a person a day; who was reminded, by whom, stays on file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal import reach
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import MonthReminder, MonthSheet, MonthState
from dungviec.office.appraisal.periods import Period, period_of
from dungviec.office.registry.selectors import office_day

NOT_SENT = frozenset({MonthState.DRAFT, MonthState.RETURNED})


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were reminded now, and how many had been reminded today already."""

    now: int
    before: int


def not_sent(people: Iterable[str], period: Period) -> set[str]:
    """Those of ``people`` without a sheet of the period that was sent; a sheet of another length covering its months counts."""
    asked = set(people)
    sent = MonthSheet.objects.filter(person_id__in=asked, year=period.year).exclude(state__in=NOT_SENT)
    return asked - {s.person_id for s in sent if set(s.months) & set(period.months)}


def reminded(period: Period) -> tuple[dict[str, date], set[str]]:
    """When anybody was last reminded of the period, and who was reminded today, of whatever period."""
    day = office_day()
    found = MonthReminder.objects.filter(Q(period=period.key) | Q(day=day))
    last: dict[str, date] = {}
    today = set()
    for one in found:
        if one.period == period.key:
            last[one.person_id] = max(one.day, last.get(one.person_id, one.day))
        if one.day == day:
            today.add(one.person_id)
    return last, today


@transaction.atomic
def remind(people: Collection[str], period: Period, *, viewer: Viewer, by: User) -> Reminded:
    """Remind those of ``people`` who have not sent the period's sheet. Raises AppraisalRefused for a period to come, or where nobody is left."""
    day = office_day()
    if period.first > day:
        raise AppraisalRefused(_("%s chưa bắt đầu, chưa có gì để nhắc.") % str(period).capitalize())
    waiting = not_sent(reach.assignable(viewer, people), period)
    if not waiting:
        raise AppraisalRefused(_("Mọi người trong phạm vi đã gửi phiếu, không còn ai để nhắc."))
    already = reminded(period)[1] & waiting
    due = sorted(waiting - already)
    MonthReminder.objects.bulk_create(
        [MonthReminder(person_id=p, period=period.key, day=day, by=by) for p in due], ignore_conflicts=True
    )
    if due:
        ledger.record(by.username, "remind_months", kind="list", period=period.key, people=len(due))
    return Reminded(len(due), len(already))


def waiting_for(viewer: Viewer) -> MonthReminder | None:
    """The latest reminder of a sheet the viewer still has not sent; None where nothing waits."""
    if not viewer.person_id:
        return None
    for one in MonthReminder.objects.filter(person_id=viewer.person_id).select_related("by")[:12]:
        period = period_of(one.period)
        if period is not None and not_sent([viewer.person_id], period):
            return one
    return None
