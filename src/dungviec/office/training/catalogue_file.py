"""The catalogue as a file: a template to fill, the catalogue itself, and a filled file read with every wrong cell named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dungviec.exchange.grid import Cell, Sheet, filled, load_sheets
from dungviec.exchange.problems import UnreadableFileError
from dungviec.exchange.values import shown
from dungviec.office.intake.files import packed
from dungviec.office.training.forms.courses import COLUMNS, CourseForm, values_of
from dungviec.office.training.models import Course, Form, Owner
from dungviec.records.codes import TRAINING_KINDS
from dungviec.records.vietnamese import fold

MOST = 2000
"""Courses of one file."""
_DEEPEST = 15


@dataclass(frozen=True, slots=True)
class WrongCell:
    """One cell that cannot be taken: where it stands, its heading, what it says, why not."""

    place: str
    head: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """What a file holds: rows ready to be written, and every cell that is wrong. Rows are written only when nothing is."""

    rows: list[dict[str, Any]]
    wrong: list[WrongCell]


def heads() -> dict[str, str]:
    """The heading of each column, as the form calls it."""
    form = CourseForm()
    return {name: str(form.fields[name].label) for name in COLUMNS}


def template(courses: Iterable[Course] = ()) -> bytes:
    """The file to fill; with courses, the catalogue in the same columns, so that it can come back."""
    rows = [[_written(name, value) for name, value in values_of(c).items() if name in COLUMNS] for c in courses]
    if not rows:
        rows = [[
            "KN-01", _("Kỹ năng soạn thảo văn bản"), TRAINING_KINDS.label("skills", "vi"), str(Form.POSITION.label), str(Owner.OWN.label), "", "3", "40", "15", "2", "",
            "900.000", "12.000.000", "G3 1-3", "", "", "", "", "", "", "", "", "01/01/2021", "", "", "",
        ]]  # fmt: skip
    return packed([list(heads().values()), *rows], _("Danh mục khóa học"))


def read(path: Path) -> ReadCatalogue:
    """Every course of the first sheet that has the headings. Raises UnreadableFileError where no sheet has them."""
    for sheet in load_sheets(path):
        if sheet.hidden or not sheet.rows:
            continue
        top, use = _header(sheet)
        if use:
            return _read_rows(sheet, top, use)
    raise UnreadableFileError(
        "Không thấy dòng tiêu đề của mẫu danh mục khóa học: cần ít nhất «Mã khóa», «Tên khóa học», «Loại», «Số ngày học». Xin tải mẫu và điền vào mẫu.",
        "No heading row of the course catalogue: at least “Mã khóa”, “Tên khóa học”, “Loại”, “Số ngày học” are needed. Download the template and fill it.",
    )


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    known: dict[str, str] = {}
    for name, head in heads().items():
        known[fold(head)] = known[name] = name
    for top in range(min(_DEEPEST, len(sheet.rows))):
        use = {known[w]: c for c, cell in enumerate(sheet.rows[top]) if (w := _word(cell)) in known}
        if {"code", "title", "kind", "days"} <= use.keys():
            return top, use
    return 0, {}


def _word(cell: Cell) -> str:
    return fold(cell).strip(" *:") if isinstance(cell, str) else ""


def _read_rows(sheet: Sheet, top: int, use: dict[str, int]) -> ReadCatalogue:
    rows: list[dict[str, Any]] = []
    wrong: list[WrongCell] = []
    named, seen = heads(), dict[str, int]()
    below = [r for r in range(top + 1, len(sheet.rows)) if filled(sheet.rows[r])]
    if len(below) > MOST:
        raise UnreadableFileError(
            f"Tệp có {len(below)} khóa học, quá mức {MOST} khóa một tệp.",
            f"The file has {len(below)} courses, more than {MOST}.",
        )
    for r in below:
        given = {name: _typed(name, sheet.cell(r, c)) for name, c in use.items()}
        form = CourseForm(given)
        if form.is_valid():
            code = form.values["code"].lower()
            if code in seen:
                wrong.append(
                    WrongCell(
                        _place(r, use["code"]), named["code"], given["code"], _("Mã đã có ở dòng %d.") % seen[code]
                    )
                )
            seen.setdefault(code, r + 1)
            rows.append(form.values)
        wrong += [
            WrongCell(_place(r, use.get(name)), named.get(name, ""), given.get(name, "")[:60], " ".join(str(e) for e in errors))
            for name, errors in form.errors.items()
        ]  # fmt: skip
    return ReadCatalogue(rows, wrong)


def _place(row: int, column: int | None) -> str:
    letters = ""
    n = (column if column is not None else -1) + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}" if letters else _("dòng %d") % (row + 1)


def _typed(name: str, cell: Cell) -> str:
    """A cell as it would be typed into the form; words of the lists as their codes."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    text = shown(cell)
    if name == "kind":
        return TRAINING_KINDS.parse(text) or text
    choices: Sequence[tuple[str, Any]] = {"form": Form.choices, "owner": Owner.choices}.get(name, ())
    return next((key for key, label in choices if fold(text) in (fold(str(label)), key)), text)


def _written(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return _("Có")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list):
        return str(CourseForm.base_fields[name].prepare_value(value))
    if name == "kind":
        return str(TRAINING_KINDS.label(value, "vi"))
    if name in ("form", "owner"):
        return str((Form if name == "form" else Owner)(value).label)
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)
