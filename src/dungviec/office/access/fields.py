"""Who sees which field: one declared table, role × scope × field group → seen, masked or absent. What is not declared is masked.

The groups follow NĐ 356/2025/NĐ-CP (basic data Article 3, sensitive data Article 4) and Luật 91/2025/QH15; where no text
asks for it, the mask says that it is the office's own standard. The registry's gate (``registry.gate``) reads this table;
nothing else decides what a page, an export, a search or a job may show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from dungviec.office.access.models import Role
from dungviec.records import sensitivity


class Shown(StrEnum):
    """What a viewer meets where a field stands."""

    SEE = "see"
    MASKED = "masked"
    """The heading stays, the value is a mark with the reason; the mark is the same whether there is a value or not."""
    ABSENT = "absent"
    """Nothing tells that the field exists."""


class Scope(StrEnum):
    """Where the person stands for the viewer."""

    OWN = "own"
    WITHIN = "within"
    """Inside the units the role reaches; whoever is outside is not seen at all."""


SENSITIVE = _("Dữ liệu cá nhân nhạy cảm: NĐ 356/2025/NĐ-CP, Điều 4; Luật 91/2025/QH15")
BASIC = _("Dữ liệu cá nhân cơ bản: NĐ 356/2025/NĐ-CP, Điều 3; mức che là tiêu chuẩn riêng của văn phòng")
OFFICE = _("Tiêu chuẩn riêng của văn phòng: chỉ người cần cho việc được giao mới xem")


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that are shown or masked together, with the text the mask cites."""

    key: str
    name: Any
    basis: Any = OFFICE
    sensitive: bool = False


UNDECLARED = FieldGroup(
    "undeclared", _("Chưa khai báo nhóm"), _("Trường chưa khai báo trong bảng quyền xem nên được che")
)
GROUPS: dict[str, FieldGroup] = {
    g.key: g
    for g in (
        FieldGroup("basic", _("Họ tên, ngày sinh, vị trí, đơn vị"), BASIC),
        FieldGroup("service", _("Quá trình công tác")),
        FieldGroup("education", _("Trình độ, đào tạo")),
        FieldGroup("appraisal", _("Xếp loại, khen thưởng")),
        FieldGroup("work", _("Việc được giao, phiếu đánh giá tháng")),
        FieldGroup("ability", _("Năng lực, sở trường")),
        FieldGroup("assessment", _("Phiếu đánh giá năng lực")),
        FieldGroup("marker", _("Ai cho mức nào trong phiếu năng lực")),
        FieldGroup("wish", _("Nguyện vọng")),
        FieldGroup("planning", _("Quy hoạch")),
        FieldGroup("file", _("Tình trạng hồ sơ")),
        FieldGroup("leave", _("Nghỉ dài ngày")),
        FieldGroup("contact", _("Nơi ở, liên lạc"), BASIC),
        FieldGroup("identity", _("Số định danh, giấy tờ"), BASIC),
        FieldGroup("origin", _("Dân tộc"), SENSITIVE, True),
        FieldGroup("religion", _("Tôn giáo"), SENSITIVE, True),
        FieldGroup("party", _("Đảng, đoàn thể"), SENSITIVE, True),
        FieldGroup("health", _("Sức khỏe"), SENSITIVE, True),
        FieldGroup("discipline", _("Kỷ luật"), SENSITIVE, True),
        FieldGroup("proceedings", _("Việc đang xem xét, tố cáo, thanh tra, điều tra"), SENSITIVE, True),
        FieldGroup("biography", _("Lịch sử bản thân, quan hệ với nước ngoài"), SENSITIVE, True),
        FieldGroup("family", _("Quan hệ gia đình"), BASIC, True),
        FieldGroup("pay", _("Lương, phụ cấp"), OFFICE, True),
        FieldGroup("assets", _("Tài sản, hoàn cảnh kinh tế"), OFFICE, True),
    )
}
"""Every group by its key, in the order in which it is read."""

EVERY = sensitivity.EVERY
COLUMN_GROUPS: dict[str, dict[str, str]] = {
    table: dict(columns) for table, columns in sensitivity.COLUMN_GROUPS.items()
}
"""Table → column → group; ``*`` names the group of the table's other columns. Rooms add their own tables by :func:`declare`."""

ROW_GROUPS: dict[str, tuple[str, str, str]] = dict(sensitivity.ROW_GROUPS)
"""Table → (column, value, group): rows that belong to another group than their table."""

