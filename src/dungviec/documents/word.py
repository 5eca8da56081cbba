"""A filled form as a Word file a clerk can edit: every value in a content control named after its field, tables named by their item."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from dungviec.documents.layout import Heading
from dungviec.documents.paper import FilledGrid, FilledLine, Paper, Words
from dungviec.documents.word_parts import (
    add_run,
    head_table,
    narrow_sides,
    repeat_on_pages,
    set_page,
    set_widths,
    small_gap,
)

DOTS = "……………"
SUBJECT = "dungviec-form/1"
"""Says in the file's properties which programme laid it out; the category names the form."""


def write_word(paper: Paper) -> bytes:
    """The paper as .docx: A4, margins, sizes and page numbers as NĐ 30/2020 Phụ lục I asks."""
    document = Document()
    _set_up(document, paper)
    _title_block(document, paper)
    for block in paper.blocks:
        if isinstance(block, Heading):
            _heading(document, block.text)
        elif isinstance(block, FilledLine):
            _paragraph(document, block)
        else:
            _table(document, block)
    _signatures(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Any, paper: Paper) -> None:
    set_page(document)
    properties = document.core_properties
    properties.subject, properties.category, properties.identifier = SUBJECT, paper.form.key, paper.person_id
    properties.title, properties.comments = " ".join(paper.form.title), paper.form.basis
    properties.version = paper.as_of.isoformat()


def _title_block(document: Any, paper: Paper) -> None:
    left, _right = head_table(document)
    for n, line in enumerate(paper.head):
        _fill_line(left.paragraphs[0] if n == 0 else left.add_paragraph(), line, size=12)
    small_gap(document)
    middle = document.add_table(rows=1, cols=2)
    set_widths(middle, (22, 78))
    photo, title = middle.rows[0].cells
    photo.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    photo.paragraphs[0].paragraph_format.space_before = Pt(44)
    add_run(photo.paragraphs[0], "Ảnh màu\n(4 x 6 cm)", size=11)
    _box(photo)
    middle.rows[0].height = Mm(60)
    for n, words in enumerate(paper.form.title):
        paragraph = title.paragraphs[0] if n == 0 else title.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if n == 0:
            paragraph.paragraph_format.space_before = Pt(36)
        add_run(paragraph, words, bold=True, size=14)
    for line in paper.numbers:
        paragraph = title.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _fill_line(paragraph, line)


