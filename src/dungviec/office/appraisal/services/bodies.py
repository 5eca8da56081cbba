"""The year of a unit, and the minutes of its meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from dungviec.law.case_model_year import BodyYearFacts
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import Level, Meeting, UnitYear
from dungviec.office.appraisal.reach import CONFIRMERS
from dungviec.office.registry.viewing import opened_units


def may_keep(viewer: Viewer, unit_id: str) -> bool:
    """Write about a unit's year: the personnel office and leaders, for units they may open."""
    return (viewer.may_write or viewer.role in CONFIRMERS) and unit_id in opened_units(viewer)


@transaction.atomic
def keep_unit_year(
    unit_id: str, year: int, *, facts: Mapping[str, Any], level: str, number: str, decided_on: date | None, agency: bool, outstanding: bool,
    viewer: Viewer, by: User,
) -> UnitYear:  # fmt: skip
    """What the unit's year was and the level decided. Raises AppraisalRefused with the field at fault."""
    if not may_keep(viewer, unit_id) or viewer.role not in (*CONFIRMERS, "personnel"):
        raise PermissionDenied("unit year")
    faults: dict[str, str] = {}
    kept = {k: v for k, v in facts.items() if v is not None}
    try:
        BodyYearFacts.model_validate(kept)
    except ValidationError as bad:
        faults = {
            str(e["loc"][0]): _("Giá trị không hợp lệ: điểm từ 0 đến 100, tỷ lệ từ 0 đến 100%.") for e in bad.errors()
        }
    if level and level not in Level.values:
        faults["muc"] = _("Xin chọn một trong bốn mức.")
    if level and (not number.strip() or decided_on is None):
        faults["so"] = _("Mức của đơn vị cần số và ngày quyết định.")
    if faults:
        raise AppraisalRefused(next(iter(faults.values())), faults)
    made, _new = UnitYear.objects.update_or_create(
        unit_id=unit_id, year=year,
        defaults={
            "facts": kept, "level": level, "number": number.strip()[:80], "decided_on": decided_on, "agency": agency, "outstanding": outstanding,
            "made_by": by, "made_at": timezone.now(),
        },
    )  # fmt: skip
    ledger.record(by.username, "keep_unit_year", kind="unit", subject=unit_id, year=year, level=level)
    return made


@transaction.atomic
def keep_meeting(
    unit_id: str, year: int, *, held_on: date | None, place: str, chair: str, secretary: str, present: int | None, called: int | None,
    said: str, party_opinion: str, votes: Mapping[str, Mapping[str, int]] | None = None, viewer: Viewer, by: User,
) -> Meeting:  # fmt: skip
    """The minutes of a meeting on a unit's year; ``votes`` counts by person how many were for each level.

    Raises AppraisalRefused with the field at fault.
    """
    if not may_keep(viewer, unit_id):
        raise PermissionDenied("meeting")
    faults: dict[str, str] = {}
    if held_on is None:
        faults["ngay-hop"] = _("Xin ghi ngày họp, ví dụ 8/12/2020.")
    if not chair.strip():
        faults["chu-tri"] = _("Xin ghi người chủ trì.")
    if not secretary.strip():
        faults["thu-ky"] = _("Xin ghi thư ký.")
    if present is None or called is None or not 0 < present <= called:
        faults["co-mat"] = _("Số người có mặt từ 1 đến số người được triệu tập.")
    given = {p: {level: n for level, n in own.items() if n} for p, own in (votes or {}).items() if any(own.values())}
    for person, own in given.items():
        if present is not None and sum(own.values()) > present:
            faults[f"phieu-{person}-{next(iter(own))}"] = _("%(n)d phiếu cho một người mà chỉ %(p)d người có mặt.") % {
                "n": sum(own.values()), "p": present,
            }  # fmt: skip
    if faults or held_on is None or present is None or called is None:
        raise AppraisalRefused(next(iter(faults.values())), faults)
    made = Meeting.objects.create(
        unit_id=unit_id, year=year, held_on=held_on, place=place.strip()[:200], chair=chair.strip()[:160], secretary=secretary.strip()[:160],
        present=present, called=called, said=said.strip(), party_opinion=party_opinion.strip(), votes=given, made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    ledger.record(by.username, "keep_meeting", kind="unit", subject=unit_id, year=year, meeting=made.pk)
    return made
