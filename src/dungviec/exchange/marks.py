"""What python-calamine does not tell: formula errors in xlsx and ods, merged ranges in ods.

Read straight from the XML in the zip; for xls from its records (``oldbook``). xlsb gives no marks.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from dungviec.exchange.oldbook import xls_errors

Range = tuple[int, int, int, int]

_ERROR_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>((?:(?!</(?:\w+:)?c>).)*)</(?:\w+:)?c>", re.S)
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</(?:\w+:)?v>")
_MAX_XML = 400_000_000
NOT_CALCULATED = "(công thức chưa tính)"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class CellMarks:
    """Errors by (row, column) from 0, and merged ranges, of one sheet."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[Range, ...] = ()


def read_marks(data: bytes) -> dict[str, CellMarks]:
    """Marks by sheet name; an empty dict for files that are neither zip nor xls or whose parts are missing."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return {name: CellMarks(errors) for name, errors in xls_errors(data).items()}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if sum(i.file_size for i in archive.infolist()) > _MAX_XML:
                return {}
            if "content.xml" in names:
                return _ods_marks(archive.read("content.xml"))
            if "xl/workbook.xml" in names:
                return _xlsx_marks(archive, names)
    except (zipfile.BadZipFile, ElementTree.ParseError, LookupError, ValueError, OSError, zlib.error):
        return {}
    return {}


def _xlsx_marks(archive: zipfile.ZipFile, names: set[str]) -> dict[str, CellMarks]:
    targets: dict[str, str] = {}
    for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 - no entities are resolved
        target = node.get("Target", "")
        targets[node.get("Id", "")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    result: dict[str, CellMarks] = {}
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
        if not node.tag.endswith("}sheet"):
            continue
        part = targets.get(node.get(_RELATION, ""), "")
        if part in names:
            result[node.get("name", "")] = CellMarks(_xlsx_errors(archive.read(part)))
    return result


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def _xlsx_errors(xml: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in xml and not _FORMULA.search(xml):
        return {}
    errors: dict[tuple[int, int], str] = {}
    # self-closed cells (<c r="A1"/>) would swallow their neighbour in the pattern: drop them first
    for match in _ERROR_CELL.finditer(re.sub(rb"<(?:\w+:)?c\b[^>]*/>", b"", xml)):
        attributes, body = match.groups()
        place = _REFERENCE.search(attributes)
        if place is None:
            continue
        value = _VALUE.search(body)
        if b't="e"' in attributes:
            code = value.group(1).decode("utf-8", "replace") if value else "#N/A"
        elif re.search(rb"<(?:\w+:)?f\b", body) and value is None and b"<v" not in body and b":v" not in body:
            code = NOT_CALCULATED
        else:
            continue
        errors[(int(place.group(2)) - 1, _column_index(place.group(1).decode()))] = code
    return errors


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _ods_marks(xml: bytes) -> dict[str, CellMarks]:
    result: dict[str, CellMarks] = {}
    for table in ElementTree.fromstring(xml).iter(_TABLE + "table"):  # noqa: S314
        errors: dict[tuple[int, int], str] = {}
        merges: list[Range] = []
        r = 0
        for row in table.iter(_TABLE + "table-row"):
            c = 0
            for cell in row:
                if not cell.tag.startswith(_TABLE):
                    continue
                repeat = int(cell.get(_TABLE + "number-columns-repeated", "1"))
                wide = int(cell.get(_TABLE + "number-columns-spanned", "1"))
                high = int(cell.get(_TABLE + "number-rows-spanned", "1"))
                if wide > 1 or high > 1:
                    merges.append((r, c, r + high - 1, c + wide - 1))
                text = "".join(cell.itertext()).strip()
                is_error = cell.get(_CALCEXT + "value-type") == "error"
                is_error = is_error or (cell.get(_TABLE + "formula") is not None and text.startswith("#"))
                if is_error or text.startswith("Err:"):
                    errors[(r, c)] = text or "#N/A"
                c += repeat
            r += int(row.get(_TABLE + "number-rows-repeated", "1"))
        result[table.get(_TABLE + "name", "")] = CellMarks(errors, tuple(merges))
    return result
