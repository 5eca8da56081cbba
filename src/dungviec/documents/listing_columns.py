"""Columns a danh sách trích ngang may have: values of the records, and words composed from rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dungviec.documents import derived as d
from dungviec.documents.layout import Derived, Slot
from dungviec.exchange.problems import UnreadableFileError
from dungviec.records.vietnamese import fold


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of the list: its key, heading, width in characters, and what stands in it."""

    key: str
    head: str
    width: int
    holds: Slot | Derived


def _of(table: str, column: str, width: int, head: str = "") -> ListColumn:
    slot = Slot(table, column)
    return ListColumn(column, head or slot.declared.vi, width, slot)


LIST_COLUMNS: dict[str, ListColumn] = {
    c.key: c
    for c in (
        _of("people", "person_id", 12, "Số hiệu"),
        _of("people", "name", 26),
        _of("people", "born", 12),
        _of("people", "sex", 8),
        _of("people", "ethnicity", 12),
        _of("particulars", "religion", 12),
        _of("people", "home_place", 28),
        _of("particulars", "birth_place", 28),
        _of("people", "citizen_id", 15),
        _of("particulars", "phone", 14),
        _of("particulars", "address", 32),
        ListColumn("post", "Chức vụ, đơn vị công tác", 36, d.CURRENT_POST),
        ListColumn("appointed", "Ngày bổ nhiệm", 12, d.APPOINTED),
        ListColumn("concurrent", "Chức vụ kiêm nhiệm", 28, d.CONCURRENT_POSTS),
        ListColumn("party_post", "Chức vụ Đảng", 26, d.PARTY_POST),
        _of("people", "employment", 20),
        _of("people", "joined", 12),
        _of("particulars", "first_hired", 12),
        _of("people", "party_joined", 12),
        _of("particulars", "party_official", 12),
        _of("people", "degree", 14),
        _of("people", "major", 22),
        _of("people", "theory", 14),
        _of("people", "state_management", 18),
        _of("particulars", "language", 14),
        _of("particulars", "language_level", 10),
        _of("particulars", "computing_level", 10),
        ListColumn("rank_name", "Ngạch, chức danh", 22, d.RANK_NAME),
        _of("people", "rank_code", 14, "Mã ngạch"),
        _of("particulars", "salary_step", 8),
        _of("people", "coefficient", 9),
        _of("particulars", "salary_since", 12),
        _of("particulars", "main_work", 30),
        ListColumn("strengths", "Sở trường có minh chứng", 30, d.STRENGTHS_ON_FILE),
        ListColumn("planned", "Quy hoạch", 30, d.PLANNED),
        ListColumn("last_award", "Khen thưởng gần nhất", 28, d.LAST_AWARD),
    )
}
"""Every column by its key."""
DEFAULT_COLUMNS = (
    "person_id", "name", "born", "sex", "ethnicity", "home_place", "post", "appointed", "party_joined", "party_official", "degree",
    "major", "theory", "state_management", "rank_code", "coefficient",
)  # fmt: skip
ALWAYS = ("person_id", "name")
"""The list can be read back because everybody on it is named by the number on file."""


def chosen(keys: Sequence[str]) -> tuple[ListColumn, ...]:
    """Columns by key or heading in the order asked for, number and name always first; none asked for gives the usual ones.

    Raises :class:`UnreadableFileError` naming the word that is no column, with those there are.
    """
    by_word = {fold(c.head): c.key for c in LIST_COLUMNS.values()}
    found = []
    for word in keys or DEFAULT_COLUMNS:
        key = word if word in LIST_COLUMNS else by_word.get(fold(word))
        if key is None:
            raise UnreadableFileError(
                f"Danh sách trích ngang không có cột «{word}»; chọn trong: {', '.join(LIST_COLUMNS)}.",
                f"The list has no column '{word}'; choose among: {', '.join(LIST_COLUMNS)}.",
            )
        found.append(key)
    return tuple(LIST_COLUMNS[k] for k in dict.fromkeys((*ALWAYS, *found)))
