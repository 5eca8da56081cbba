"""Gaps as a workbook: units × competencies, the competencies with what would close them, and the people."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import xlsxwriter
from django.utils.translation import gettext as _

from dungviec.office.competency.selectors import gaps


def workbook(found: pl.DataFrame, *, day: date, unit: str = "") -> bytes:
    """An xlsx file of three sheets; figures stand in every cell, so that it prints in black and white."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}), "quiet": book.add_format({"font_color": "#636A73"}),
        "head": book.add_format({"bold": True, "bg_color": "#F4F1EA", "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
        "plain": book.add_format({"valign": "top", "text_wrap": True}), "per_cent": book.add_format({"num_format": "0 %", "valign": "top"}),
    }  # fmt: skip
    title = _("Khoảng trống năng lực") + (f": {unit}" if unit else "")
    columns = gaps.columns(found)
    codes = [code for code, _name in columns]
    rows = [*gaps.heat_rows(found, codes), gaps.all_row(found, codes)]
    heads = [_("Đơn vị"), _("Người"), *(f"{code} {name}" for code, name in columns)]
    cells = [
        [
            r.name,
            r.people,
            *(c.share if c and c.share is not None else _("chưa đánh giá") if c else "" for c in r.cells),
        ]
        for r in rows
    ]
    _sheet(
        book,
        formats,
        _("Theo đơn vị"),
        title,
        _("Phần người còn thiếu trong số đã đánh giá; tại ngày %s") % f"{day:%d/%m/%Y}",
        heads,
        cells,
    )
    heads = [
        _("Năng lực"),
        _("Được hỏi"),
        _("Đã đánh giá"),
        _("Còn thiếu"),
        _("Số mức thiếu"),
        _("Khóa học có thể lấp"),
        _("Việc rèn được"),
    ]
    cells = [
        [c.name, c.people, c.assessed, c.short, c.levels, "; ".join(c.courses), c.by_work]
        for c in gaps.by_competency(found)
    ]
    _sheet(
        book,
        formats,
        _("Theo năng lực"),
        title,
        _("Khóa học và việc: gợi ý của văn phòng, không phải quy định"),
        heads,
        cells,
    )
    heads = [_("Họ và tên"), _("Vị trí"), _("Còn thiếu"), _("Chưa đánh giá"), *codes]
    people = gaps.person_rows(found, codes)
    cells = [
        [p.name, p.title, p.short, p.unknown, *("" if c is None else f"{c[0] or '?'}/{c[1]}" for c in p.cells)]
        for p in people
    ]
    _sheet(book, formats, _("Từng người"), title, _("Mức đang có / mức tối thiểu; ? là chưa đánh giá"), heads, cells)
    book.close()
    return buffer.getvalue()


def _sheet(
    book: Any, formats: dict[str, Any], name: str, title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:  # fmt: skip
    sheet = book.add_worksheet(name)
    sheet.write(0, 0, title, formats["title"])
    sheet.write(1, 0, note, formats["quiet"])
    for i, head in enumerate(heads):
        sheet.write(3, i, head, formats["head"])
        sheet.set_column(i, i, 32 if i == 0 else 14)
    for r, row in enumerate(rows, start=4):
        for i, value in enumerate(row):
            sheet.write(r, i, value, formats["per_cent" if isinstance(value, float) else "plain"])
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, 3 + max(len(rows), 1), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer("&L" + _("Đúng Việc") + "&R&P/&N")
