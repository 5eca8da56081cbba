"""A workbook of Excel 97–2003 written record by record: texts, numbers, and formulas whose result is an error."""

from __future__ import annotations

import struct
from pathlib import Path

ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_xls(
    path: Path,
    name: str,
    rows: list[list[str | int | float | None]],
    *,
    padding: int = 0,
    locked: bool = False,
    fonts: dict[tuple[int, int], str] | None = None,
) -> Path:
    """One sheet; a text like ``=#REF!`` is a formula with that error. ``padding`` makes the stream larger; ``fonts`` by cell."""
    book = _stream(name, rows, fonts or {}) + bytes(padding)
    if locked:  # the record FilePass behind the first begin-of-part
        book = book[:20] + _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) + book[20:]
    small = len(book) < 4096
    body = book if not small else b""
    mini = book + bytes(-len(book) % 64) if small else b""
    count = -(-len(body or mini) // _SECTOR)
    minifat = [*range(1, len(mini) // 64), _END] if small else []
    # sectors: 0 the table, 1 the directory, 2 the mini table, 3 … the stream
    table = [_FAT, _END, _END, *(range(4, 3 + count)), _END]
    assert len(table) <= 128
    entries = [
        _entry("Root Entry", 5, 3 if small else _END, len(mini), child=1),
        _entry("Workbook", 2, 0 if small else 3, len(book)),
        bytes(128),
        bytes(128),
    ]
    head = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096, 2 if small else _END, int(small), _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    path.write_bytes(
        head
        + struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
        + b"".join(entries)
        + struct.pack("<128I", *minifat, *[_FREE] * (128 - len(minifat)))
        + (body or mini)
        + bytes(-len(body or mini) % _SECTOR)
    )
    return path


def _stream(name: str, rows: list[list[str | int | float | None]], fonts: dict[tuple[int, int], str]) -> bytes:
    names = ["Arial"] * 4 + sorted(set(fonts.values()))  # the fifth font of a file is counted as number 5
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    title = name.encode("utf-16-le")
    styles = (
        b"".join(_font(n) for n in names) + b"".join(_format(i) for i in [0, *range(5, len(names) + 1)])
        if fonts
        else b""
    )
    sheet_at = len(begin) + len(styles) + 4 + 8 + len(title) + 4
    globals_ = (
        begin + styles + _record(0x0085, struct.pack("<IHBB", sheet_at, 0, len(name), 1) + title) + _record(0x000A, b"")
    )
    cells = b"".join(
        _cell(r, c, v, names.index(fonts[r, c]) - 3 if (r, c) in fonts else 0)
        for r, row in enumerate(rows)
        for c, v in enumerate(row)
        if v is not None
    )
    return (
        globals_ + _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6)) + cells + _record(0x000A, b"")
    )


def _font(name: str) -> bytes:
    return _record(
        0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, len(name), 1) + name.encode("utf-16-le")
    )


def _format(font: int) -> bytes:
    return _record(0x00E0, struct.pack("<HHH", font, 0, 0) + bytes(14))


def _cell(row: int, column: int, value: str | float, form: int = 0) -> bytes:
    place = struct.pack("<HHH", row, column, form)
    if isinstance(value, str) and value.startswith("=#"):
        result = struct.pack("<BBBBHH", 2, 0, ERRORS[value[1:]], 0, 0, 0xFFFF)
        return _record(0x0006, place + result + struct.pack("<HIHB", 0, 0, 2, 0x1C) + bytes([ERRORS[value[1:]]]))
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", value))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
