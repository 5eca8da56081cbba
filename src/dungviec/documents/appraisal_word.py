"""Papers of an appraisal as one Word file a clerk can edit, each paper beginning on a page of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from dungviec.documents.appraisal_paper import (
    BLANK,
    AppraisalPaper,
    Block,
    Boxes,
    Picture,
    Side,
    Table,
    Title,
    Words,
)
from dungviec.documents.word_parts import (
    add_run,
    close_lines,
    head_table,
    narrow_sides,
    repeat_on_pages,
    set_page,
    set_widths,
    small_gap,
)

_SIDES: dict[Side, Any] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
}  # fmt: skip


WHOLE = 18
"""A table of so many rows stays on one page, as in the PDF; a longer one breaks between rows."""


def write_appraisal_word(papers: Sequence[AppraisalPaper]) -> bytes:
    """The papers as .docx: A4, margins, sizes and page numbers as NĐ 30/2020 Phụ lục I asks."""
    document = Document()
    set_page(document)
    document.core_properties.title = " ".join(papers[0].title)
    document.core_properties.category = papers[0].key
    for n, paper in enumerate(papers):
        if n:
            _new_page(document)
        _head(document, paper)
        for block in paper.blocks[:-1]:
            _put(document, block)
        _with_signatures(document, paper.blocks[-1])
        _sign(document, paper)
        _small(document, f"{paper.basis}.")
        if paper.annex:
            _new_page(document)
            _centred(document, paper.annex_title, size=13)
            for block in paper.annex:
                _put(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _with_signatures(document: Any, block: Block) -> None:
    """The last block, held together with the signatures under it: no signature stands alone on a page."""
    before = len(document.paragraphs)
    _put(document, block)
    for paragraph in document.paragraphs[before:]:
        paragraph.paragraph_format.keep_with_next = True


def _new_page(document: Any) -> None:
    gap = close_lines(document.add_paragraph())
    gap.paragraph_format.line_spacing = Pt(4)
    gap.add_run().add_break(WD_BREAK.PAGE)


def _head(document: Any, paper: AppraisalPaper) -> None:
    left, right = head_table(document)
    lines = [(line, bold) for line, bold in ((paper.superior, False), (paper.body, True)) if line]
    for n, (line, bold) in enumerate(lines):
        paragraph = left.paragraphs[0] if n == 0 else left.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(paragraph, line.upper(), bold=bold, size=12)
    day = right.add_paragraph()
    day.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(day, f"{paper.place or '………'}, ngày …… tháng …… năm ……", italic=True)
    for n, line in enumerate(paper.title):
        _centred(document, line, size=14 if n == 0 else 13)


def _centred(document: Any, text: str, *, size: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(paragraph, text, bold=True, size=size)


def _small(document: Any, text: str) -> None:
    add_run(document.add_paragraph(), text, italic=True, size=10)


def _put(document: Any, block: Block) -> None:
    if isinstance(block, Title):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(8)
        add_run(paragraph, block.text, bold=True)
    elif isinstance(block, Words):
        paragraph = document.add_paragraph()
        add_run(paragraph, block.label)
        add_run(paragraph, block.text, italic=block.italic)
        for _ in range(block.blank):
            add_run(document.add_paragraph(), BLANK)
    elif isinstance(block, Boxes):
        _boxes(document, block)
    elif isinstance(block, Picture):
        _picture(document, block)
    else:
        _table(document, block)


def _picture(document: Any, block: Picture) -> None:
    """The photo with its words held to it; no broader than the lines, no higher than half a page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(block.body))
    scale = min(Mm(150) / shape.width, Mm(105) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape._inline.docPr.set("descr", block.words)
    words = document.add_paragraph()
    words.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(words, block.words, italic=True, size=12)


def _boxes(document: Any, block: Boxes) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    add_run(paragraph, block.label)
    table = document.add_table(rows=2, cols=2)
    set_widths(table, (50, 50))
    for n, (words, ticked) in enumerate(block.options):
        add_run(table.rows[n // 2].cells[n % 2].paragraphs[0], f"{'☒' if ticked else '☐'} {words}")


def _table(document: Any, block: Table) -> None:
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.heads))
    table.style = "Table Grid"
    narrow_sides(table, 1)
    set_widths(table, block.widths)
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        close_lines(cell.paragraphs[0], 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(cell.paragraphs[0], head, bold=True, size=11)
    repeat_on_pages(table.rows[0])
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for row in table.rows[:-1] if len(block.rows) <= WHOLE else ():
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for n, (row, words) in enumerate(zip(table.rows[1:], block.rows, strict=True)):
        for cell, text, side in zip(row.cells, words, block.sides, strict=True):
            close_lines(cell.paragraphs[0], 1).alignment = _SIDES[side]
            add_run(cell.paragraphs[0], text, bold=n in block.strong, size=11)
    small_gap(document)


def _sign(document: Any, paper: AppraisalPaper) -> None:
    table = document.add_table(rows=1, cols=len(paper.signatures))
    set_widths(table, (100 / len(paper.signatures),) * len(paper.signatures))
    table.rows[0].height = Mm(28)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, signature in zip(table.rows[0].cells, paper.signatures, strict=True):
        for n, (text, bold) in enumerate(((signature.role, True), (signature.note, False))):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_run(paragraph, text, bold=bold, italic=not bold, size=13 if bold else 12)
        name = cell.add_paragraph()
        name.alignment = WD_ALIGN_PARAGRAPH.CENTER
        name.paragraph_format.space_before = Pt(34)
        add_run(name, signature.name, bold=True)
