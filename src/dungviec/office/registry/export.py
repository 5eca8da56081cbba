"""The list as a workbook: exactly the rows and columns on the screen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import polars as pl
import xlsxwriter
from django.utils.translation import gettext as _

from dungviec.office.registry.columns import Column


def workbook(
    frame: pl.DataFrame, columns: Sequence[Column], *, title: str, day: date, conditions: Sequence[str]
) -> bytes:
    """An xlsx file with a title, the day, the filters in words, and the table; it prints on A4 across."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Cán bộ"))
    heading = book.add_format({"bold": True, "font_size": 14})
    quiet = book.add_format({"font_color": "#636A73"})
    head = book.add_format({"bold": True, "bg_color": "#F4F1EA", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    dated = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    sheet.write(0, 0, title, heading)
    sheet.write(1, 0, " · ".join([_("Tại ngày %s") % f"{day:%d/%m/%Y}", *conditions]), quiet)
    top = 3
    sheet.write(top, 0, _("STT"), head)
    sheet.set_column(0, 0, 6)
    for i, column in enumerate(columns, start=1):
        sheet.write(top, i, str(column.label), head)
        sheet.set_column(i, i, column.width)
    for r, row in enumerate(frame.iter_rows(named=True), start=1):
        sheet.write_number(top + r, 0, r, plain)
        for i, column in enumerate(columns, start=1):
            value = column.cell(row)
            if isinstance(value, date):
                sheet.write_datetime(top + r, i, value, dated)
            elif value is not None:
                sheet.write(top + r, i, value, plain)
    sheet.freeze_panes(top + 1, 2)
    sheet.autofilter(top, 0, top + max(frame.height, 1), len(columns))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&L" + _("Đúng Việc") + "&R&P/&N")
    book.close()
    return buffer.getvalue()
