"""Rosters with one person on each sheet: a form of labels and values («Họ và tên: …») is read as one row of a table.

Sheets that are forms take the place of one sheet with a heading and a row for each of them, so that everything after (columns
shown and remembered, marks, the dry run) is the same as for a table. The first column says which sheet a row came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from dungviec.exchange.grid import Cell, Sheet, load_sheets, show
from dungviec.exchange.roster.names import looks_like_name
from dungviec.exchange.roster.vocabulary import fields_of
from dungviec.records.vietnamese import clean

TALLEST = 200
"""Rows of the longest form; a longer sheet is a table."""
_FIELDS = 4
"""So many different labels with a value make a form, the name among them."""
_SIDE_BY_SIDE = 3
"""So many labels in one row are the heading of a table."""
_NEAR = 8
"""A value stands within so many columns of its label."""
_NUMBER = re.compile(r"^\s*\(?\d{1,2}(?:[.,]\d{1,2})*\s*[.)/–-]*\s*")
_ASIDE = re.compile(r"\([^)]*\)(?=\s*(?::|$))")
_PART = re.compile(r"[;,]\s*(?=[^:;,]{2,50}:)|\s{3,}(?=[^:]{2,50}:)")
_DOTS = re.compile(r"[.…_]{3,}")
NAME = "Mỗi trang một người"


def load_roster(
    path: Path, *, first: int | None = None, progress: Callable[[float], None] | None = None
) -> list[Sheet]:
    """The sheets of a roster as ``load_sheets`` gives them, those that are forms of one person put together."""
    sheets = load_sheets(path, first=first, progress=progress or _silent)
    if first is not None and first < TALLEST and any(form_of(sheet) for sheet in sheets):
        sheets = load_sheets(path, first=TALLEST)
    return forms_together(sheets)


def _silent(share: float) -> None:
    """Nobody listens."""


def forms_together(sheets: list[Sheet]) -> list[Sheet]:
    """``sheets`` with one table in the place of the forms; the same list when there are none."""
    found = [(sheet, values) for sheet in sheets if (values := form_of(sheet))]
    if not found or any(sheet.name == NAME for sheet in sheets):
        return sheets
    labels: dict[str, str] = {}
    for _sheet, values in found:
        for key, (label, _value) in values.items():
            labels.setdefault(key, label)
    rows: list[list[Cell]] = [["Trang", *labels.values()]]
    rows += [[sheet.name, *(values[key][1] if key in values else None for key in labels)] for sheet, values in found]
    forms = {sheet.name for sheet, _values in found}
    table = Sheet(NAME, rows, height=len(rows), plain_text=found[0][0].plain_text)
    return [table, *(sheet for sheet in sheets if sheet.name not in forms)]


def form_of(sheet: Sheet) -> dict[str, tuple[str, Cell]] | None:
    """The labels and values of a sheet by the field each label means; None when it is no form of one person."""
    if sheet.hidden or max(sheet.height, len(sheet.rows)) > TALLEST or any(_is_heading(row) for row in sheet.rows):
        return None
    found: dict[str, tuple[str, Cell]] = {}
    names = 0
    for label, value in _labelled(sheet):
        key = _field(label)
        if key is None:
            continue
        names += key == "name"
        found.setdefault(key, (label, value))
    name = found.get("name")
    is_form = names == 1 and len(found) >= _FIELDS and name is not None and looks_like_name(show(name[1]))
    return found if is_form else None


def _is_heading(row: list[Cell]) -> bool:
    """Whether a row is one of a table's heading: several labels beside each other, without colons."""
    labels = (cell for cell in row if isinstance(cell, str) and ":" not in cell and _field(_bare(cell)))
    return len(list(islice(labels, _SIDE_BY_SIDE))) == _SIDE_BY_SIDE


def _labelled(sheet: Sheet) -> Iterator[tuple[str, Cell]]:
    """Every label with its value: in one cell after a colon, or in the next filled cell of the row."""
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if not isinstance(cell, str):
                continue
            if ":" in cell and cell.rstrip()[-1:] != ":":
                for part in _PART.split(_ASIDE.sub(" ", cell)):
                    label, _colon, text = part.partition(":")
                    if told := clean(_DOTS.sub(" ", text)):
                        yield _bare(label), told
            else:
                value = next((v for v in row[column + 1 : column + 1 + _NEAR] if v is not None and v != ""), None)
                if value is not None and not (isinstance(value, str) and (":" in value or _field(_bare(value)))):
                    yield _bare(cell), value


def _bare(label: str) -> str:
    """A label without its number, asides and colon."""
    return clean(_ASIDE.sub(" ", _NUMBER.sub("", label)).rstrip(" :.…")).strip()


def _field(label: str) -> str | None:
    """The field a label means; the name at birth is the name of a form."""
    if not label or len(label) > 60:
        return None
    best = fields_of(label)
    return best[0][0] if best and best[0][1] >= 0.8 and not best[0][0].startswith("_") else None
