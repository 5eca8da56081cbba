"""By when a result must be in the national database, as far as a text on file says so.

NĐ 335/2025/NĐ-CP Điều 26 (civil servants, from 01/01/2026) and NĐ 233/2026 Điều 18 (public employees, from 01/07/2026) give five days for
the *results of appraisal*. For other changes of a record no dated text is on file: their clock is unknown. The texts say «05 ngày» without
«làm việc», where the same decree says «ngày làm việc» elsewhere; so the days are counted as they follow each other, and the later day by
working days is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dungviec.law.book import LawView
from dungviec.law.rules import Rule
from dungviec.law.working_days import add_working_days

RULES = ("RATE-335-SYNC", "RATE-VC-2026-20")
READING = (
    "Văn bản ghi «05 ngày», không ghi ngày làm việc: đếm ngày liên tục, ngày có kết quả không tính; ngày theo cách đếm ngày làm việc ghi bên cạnh.",
    "The text says '5 days', not working days: days are counted as they follow, the day of the result left out; the day by working days stands beside.",
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one change: the last day, the last day were working days meant, and the rule; or why none can be told."""

    due: date | None = None
    due_if_working: date | None = None
    rule: Rule | None = None
    unknown: tuple[str, str] = ("", "")

    def late(self, on: date) -> bool | None:
        """Whether the day has passed by the reading used; None where there is no clock."""
        return None if self.due is None else on > self.due

    def late_either_way(self, on: date) -> bool:
        """Whether it has passed also were working days meant."""
        return self.due_if_working is not None and on > self.due_if_working


NO_TEXT = Clock(
    unknown=(
        "Kho luật không có văn bản nào nêu hạn cho loại thay đổi này",
        "No text on file sets a day for this kind of change",
    )
)


def rating_clock(rating: Mapping[str, Any], category: str | None, law: Callable[[date], LawView]) -> Clock:
    """The clock of one yearly result: ``rating`` as the record JSON has it, ``category`` of the person,
    ``law`` gives the law of a day (``LawBook.load().on``).

    The law is that of the day of the result. Unknown where the day or the category is not on file, for ratings by the Party, and
    for days and categories no text speaks of.
    """
    if rating.get("system") != "state":
        return Clock(
            unknown=(
                "Không văn bản nào trong kho nêu hạn cho xếp loại của Đảng",
                "No text on file sets a day for ratings by the Party",
            )
        )
    if not rating.get("decided"):
        return Clock(unknown=("Chưa biết ngày quyết định xếp loại", "The day of the rating is not known"))
    if category is None:
        return Clock(unknown=("Chưa biết đối tượng (cán bộ, công chức, viên chức)", "The category is not known"))
    decided = date.fromisoformat(str(rating["decided"]))
    for rule in law(decided).rules(topic="appraisal", kind="clock"):
        if rule.id in RULES and category in rule.applies_to.categories:
            days = int(rule.params["sync_days"])
            return Clock(decided + timedelta(days=days), add_working_days(decided, days), rule)
    return Clock(
        unknown=(
            f"Kho luật không có văn bản nêu hạn cho đối tượng này vào ngày {decided:%d/%m/%Y}",
            f"No text on file sets a day for this category on {decided.isoformat()}",
        )
    )


def earliest(clocks: Iterable[Clock]) -> Clock:
    """The clock that runs out first; without any that is known, the first unknown one, and for no result :data:`NO_TEXT`."""
    found = list(clocks)
    known = [c for c in found if c.due is not None]
    return min(known, key=lambda c: c.due or date.max) if known else (found[0] if found else NO_TEXT)
