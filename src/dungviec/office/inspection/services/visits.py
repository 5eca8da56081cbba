"""A visit: planned, moved, called off, closed; two versions of one note settled."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.law.working_days import add_working_days
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.frames import own_units, place_of
from dungviec.office.inspection.models import Arrival, Kind, Visit, VisitState
from dungviec.office.inspection.services.arrivals import write
from dungviec.office.inspection.services.keeping import checklist, terms


@transaction.atomic
def plan(
    target_id: str, *, kind: str, day: date, on: date, team: Sequence[User], lead: User, recheck_of: Visit | None = None
) -> Visit:
    """A visit planned by hand."""
    place = place_of(day, target_id)
    if place is None:
        raise InspectionRefused(_("Xin chọn nơi kiểm tra trong danh sách."))
    _not_their_own(place.unit_id, team, day)
    if kind not in Kind.values:
        raise InspectionRefused(_("Xin chọn loại kiểm tra."))
    if on < day:
        raise InspectionRefused(_("Ngày đi %s đã qua.") % f"{on:%d/%m/%Y}")
    if (
        Visit.objects.filter(unit_id=place.unit_id, desk=place.desk, planned_on=on, lead=lead)
        .exclude(state=VisitState.VOID)
        .exists()
    ):
        raise InspectionRefused(_("Đã có cuộc kiểm tra nơi này vào ngày ấy."))
    made = Visit.objects.create(
        unit_id=place.unit_id, label=place.name, desk=place.desk, kind=kind, planned_on=on, lead=lead, checklist=checklist(),
        recheck_of=recheck_of,
    )  # fmt: skip
    made.team.set(team)
    ledger.record(
        lead.get_username(), "plan_visit", kind="visit", subject=made.code.hex, surprise=kind == Kind.SURPRISE
    )
    return made


@transaction.atomic
def move(code: uuid.UUID, on: date, team: Sequence[User], *, day: date, by: User) -> Visit:
    """Another day or another team, before the visit begins. What was drawn stays drawn: the place does not change."""
    one = _mine(code, by)
    if one.state != VisitState.PLANNED:
        raise InspectionRefused(_("Cuộc kiểm tra đã bắt đầu, không đổi ngày và đoàn được nữa."))
    if on < day:
        raise InspectionRefused(_("Ngày đi %s đã qua.") % f"{on:%d/%m/%Y}")
    if one.draw is not None and on > one.draw.to_day:
        raise InspectionRefused(_("Đợt rút thăm này phải kiểm tra xong trước ngày %s.") % f"{one.draw.to_day:%d/%m/%Y}")
    _not_their_own(one.unit_id, team, day)
    one.planned_on = on
    one.save(update_fields=["planned_on"])
    one.team.set(team)
    ledger.record(by.get_username(), "move_visit", kind="visit", subject=one.code.hex, team=len(team))
    return one


@transaction.atomic
def call_off(code: uuid.UUID, why: str, *, by: User) -> Visit:
    """Not made after all; the reason is told with the published draw."""
    one = _mine(code, by)
    why = " ".join(why.split())
    if not why or len(why) > 300:
        raise InspectionRefused(_("Xin ghi lý do, không quá 300 ký tự."))
    if one.state != VisitState.PLANNED:
        raise InspectionRefused(_("Cuộc kiểm tra đã bắt đầu thì không hủy được."))
    one.state, one.conclusion = VisitState.VOID, why
    one.save(update_fields=["state", "conclusion"])
    ledger.record(by.get_username(), "void_visit", kind="visit", subject=one.code.hex)
    return one


@transaction.atomic
def close(code: uuid.UUID, conclusion: str, *, day: date, by: User) -> Visit:
    """The unit and the people named now see what was found, and their time to answer begins."""
    one = _mine(code, by)
    if one.state not in (VisitState.RUNNING, VisitState.ENDED):
        raise InspectionRefused(_("Cuộc kiểm tra chưa bắt đầu hoặc đã khép."))
    if waiting(one):
        raise InspectionRefused(_("Còn hai bản ghi chép khác nhau chưa chọn: xin chọn trước khi khép."))
    if len(conclusion) > 3000:
        raise InspectionRefused(_("Nhận xét dài quá 3.000 ký tự."))
    one.state, one.closed_on, one.conclusion = VisitState.CLOSED, day, conclusion.strip()
    one.ended_at = one.ended_at or timezone.now()
    one.save()
    one.findings.update(answer_due=add_working_days(day, terms().answer_days))
    ledger.record(
        by.get_username(),
        "close_visit",
        kind="visit",
        subject=one.code.hex,
        unit=one.unit_id,
        findings=one.findings.count(),
    )
    return one


def waiting(one: Visit) -> list[Arrival]:
    """Versions that met another one and wait for the lead; of a chain made on one phone the last alone."""
    found = list(one.arrivals.filter(conflict=True, settled_at__isnull=True).select_related("by__membership"))
    followed = {a.base for a in found}
    return [a for a in found if a.key not in followed]


@transaction.atomic
def settle(code: uuid.UUID, key: uuid.UUID, *, take: bool, by: User) -> None:
    """Keep what stands, or take the version that came beside it. Both stay on file."""
    one = _mine(code, by)
    arrival = next((a for a in waiting(one) if a.key == key), None)
    if arrival is None:
        raise InspectionRefused(_("Bản này đã được chọn hoặc bỏ rồi."))
    if take:
        write(one, arrival)
        if one.state == VisitState.CLOSED and one.closed_on is not None:
            late = one.findings.filter(answer_due__isnull=True)
            late.update(answer_due=add_working_days(one.closed_on, terms().answer_days))
    chain = one.arrivals.filter(slot=arrival.slot, conflict=True, settled_at__isnull=True, by=arrival.by)
    chain.exclude(pk=arrival.pk).update(settled_at=timezone.now(), taken=False)
    arrival.settled_at, arrival.taken = timezone.now(), take
    arrival.save(update_fields=["settled_at", "taken"])
    ledger.record(by.get_username(), "settle_versions", kind="visit", subject=one.code.hex, took=take)


def _not_their_own(unit_id: str, team: Sequence[User], day: date) -> None:
    if unit_id in own_units(team, day):
        raise InspectionRefused(_("Trong đoàn có người làm việc ở chính nơi này: đoàn không kiểm tra đơn vị mình."))


def _mine(code: uuid.UUID, by: User) -> Visit:
    one = Visit.objects.select_for_update().get(code=code)
    if one.lead_id != by.pk:
        raise InspectionRefused(_("Chỉ trưởng đoàn làm được việc này."))
    return one
