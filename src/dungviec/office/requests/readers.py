"""Who looked at a record, from the ledger: every reader, with the role and what the reading was for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.models import LedgerEntry, Membership, Role
from dungviec.office.registry.merged import earlier_identifiers

READINGS: dict[str, tuple[Any, Any]] = {
    "see_person": (_("Mở hồ sơ"), _("Quản lý, sử dụng cán bộ")),
    "see_card": (_("Xem thẻ tóm tắt"), _("Tra cứu")),
    "see_prospects": (_("Xem có thể bổ nhiệm vào đâu"), _("Chuẩn bị nhân sự")),
    "see_reasons": (_("Xem căn cứ cho một vị trí"), _("Chuẩn bị nhân sự")),
    "ask_why": (_("Hỏi vì sao trong phương án"), _("Lập, kiểm tra phương án bố trí")),
    "see_documents": (_("Xem danh mục giấy tờ"), _("Quản lý hồ sơ")),
    "download_file": (_("Tải tệp trong hồ sơ"), _("Quản lý hồ sơ")),
    "see_request": (_("Xem đề nghị sửa hồ sơ"), _("Xử lý đề nghị")),
    "export_person": (_("Xuất hồ sơ ra biểu mẫu"), _("Quản lý hồ sơ")),
    "export_dossier": (_("Xuất hồ sơ ra biểu mẫu"), _("Quản lý hồ sơ")),
    "see_history": (_("Xem lịch sử thay đổi"), _("Quản lý hồ sơ")),
    "see_family": (_("Xem quan hệ gia đình"), _("Quản lý, sử dụng cán bộ")),
    "see_dossier": (_("Mở lý lịch"), _("Quản lý, sử dụng cán bộ")),
    "see_abilities": (_("Xem năng lực, sở trường"), _("Quản lý, sử dụng cán bộ")),
}
"""Action in the ledger → what was done, and the class of reason."""
BULK: dict[str, Any] = {
    "see_list": _("Xem danh sách"),
    "export_people": _("Xuất danh sách ra Excel"),
    "export_list": _("Xuất danh sách trích ngang"),
    "export_records": _("Xuất hồ sơ nhiều người"),
    "see_compared": _("So sánh nhiều người"),
    "export_plan": _("Xuất phương án bố trí"),
    "see_affected": _("Xem ai vướng một quy định"),
    "see_gaps": _("Xem khoảng trống năng lực"),
    "see_survey": _("Xem kết quả một đợt khảo sát năng lực trước khi ghi"),
    "export_gaps": _("Xuất khoảng trống năng lực ra Excel"),
    "see_strengths": _("Xem sở trường bộc lộ qua công việc"),
}
"""Readings of many records at once, told without names of whom they held."""
MOST = 200
KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the page."""

    at: datetime
    who: str
    role: str
    what: Any
    reason: Any
    own: bool = False
    rows: int | None = None


def readings_of(person_id: str, own_account: str) -> list[Reading]:
    """Who opened this record, or one merged into it, latest first, nobody left out; own readings are marked."""
    records = [person_id, *earlier_identifiers(person_id)]
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    lines = list(
        LedgerEntry.objects.filter(subject_kind="person", subject_id__in=records, at__gte=since)
        .exclude(action__in=("ask_change", "withdraw_request"))
        .order_by("-number")[:MOST]
    )
    names = _accounts(line.actor for line in lines)
    found = []
    for line in lines:
        what, reason = READINGS.get(line.action, (None, None))
        if what is not None:
            who, role = _by(line, names)
            found.append(Reading(line.at, who, role, what, reason, own=line.actor == own_account))
    return found


def bulk_readings(path: str) -> list[Reading]:
    """Lists and exports of the last year that could hold somebody of the unit path (``TX/P-GD/``)."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    lines = list(LedgerEntry.objects.filter(action__in=BULK, at__gte=since).order_by("-at")[: MOST * 2])
    names = _accounts(line.actor for line in lines)
    reached = set(path.strip("/").split("/")) | {""}
    found = []
    for line in lines:
        account = names.get(line.actor)
        unit = str(line.detail.get("unit_reached", account.unit_id if account else ""))
        if unit in reached:
            who, role = _by(line, names)
            found.append(
                Reading(line.at, who, role, BULK[line.action], _("Danh sách, thống kê"), rows=line.detail.get("rows"))
            )
    return found[:MOST]


def _accounts(actors: Iterable[str]) -> dict[str, Membership]:
    found = Membership.objects.filter(user__username__in=set(actors)).select_related("user")
    return {m.user.username: m for m in found}


def _by(line: LedgerEntry, names: dict[str, Membership]) -> tuple[str, str]:
    account = names.get(line.actor)
    role = str(line.detail.get("role") or (account.role if account else ""))
    shown = str(account.user) if account else line.actor
    return shown, str(Role(role).label) if role in Role.values else "–"
