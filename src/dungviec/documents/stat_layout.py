"""The head of a statutory table as cells that span rows and columns: one layout, for Excel and for the printed page."""

from __future__ import annotations

from dataclasses import dataclass

from dungviec.workforce.statutory import StatTable

HEAD_ROWS = 4
"""Groups, groups within them, columns, numbers."""
FIXED = 2
"""Columns before the numbered ones: running number and unit."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One cell of the head: where it begins, how far it spans, its words; ``tall`` ones are written upwards."""

    row: int
    column: int
    rows: int
    columns: int
    words: str
    tall: bool = False


_ENGLISH = {
    "Trong đó": "Of which", "Chia theo ngạch": "By rank", "Trình độ chuyên môn": "Degree", "Trình độ chính trị": "Political theory", "Tin học": "Computing",
    "Ngoại ngữ": "Foreign languages", "Quản lý nhà nước": "State management", "Độ tuổi": "Age", "Từ 51 đến 60": "51 to 60", "Tiếng Anh": "English",
    "Ngoại ngữ khác": "Other languages", "Loại hợp đồng": "Kind of contract", "Ngạch": "Rank", "Trình độ": "Degree", "Lĩnh vực": "Field",
    "Hạng chức danh nghề nghiệp (tương đương)": "Class of professional title (equivalent)", "Lý luận chính trị": "Political theory",
}  # fmt: skip
"""Groups of columns in English."""


def group_words(group: str, lang: str) -> str:
    """The heading of a group of columns in one language."""
    return group if lang == "vi" else _ENGLISH.get(group, group)


def head_cells(table: StatTable, lang: str = "vi") -> list[HeadCell]:
    """Every cell of the head, row by row from 0; the last row holds A, B and the numbers of the columns."""
    vi, columns = lang == "vi", table.columns
    found = [
        HeadCell(0, 0, 3, 1, "STT" if vi else "No."), HeadCell(0, 1, 3, 1, "Tên đơn vị" if vi else "Unit"),
        HeadCell(3, 0, 1, 1, "A"), HeadCell(3, 1, 1, 1, "B"),
    ]  # fmt: skip
    for level, row in (("group", 0), ("subgroup", 1)):
        for start, end in _runs([(c.group, c.subgroup if level == "subgroup" else "") for c in columns]):
            if words := getattr(columns[start], level):
                found.append(HeadCell(row, start + FIXED, 1, end - start + 1, group_words(words, lang)))
    for n, c in enumerate(columns, start=FIXED):
        top = 0 if not c.group else 1 if not c.subgroup else 2
        found.append(HeadCell(top, n, 3 - top, 1, c.head if vi else c.en, tall=True))
        found.append(HeadCell(3, n, 1, 1, str(c.number)))
    return found


def _runs(keys: list[tuple[str, str]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for n, key in enumerate(keys):
        if found and keys[found[-1][0]] == key:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found
