"""What a key may open: one area per room, each to be read or written; and the pages that no key opens, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """One area of scopes: ``read:<key>`` and ``write:<key>``, and the rooms (namespaces of addresses) that belong to it."""

    key: str
    label: Any
    rooms: tuple[str, ...]


AREAS: dict[str, Area] = {
    a.key: a
    for a in (
        Area("people", _("Hồ sơ cán bộ, đơn vị, vị trí"), ("registry", "dossier")),
        Area("requests", _("Đề nghị sửa hồ sơ, giấy tờ"), ("requests",)),
        Area("imports", _("Nhập hồ sơ từ tệp"), ("intake",)),
        Area("law", _("Sổ luật"), ("law",)),
        Area("placement", _("Đợt bố trí, tập thể, sắp xếp tổ chức"), ("placement", "slates", "sandbox")),
        Area("decisions", _("Quyết định, quy trình"), ("decisions",)),
        Area("votes", _("Bỏ phiếu kín: lập, mở, đếm"), ("ballots",)),
        Area("appraisal", _("Theo dõi, đánh giá"), ("appraisal", "calibration")),
        Area("competency", _("Năng lực, sở trường"), ("competency",)),
        Area("training", _("Đào tạo, bồi dưỡng"), ("training",)),
        Area("education", _("Giáo dục chính trị, đạo đức"), ("education",)),
        Area("succession", _("Quy hoạch, người thay"), ("succession",)),
        Area("streamlining", _("Tinh giản, kiêm nhiệm"), ("streamlining",)),
        Area("programme", _("Chương trình năm"), ("programme",)),
        Area("inspection", _("Kiểm tra đột xuất"), ("inspection",)),
        Area("conduct", _("Kỷ luật, kê khai, xung đột lợi ích"), ("conduct",)),
        Area("emulation", _("Thi đua, khen thưởng"), ("emulation",)),
        Area("voice", _("Ý kiến người dân"), ("voice",)),
        Area("reports", _("Báo cáo, dự báo, khảo sát số liệu"), ("reports", "forecast", "explore")),
        Area("agenda", _("Việc cần làm"), ("agenda",)),
        Area("exchange", _("Liên thông dữ liệu"), ("interchange",)),
        Area("privacy", _("Quyền riêng tư"), ("privacy",)),
        Area("office", _("Việc nền, sổ ghi việc, vận hành"), ("access", "operations", "upkeep")),
        Area("webhooks", _("Báo tin cho phần mềm khác"), ()),
    )
}
"""Every area by its key."""

SCOPES: tuple[str, ...] = tuple(f"{deed}:{key}" for key in AREAS for deed in ("read", "write"))
"""Every scope a key can hold."""

_DOOR = "The door itself: passwords, second factors and sessions are a person's, at a browser."
_ACCOUNTS = (
    "Accounts and rights are given by an administrator in person; a key that makes accounts would outgrow its own."
)
_KEYS = "A key neither makes nor ends keys; that is done signed in."
_UNSEEN = "A secret ballot is cast by a person at a browser, unlinked to any account; a key is an account."
_PUBLIC = "For citizens without an account and without a trace; it needs no key."
_BROWSER = (
    "Moves the browser's own session (language, day, columns, what is typed); the API takes it with each question."
)
_SHELL = "Part of the offline page of a phone (script, manifest), not data."
_HEALTH = "Data as it is, for machines that watch the office: the status is the answer (503 where it is not ready)."

PAGE_ONLY: dict[str, str] = {
    "set_language": _BROWSER, "change_day": _BROWSER,
    "ballots:mine": _UNSEEN, "ballots:slip": _UNSEEN, "ballots:take": _UNSEEN, "ballots:box": _UNSEEN, "ballots:drop": _UNSEEN,
    "voice:public": _PUBLIC, "voice:answer": _PUBLIC, "voice:thanks": _PUBLIC, "voice:promises": _PUBLIC,
    "voice:report": _PUBLIC, "voice:answers": _PUBLIC,
    "voice:inbox": "The sealed inbox opens with a reader's own word at a browser, not with rights.",
    "voice:key": "The sealed inbox opens with a reader's own word at a browser, not with rights.",
    "voice:sealed": "The sealed inbox opens with a reader's own word at a browser, not with rights.",
    "voice:picture": "The sealed inbox opens with a reader's own word at a browser, not with rights.",
    "voice:act": "The sealed inbox opens with a reader's own word at a browser, not with rights.",
    "operations:alive": _HEALTH, "operations:ready": _HEALTH, "operations:everything": _HEALTH, "operations:measurements": _HEALTH,
    "inspection:field": _SHELL, "inspection:worker": _SHELL, "inspection:manifest": _SHELL,
    "inspection:data": _SHELL, "inspection:send": _SHELL, "inspection:send_photo": _SHELL,
    "registry:people_columns": _BROWSER, "registry:people_search": _BROWSER, "registry:people_save": _BROWSER, "registry:people_drop": _BROWSER,
}  # fmt: skip
"""Pages by name that the API does not answer for, each with its reason; whoever adds a page decides here."""

PAGE_ONLY_PARTS: dict[str, str] = {
    "api": "The API's own addresses, and the pages on which keys and subscriptions are kept. " + _KEYS,
    "accounts": _DOOR, "account": _DOOR, "mfa": _DOOR, "socialaccount": _DOOR, "allauth": _DOOR, "axes": _DOOR,
}  # fmt: skip
"""The same for whole namespaces."""


_DOOR_NAMES = ("account_", "mfa_", "socialaccount_", "openid_connect_")
"""Addresses of the door that django-allauth names without a namespace."""


def area_of(view_name: str) -> Area | None:
    """The area whose room an address belongs to; None for one that no area names."""
    room = view_name.partition(":")[0] if ":" in view_name else ""
    return next((area for area in AREAS.values() if room in area.rooms), None)


_ACCESS_OPEN = ("access:jobs", "access:job", "access:ledger", "access:verify_ledger")
"""Of the room of accounts only these; whatever else is added there is a person's, until somebody writes it here."""


def page_only(view_name: str, address: str = "") -> str:
    """Why the API does not answer for a page (by its name and address); empty when it does, or when nobody decided."""
    if address.endswith((".js", ".webmanifest")):
        return _SHELL
    if view_name.startswith("access:") and view_name not in _ACCESS_OPEN:
        return _ACCOUNTS
    if view_name.startswith(_DOOR_NAMES):
        return _DOOR
    return PAGE_ONLY.get(view_name) or PAGE_ONLY_PARTS.get(view_name.partition(":")[0] if ":" in view_name else "", "")
