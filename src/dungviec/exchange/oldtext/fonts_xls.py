"""Cells of a workbook of Excel 97–2003 (.xls) that stand in a font of the old encodings, from the file's own records.

Sources: [MS-XLS] 2.4.122 Font, 2.4.353 XF, and the cell records LabelSst, Label, RString and Formula, which all begin with row,
column and the number of the cell's format.
"""

from __future__ import annotations

import struct

from dungviec.exchange.oldbook import records_of, sheets_of, workbook_stream
from dungviec.exchange.oldtext.font import Font, font_of

_FONT, _XF = 0x0031, 0x00E0
_CELLS = frozenset({0x00FD, 0x0204, 0x00D6, 0x0006})
_SKIPPED = 4
"""No font has this number: they are counted 0 to 3, then from 5."""


def xls_fonts(data: bytes) -> dict[str, dict[tuple[int, int], Font]]:
    """Cells in old fonts, by sheet name and (row, column) from 0; empty where there are none or the records end early."""
    try:
        book = workbook_stream(data)
        by_format = _fonts_by_format(book)
        if not any(by_format):
            return {}
        return {name: _cells(book, offset, by_format) for name, offset in sheets_of(book)}
    except (struct.error, IndexError, ValueError):
        return {}


def _fonts_by_format(book: bytes) -> list[Font | None]:
    fonts: list[Font | None] = []
    formats: list[int] = []
    for kind, body in records_of(book, 0):
        if kind == _FONT:
            if len(fonts) == _SKIPPED:
                fonts.append(None)
            wide = bool(body[15] & 1)
            name = body[16 : 16 + body[14] * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")
            fonts.append(font_of(name))
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", body)[0])
    return [fonts[number] if number < len(fonts) else None for number in formats]


def _cells(book: bytes, offset: int, by_format: list[Font | None]) -> dict[tuple[int, int], Font]:
    cells = {}
    for kind, body in records_of(book, offset):
        if kind in _CELLS:
            row, column, number = struct.unpack_from("<HHH", body)
            font = by_format[number] if number < len(by_format) else None
            if font is not None:
                cells[row, column] = font
    return cells