def _heading(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(8)
    add_run(paragraph, text, bold=True)


def _paragraph(document: Any, line: FilledLine) -> None:
    paragraph = document.add_paragraph()
    if line.indent:
        paragraph.paragraph_format.left_indent = Mm(8)
    _fill_line(paragraph, line)


def _fill_line(paragraph: Any, line: FilledLine, *, size: int = 13) -> None:
    for words in line.words:
        if words.tag:
            paragraph._p.append(_control(words, size))
        else:
            add_run(paragraph, words.text, size=size)


def _table(document: Any, block: FilledGrid) -> None:
    if block.grid.heading:
        heading = document.add_paragraph()
        heading.paragraph_format.keep_with_next = True
        add_run(heading, block.grid.heading, bold=False, italic=True)
    if block.hidden:
        add_run(document.add_paragraph(), "(không hiển thị)", italic=True)
        return
    table = document.add_table(rows=1, cols=len(block.grid.columns))
    table.style = "Table Grid"
    narrow_sides(table, 1)
    _caption(table, block.grid.key)
    set_widths(table, [c.width for c in block.grid.columns])
    for cell, column in zip(table.rows[0].cells, block.grid.columns, strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(cell.paragraphs[0], column.head, bold=True, size=11)
    repeat_on_pages(table.rows[0])
    blank = tuple(Words("") for _ in block.grid.columns)
    template = None
    for words in block.rows or (blank,):
        if template is None:
            template = deepcopy(table.add_row()._tr)
            row = table._tbl.tr_lst[-1]
        else:  # a copy of a row costs a tenth of a new one: long careers stay quick
            row = deepcopy(template)
            table._tbl.append(row)
        for cell, value in zip(row.tc_lst, words, strict=True):
            paragraph = cell.p_lst[0]
            if value.day is not None and value.month:
                paragraph.append(_control(value, 12))
            elif value.text:
                paragraph.append(_text_run(value.text, 12))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _signatures(document: Any, paper: Paper) -> None:
    table = document.add_table(rows=1, cols=2)
    set_widths(table, (50, 50))
    for cell, note, role in zip(
        table.rows[0].cells, (f"{paper.form.pledge}\n", "………, ngày …… tháng …… năm ……\n"),
        (paper.form.left_sign, paper.form.right_sign), strict=True,
    ):  # fmt: skip
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(paragraph, note, italic=True, size=12)
        add_run(paragraph, role, bold=True)
    below = table.rows[0].cells[0].add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.paragraph_format.space_before = Pt(64)
    below._p.append(_control(paper.signed, 13, bold=True))


def _text_run(text: str, size: int, *, caps: bool = False, bold: bool = False, empty: bool = False) -> Any:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for name, wanted in (("w:b", bold), ("w:caps", caps)):
        if wanted:
            properties.append(OxmlElement(name))
    if empty:
        colour = OxmlElement("w:color")
        colour.set(qn("w:val"), "767676")
        properties.append(colour)
    high = OxmlElement("w:sz")
    high.set(qn("w:val"), str(size * 2))
    properties.append(high)
    run.append(properties)
    body = OxmlElement("w:t")
    body.text = text
    body.set(qn("xml:space"), "preserve")
    run.append(body)
    return run


def _control(words: Words, size: int, *, bold: bool = False) -> Any:
    """A content control: its tag is the field; codes become a list to choose from, dates a date that keeps its exact day."""
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    tag = OxmlElement("w:tag")
    tag.set(qn("w:val"), words.tag)
    properties.append(tag)
    if words.tag.startswith(("derived.", "hidden.")):
        lock = OxmlElement("w:lock")
        lock.set(qn("w:val"), "sdtContentLocked")
        properties.append(lock)
    if not words.text:
        properties.append(OxmlElement("w:showingPlcHdr"))
    if words.day is not None:
        properties.append(_date_kind(words))
    elif words.choices:
        chooser = OxmlElement("w:dropDownList")
        for choice in words.choices:
            item = OxmlElement("w:listItem")
            item.set(qn("w:displayText"), choice)
            item.set(qn("w:value"), choice)
            chooser.append(item)
        properties.append(chooser)
    else:
        properties.append(OxmlElement("w:text"))
    control.append(properties)
    content = OxmlElement("w:sdtContent")
    content.append(_text_run(words.text or DOTS, size, caps=words.caps, bold=bold, empty=not words.text))
    control.append(content)
    return control


def _date_kind(words: Words) -> Any:
    assert words.day is not None
    kind = OxmlElement("w:date")
    kind.set(qn("w:fullDate"), f"{words.day:%Y-%m-%d}T00:00:00Z" if words.day.year >= 1000 else f"{words.day.year:04d}{words.day:-%m-%d}T00:00:00Z")  # fmt: skip
    for name, value in (("w:dateFormat", "MM/yyyy" if words.month else "dd/MM/yyyy"), ("w:lid", "vi-VN"), ("w:storeMappedDataAs", "dateTime"), ("w:calendar", "gregorian")):  # fmt: skip
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        kind.append(child)
    return kind


def _caption(table: Any, key: str) -> None:
    """The table's name for whoever reads the file back, kept by Word as the title of its alternative text."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), key)
    table._tbl.tblPr.append(caption)


def _box(cell: Any) -> None:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in ("top", "left", "bottom", "right")
    )
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{borders}</w:tcBorders>"))
