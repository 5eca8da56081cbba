"""The Word template of a kind of paper: the shipped text laid out by NĐ 30/2020 Phụ lục I, with places in double braces.

A clerk opens it in Word, changes words, and hands it back: the office fills that file from then on (:mod:`.filling`).
"""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from dungviec.documents.decisions.kinds import Form, form
from dungviec.documents.word_parts import (
    STATE_SHARE,
    add_run,
    narrow_sides,
    repeat_on_pages,
    set_page,
    set_widths,
    state_name_and_motto,
)

_ARTICLE = re.compile(r"^(Điều \d+\.)\s*(.*)$")
SUBJECT = "dungviec-decision/1"
"""Says in the file's properties which programme laid it out; the category names the kind."""
_CHAIRED = (("THƯ KÝ", "{{thu_ky}}"), ("CHỦ TRÌ", "{{chu_tri}}"))
SIGNED_SIDE_BY_SIDE = {
    "minutes": _CHAIRED, "council_minutes": _CHAIRED,
    "handover": (("BÊN GIAO", "{{ho_ten}}"), ("BÊN NHẬN", "{{nguoi_nhan}}"), ("NGƯỜI CHỨNG KIẾN", "{{nguoi_chung_kien}}")),
}  # fmt: skip
"""Kinds signed by several side by side instead of by the issuing body: role and name of each."""


@cache
def write_template(kind: str) -> bytes:
    """The shipped template of a kind as .docx. Raises TemplateFault for a kind that does not exist."""
    laid = form(kind)
    document = Document()
    _set_up(document, laid)
    _title_block(document)
    _name(document, laid)
    columns: list[tuple[str, int]] = []
    signed = False
    for line in laid.lines:
        if line.startswith("=== "):
            _signatures(document, SIGNED_SIDE_BY_SIDE.get(kind, ()))
            _annex(document, line[4:])
            signed = True
        elif line.startswith("| "):
            cells = [cell.strip() for cell in line[2:].split(" | ")]
            if not columns:
                columns = [(head, int(width)) for head, width in (cell.rsplit(":", 1) for cell in cells)]
            else:
                _table(document, columns, cells)
                columns = []
        else:
            _body_line(document, line)
    if not signed:
        _signatures(document, SIGNED_SIDE_BY_SIDE.get(kind, ()))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Any, laid: Form) -> None:
    set_page(document)
    shape = document.styles["Normal"].paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    properties = document.core_properties
    properties.title, properties.category, properties.subject = laid.name, laid.kind, SUBJECT


def _title_block(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    narrow_sides(table, 0)
    set_widths(table, (100 - STATE_SHARE, STATE_SHARE))
    left, right = table.rows[0].cells
    above = left.paragraphs[0]
    _centre(above)
    _run(above, "{{?co_quan_cap_tren}}{{co_quan_cap_tren}}", size=12)
    own = left.add_paragraph()
    _centre(own)
    _run(own, "{{co_quan}}", size=12, bold=True)
    _rule_under(own, 22)
    state_name_and_motto(right)
    number, day = table.rows[1].cells
    for cell, text, italic, size in ((number, "Số: {{so_ky_hieu}}", False, 13), (day, "{{dia_danh_ngay}}", True, 13)):
        paragraph = cell.paragraphs[0]
        _centre(paragraph)
        paragraph.paragraph_format.space_before = Pt(6)
        _run(paragraph, text, size=size, italic=italic)


def _name(document: Any, laid: Form) -> None:
    name = document.add_paragraph()
    _centre(name)
    name.paragraph_format.space_before = Pt(14)
    _run(name, laid.name, bold=True)
    subject = document.add_paragraph()
    _centre(subject)
    _run(subject, laid.subject, bold=True)
    _rule_under(subject, 62)


def _annex(document: Any, title: str) -> None:
    """A new page after the signature, under its own title."""
    document.add_section(WD_SECTION_START.NEW_PAGE)
    name = document.add_paragraph()
    _centre(name)
    _run(name, title, bold=True)


def _body_line(document: Any, line: str) -> None:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    if line.startswith("^ "):
        _centre(paragraph)
        shape.space_before = shape.space_after = Pt(8)
        _run(paragraph, line[2:], bold=not line.startswith("^ ("), italic=line.startswith("^ ("))
        return
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape.first_line_indent, shape.space_before, shape.line_spacing = Mm(10), Pt(6), 1.15
    if line.startswith("~ "):
        _run(paragraph, line[2:], italic=True)
    elif article := _ARTICLE.match(line):
        _run(paragraph, f"{article[1]} ", bold=True)
        _run(paragraph, article[2])
    else:
        _run(paragraph, line)


def _table(document: Any, columns: list[tuple[str, int]], cells: list[str]) -> None:
    document.add_paragraph().paragraph_format.line_spacing = 0.5
    table = document.add_table(rows=2, cols=len(columns))
    table.style = "Table Grid"
    set_widths(table, [width for _head, width in columns])
    for cell, (head, _width) in zip(table.rows[0].cells, columns, strict=True):
        _centre(cell.paragraphs[0])
        _run(cell.paragraphs[0], head, bold=True, size=12)
    repeat_on_pages(table.rows[0])
    for cell, text in zip(table.rows[1].cells, cells, strict=True):
        _run(cell.paragraphs[0], text, size=12)
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _signatures(document: Any, several: tuple[tuple[str, str], ...]) -> None:
    document.add_paragraph().paragraph_format.line_spacing = 0.8
    table = document.add_table(rows=1, cols=len(several) or 2)
    set_widths(table, [100 / len(several)] * len(several) if several else (48, 52))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if several:
        for cell, (role, who) in zip(table.rows[0].cells, several, strict=True):
            _centre(cell.paragraphs[0])
            _run(cell.paragraphs[0], role, bold=True)
            _signed(cell, who)
        return
    left, right = table.rows[0].cells
    _run(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    _run(left.add_paragraph(), "- {{*noi_nhan}}", size=11)
    _centre(right.paragraphs[0])
    _run(right.paragraphs[0], "{{quyen_ky}}", bold=True)
    _signed(right, "{{nguoi_ky}}")


def _signed(cell: Any, who: str) -> None:
    paragraph = cell.add_paragraph()
    _centre(paragraph)
    paragraph.paragraph_format.space_before = Pt(64)
    _run(paragraph, who, bold=True)


def _centre(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = 14) -> None:
    add_run(paragraph, text, bold=bold, italic=italic, size=size)


def _rule_under(paragraph: Any, indent: int) -> None:
    """A rule under a line, shorter than its cell by ``indent`` millimetres on either side."""
    edge = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    rule = paragraph._parent.add_paragraph()
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(indent)
    rule.paragraph_format.line_spacing = Pt(3)
    rule._p.get_or_add_pPr().insert_element_before(parse_xml(edge), "w:spacing", "w:ind", "w:jc")
