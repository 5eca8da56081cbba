"""May somebody's data be deleted on a day, which part from when, and by which clause?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dungviec.office.privacy.categories import CATEGORIES
from dungviec.office.privacy.models import Term
from dungviec.office.privacy.retention import after_years, holding_of, left_on
from dungviec.office.registry.models import Tenure

CLAUSE = "Luật 91/2025/QH15, Điều 25"


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of data: whether it may go, from which day, and why."""

    name: Any
    may: bool
    on: date | None
    words: str
    clause: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """What the terms say about one person."""

    serving: bool
    left: date | None
    lines: tuple[Line, ...]

    @property
    def may(self) -> bool:
        """Whether all that is held may go."""
        return bool(self.lines) and all(line.may for line in self.lines)


def deletion(person_id: str, day: date) -> Deletion:
    """What may be deleted of this person on ``day``; nothing while in service, nothing without a term."""
    left = left_on([person_id], day).get(person_id)
    if left is None:
        ever = Tenure.objects.filter(person_id=person_id, withdrawn_at__isnull=True).exists()
        words = (
            _("Đang công tác, hoặc ngày thôi việc chưa có trong hồ sơ: dữ liệu còn cần cho việc quản lý; ngày xóa được tính từ ngày thôi việc.")
            if ever
            else _("Hồ sơ không ghi quá trình công tác nên chưa tính được thời hạn.")
        )  # fmt: skip
        return Deletion(True, None, (Line(_("Toàn bộ hồ sơ"), False, None, words, CLAUSE),))
    terms = {t.category: t for t in Term.objects.all()}
    lines = []
    for key, category in CATEGORIES.items():
        if person_id not in holding_of(category, [person_id]):
            continue
        term = terms.get(key)
        if term is None:
            words = _(
                "Chưa rõ thời hạn: không có văn bản nào trong kho luật, cơ quan chưa ghi bảng thời hạn của mình. Giữ lại."
            )
            lines.append(Line(category.name, False, None, words, CLAUSE))
            continue
        on = after_years(left, term.years)
        words = _("Thôi việc %(left)s, giữ %(years)d năm: xóa được từ %(on)s.") % {
            "left": f"{left:%d/%m/%Y}", "years": term.years, "on": f"{on:%d/%m/%Y}",
        }  # fmt: skip
        lines.append(Line(category.name, on <= day, on, words, term.basis))
    return Deletion(False, left, tuple(lines))
