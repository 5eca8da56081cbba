"""Reminding those who have not answered: one reminder a person a day, whatever the rounds; who was reminded, by whom, stays on file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.models import Reminder, RoundState, SurveyRound
from dungviec.office.registry.selectors import office_day


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many were reminded now, and how many had been reminded today already."""

    now: int
    before: int


@transaction.atomic
def remind(one: SurveyRound, people: Collection[str], *, by: User) -> Reminded:
    """Remind those of ``people`` whose forms of the round wait. Raises CompetencyRefused when it has ended or nobody waits."""
    if one.state != RoundState.OPEN:
        raise CompetencyRefused(_("Đợt đã khép, không còn ai để nhắc."))
    waiting = set(one.forms.filter(answered=False, by__in=people).values_list("by", flat=True))
    if not waiting:
        raise CompetencyRefused(_("Mọi người trong phạm vi đã trả lời, không còn ai để nhắc."))
    day = office_day()
    already = set(Reminder.objects.filter(day=day, person__in=waiting).values_list("person", flat=True))
    due = sorted(waiting - already)
    Reminder.objects.bulk_create([Reminder(round=one, person=p, day=day, by=by) for p in due], ignore_conflicts=True)
    if due:
        ledger.record(by.username, "remind_survey", kind="survey", subject=str(one.pk), people=len(due))
    return Reminded(len(due), len(already))
