"""Marks of single cells, for a page that shows a file before it is taken over: fine, mended and how, doubtful, wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dungviec.exchange.grid import Cell, CellError, Sheet, show
from dungviec.exchange.oldtext import WORDS, Encoding
from dungviec.exchange.problems import Problem
from dungviec.exchange.roster.columns import ColumnUse
from dungviec.exchange.roster.header import merge_origins
from dungviec.exchange.roster.record import Bounds, Row, RowReader
from dungviec.exchange.roster.rows import Layout
from dungviec.records.codes import DEGREES, RATINGS, SEXES, STATE_MANAGEMENT, THEORY
from dungviec.records.employment import EMPLOYMENT

Level = Literal["ok", "mended", "warning", "error"]
_LISTS = {
    "sex": SEXES,
    "degree": DEGREES,
    "theory": THEORY,
    "state_management": STATE_MANAGEMENT,
    "employment": EMPLOYMENT,
}
_DATES = frozenset(
    {"born", "born_male", "born_female", "joined", "party_joined", "party_official", "appointed", "coefficient_from"}
)
_SAME = frozenset({"ethnicity", "unit", "title", "major", "name"})


@dataclass(frozen=True, slots=True)
class CellMark:
    """What became of one cell: its column (from 0), how it went, and one sentence with the mend in both languages."""

    column: int
    level: Level
    vi: str = ""
    en: str = ""
    todo_vi: str = ""
    todo_en: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "column": self.column, "level": self.level, "vi": self.vi, "en": self.en,
            "todo_vi": self.todo_vi, "todo_en": self.todo_en,
        }  # fmt: skip


def marks_of(
    row: Row, uses: Sequence[ColumnUse], old: Mapping[int, tuple[Encoding, str]] | None = None
) -> list[CellMark]:
    """The marks of a row's cells that are not simply fine, by column. ``old``: cells that stood in VNI or TCVN3.

    A problem without a column of its own (no unit anywhere) stands at column -1.
    """
    found: dict[int, CellMark] = {}
    for level, problems in (("error", row.rejects), ("warning", row.warnings)):
        for _, use, _, problem in problems:
            column = use.index if use is not None else -1
            if column not in found:
                found[column] = _problem(column, level, problem)  # type: ignore[arg-type]
    for column, (encoding, original) in (old or {}).items():
        vi, en = WORDS[encoding]
        found.setdefault(
            column,
            CellMark(column, "mended", f"chuyển từ phông {vi}: «{original}»", f"converted from {en}: “{original}”"),
        )
    for use in uses:
        if use.index in found or not use.field or use.field.startswith("_"):
            continue
        cell = row.cells[use.index] if use.index < len(row.cells) else None
        told = _understood(use, row.facts, cell)
        if told is not None:
            found[use.index] = CellMark(use.index, "mended", f"đọc là «{told[0]}»", f"read as “{told[1]}”")
    return [found[c] for c in sorted(found)]


def _problem(column: int, level: Level, problem: Problem) -> CellMark:
    return CellMark(column, level, problem.vi, problem.en, problem.todo_vi, problem.todo_en)


def _understood(use: ColumnUse, facts: dict[str, Any], cell: Cell) -> tuple[str, str] | None:
    """What was understood, in both languages, where it is not what stands in the cell."""
    if cell is None or isinstance(cell, CellError | bool):
        return None
    shown = show(cell)
    if use.field in _LISTS:
        value = facts.get(use.field)
        words = (_LISTS[use.field].label(value, "vi"), _LISTS[use.field].label(value, "en")) if value else None
    elif use.field in {"rating", "party_rating"}:
        level = (facts.get("ratings" if use.field == "rating" else "party_ratings") or {}).get(use.detail)
        words = (RATINGS.label(level, "vi"), RATINGS.label(level, "en")) if level else None
    elif use.field in _DATES:
        text = facts.get("born" if use.field.startswith("born") else use.field)
        words = (day_words(text),) * 2 if text else None
    elif use.field == "citizen_id":
        words = (facts["citizen_id"],) * 2 if facts.get("citizen_id") else None
    elif use.field in _SAME:
        words = (str(facts[use.field]),) * 2 if facts.get(use.field) else None
    else:
        return None
    if use.field in _DATES and words is not None and _digits(shown) == _digits(words[0]):
        return None  # the same day in another dress: nothing was mended
    if words is None or (shown.casefold() == words[0].casefold() and (use.field != "name" or shown == words[0])):
        return None
    return words[0], words[1]


def _digits(text: str) -> list[int]:
    return [int(d) for d in re.findall(r"\d+", text)]


def day_words(text: str) -> str:
    """An ISO text of any precision as people write it.

    >>> day_words("1980-03-05"), day_words("1980-03"), day_words("1980")
    ('05/03/1980', '03/1980', '1980')
    """
    return "/".join(reversed(text.split("-")))


def read_again(
    cells: Sequence[Cell],
    uses: Sequence[ColumnUse],
    *,
    sheet: str,
    number: int,
    around: dict[str, Any],
    as_of: date | None = None,
    sex_codes: dict[str, str] | None = None,
    plain_text: bool = False,
) -> Row:
    """One row read once more after a cell was mended by hand; ``around`` is what the rest of the sheet said about it."""
    alone = Sheet(sheet, [list(cells)], plain_text=plain_text)
    layout = Layout(alone, tuple(uses), merge_origins(alone))
    row = RowReader(layout, Bounds(as_of), sex_codes or {}).read(0)
    row.number, row.around = number, dict(around)
    for key, value in around.items():
        if not row.facts.get(key):
            row.facts[key] = value
    return row
