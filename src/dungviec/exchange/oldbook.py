"""Formula errors in workbooks of Excel 97–2003 (.xls), read from the file's own records.

Sources: [MS-CFB] 2.2–2.6 for the container, [MS-XLS] 2.4.28 BoundSheet8, 2.4.127 Formula and 2.5.198.2 BErr for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_CODES = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FORMULA, _BOOLERR, _SHEET, _BOF, _EOF = 0x0006, 0x0205, 0x0085, 0x0809, 0x000A
_LAST_SECTOR = 0xFFFFFFFA


def xls_errors(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Errors by sheet name, then by (row, column) from 0; an empty dict where the records cannot be followed."""
    try:
        book = workbook_stream(data)
        return {name: dict(_errors_at(book, offset)) for name, offset in sheets_of(book)}
    except (struct.error, IndexError, ValueError):
        return {}


def is_sound(data: bytes) -> bool:
    """Whether every chain of sectors in the compound file ends: inside the file, and never back in itself.

    A reader that follows a chain biting its tail never comes back (calamine 0.37 does so, holding the interpreter), so nothing is
    handed to it before this was asked.
    """
    try:
        shift, mini_shift, cutoff = _number(data, 30, "<H"), _number(data, 32, "<H"), _number(data, 56, "<I")
        if shift not in (9, 12) or mini_shift != 6:
            return False
        size = 1 << shift
        table = _whole_table(data, size)
        directory = _sound_chain(data, _number(data, 48, "<I"), table, size)
        links_of = _sound_chain(data, _number(data, 60, "<I"), table, size)
        if directory is None or links_of is None:
            return False
        links = [n for (n,) in struct.iter_unpack("<I", links_of[: len(links_of) // 4 * 4])]
        for at in range(0, len(directory) - 127, 128):
            entry = directory[at : at + 128]
            name = entry[: max(_number(entry, 64, "<H") - 2, 0)].decode("utf-16-le", "replace")
            start, length = struct.unpack_from("<II", entry, 116)
            if not length and name not in {"Workbook", "Book"}:
                continue
            ends = _ends(start, links) if at and length < cutoff else _sound_chain(data, start, table, size) is not None
            if not ends:
                return False
    except (struct.error, IndexError, ValueError):
        return False
    return True


def _whole_table(data: bytes, size: int) -> list[int]:
    """The table of sectors. Raises ValueError where the list of its own sectors goes round."""
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _LAST_SECTOR]
    extra, seen = _number(data, 68, "<I"), set[int]()
    while extra < _LAST_SECTOR:
        if extra in seen:
            raise ValueError("a list of sectors that goes round")
        seen.add(extra)
        entries = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        sectors += [n for n in entries[:-1] if n < _LAST_SECTOR]
        extra = entries[-1]
    if len(sectors) > len(data) // size + 1:
        raise ValueError("more sectors of the table than the file has")
    return [n for s in sectors for n in struct.unpack_from(f"<{size // 4}I", data, (s + 1) * size)]


def _ends(start: int, table: list[int]) -> bool:
    """Whether the chain from ``start`` comes to its end inside the table."""
    left = len(table)
    while start < _LAST_SECTOR:
        if start >= len(table) or left < 0:
            return False
        start, left = table[start], left - 1
    return True


def _sound_chain(data: bytes, start: int, table: list[int], size: int) -> bytes | None:
    """The sectors of a chain that ends; None for one that does not, or that leaves the file."""
    if not _ends(start, table):
        return None
    at = start
    while at < _LAST_SECTOR:
        if (at + 1) * size >= len(data):
            return None
        at = table[at]
    return _chain(data, start, table, size, shift=1)


def workbook_stream(data: bytes) -> bytes:
    """The stream «Workbook» (or «Book») of the compound file; small ones live in the root's mini stream."""
    size = 1 << _number(data, 30, "<H")
    small = 1 << _number(data, 32, "<H")
    directory_start, cutoff, mini_start = (_number(data, at, "<I") for at in (48, 56, 60))
    table_sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _LAST_SECTOR]
    extra, left = _number(data, 68, "<I"), len(data) // size
    while extra < _LAST_SECTOR and left:  # more than 109 sectors of the table: files above 7 MB
        entries = struct.unpack_from(f"<{size // 4}I", data, (extra + 1) * size)
        table_sectors += [n for n in entries[:-1] if n < _LAST_SECTOR]
        extra, left = entries[-1], left - 1
    table = [n for s in table_sectors for n in struct.unpack_from(f"<{size // 4}I", data, (s + 1) * size)]
    directory = _chain(data, directory_start, table, size, shift=1)
    mini = b""
    for at in range(0, len(directory) - 127, 128):
        entry = directory[at : at + 128]
        name = entry[: max(_number(entry, 64, "<H") - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if at == 0:
            mini = _chain(data, start, table, size, shift=1) if start < _LAST_SECTOR else b""
        elif name in {"Workbook", "Book"}:
            if length >= cutoff:
                return _chain(data, start, table, size, shift=1)[:length]
            links = _chain(data, mini_start, table, size, shift=1)
            return _chain(mini, start, list(struct.unpack(f"<{len(links) // 4}I", links)), small, shift=0)[:length]
    return b""


def _chain(data: bytes, start: int, table: list[int], size: int, *, shift: int) -> bytes:
    """The sectors that follow each other from ``start``; a chain that bites its tail ends after the table's length."""
    parts: list[bytes] = []
    while start < _LAST_SECTOR and len(parts) <= len(table):
        parts.append(data[(start + shift) * size : (start + shift + 1) * size])
        start = table[start]
    return b"".join(parts)


def sheets_of(book: bytes) -> Iterator[tuple[str, int]]:
    """Name of each sheet and where its records begin."""
    for kind, body in records_of(book, 0):
        if kind == _SHEET:
            raw = body[8:]
            wide = bool(body[7] & 1)
            yield raw[: body[6] * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1"), _number(body, 0, "<I")


def _errors_at(book: bytes, offset: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, body in records_of(book, offset):
        if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        elif kind == _BOOLERR and body[7] == 1:
            code = body[6]
        else:
            continue
        row, column = struct.unpack_from("<HH", body)
        yield (row, column), _CODES.get(code, "#N/A")


def records_of(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from ``at`` to the end of their part; parts inside (charts) are passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _number(data: bytes, at: int, form: str) -> int:
    (value,) = struct.unpack_from(form, data, at)
    return int(value)
