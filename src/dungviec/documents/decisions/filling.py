"""Filling a Word template, shipped or the city's own: places in double braces become words, lists repeat, empty lines go.

``{{ho_ten}}`` one value; ``{{?x}}`` at the start of a paragraph: the paragraph goes where ``x`` is empty; ``{{*can_cu}}`` the
paragraph once per item; ``{{*ds.nguoi}}`` in a table: the row once per item. Word often cuts a place into several runs: the
words take the look of its first letter.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dungviec.documents.decisions.faults import TemplateFault
from dungviec.documents.decisions.sources import Sources
from dungviec.documents.decisions.values import Value, Values
from dungviec.documents.word_parts import STILL
from dungviec.law.near_words import did_you_mean

DOTS = "……………"
PLACE = re.compile(r"\{\{\s*([?*]?)\s*([^\W\d]\w*(?:\.\w+)?)\s*\}\}")
_LOOSE = re.compile(r"\{\{|\}\}")
LARGEST = 1_000_000
"""Bytes of a template; a paper of a few pages has a tenth of this."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled paper: the Word file, and the places for which there was nothing (they show dots)."""

    word: bytes
    blanks: tuple[str, ...]


def read_template(template: bytes) -> Any:
    """The document of a template. Raises TemplateFault for what is no Word file, is too large, or carries macros."""
    if len(template) > LARGEST:
        raise TemplateFault(
            f"Tệp mẫu lớn {len(template) // 1000} kB, tối đa {LARGEST // 1000} kB. Xin bỏ ảnh không cần thiết.",
            f"The template has {len(template) // 1000} kB, at most {LARGEST // 1000} kB. Take out pictures.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            names = packed.namelist()
            if sum(info.file_size for info in packed.infolist()) > 20 * LARGEST:
                raise TemplateFault("Tệp mẫu phình quá lớn khi mở.", "The template swells when it is opened.")
        if any(name.endswith("vbaProject.bin") for name in names):
            raise TemplateFault("Tệp mẫu có macro. Xin lưu lại dạng .docx không macro.", "The template carries macros.")
        return Document(io.BytesIO(template))
    except TemplateFault:
        raise
    except Exception as bad:  # python-docx raises errors of many kinds on what is no Word file
        raise TemplateFault(
            "Tệp này không phải tệp Word .docx đọc được. Xin mở bằng Word và lưu lại dạng .docx.",
            "This is not a Word file (.docx) that can be read. Open it in Word and save it as .docx.",
        ) from bad


def places_of(template: bytes) -> tuple[str, ...]:
    """The names of the places a template asks for, in order. Raises TemplateFault where a brace stands alone."""
    found: list[str] = []
    for paragraph in _paragraphs(read_template(template)):
        text = "".join(run.text for run in paragraph.runs)
        found += [name for _mark, name in PLACE.findall(text)]
        left = PLACE.sub("", text)
        if _LOOSE.search(left):
            raise TemplateFault(
                f"Chỗ điền viết chưa đủ hai dấu ngoặc hoặc tên có ký tự lạ, ở đoạn: «{text[:80]}».",
                f"A place is not closed, or its name holds strange characters, in: {text[:80]!r}.",
            )
    return tuple(dict.fromkeys(found))


def paragraph_texts(template: bytes) -> list[str]:
    """The words of every paragraph that is filled. Raises TemplateFault for a template that cannot be read."""
    return [_text(paragraph) for paragraph in _paragraphs(read_template(template))]


def check_template(template: bytes, known: tuple[str, ...]) -> tuple[str, ...]:
    """The places of a city's own template, all of which must be ``known``. Raises TemplateFault naming the first that is not."""
    asked = places_of(template)
    for name in asked:
        if name not in known:
            vi, en = did_you_mean(name, known)
            names = ", ".join(known)
            raise TemplateFault(
                f"Mẫu có chỗ điền «{name}» không có dữ liệu.{vi or f' Các tên dùng được: {names}.'}",
                f"The template asks for {name!r}, which nothing fills.{en or f' Names that can be used: {names}.'}",
            )
    if not asked:
        raise TemplateFault(
            "Tệp mẫu không có chỗ điền nào dạng {{ho_ten}}.", "The template has no place such as {{ho_ten}}."
        )
    return asked


def fill(template: bytes, values: Values, *, sources: Sources | None = None, annex: bool = True) -> Filled:
    """A template filled with values. With ``sources`` every word is linked to a row of an annex that says where it is from.

    ``annex`` off: the sources are collected for a sheet of their own (``Sources.alone``). Raises TemplateFault for a template that
    cannot be read.
    """
    document = read_template(template)
    blanks: list[str] = []
    for table in _tables(document):
        _repeat_rows(table, values, blanks, sources)
    for paragraph in list(_paragraphs(document)):
        _fill_paragraph(paragraph, values, blanks, sources)
    if sources is not None and annex:
        sources.write_annex(document)
    properties = document.core_properties
    properties.created = properties.modified = STILL
    buffer = io.BytesIO()
    document.save(buffer)
    return Filled(buffer.getvalue(), tuple(dict.fromkeys(blanks)))


def _tables(inside: Any) -> Iterator[Table]:
    for table in inside.tables:
        yield table
        for row in table.rows:
            for cell in row.cells:
                yield from _tables(cell)


def _paragraphs(document: Any) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for table in _tables(document):
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _repeat_rows(table: Table, values: Values, blanks: list[str], sources: Sources | None) -> None:
    for row in list(table.rows):
        names = [
            n
            for cell in row.cells
            for p in cell.paragraphs
            for m, n in PLACE.findall(_text(p))
            if m == "*" and "." in n
        ]
        if not names:
            continue
        group = names[0].split(".")[0]
        last = row._tr
        for item in values.rows(group):
            copy = deepcopy(row._tr)
            last.addnext(copy)
            last = copy
            mine = Values({**values.places, **{f"{group}.{key}": value for key, value in item.items()}})
            for p in copy.iter(qn("w:p")):
                _fill_paragraph(Paragraph(p, table), mine, blanks, sources)
        table._tbl.remove(row._tr)


def _fill_paragraph(paragraph: Paragraph, values: Values, blanks: list[str], sources: Sources | None) -> None:
    places = list(PLACE.finditer(_text(paragraph)))
    if not places:
        return
    for place in places:
        if place[1] == "?" and not _present(values, place[2]):
            paragraph._p.getparent().remove(paragraph._p)
            return
    several = next((p[2] for p in places if p[1] == "*" and "." not in p[2]), None)
    if several is None:
        _write(paragraph, values, blanks, sources)
        return
    last = paragraph._p
    for item in values.many(several):
        copy = deepcopy(paragraph._p)
        last.addnext(copy)
        last = copy
        _write(Paragraph(copy, paragraph._parent), values.with_places(**{several: item}), blanks, sources)
    paragraph._p.getparent().remove(paragraph._p)


def _present(values: Values, name: str) -> bool:
    value = values.one(name)
    return bool(values.many(name) or values.rows(name)) if value is None else bool(value.text)


def _write(paragraph: Paragraph, values: Values, blanks: list[str], sources: Sources | None) -> None:
    """Put the words in, run by run; what is no run (pictures, bookmarks) stays where it is."""
    runs = paragraph.runs
    owner = [n for n, run in enumerate(runs) for _letter in run.text]
    text = _text(paragraph)
    parts: list[tuple[int, str, Value | None]] = []
    at = 0
    for place in PLACE.finditer(text):
        parts += _plain(text, at, place.start(), owner)
        if place[1] != "?":
            value = values.one(place[2])
            if value is None:
                blanks.append(place[2])
                value = Value(DOTS)
            parts.append((owner[place.start()], value.text, value))
        at = place.end()
    parts += _plain(text, at, len(text), owner)
    anchor, looks = runs[0]._r, [deepcopy(run._r) for run in runs]
    for number, words, value in parts:
        if not words:
            continue
        made = deepcopy(looks[number])
        Run(made, paragraph).text = words
        linked = sources.link(made, value) if sources is not None and value is not None else made
        anchor.addprevious(linked)
    for run in runs:
        run._r.getparent().remove(run._r)
    if not paragraph.runs and not paragraph._p.findall(qn("w:hyperlink")):
        paragraph._p.append(OxmlElement("w:r"))


def _plain(text: str, start: int, end: int, owner: list[int]) -> list[tuple[int, str, Value | None]]:
    """The words between two places, cut where the look changes."""
    found: list[tuple[int, str, Value | None]] = []
    while start < end:
        stop = start
        while stop < end and owner[stop] == owner[start]:
            stop += 1
        found.append((owner[start], text[start:stop], None))
        start = stop
    return found
