"""How large the rectangle of a workbook's cells is, asked before a reader makes room for all of it.

The reader keeps every cell between the first and the last one: a single mark in XFD1048576 asks for half a terabyte, and the allocator
ends the whole process, which no ``except`` catches. So the corners are looked for in the file's own text first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat

from dungviec.exchange.oldbook import is_sound
from dungviec.exchange.problems import UnreadableFileError, column_letter

MOST_CELLS = 30_000_000
"""A million rows of thirty columns; the reader needs about forty bytes a cell."""
_MOST_UNPACKED = 400_000_000
_WIDE = re.compile(rb"""\br=["']([A-Z]{2,3})(\d+)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?(?:row|c)\b[^>]*?\br=["'][A-Z]*(\d+)["']""")
_ODD = re.compile(rb"""<(?:\w+:)?(?:row|c)\b[^>]*?\br\s*=\s*["'](?!(?:[A-Z]{1,3})?\d{1,7}["'])""")
"""A place no program writes; a reader that takes it for a number asks for any amount of room."""
_LONG_REPEAT = re.compile(rb'number-(?:rows|columns)-repeated="\d{3,}"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL_RECORDS = frozenset(range(1, 12))
_ROW_RECORD = 0


def refuse_unsafe(name: str, data: bytes) -> None:
    """Raises UnreadableFileError for what a reader would never come back from: rings of sectors, far corners."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        if not is_sound(data):
            raise damaged(name)
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(p.file_size for p in parts) > _MOST_UNPACKED:
                return  # told by whoever asks for the size
            for part in parts:
                measure = _measure(part.filename.lower())
                corner = measure(archive.read(part)) if measure else (0, 0)
                if corner is None:
                    raise damaged(name)
                rows, columns = corner
                if rows * columns > MOST_CELLS:
                    raise _far(name, part.filename, rows, columns)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        ValueError,
        OSError,
        RuntimeError,
        EOFError,
    ):
        return  # what is damaged or locked is told by the reader


def _measure(part: str) -> Callable[[bytes], tuple[int, int] | None] | None:
    """What tells rows and columns of the cells in a part of the zip; None for a part that holds none."""
    if "worksheets/" in part:
        return _of_xml if part.endswith(".xml") else _of_records if part.endswith(".bin") else None
    return {"content.xml": _of_tables, "meta-inf/manifest.xml": _of_manifest}.get(part)


def _of_xml(body: bytes) -> tuple[int, int] | None:
    """A sheet of xlsx; None where a cell names no place. Columns up to Z are taken as 26: only wider ones are looked at."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or _ODD.search(body):
        return None
    columns, rows = 26, 0
    for found in _WIDE.finditer(body):
        rows = max(rows, int(found[2]))
        columns = max(columns, _number_of(found[1]))
    # Rows stand in order in every file a program writes, but nothing promises it: all numbers with more digits than five.
    for found in _ROW.finditer(body):
        if len(found[1]) > 5:
            rows = max(rows, int(found[1]))
    return max(rows, 1), columns


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _of_records(body: bytes) -> tuple[int, int]:
    """A sheet of xlsb: records of a kind, a length and a body; a cell's column is its first number, a row's too."""
    at, rows, columns = 0, 1, 1
    while at < len(body):
        kind, at = _varied(body, at, 2)
        length, at = _varied(body, at, 4)
        if kind == _ROW_RECORD:
            rows = max(rows, int.from_bytes(body[at : at + 4], "little") + 1)
        elif kind in _CELL_RECORDS:
            columns = max(columns, int.from_bytes(body[at : at + 4], "little") + 1)
        at += length
    return rows, columns


def _varied(body: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it."""
    number = 0
    for turn in range(most):
        byte = body[at] if at < len(body) else 0
        at += 1
        number |= (byte & 0x7F) << (7 * turn)
        if not byte & 0x80:
            break
    return number, at


def _of_manifest(body: bytes) -> tuple[int, int] | None:
    """The list of parts of an ods holds no cells; None where it is cut off, for its reader never comes back from that."""
    return (0, 0) if _ends_well(body) else None


def _of_tables(body: bytes) -> tuple[int, int] | None:
    """The largest table of an ods; rows and cells may stand for many, and the empty ones at the end do not count."""
    if not _ends_well(body):
        return None
    if not _LONG_REPEAT.search(body):
        return 0, 0
    widest = tallest = 0
    for table in ElementTree.fromstring(body).iter(_TABLE + "table"):  # noqa: S314 - expat limits what entities grow to
        row_at = 0
        for row in table.iter(_TABLE + "table-row"):
            row_at += _times(row, "rows")
            at = 0
            for cell in row:
                at += _times(cell, "columns")
                if len(cell) or any(not key.startswith(_TABLE) for key in cell.attrib):
                    widest, tallest = max(widest, at), max(tallest, row_at)
    return tallest, widest


def _ends_well(body: bytes) -> bool:
    """Whether the XML is whole: calamine 0.37 waits for ever for the end of an ods that was cut off."""
    try:
        expat.ParserCreate().Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError):  # an encoding that nobody knows
        return False
    return True


def _times(node: ElementTree.Element, what: str) -> int:
    text = node.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(text[:9])) if text.isdecimal() else 1


def refuse_far(name: str, sheet: str, last: tuple[int, int] | None) -> None:
    """Raises UnreadableFileError for a sheet whose last cell (row and column from 0) makes too large a rectangle.

    For what only the reader knows: a damaged xls of three kilobytes may claim 41,000 columns.
    """
    if last is not None and (last[0] + 1) * (last[1] + 1) > MOST_CELLS:
        raise _far(name, sheet, last[0] + 1, last[1] + 1)


def _far(name: str, part: str, rows: int, columns: int) -> UnreadableFileError:
    corner, sheet = f"{column_letter(columns - 1)}{rows}", part.rsplit("/", 1)[-1]
    cells, most = (f"{n // 1_000_000} triệu" for n in (rows * columns, MOST_CELLS))
    return UnreadableFileError(
        f"Tệp «{name}», trang {sheet}: các ô trải đến {corner}, tức {cells} ô, quá mức nhận ({most}). Hãy xóa các hàng, cột thừa sau danh sách (Ctrl+End để thấy ô cuối), rồi lưu lại.",
        f"File “{name}”, sheet {sheet}: its cells reach {corner}, that is {rows * columns:,} cells, more than is taken ({MOST_CELLS:,}). Delete the rows and columns behind the list (Ctrl+End shows the last cell) and save it again.",
    )


def damaged(name: str) -> UnreadableFileError:
    """The sentence about a file that is no workbook, or no longer."""
    return UnreadableFileError(
        f"«{name}» không phải là bảng tính đọc được (hoặc đã hỏng): hãy mở bằng Excel hay LibreOffice và lưu lại dạng .xlsx.",
        f"“{name}” is not a readable spreadsheet (or is damaged): open it in Excel or LibreOffice and save it as .xlsx.",
    )
