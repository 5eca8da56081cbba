"""A danh sách trích ngang read back: the heading row is found by its words, everybody by the number on file."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

from dungviec.documents.layout import Derived, Slot
from dungviec.documents.listing import NUMBER_HEAD
from dungviec.documents.listing_columns import LIST_COLUMNS, ListColumn
from dungviec.documents.paper import HIDDEN
from dungviec.documents.reading import Note, PaperRead
from dungviec.documents.values import is_empty, plain, read_back
from dungviec.exchange.extents import refuse_unsafe
from dungviec.exchange.problems import Problem, UnreadableFileError
from dungviec.exchange.values import BadValue, read_value
from dungviec.records.vietnamese import fold

_MOST = 200_000_000
_STAYS = ("Giá trị trong hồ sơ được giữ nguyên", "What is on file stays")


def read_list(data: bytes, *, name: str = "") -> list[PaperRead]:
    """What a list says, one reading per person. Raises :class:`UnreadableFileError` with a sentence when it is no such list."""
    for rows in _sheets(data, name):
        for top, row in enumerate(rows):
            words = [fold(plain(str(c))) for c in row]
            if fold(NUMBER_HEAD) in words and fold(LIST_COLUMNS["person_id"].head) in words:
                return _people(rows, top, words)
    said = f"«{name}»" if name else "này"
    raise UnreadableFileError(
        f"Tệp {said} không có dòng tiêu đề «{NUMBER_HEAD}», «{LIST_COLUMNS['person_id'].head}»… của danh sách trích ngang.",
        f"The file {name} has no heading row of the list («{NUMBER_HEAD}», «{LIST_COLUMNS['person_id'].head}»…).",
    )


def _sheets(data: bytes, name: str) -> list[list[list[Any]]]:
    said = f"«{name}»" if name else "này"
    try:
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                if sum(i.file_size for i in packed.infolist()) > _MOST:
                    raise UnreadableFileError(
                        f"Tệp {said} quá lớn so với một danh sách.", f"The file {name} is too large for a list."
                    )
        refuse_unsafe(name or "danh-sach.xlsx", data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names]
    except (UnreadableFileError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic inside the reader on a damaged file is not an Exception
        raise UnreadableFileError(
            f"Tệp {said} không phải bảng tính đọc được; mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.",
            f"The file {name} is not a readable spreadsheet; open it in Excel, save it as .xlsx and try again.",
        ) from None


def _people(rows: list[list[Any]], top: int, words: list[str]) -> list[PaperRead]:
    heads = {fold(c.head): c for c in LIST_COLUMNS.values()}
    columns = {k: heads[w] for k, w in enumerate(words) if w in heads}
    numbers = words.index(fold(NUMBER_HEAD))
    found: list[PaperRead] = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        cells = {c.key: row[k] for k, c in columns.items() if k < len(row)}
        if plain(str(cells.get("person_id", ""))):
            found.append(_person(number, cells))
        elif _counted(row[numbers] if numbers < len(row) else ""):
            found.append(_nameless(number, cells))
        elif any(plain(str(v)) for v in row):
            break  # the signature
    return found


def _counted(cell: Any) -> bool:
    """Whether the first cell of a row numbers somebody."""
    return isinstance(cell, int | float) or plain(str(cell)).rstrip(".").isdigit()


def _nameless(number: int, cells: dict[str, Any]) -> PaperRead:
    problem = Problem(
        "không có số hiệu", "has no number", "Ghi số hiệu cán bộ ở cột «Số hiệu»", "Write the number on file"
    )
    return PaperRead("list", "", notes=(Note(f"dòng {number}", plain(str(cells.get("name", ""))), problem),))


def _person(number: int, cells: dict[str, Any]) -> PaperRead:
    values: dict[tuple[str, str], Any] = {}
    notes: list[Note] = []
    for key, cell in cells.items():
        column = LIST_COLUMNS[key]
        if key == "person_id" or isinstance(column.holds, Derived):
            continue
        try:
            _take(column.holds, cell, values)
        except BadValue as bad:
            notes.append(Note(_place(number, column), plain(str(cell)), Problem(bad.vi, bad.en, *_STAYS)))
    return PaperRead("list", _identifier(cells["person_id"]), values, (), notes)


def _take(slot: Slot, cell: Any, values: dict[tuple[str, str], Any]) -> None:
    column = slot.declared
    if isinstance(cell, str):
        text = plain(cell)
        if text == HIDDEN:
            return
        if slot.field == "people.born" and len(text) == 4 and text.isdigit():
            values["people", "born_year_only"] = int(text)
            return
        value = None if is_empty(text) else read_back(column, text)
    else:
        value = read_value(column, cell)
    if value is None and column.required:
        return
    values[slot.table, slot.column] = value


def _identifier(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else plain(str(cell))


def _place(number: int, column: ListColumn) -> str:
    return f"dòng {number}, cột «{column.head}»"
