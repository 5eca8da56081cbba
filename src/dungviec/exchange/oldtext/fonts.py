"""Cells of a workbook that stand in a font of the old encodings: .VnTime, .VnTimeH, VNI-Times.

For xlsx read from the styles and the sheets' XML, and only when the styles name such a font at all; xls and ods have modules of
their own. Where a file tells no fonts, cells are recognised by what they read as.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from dungviec.exchange.oldtext.font import Font, font_of
from dungviec.exchange.oldtext.fonts_ods import ods_fonts
from dungviec.exchange.oldtext.fonts_xls import xls_fonts

_OLD = re.compile(rb'name val="(?:\.Vn|VNI[- ])|"(?:\.Vn|VNI[- ])[^"]*"')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def old_fonts(data: bytes) -> dict[str, dict[tuple[int, int], Font]]:
    """Cells in old fonts, by sheet name and (row, column) from 0; empty for files that name no such font."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return xls_fonts(data)
    return _xlsx_fonts(data) or ods_fonts(data)


def _xlsx_fonts(data: bytes) -> dict[str, dict[tuple[int, int], Font]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
                return {}
            styles = archive.read("xl/styles.xml")
            if not _OLD.search(styles):
                return {}
            by_style = _fonts_by_style(styles)
            return {
                name: _cells(archive.read(part), by_style) for name, part in _parts(archive).items() if part in names
            }
    except (zipfile.BadZipFile, ElementTree.ParseError, LookupError, ValueError, OSError, zlib.error):
        return {}


def _fonts_by_style(styles: bytes) -> dict[int, Font]:
    root = ElementTree.fromstring(styles)  # noqa: S314 - no entities are resolved
    space = root.tag.partition("}")[0] + "}"
    fonts = [node.find(f"{space}name") for node in root.iterfind(f"{space}fonts/{space}font")]
    found = [font_of(node.get("val", "")) if node is not None else None for node in fonts]
    by_style: dict[int, Font] = {}
    for number, style in enumerate(root.iterfind(f"{space}cellXfs/{space}xf")):
        index = int(style.get("fontId", "0"))
        font = found[index] if index < len(found) else None
        if font is not None:
            by_style[number] = font
    return by_style


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive each sheet lies in."""
    targets: dict[str, str] = {}
    for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314
        target = node.get("Target", "")
        targets[node.get("Id", "")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    return {
        node.get("name", ""): targets.get(node.get(_RELATION, ""), "")
        for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()  # noqa: S314
        if node.tag.endswith("}sheet")
    }


def _cells(xml: bytes, by_style: dict[int, Font]) -> dict[tuple[int, int], Font]:
    cells: dict[tuple[int, int], Font] = {}
    for match in _CELL.finditer(xml):
        place, style = _PLACE.search(match[1]), _STYLE.search(match[1])
        font = by_style.get(int(style[1])) if style else by_style.get(0)
        if place is None or font is None:
            continue
        column = 0
        for letter in place[1]:
            column = column * 26 + letter - 64
        cells[int(place[2]) - 1, column - 1] = font
    return cells
