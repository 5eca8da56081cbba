"""A form in Word, read back: by the names of its content controls and tables, by its printed words where an editor dropped the names."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from dungviec.documents.form_2c import FORM_2C
from dungviec.documents.layout import Form, Grid, GridColumn, Line, Make, Slot
from dungviec.documents.paper import BORN_YEAR, HIDDEN
from dungviec.documents.reading import Note, PaperRead, Part
from dungviec.documents.syll import SYLL
from dungviec.documents.values import is_empty, plain, read_back
from dungviec.exchange.problems import Problem, UnreadableFileError
from dungviec.exchange.values import BadValue
from dungviec.records.dossiers import table_of
from dungviec.records.vietnamese import fold

FORMS: dict[str, Form] = {SYLL.key: SYLL, FORM_2C.key: FORM_2C}
_MOST = 30_000_000
"""Unpacked bytes of the text; a form of a long career has less than one million."""


def read_word(data: bytes, *, name: str = "") -> PaperRead:
    """What a SYLL or 2C form in .docx says. Raises :class:`UnreadableFileError` with a sentence when it is no such form."""
    document = _open(data, name)
    try:
        return _understood(document, name)
    except (AttributeError, TypeError, KeyError):  # parts that are well-formed XML of another kind than Word's
        raise _unreadable(name) from None


def _understood(document: Any, name: str) -> PaperRead:
    form = _form(document, name)
    notes: list[Note] = []
    values = _controls(document, form, notes)
    missing = {s.field for s in form.slots} - {tag.removeprefix("hidden.") for tag, _ in _each_control(document)}
    if missing:
        _from_words(document, form, missing, values, notes)
    person_id = values.get("people.person_id") or document.core_properties.identifier or ""
    parts = _tables(document, form, notes)
    singles = {(t, c): v for key, v in values.items() for t, _, c in [key.partition(".")] if key != "people.person_id"}
    return PaperRead(form.key, str(person_id), singles, parts, notes)


def _open(data: bytes, name: str) -> Any:
    said = f"«{name}»" if name else "này"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(i.file_size for i in packed.infolist()) > _MOST:
                raise UnreadableFileError(
                    f"Tệp {said} quá lớn so với một tờ lý lịch.", f"The file {name} is too large for a record form."
                )
        return Document(io.BytesIO(data))
    except UnreadableFileError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        PackageNotFoundError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
        RuntimeError,  # a packing nobody knows, a locked part
    ):
        raise _unreadable(name) from None


def _unreadable(name: str) -> UnreadableFileError:
    said = f"«{name}»" if name else "này"
    return UnreadableFileError(
        f"Tệp {said} không phải tệp Word (.docx) đọc được; mở bằng Word, lưu lại dạng .docx rồi thử lại.",
        f"The file {name} is not a readable Word file (.docx); open it in Word, save it as .docx and try again.",
    )


def _form(document: Any, name: str) -> Form:
    known = FORMS.get(document.core_properties.category or "")
    if known is not None:
        return known
    text = fold(" ".join(p.text for p in document.element.body.iter(qn("w:t")) if p.text))
    if "so yeu ly lich" in text:
        return FORM_2C if "2c-bnv/2008" in text else SYLL
    said = f"«{name}»" if name else "này"
    raise UnreadableFileError(
        f"Tệp {said} không phải sơ yếu lý lịch (mẫu SYLL hoặc 2C). Tạo mẫu bằng: dungviec form syll.",
        f"The file {name} is not a record form (SYLL or 2C). Make one with: dungviec form syll.",
    )


def _each_control(document: Any) -> Iterator[tuple[str, Any]]:
    for control in document.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        tag = properties.find(qn("w:tag")) if properties is not None else None
        if tag is not None:
            yield tag.get(qn("w:val")) or "", control


def _text(element: Any) -> str:
    pieces = []
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p")):
        pieces.append((node.text or "") if node.tag == qn("w:t") else " ")
    return "".join(pieces)


def _exact(control: Any) -> date | None:
    """The exact day behind a control for dates."""
    kind = control.find(f"{qn('w:sdtPr')}/{qn('w:date')}")
    stamp = kind.get(qn("w:fullDate")) if kind is not None else None
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None


def _controls(document: Any, form: Form, notes: list[Note]) -> dict[str, Any]:
    slots = {s.field: s for s in form.slots}
    values: dict[str, Any] = {}
    for tag, control in _each_control(document):
        text = plain(_text(control))
        if tag == BORN_YEAR:
            _born(text, values, notes)
        elif tag in slots:
            _take(slots[tag], text, values, notes, exact=_exact(control))
    return values


def _take(slot: Slot, text: str, values: dict[str, Any], notes: list[Note], *, exact: date | None = None) -> None:
    if text == HIDDEN:
        return
    if slot.field == "people.born" and re.fullmatch(r"\d{4}", text):
        _born(text, values, notes)
        return
    try:
        value = read_back(slot.declared, text, exact=exact)
    except BadValue as bad:
        notes.append(
            Note(
                slot.declared.vi,
                text,
                Problem(bad.vi, bad.en, "Giá trị trong hồ sơ được giữ nguyên", "What is on file stays"),
            )
        )
        return
    if value is None and slot.declared.required:
        notes.append(
            Note(
                slot.declared.vi,
                "",
                Problem(
                    "bị bỏ trống", "was left empty", "Giá trị trong hồ sơ được giữ nguyên", "What is on file stays"
                ),
            )
        )
        return
    values[slot.field] = value


def _born(text: str, values: dict[str, Any], notes: list[Note]) -> None:
    """The year of birth where day and month are not known, or the day somebody wrote instead."""
    if is_empty(text) or re.fullmatch(r"\d{4}", text):
        values[BORN_YEAR] = None if is_empty(text) else int(text)
        return
    before = len(values)
    _take(Slot("people", "born"), text, values, notes)
    if len(values) > before and values.get("people.born") is not None:
        values[BORN_YEAR] = None


def _from_words(document: Any, form: Form, missing: set[str], values: dict[str, Any], notes: list[Note]) -> None:
    """Fields without a control, found between the printed words of their line."""
    paragraphs = [plain(_text(p)) for p in document.element.body.iter(qn("w:p"))]
    for line in form.lines:
        wanted = [p for p in line.parts if isinstance(p, Slot) and p.field in missing]
        if not wanted:
            continue
        pattern = _pattern(line)
        found = next((m for m in map(pattern.fullmatch, paragraphs) if m), None)
        if found is None:
            continue
        for n, part in enumerate(line.parts):
            if isinstance(part, Slot) and part.field in missing:
                told = Slot("people", "name") if part.field == "particulars.birth_name" else part
                if told.field not in values:
                    _take(told, plain(found[f"p{n}"]), values, notes)


def _pattern(line: Line) -> re.Pattern[str]:
    pieces = []
    for n, part in enumerate(line.parts):
        if isinstance(part, str):
            pieces.append(r"\s*".join(re.escape(word) for word in plain(part).split(" ")))
        else:
            pieces.append(rf"\s*(?P<p{n}>.*?)\s*")
    return re.compile("".join(pieces))


def _tables(document: Any, form: Form, notes: list[Note]) -> list[Part]:
    found: dict[str, Any] = {}
    for table in document.element.body.iter(qn("w:tbl")):
        grid = _which(table, form, found)
        if grid is not None:
            found[grid.key] = table
    parts: list[Part] = []
    for grid in form.grids:
        if grid.key in found:
            parts += _read_grid(grid, found[grid.key], notes)
        elif not _hides(document, grid):
            notes.append(Note(grid.heading or grid.key, "", Problem("không còn bảng này trên giấy", "the table is no longer on the paper", "Các dòng trong hồ sơ được giữ nguyên", "The rows on file stay")))  # fmt: skip
    return parts


def _hides(document: Any, grid: Grid) -> bool:
    return any(tag.startswith(f"hidden.{grid.makes[0].table}.") for tag, _ in _each_control(document))


def _which(table: Any, form: Form, found: dict[str, Any]) -> Grid | None:
    """The form's table a table of the document is: by its name, else by its headings (the first such one not yet found)."""
    caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
    key = caption.get(qn("w:val")) if caption is not None else None
    named = next((g for g in form.grids if g.key == key), None)
    if named is not None:
        return named
    rows = table.findall(qn("w:tr"))
    heads = [fold(plain(_text(c))) for c in rows[0].findall(qn("w:tc"))] if rows else []
    return next(
        (g for g in form.grids if g.key not in found and [fold(plain(c.head)) for c in g.columns] == heads), None
    )


