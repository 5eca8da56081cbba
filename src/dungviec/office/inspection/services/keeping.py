"""How the office inspects: the checklist and its versions, the terms."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.inspection import ITEMS
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.models import Checklist, Terms
from dungviec.records.vietnamese import fold

MOST_ITEMS = 60
ABOUT = ("person", "unit", "desk")


def terms() -> Terms:
    """The terms that hold; those of the programme until the office sets its own."""
    return Terms.objects.first() or Terms(by="", at=timezone.now())


def checklist() -> Checklist:
    """The version in use; the fourteen items until the office makes its own."""
    found = Checklist.objects.first()
    if found is not None:
        return found
    items = [{"key": i.key, "vi": i.vi, "en": i.en, "about": i.about} for i in ITEMS]
    return Checklist.objects.get_or_create(
        number=1, defaults={"items": items, "made_by": "", "made_at": timezone.now()}
    )[0]


@transaction.atomic
def keep_checklist(rows: list[dict[str, str]], note: str, *, seen: int, by: User) -> Checklist:
    """A new version. ``seen`` is the number of the version that was edited: another one made meanwhile is not written over."""
    latest = checklist()
    if latest.number != seen:
        raise InspectionRefused(
            _("Trong lúc anh/chị sửa, phiếu số %d đã được lưu. Xin tải lại trang rồi sửa trên bản mới.") % latest.number
        )
    items: list[dict[str, str]] = []
    taken: set[str] = set()
    for row in rows:
        vi = " ".join(row.get("vi", "").split())
        if not vi:
            continue
        if len(vi) > 200 or len(row.get("en", "")) > 200:
            raise InspectionRefused(_("Nội dung «%s…» dài quá 200 ký tự.") % vi[:40])
        if row.get("about") not in ABOUT:
            raise InspectionRefused(_("Nội dung «%s» chưa cho biết ai chịu trách nhiệm.") % vi[:40])
        key = row.get("key") or _key(vi, taken)
        if key in taken or not re.fullmatch(r"[a-z0-9_]{1,30}", key):
            raise InspectionRefused(_("Nội dung «%s» trùng mã với nội dung khác.") % vi[:40])
        taken.add(key)
        items.append({"key": key, "vi": vi, "en": " ".join(row.get("en", "").split()), "about": row["about"]})
    if not items:
        raise InspectionRefused(_("Phiếu cần ít nhất một nội dung."))
    if len(items) > MOST_ITEMS:
        raise InspectionRefused(_("Phiếu có %(n)d nội dung, nhiều nhất %(m)d.") % {"n": len(items), "m": MOST_ITEMS})
    if items == latest.items:
        raise InspectionRefused(_("Phiếu không có gì thay đổi."))
    if len(note) > 200:
        raise InspectionRefused(_("Ghi chú dài quá 200 ký tự."))
    made = Checklist.objects.create(
        number=latest.number + 1, items=items, note=note, made_by=by.get_username(), made_at=timezone.now()
    )
    ledger.record(
        by.get_username(), "keep_checklist", kind="policy", subject=f"inspection/{made.number}", items=len(items)
    )
    return made


def _key(words: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", fold(words))[:24].strip("_") or "muc"
    return next(k for k in (stem, *(f"{stem}_{n}" for n in range(2, 99))) if k not in taken)


@transaction.atomic
def keep_terms(values: dict[str, Any], *, by: User) -> Terms:
    """New terms; those before stay on file."""
    made = Terms.objects.create(by=by.get_username(), at=timezone.now(), **values)
    ledger.record(by.get_username(), "keep_inspection_terms", kind="policy", subject=f"inspection-terms/{made.pk}")
    return made
