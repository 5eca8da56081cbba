"""What every Word paper shares: the page of NĐ 30/2020, runs of text, widths, the rule under the motto."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx.enum.section import WD_SECTION_START
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
STILL = datetime(2008, 1, 1)  # noqa: DTZ001 - Word's properties hold naive times; no clock, so the same record gives the same file
TEXT_WIDTH = 164
"""Millimetres between the margins of a page."""
STATE_SHARE = 60
"""Hundredths of it for the State's name: bold capitals of 12 points need 96 mm."""
MOTTO_WIDTH = 66
"""Millimetres of the motto, bold, 13 points; the rule under it is as long as the words (NĐ 30/2020 Phụ lục I)."""


def set_page(document: Any) -> None:
    """A4, margins, face, size and page numbers as NĐ 30/2020 Phụ lục I asks; the same file for the same words."""
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(16)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(number)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.line_spacing = 1.0
    properties = document.core_properties
    properties.author = properties.last_modified_by = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = STILL


def _page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(13)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def add_run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = 13) -> None:
    """A run of text at the end of a paragraph."""
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)


def repeat_on_pages(row: Any) -> None:
    """Repeat the heading row on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def set_widths(table: Any, shares: Sequence[float]) -> None:
    """Widths of columns as shares (in hundredths) of the text's width."""
    table.autofit = False
    whole = Mm(TEXT_WIDTH)
    for n, share in enumerate(shares):
        width = int(whole * share / 100)
        table.columns[n].width = width
        for cell in table.columns[n].cells:
            cell.width = width


def narrow_sides(table: Any, millimetres: float) -> None:
    """White left and right of the words in a table's cells: Word's own 1.9 mm break words of narrow columns apart."""
    width = round(millimetres * 1440 / 25.4)
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def close_lines(paragraph: Any, points: float = 0) -> Any:
    """The paragraph with so little white above and below."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(points)
    return paragraph


def small_gap(document: Any) -> None:
    """A line of almost no height: two tables must not touch, and what follows a page break must not begin lower."""
    gap = close_lines(document.add_paragraph())
    gap.paragraph_format.line_spacing = Pt(4)


def head_table(document: Any) -> tuple[Any, Any]:
    """The two cells above a paper: the body on the left; on the right the State's name and motto, each of which fits one line."""
    table = document.add_table(rows=1, cols=2)
    narrow_sides(table, 0)
    set_widths(table, (100 - STATE_SHARE, STATE_SHARE))
    left, right = table.rows[0].cells
    state_name_and_motto(right)
    return left, right


def rule_under(paragraph: Any) -> None:
    """The full-width rule under the motto."""
    edge = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(edge), "w:spacing", "w:ind", "w:jc")
    beside = Mm((TEXT_WIDTH * STATE_SHARE / 100 - MOTTO_WIDTH) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = beside


def state_name_and_motto(cell: Any) -> None:
    """The State's name and motto with the rule under it, centred in a cell (NĐ 30/2020 Phụ lục I)."""
    state = cell.paragraphs[0]
    state.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(state, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
    motto = cell.add_paragraph()
    motto.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_run(motto, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13)
    rule_under(motto)
