"""What each kind of a phone's entry may say, checked field by field."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.inspection.one_stop import DossierCounts
from dungviec.office.inspection.faults import InspectionRefused, told
from dungviec.office.inspection.frames import people_ids
from dungviec.office.inspection.models import Finding, Met, Severity, Visit
from dungviec.office.registry.selectors import office_day

COUNTS = ("total", "early", "on_time", "late", "pending_late")


def clean(kind: str, body: Any, visit: Visit) -> tuple[str, dict[str, Any]]:
    """The slot an entry writes and what it says. Raises InspectionRefused in a sentence."""
    if not isinstance(body, dict):
        raise InspectionRefused(_("Mục gửi lên không đúng dạng."))
    return BODIES[kind](body, visit)


def _start(body: dict[str, Any], visit: Visit) -> tuple[str, dict[str, Any]]:
    return "start", {"met_with": _text(body, "met_with", _("Làm việc với"), 160)}


def _end(body: dict[str, Any], visit: Visit) -> tuple[str, dict[str, Any]]:
    return "end", {}


def _mark(body: dict[str, Any], visit: Visit) -> tuple[str, dict[str, Any]]:
    item = _item(body, visit)
    if body.get("state") not in Met.values:
        raise InspectionRefused(_("Xin chọn đạt, chưa đạt hay không xem."))
    return item, {"item": item, "state": body["state"], "note": _text(body, "note", _("Ghi chú"), 300)}


def _counts(body: dict[str, Any], visit: Visit) -> tuple[str, dict[str, Any]]:
    if not visit.desk:
        raise InspectionRefused(_("Chỉ bộ phận một cửa mới đếm hồ sơ."))
    found: dict[str, int] = {}
    for key in COUNTS:
        value = body.get(key)
        if isinstance(value, str) and value.strip().isdecimal() and len(value.strip()) <= 7:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise InspectionRefused(_("Số hồ sơ «%s» phải là số nguyên.") % str(value)[:20])
        found[key] = value
    with told():
        DossierCounts(**found)
    return "counts", dict(found)


def _finding(body: dict[str, Any], visit: Visit) -> tuple[str, dict[str, Any]]:
    try:
        key = str(uuid.UUID(str(body.get("finding"))))
    except ValueError:
        raise InspectionRefused(_("Phát hiện không có số hiệu.")) from None
    if Finding.objects.filter(pk=key).exclude(visit=visit).exists():
        raise InspectionRefused(_("Số hiệu này là của phát hiện khác."))
    if body.get("severity") not in Severity.values:
        raise InspectionRefused(_("Xin chọn mức độ của phát hiện."))
    what = _text(body, "what", _("Phát hiện gì"), 500)
    if not what:
        raise InspectionRefused(_("Xin ghi phát hiện gì."))
    due = _day(body.get("remedy_due"))
    remedy = _text(body, "remedy", _("Yêu cầu khắc phục"), 300)
    if due is not None and not remedy:
        raise InspectionRefused(_("Có hạn khắc phục nhưng chưa ghi phải khắc phục gì."))
    return key, {
        "finding": key, "item": _item(body, visit), "person_id": _person(body, visit), "at": _moment(body.get("at")).isoformat(), "severity": body["severity"],
        "what": what, "said": _text(body, "said", _("Giải thích tại chỗ"), 500), "evidence": _text(body, "evidence", _("Chứng cứ"), 300),
        "decision": _text(body, "decision", _("Xử lý"), 300), "remedy": remedy, "remedy_due": due.isoformat() if due else "",
    }  # fmt: skip


def _item(body: dict[str, Any], visit: Visit) -> str:
    item = str(body.get("item", ""))
    if item not in {row["key"] for row in visit.checklist.items}:
        raise InspectionRefused(_("Nội dung «%s» không có trong phiếu của cuộc kiểm tra này.") % item[:30])
    return item


def _person(body: dict[str, Any], visit: Visit) -> str:
    person = str(body.get("person_id") or "")
    if not person:
        return ""
    if person not in people_ids(office_day(), visit.unit_id):
        raise InspectionRefused(_("Người «%s» không thuộc đơn vị được kiểm tra.") % person[:20])
    return person


def _text(body: dict[str, Any], key: str, label: str, most: int) -> str:
    value = body.get(key) or ""
    if not isinstance(value, str):
        raise InspectionRefused(_("«%s» phải là chữ.") % label)
    value = " ".join("".join(c for c in value if c.isprintable() or c.isspace()).split())
    if len(value) > most:
        raise InspectionRefused(_("«%(a)s» dài quá %(n)d ký tự.") % {"a": label, "n": most})
    return value


def _day(value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InspectionRefused(_("Ngày «%s» không đọc được.") % str(value)[:20]) from None


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise InspectionRefused(_("Giờ «%s» không đọc được.") % str(value)[:30]) from None
    return found if found.tzinfo else timezone.make_aware(found)


BODIES: dict[str, Callable[[dict[str, Any], Visit], tuple[str, dict[str, Any]]]] = {
    "start": _start, "mark": _mark, "finding": _finding, "counts": _counts, "end": _end,
}  # fmt: skip
"""The kinds of entries."""
