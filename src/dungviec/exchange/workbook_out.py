"""Writing a city as the documented workbook: one sheet per table, headings in Vietnamese, lists to choose from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dungviec.exchange.problems import UnreadableFileError
from dungviec.records import TABLES, Column, Snapshot, Table
from dungviec.records.dossier import DOSSIER_TABLES

INFO_SHEET = "Thông tin"
CODES_SHEET = "Danh mục"
FORMAT_NAME = "dungviec-city/1"
INFO_ROWS = (
    ("Định dạng", "format"),
    ("Tên", "name"),
    ("Tại ngày", "as_of"),
    ("Mã địa bàn", "place_code"),
    ("Ghi chú", "note"),
)
_WIDTHS = {
    "text": 22,
    "words": 30,
    "codes": 30,
    "date": 12,
    "int": 10,
    "number": 10,
    "bool": 10,
    "code": 22,
    "money": 16,
}


def write_city(snapshot: Snapshot, path: Path | str, *, dossiers: Mapping[str, pl.DataFrame] | None = None) -> Path:
    """Write ``snapshot`` as a workbook that :func:`dungviec.exchange.read_city` reads back unchanged.

    ``dossiers``: tables of ``records.dossier`` that get a sheet each, read back by :func:`dungviec.exchange.read_dossiers`.
    The file appears whole or not at all. Raises :class:`UnreadableFileError` when it cannot be written there.
    """
    return write_whole(Path(path), lambda temporary: _write(snapshot, temporary, dossiers or {}))


def write_whole(path: Path, write: Callable[[Path], None]) -> Path:
    """Let ``write`` fill a temporary file beside ``path``, then put it in place in one step.

    A pipe or device (``/dev/stdout``) is written to, never replaced; where ``path`` is a link, the file it leads to is.
    """
    stream = path.exists() and not path.is_file()
    target = path if stream else path.resolve()
    temporary = target if stream else target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        if not stream:
            temporary.replace(target)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as problem:
        if not stream:
            temporary.unlink(missing_ok=True)
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnreadableFileError(
            f"Không ghi được tệp «{path}»: {reason}. Chọn thư mục khác hoặc đóng tệp nếu đang mở.",
            f"Cannot write '{path}': {reason}. Choose another folder, or close the file if it is open.",
        ) from None
    except BaseException:
        if not stream:
            temporary.unlink(missing_ok=True)
        raise
    return path


def _write(snapshot: Snapshot, path: Path, dossiers: Mapping[str, pl.DataFrame]) -> None:
    with Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": f"{snapshot.name} – {snapshot.as_of:%d/%m/%Y}", "comments": FORMAT_NAME})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E7EEF2", "border": 1, "border_color": "#C9D3D9", "text_wrap": True, "valign": "vcenter"}),
            "must": book.add_format({"bold": True, "bg_color": "#D3E3EC", "border": 1, "border_color": "#C9D3D9", "text_wrap": True, "valign": "vcenter"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            "money": book.add_format({"num_format": "#,##0"}),
            "bold": book.add_format({"bold": True}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "text": book.add_format({"num_format": "@"}),
        }  # fmt: skip
        _write_info(book.add_worksheet(INFO_SHEET), snapshot, formats)
        for table in TABLES.values():
            _write_table(book.add_worksheet(table.sheet), table, snapshot[table.name], formats)
        for name, frame in dossiers.items():
            _write_table(book.add_worksheet(DOSSIER_TABLES[name].sheet), DOSSIER_TABLES[name], frame, formats)
        _write_codes(book.add_worksheet(CODES_SHEET), formats)


def _write_info(sheet: Worksheet, snapshot: Snapshot, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    values = {
        "format": FORMAT_NAME, "name": snapshot.name, "as_of": snapshot.as_of, "place_code": snapshot.place_code or "",
        "note": snapshot.note,
    }  # fmt: skip
    for row, (label, key) in enumerate(INFO_ROWS):
        sheet.write_string(row, 0, label, formats["bold"])
        if key == "as_of":
            sheet.write_datetime(row, 1, values[key], formats["date"])
        else:
            sheet.write_string(row, 1, str(values[key]))
    row = len(INFO_ROWS) + 1
    sheet.write_string(row, 0, "Các trang", formats["title"])
    for table in TABLES.values():
        row += 1
        sheet.write_string(row, 0, table.sheet, formats["bold"])
        sheet.write_string(row, 1, f"{table.vi} ({table.en})")
    row += 2
    sheet.write_string(row, 0, "Cách ghi", formats["bold"])
    sheet.write_string(
        row,
        1,
        "Cột nền đậm phải có giá trị. Ô trống nghĩa là chưa biết. Nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy.",
    )


def _write_table(sheet: Worksheet, table: Table, frame: pl.DataFrame, formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    for k, column in enumerate(table.columns):
        sheet.set_column(k, k, _WIDTHS[column.type], formats["text"] if column.type == "text" else None)
        sheet.write_string(0, k, column.vi, formats["must" if column.required else "head"])
        if column.type in ("code", "bool"):
            words = [c.vi for c in column.code_list] if column.code_list else ["Có", "Không"]
            if sum(len(w) + 1 for w in words) < 250:  # Excel's limit for a list typed into the cell rule
                sheet.data_validation(
                    1, k, max(len(frame), 1) + 500, k, {"validate": "list", "source": words, "error_type": "warning"}
                )
    sheet.autofilter(0, 0, max(len(frame), 1), len(table.columns) - 1)
    writers = [_writer(sheet, column, formats) for column in table.columns]
    for row, values in enumerate(frame.iter_rows(), start=1):
        for k, value in enumerate(values):
            if value is not None:
                writers[k](row, k, value)


def _writer(sheet: Worksheet, column: Column, formats: dict[str, Any]) -> Callable[[int, int, Any], Any]:
    if column.type == "date":
        return lambda r, c, v: sheet.write_datetime(r, c, v, formats["date"])
    if column.type == "money":
        return lambda r, c, v: sheet.write_number(r, c, v, formats["money"])
    if column.type in ("int", "number"):
        return lambda r, c, v: sheet.write_number(r, c, v)
    if column.type == "bool":
        return lambda r, c, v: sheet.write_string(r, c, "Có" if v else "Không")
    codes = column.code_list
    if column.type == "code" and codes is not None:
        labels = {c.value: c.vi for c in codes}
        return lambda r, c, v: sheet.write_string(r, c, labels.get(v, v))
    if column.type == "codes" and codes is not None:
        labels = {c.value: c.vi for c in codes}
        return lambda r, c, v: sheet.write_string(r, c, "; ".join(labels.get(x, x) for x in v))
    if column.type == "words":
        return lambda r, c, v: sheet.write_string(r, c, "; ".join(v))
    return lambda r, c, v: sheet.write_string(r, c, v)


def _write_codes(sheet: Worksheet, formats: dict[str, Any]) -> None:
    from dungviec.records.codes import CODE_LISTS

    sheet.set_column(0, 3, 30)
    for k, head in enumerate(("Danh mục", "Giá trị", "English", "Mã lưu trữ")):
        sheet.write_string(0, k, head, formats["head"])
    row = 0
    for codes in CODE_LISTS.values():
        for code in codes:
            row += 1
            for k, text in enumerate((codes.vi, code.vi, code.en, code.value)):
                sheet.write_string(row, k, text)
