"""Pages of a roster as xlsx, csv and ods files."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
from tests.exchange.roster_layouts import Page, Value


def write(book: list[Page], path: Path) -> None:
    """Write the sheets in the format of the path's ending."""
    {".xlsx": _write_xlsx, ".csv": _write_csv, ".ods": _write_ods}[path.suffix](book, path)


def _write_xlsx(book: list[Page], path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for page in book:
            sheet = workbook.add_worksheet(page.name)
            for r0, c0, r1, c1 in page.merges:
                sheet.merge_range(r0, c0, r1, c1, "")
            for (r, c), value in page.cells.items():
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                else:
                    sheet.write(r, c, value)


def _rows(page: Page) -> list[list[Value]]:
    high = max(r for r, _ in page.cells) + 1
    wide = max(c for _, c in page.cells) + 1
    return [[page.cells.get((r, c)) for c in range(wide)] for r in range(high)]


def _write_csv(book: list[Page], path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ";") -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        out = csv.writer(stream, delimiter=delimiter)
        for row in _rows(book[0]):
            out.writerow(["" if v is None else v.strftime("%d/%m/%Y") if isinstance(v, date) else v for v in row])


def _write_ods(book: list[Page], path: Path) -> None:
    spaces = " ".join(
        f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"'
        for k, v in {"office": "office", "table": "table", "text": "text"}.items()
    )
    tables = []
    for page in book:
        spans = {(r0, c0): (r1 - r0 + 1, c1 - c0 + 1) for r0, c0, r1, c1 in page.merges}
        rows = []
        for r, row in enumerate(_rows(page)):
            rows.append(
                "<table:table-row>"
                + "".join(_ods_cell(v, spans.get((r, c))) for c, v in enumerate(row))
                + "</table:table-row>"
            )
        tables.append(f'<table:table table:name="{escape(page.name)}">{"".join(rows)}</table:table>')
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>{"".join(tables)}</office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def _ods_cell(value: Value, span: tuple[int, int] | None) -> str:
    extra = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell{extra} office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        return f'<table:table-cell{extra} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell{extra} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
