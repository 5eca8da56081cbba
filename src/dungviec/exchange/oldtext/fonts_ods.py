"""Cells of an OpenDocument spreadsheet (.ods) that stand in a font of the old encodings.

Source: OpenDocument 1.3, parts 3 and 4: ``style:style`` of the family ``table-cell`` names a font face or family, by itself or
through its parent; a cell names its style or takes that of its row or column; cells and rows may be repeated.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.etree import ElementTree

from dungviec.exchange.oldtext.font import Font, font_of

_OLD = re.compile(rb'"(?:&apos;|\')?(?:\.Vn|VNI[- ])')
_MOST_REPEATED = 200
"""A cell repeated more often is empty space up to the edge of the sheet."""
Element = ElementTree.Element


def ods_fonts(data: bytes) -> dict[str, dict[tuple[int, int], Font]]:
    """Cells in old fonts, by sheet name and (row, column) from 0; empty for files that are no ods or name no such font."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "content.xml" not in names:
                return {}
            content = archive.read("content.xml")
            common = archive.read("styles.xml") if "styles.xml" in names else b"<none/>"
        if not (_OLD.search(content) or _OLD.search(common)):
            return {}
        roots = [ElementTree.fromstring(common), ElementTree.fromstring(content)]  # noqa: S314 - no entities are resolved
        by_style = _fonts_by_style(roots)
        return {_get(t, "name"): _cells(t, by_style) for t in roots[1].iter() if _tag(t) == "table"}
    except (zipfile.BadZipFile, ElementTree.ParseError, LookupError, ValueError, OSError, zlib.error):
        return {}


def _fonts_by_style(roots: list[Element]) -> dict[str, Font]:
    faces: dict[str, str] = {}
    named: dict[str, tuple[str, str]] = {}
    for root in roots:
        for node in root.iter():
            if _tag(node) == "font-face":
                faces[_get(node, "name")] = _get(node, "font-family")
            elif _tag(node) == "style" and _get(node, "family") == "table-cell":
                text = next((part for part in node if _tag(part) == "text-properties"), None)
                face = "" if text is None else _get(text, "font-name")
                family = faces.get(face, face) or ("" if text is None else _get(text, "font-family"))
                named[_get(node, "name")] = (family.strip("'\""), _get(node, "parent-style-name"))
    found = {name: _inherited(name, named) for name in named}
    return {name: font for name, font in found.items() if font is not None}


def _inherited(name: str, named: Mapping[str, tuple[str, str]]) -> Font | None:
    for _ in range(20):
        family, parent = named.get(name, ("", ""))
        if family:
            return font_of(family)
        name = parent
    return None


def _cells(table: Element, by_style: Mapping[str, Font]) -> dict[tuple[int, int], Font]:
    columns = _column_styles(table)
    cells: dict[tuple[int, int], Font] = {}
    at = 0
    for row in (node for node in table.iter() if _tag(node) == "table-row"):
        here = [
            (column, font)
            for column, style in _styled(row, columns)
            if (font := by_style.get(style or _get(row, "default-cell-style-name") or columns.get(column, "")))
            is not None
        ]
        repeated = _repeated(row, "number-rows-repeated")
        for number in range(min(repeated, _MOST_REPEATED) if here else 0):
            cells.update(((at + number, column), font) for column, font in here)
        at += repeated
    return cells


def _styled(row: Element, columns: Mapping[int, str]) -> list[tuple[int, str]]:
    """Each cell of a row that holds anything, by its column, with the style it names."""
    found, at = [], 0
    for cell in row:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _repeated(cell, "number-columns-repeated")
        if len(cell):
            found += [(at + n, _get(cell, "style-name")) for n in range(min(repeated, _MOST_REPEATED))]
        at += repeated
    return found


def _column_styles(table: Element) -> dict[int, str]:
    styles: dict[int, str] = {}
    at = 0
    for node in (n for n in table.iter() if _tag(n) == "table-column"):
        repeated = _repeated(node, "number-columns-repeated")
        styles.update((at + n, _get(node, "default-cell-style-name")) for n in range(min(repeated, _MOST_REPEATED)))
        at += repeated
    return styles


def _repeated(node: Element, name: str) -> int:
    text = _get(node, name)
    return int(text) if text.isdecimal() else 1


def _tag(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _get(node: Element, name: str) -> str:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")
