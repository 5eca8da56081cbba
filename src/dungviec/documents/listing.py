"""Danh sách trích ngang: several officials on one sheet, with title block and signature, as Excel; and read back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from dungviec.documents.layout import Derived
from dungviec.documents.listing_columns import ListColumn
from dungviec.documents.paper import HIDDEN
from dungviec.documents.values import plain, written
from dungviec.exchange.problems import UnreadableFileError
from dungviec.records.dossiers import Dossier

SHEET = "Trích ngang"
NUMBER_HEAD = "TT"
FIRST_EXCEL_DAY = date(1900, 3, 1)
"""Excel counts days reliably from here on; earlier ones are written as words."""
_LONGEST = 32_767
_FONT = {"font_name": "Times New Roman", "font_size": 12}


def write_list(
    dossiers: Iterable[Dossier],
    columns: Sequence[ListColumn],
    *,
    title: str = "",
    body: str = "",
    as_of: date | None = None,
) -> bytes:
    """The list as .xlsx: A4 across, the heading row on every page. ``body`` is the office that draws it up.

    Raises :class:`UnreadableFileError` for a text that Excel cannot hold in one cell.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet(SHEET)
    formats = _formats(book)
    top = _title_block(sheet, formats, len(columns), title, body, as_of)
    sheet.write_string(top, 0, NUMBER_HEAD, formats["head"])
    sheet.set_column(0, 0, 5)
    for k, column in enumerate(columns, start=1):
        sheet.write_string(top, k, column.head, formats["head"])
        sheet.set_column(k, k, column.width)
    row = top
    for row, dossier in enumerate(dossiers, start=top + 1):
        sheet.write_number(row, 0, row - top, formats["centre"])
        for k, column in enumerate(columns, start=1):
            _cell(sheet, row, k, column, dossier, formats)
    _signature(sheet, row + 2, len(columns), formats)
    sheet.freeze_panes(top + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.set_header("&C&P", {"margin": 0.4})
    book.close()
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {**_FONT, "border": 1, "valign": "top", "text_wrap": True}
    return {
        "plain": book.add_format(_FONT), "bold": book.add_format({**_FONT, "bold": True, "align": "center"}),
        "italic": book.add_format({**_FONT, "italic": True, "align": "center"}),
        "title": book.add_format({**_FONT, "bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"}),
        "cell": book.add_format({**cell, "num_format": "@"}), "centre": book.add_format({**cell, "align": "center"}),
        "date": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"}), "number": book.add_format({**cell, "align": "right"}),
    }  # fmt: skip


def _title_block(sheet: Any, formats: dict[str, Any], width: int, title: str, body: str, as_of: date | None) -> int:
    half = max(width // 2, 2)
    last = max(width, half + 2)
    sheet.merge_range(0, 0, 0, half - 1, plain(body).upper() or "…………………………", formats["bold"])
    sheet.merge_range(0, half, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", formats["bold"])
    sheet.merge_range(1, half, 1, last, "Độc lập - Tự do - Hạnh phúc", formats["bold"])
    sheet.merge_range(
        3, 0, 3, last, plain(title) or "DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC", formats["title"]
    )
    if as_of is not None:
        sheet.merge_range(4, 0, 4, last, f"(Tại ngày {as_of:%d/%m/%Y})", formats["italic"])
    return 6


def _signature(sheet: Any, row: int, width: int, formats: dict[str, Any]) -> None:
    half = max(width // 2, 2)
    last = max(width, half + 2)
    sheet.merge_range(row, half, row, last, "………, ngày …… tháng …… năm ……", formats["italic"])
    sheet.merge_range(row + 1, 0, row + 1, half - 1, "NGƯỜI LẬP", formats["bold"])
    sheet.merge_range(row + 1, half, row + 1, last, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", formats["bold"])


def _cell(sheet: Any, row: int, k: int, column: ListColumn, dossier: Dossier, formats: dict[str, Any]) -> None:
    holds = column.holds
    if isinstance(holds, Derived) and f"{holds.of}.*" in dossier.hidden:
        sheet.write_string(row, k, HIDDEN, formats["cell"])
        return
    if isinstance(holds, Derived):
        sheet.write_string(row, k, _fitting(plain(holds.compose(dossier)), column, dossier), formats["cell"])
        return
    if holds.field in dossier.hidden:
        sheet.write_string(row, k, HIDDEN, formats["cell"])
        return
    value = dossier.one(holds.table, holds.column)
    if value is None and holds.field == "people.born" and dossier.person.get("born_year_only") is not None:
        sheet.write_string(row, k, str(dossier.person["born_year_only"]), formats["centre"])
    elif value is None:
        sheet.write_blank(row, k, None, formats["cell"])
    elif isinstance(value, date) and value >= FIRST_EXCEL_DAY:
        sheet.write_datetime(row, k, value, formats["date"])
    elif holds.declared.type in ("int", "money", "number"):
        sheet.write_number(row, k, value, formats["number"])
    else:
        sheet.write_string(row, k, _fitting(written(holds.declared, value), column, dossier), formats["cell"])


def _fitting(text: str, column: ListColumn, dossier: Dossier) -> str:
    if len(text) > _LONGEST:
        raise UnreadableFileError(
            f"Cột «{column.head}» của {dossier.person_id} dài {len(text)} ký tự, một ô Excel chỉ chứa {_LONGEST}; bỏ cột này.",
            f"Column '{column.head}' of {dossier.person_id} has {len(text)} characters, a cell of Excel holds {_LONGEST}; leave it out.",
        )
    return text