def _read_grid(grid: Grid, table: Any, notes: list[Note]) -> list[Part]:
    rows: list[list[dict[str, Any]]] = [[] for _ in grid.makes]
    for number, row in enumerate(table.findall(qn("w:tr"))[1:], start=1):
        cells = row.findall(qn("w:tc"))
        if any(plain(_text(c)) == HIDDEN for c in cells):
            return []
        values = _row(grid, cells, number, notes)
        if values is None:
            continue
        for n, make in enumerate(grid.makes):
            if any(values.get(k) is not None for k in make.needs):
                rows[n].append(_record(make, values, f"{grid.heading or grid.key}, dòng {number}", notes))
    return [
        Part(
            make.table,
            make.fixed,
            tuple(make.cells),
            tuple(rows[n]),
            tuple(c for c, key in make.cells.items() if key in make.needs),
            make.supposed,
        )
        for n, make in enumerate(grid.makes)
    ]


def _row(grid: Grid, cells: list[Any], number: int, notes: list[Note]) -> dict[str, Any] | None:
    """The values of one printed row; None for an empty one."""
    texts = [plain(_text(c)) for c in cells]
    if all(is_empty(t) for t in texts):
        return None
    values: dict[str, Any] = {}
    for column, cell, text in zip(grid.columns, cells, texts, strict=False):
        control = next(cell.iter(qn("w:sdt")), None)
        try:
            values[column.key] = read_back(
                column.declared, text, exact=_exact(control) if control is not None else None
            )
        except BadValue as bad:
            notes.append(
                Note(
                    _place(grid, column, number),
                    text,
                    Problem(bad.vi, bad.en, "Sửa ô này rồi nhập lại", "Correct the cell and import again"),
                )
            )
    return values


def _record(make: Make, values: dict[str, Any], place: str, notes: list[Note]) -> dict[str, Any]:
    """The row of the records that a printed row becomes; unreadable cells and emptied required ones leave their column out."""
    record = {column: values[key] for column, key in make.cells.items() if key in values}
    for column in [c for c, value in record.items() if value is None and table_of(make.table).by_name[c].required]:
        del record[column]
        name = table_of(make.table).by_name[column].vi
        notes.append(
            Note(
                place,
                "",
                Problem(
                    f"thiếu «{name}»",
                    f"'{name}' is missing",
                    "Ghi vào ô này rồi nhập lại",
                    "Fill the cell and import again",
                ),
            )
        )
    return record


def _place(grid: Grid, column: GridColumn, number: int) -> str:
    name = grid.heading or table_of(grid.makes[0].table).sheet
    return f"{name}, dòng {number}, cột «{column.head}»"
