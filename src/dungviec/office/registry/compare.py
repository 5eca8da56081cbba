"""Two to five officials side by side, through the gate: what the list knows of each, and what their records hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.office.access.fields import group_of
from dungviec.office.access.masks import is_masked
from dungviec.office.registry import record
from dungviec.office.registry.career import Life
from dungviec.office.registry.columns import COLUMNS
from dungviec.office.registry.gate import SeenFile
from dungviec.records.codes import CODE_LISTS

FEWEST, MOST = 2, 5
_FROM_LIST = (
    "title", "unit", "since", "level", "term_ends", "retires", "age", "sex", "category", "degree", "major", "theory",
    "state_management", "party", "ethnicity", "rank", "coefficient", "joined",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: what it is about, what stands for each person, and whether that is the same for all."""

    label: str
    cells: tuple[Any, ...]

    @property
    def same(self) -> bool:
        """Whether nothing tells the people apart here; what may not be seen tells nobody apart."""
        return len({"" if is_masked(cell) else str(cell) for cell in self.cells}) <= 1


def rows(files: Sequence[SeenFile]) -> list[Row]:
    """The lines for these records, in a fixed order; lines on which nobody has anything are left out."""
    found = [Row(str(COLUMNS[key].label), tuple(_cell(file, key) for file in files)) for key in _FROM_LIST]
    lives = [record.life(file) for file in files]
    found += [
        Row(label, tuple(read(file, life) for file, life in zip(files, lives, strict=True)))
        for label, read in (
            (_("Sở trường"), _strengths),
            (_("Ba lần xếp loại gần nhất"), _ratings),
            (_("Khen thưởng"), _counted("awards")),
            (_("Kỷ luật"), _counted("discipline")),
            (_("Quy hoạch"), _plans),
        )
    ]
    return [row for row in found if any(is_masked(cell) or cell not in ("–", "") for cell in row.cells)]


def _cell(file: SeenFile, key: str) -> Any:
    column, card = COLUMNS[key], file.card
    value = card.get(column.source)
    return value if is_masked(value) else column.text(card)


def _instead(file: SeenFile, table: str) -> Any:
    """What stands for a table: its mark, nothing where nothing may tell of it, None when it is seen."""
    if file.sees(group_of(table, "*").key):
        return None
    return file.instead(table) or ""


def _strengths(file: SeenFile, _life: Life) -> Any:
    codes = [row["strength"] for row in record.strengths(file)]
    words = ", ".join(CODE_LISTS["strength"].label(code, get_language() or "vi") for code in codes) or "–"
    return words if (mark := _instead(file, "strengths")) is None else mark


def _ratings(file: SeenFile, life: Life) -> Any:
    if (mark := _instead(file, "ratings")) is not None:
        return mark
    state = [row for row in life.ratings if row["system"] == "state" and row["rating"]][:3]
    words = [f"{row['year']}: {CODE_LISTS['rating'].label(row['rating'], get_language() or 'vi')}" for row in state]
    return "; ".join(words) or "–"


def _counted(table: str) -> Callable[[SeenFile, Life], Any]:
    def read(file: SeenFile, life: Life) -> Any:
        mark = _instead(file, table)
        return str(len(getattr(life, table))) if mark is None else mark

    return read


def _plans(file: SeenFile, _life: Life) -> Any:
    words = "; ".join(row["title"] for row in record.plans(file)) or "–"
    return words if (mark := _instead(file, "plans")) is None else mark
