"""The columns a list of officials can show; screen and workbook read the same definition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dungviec.office.access.masks import is_masked
from dungviec.records.codes import CODE_LISTS

Kind = Literal["text", "code", "date", "int", "number", "yes"]


@dataclass(frozen=True)
class Column:
    """One column: key in addresses, heading, field of the workforce frame, how it reads and how it sorts."""

    key: str
    label: Any
    source: str
    kind: Kind = "text"
    codes: str = ""
    width: int = 16
    """Width in the workbook, in characters."""

    def text(self, row: dict[str, Any]) -> str:
        """What the cell says, in the language of the page; an en dash when not known."""
        value = row.get(self.source)
        if value is None or is_masked(value):
            return "–" if value is None else str(value)
        if self.kind == "code":
            return CODE_LISTS[self.codes].label(value, get_language() or "vi")
        if self.kind == "date":
            return f"{value:%d/%m/%Y}"
        if self.kind == "number":
            return number_format(value, decimal_pos=2)
        if self.kind == "yes":
            return _("có") if value else _("không")
        return str(value)

    def cell(self, row: dict[str, Any]) -> str | int | float | date | None:
        """What a workbook stores: numbers and days as such, everything else as the text on the screen."""
        value = row.get(self.source)
        if value is None or is_masked(value):
            return None
        return value if self.kind in ("date", "int", "number") else self.text(row)

    @property
    def right(self) -> bool:
        """Whether figures stand to the right."""
        return self.kind in ("int", "number", "date")


COLUMNS: dict[str, Column] = {
    c.key: c
    for c in (
        Column("name", gettext_lazy("Họ và tên"), "name", width=26),
        Column("title", gettext_lazy("Vị trí"), "title", width=34),
        Column("unit", gettext_lazy("Đơn vị"), "unit_name", width=34),
        Column("category", gettext_lazy("Đối tượng"), "category", "code", "category", width=18),
        Column("employment", gettext_lazy("Biên chế, hợp đồng"), "employment", "code", "employment", width=20),
        Column("born", gettext_lazy("Ngày sinh"), "born", "date", width=12),
        Column("age", gettext_lazy("Tuổi"), "age", "int", width=7),
        Column("sex", gettext_lazy("Giới tính"), "sex", "code", "sex", width=9),
        Column("ethnicity", gettext_lazy("Dân tộc"), "ethnicity", width=11),
        Column("degree", gettext_lazy("Trình độ"), "degree", "code", "degree", width=12),
        Column("major", gettext_lazy("Chuyên ngành"), "major", width=24),
        Column("theory", gettext_lazy("Lý luận"), "theory", "code", "theory", width=12),
        Column("state_management", gettext_lazy("Quản lý nhà nước"), "state_management", "code", "state_management", width=18),
        Column("party", gettext_lazy("Đảng viên"), "party_member", "yes", width=10),
        Column("level", gettext_lazy("Cấp chức vụ"), "level", "code", "level", width=30),
        Column("field", gettext_lazy("Lĩnh vực"), "field", "code", "field", width=24),
        Column("since", gettext_lazy("Giữ vị trí từ"), "since", "date", width=13),
        Column("years_in_post", gettext_lazy("Năm giữ vị trí"), "years_in_post", "int", width=13),
        Column("term_ends", gettext_lazy("Hết thời hạn"), "term_ends", "date", width=13),
        Column("retires", gettext_lazy("Nghỉ hưu"), "retires", "date", width=12),
        Column("rating", gettext_lazy("Xếp loại gần nhất"), "rating", "code", "rating", width=28),
        Column("rating_year", gettext_lazy("Năm xếp loại"), "rating_year", "int", width=12),
        Column("rank", gettext_lazy("Ngạch, chức danh"), "rank_code", width=14),
        Column("coefficient", gettext_lazy("Hệ số"), "coefficient", "number", width=8),
        Column("joined", gettext_lazy("Vào ngành"), "joined", "date", width=12),
        Column("home", gettext_lazy("Quê quán"), "home_place", width=34),
        Column("id", gettext_lazy("Mã cán bộ"), "person_id", width=11),
    )
}  # fmt: skip
DEFAULT = ("name", "title", "unit", "age", "degree", "theory", "rating")


def chosen(keys: list[str] | None) -> list[Column]:
    """The columns of a choice, in the order of the definition, the name always first; the default for an empty choice."""
    wanted = set(keys or DEFAULT) | {"name"}
    found = [c for key, c in COLUMNS.items() if key in wanted]
    return found if len(found) > 1 else [COLUMNS[k] for k in DEFAULT]