TOPIC_GROUPS: dict[str, tuple[str, ...]] = {
    "health": ("health",), "file_assets": ("file", "assets"), "kinship": ("family",), "discipline": ("discipline",),
    "party_discipline": ("discipline", "party"), "discipline_unspoken": ("discipline",), "blocks": ("proceedings",),
    "blocks_unspoken": ("proceedings",), "position": ("proceedings", "education"), "standard": ("education",),
    "job_positions": ("education",), "planning": ("planning",), "rating": ("appraisal",), "products": ("appraisal",),
    "months_in_post": ("service",), "term": ("service",), "cooldown": ("service",), "age": ("basic",), "retirement": ("basic",),
    "non_local": ("basic",), "posts_together": ("service",), "status_change": ("service",), "leaving_unspoken": ("service",),
    "reappointment": ("service",), "emulation": ("appraisal",), "streamlining": ("service",), "no_text": ("basic",),
    "one_stop": ("basic",),
}  # fmt: skip
"""Topic of a rule of the law book → the groups of the facts its finding tells; a topic that is not here is masked."""

_SEEN_BY_ALL_BUT: dict[Role, dict[str, Shown]] = {
    Role.PERSONNEL: {},
    Role.LEADER: dict.fromkeys(("identity", "contact", "religion", "biography", "marker"), Shown.MASKED),
    Role.UNIT_HEAD: dict.fromkeys(
        ("identity", "origin", "religion", "party", "health", "biography", "family", "pay", "assets", "marker"), Shown.MASKED
    ) | {"proceedings": Shown.ABSENT},
    Role.INSPECTOR: dict.fromkeys(
        ("identity", "contact", "origin", "religion", "health", "biography", "work", "assessment", "marker"), Shown.MASKED
    ),
}  # fmt: skip
_SEES_ONLY: dict[Role, tuple[str, ...]] = {Role.AUDITOR: ("basic", "service")}


def _policy() -> dict[tuple[Role, Scope, str], Shown]:
    table = {(role, Scope.OWN, key): Shown.SEE for role in Role for key in GROUPS}
    # Who is denounced or examined is not told by a screen; the authority that examines tells.
    table |= {(role, Scope.OWN, "proceedings"): Shown.ABSENT for role in Role}
    # Markers of tests and interviews stay free only while the marked do not know them.
    table |= {(role, Scope.OWN, "marker"): Shown.MASKED for role in Role}
    table |= {(Role.ADMINISTRATOR, Scope.OWN, key): Shown.ABSENT for key in GROUPS}
    for role, other in _SEEN_BY_ALL_BUT.items():
        table |= {(role, Scope.WITHIN, key): other.get(key, Shown.SEE) for key in GROUPS}
    for role, seen in _SEES_ONLY.items():
        table |= {(role, Scope.WITHIN, key): Shown.SEE if key in seen else Shown.MASKED for key in GROUPS}
        table[role, Scope.WITHIN, "proceedings"] = Shown.ABSENT
    for role in (Role.OFFICIAL, Role.ADMINISTRATOR):
        table |= {(role, Scope.WITHIN, key): Shown.ABSENT for key in GROUPS}
    return table


POLICY: Mapping[tuple[Role, Scope, str], Shown] = _policy()
"""The whole table. Tests walk every page with it; what it does not name is masked."""


def group_of(table: str, column: str) -> FieldGroup:
    """The group of one column; :data:`UNDECLARED` when nobody declared it."""
    columns = COLUMN_GROUPS.get(table, {})
    return GROUPS.get(columns.get(column) or columns.get(EVERY) or "", UNDECLARED)


def declare(table: str, columns: Mapping[str, str], *, rows: tuple[str, str, str] | None = None) -> None:
    """Add the groups of a further table, or of computed columns; raises ValueError for a group that does not exist."""
    if strangers := sorted(set(columns.values()) - set(GROUPS)):
        raise ValueError(f"Nhóm trường không có trong bảng quyền xem: {', '.join(strangers)} (bảng «{table}»).")
    COLUMN_GROUPS.setdefault(table, {}).update(columns)
    if rows:
        ROW_GROUPS[table] = rows


def shown(role: Role | None, scope: Scope, group: str) -> Shown:
    """What ``role`` meets in ``scope``: masked unless the table says otherwise; an account without a role meets nothing."""
    return Shown.ABSENT if role is None else POLICY.get((role, scope, group), Shown.MASKED)


def sees(role: Role | None, scope: Scope, *groups: str) -> bool:
    """Whether every one of ``groups`` is seen."""
    return all(shown(role, scope, group) is Shown.SEE for group in groups)


def sees_topic(role: Role | None, scope: Scope, topic: str) -> bool:
    """Whether the findings of a topic of the law may be read in words."""
    return sees(role, scope, *TOPIC_GROUPS.get(topic, (UNDECLARED.key,)))
