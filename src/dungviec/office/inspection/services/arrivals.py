"""What phones send: each thing once under its own number, never over what somebody else wrote meanwhile, nothing thrown away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.inspection.bodies import BODIES, clean
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.models import Arrival, Finding, Mark, Visit, VisitState

OLDEST = timedelta(days=60)
AHEAD = timedelta(minutes=15)
"""How far a phone's clock may run ahead."""
MOST = 300
"""Entries of one sending."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one entry: ``kept``, ``already``, ``conflict``, ``refused``."""

    key: str
    outcome: str
    words: str = ""


@transaction.atomic
def take(user: User, entries: list[Any]) -> list[Told]:
    """Take what a phone sends in one transaction, one by one inside it: what is refused does not hold up the rest."""
    told: list[Told] = []
    kept: dict[str, int] = {}
    for entry in entries[:MOST]:
        key = str(entry.get("key", ""))[:40] if isinstance(entry, dict) else ""
        try:
            outcome, visit = take_one(user, entry)
            told.append(
                Told(key, outcome, _("Có người đã ghi khác; trưởng đoàn sẽ chọn.") if outcome == "conflict" else "")
            )
            kept[visit] = kept.get(visit, 0) + (outcome != "already")
        except InspectionRefused as refused:
            told.append(Told(key, "refused", str(refused)))
    for visit, number in kept.items():
        if number:
            ledger.record(user.get_username(), "send_visit", kind="visit", subject=visit, entries=number)
    return told


@transaction.atomic
def take_one(user: User, entry: Any) -> tuple[str, str]:
    """One entry; answers with what became of it and the visit's number."""
    if not isinstance(entry, dict):
        raise InspectionRefused(_("Mục gửi lên không đúng dạng."))
    key, code = as_uuid(entry.get("key")), as_uuid(entry.get("visit"))
    kind = str(entry.get("kind", ""))
    if kind not in BODIES:
        raise InspectionRefused(_("Loại ghi chép «%s» không có.") % kind[:20])
    visit = visit_of(user, code)
    before = Arrival.objects.filter(pk=key).first()
    if before is not None and (before.visit_id, before.kind) != (visit.pk, kind):  # told as there, it would be lost
        raise InspectionRefused(_("Số hiệu của mục này đã dùng cho mục khác. Xin ghi lại mục này."))
    if before is not None and clean(kind, entry.get("body"), visit)[1] == before.body:
        return "already", visit.code.hex
    if before is not None:
        raise InspectionRefused(_("Mục này đã gửi với nội dung khác; bản đã gửi vẫn còn. Xin ghi lại mục này."))
    made_at = moment(entry.get("made_at"))
    slot, body = clean(kind, entry.get("body"), visit)
    base = as_uuid(entry["base"]) if entry.get("base") else None
    arrival = Arrival(
        key=key,
        visit=visit,
        kind=kind,
        slot=slot,
        body=body,
        base=base,
        by=user,
        made_at=made_at,
        came_at=timezone.now(),
    )
    arrival.conflict = meets_another(visit, arrival)
    arrival.save(force_insert=True)
    if not arrival.conflict:
        write(visit, arrival)
    return ("conflict" if arrival.conflict else "kept"), visit.code.hex


def visit_of(user: User, code: uuid.UUID) -> Visit:
    """A visit of one of the account's teams; for anybody else it does not exist."""
    found = Visit.objects.select_for_update().filter(code=code, team=user).first()
    if found is None:
        raise InspectionRefused(_("Không có cuộc kiểm tra này trong việc của anh/chị."))
    if found.state == VisitState.VOID:
        raise InspectionRefused(_("Cuộc kiểm tra đã hủy."))
    return found


def meets_another(visit: Visit, arrival: Arrival) -> bool:
    """Whether something else stands where this would be written, which whoever wrote this had not seen."""
    if visit.state == VisitState.CLOSED:
        return True  # the minutes are made: the lead takes it up, or leaves it beside
    if arrival.kind in ("start", "end"):
        return False
    stands = standing(visit, arrival.kind, arrival.slot)
    if stands is None:
        return False
    last, body = stands
    return last != arrival.base and any(body.get(k) != v for k, v in arrival.body.items())


def standing(visit: Visit, kind: str, slot: str) -> tuple[uuid.UUID | None, dict[str, Any]] | None:
    """The last arrival of a slot and what it says; None while nothing is there."""
    if kind == "mark":
        mark = visit.marks.filter(item=slot).first()
        return None if mark is None else (mark.last, {"item": slot, "state": mark.state, "note": mark.note})
    if kind == "finding":
        one = Finding.objects.filter(pk=slot).first()
        return None if one is None else (one.last, finding_body(one))
    return None if visit.counts is None else (visit.counts_last, dict(visit.counts))


def finding_body(one: Finding) -> dict[str, Any]:
    """A finding as phones write it."""
    return {
        "finding": str(one.key), "item": one.item, "person_id": one.person_id, "at": one.at.isoformat(), "severity": one.severity, "what": one.what,
        "said": one.said, "evidence": one.evidence, "decision": one.decision, "remedy": one.remedy,
        "remedy_due": one.remedy_due.isoformat() if one.remedy_due else "",
    }  # fmt: skip


def write(visit: Visit, arrival: Arrival) -> None:
    """Put what arrived where it belongs."""
    body = arrival.body
    if arrival.kind == "start":
        if visit.state == VisitState.PLANNED:
            visit.state = VisitState.RUNNING
        visit.started_at = min(filter(None, (visit.started_at, arrival.made_at)))
        visit.met_with = body["met_with"] or visit.met_with
        visit.save()
    elif arrival.kind == "end":
        if visit.state in (VisitState.PLANNED, VisitState.RUNNING):
            visit.state = VisitState.ENDED
        visit.started_at = visit.started_at or arrival.made_at
        visit.ended_at = max(filter(None, (visit.ended_at, arrival.made_at)))
        visit.save()
    elif arrival.kind == "mark":
        told = {"state": body["state"], "note": body["note"], "last": arrival.key}
        Mark.objects.update_or_create(visit=visit, item=body["item"], defaults=told)
    elif arrival.kind == "counts":
        visit.counts, visit.counts_last = body, arrival.key
        visit.save()
    else:
        _write_finding(visit, arrival)


def _write_finding(visit: Visit, arrival: Arrival) -> None:
    body = arrival.body
    told = {k: body[k] for k in ("item", "person_id", "severity", "what", "said", "evidence", "decision", "remedy")}
    told |= {"at": datetime.fromisoformat(body["at"]), "remedy_due": body["remedy_due"] or None, "last": arrival.key}
    Finding.objects.update_or_create(key=body["finding"], visit=visit, defaults=told | {"unit_id": visit.unit_id})


def as_uuid(value: Any) -> uuid.UUID:
    """A number made on a phone; refused in a sentence."""
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise InspectionRefused(_("Số hiệu «%s» không đúng dạng.") % str(value)[:40]) from None


def moment(value: Any) -> datetime:
    """When something was noted by the phone's clock; refused when it lies ahead or far behind."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise InspectionRefused(_("Giờ «%s» không đọc được.") % str(value)[:40]) from None
    now = timezone.now()
    found = found if found.tzinfo else timezone.make_aware(found)
    if not now - OLDEST <= found <= now + AHEAD:
        raise InspectionRefused(
            _("Giờ trên điện thoại (%s) lệch quá xa. Xin chỉnh đồng hồ.")
            % f"{timezone.localtime(found):%d/%m/%Y %H:%M}"
        )
    return found
