"""Where each word of a paper comes from: hover in Word, and an annex for whoever checks before signing. Not part of the decision."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dungviec.documents.decisions.values import Source, Value
from dungviec.documents.word_parts import add_run, repeat_on_pages, set_page, set_widths

KIND_WORDS = {"record": "Hồ sơ", "law": "Pháp luật", "entry": "Người lập ghi", "computed": "Tính ra"}
TITLE = "PHỤ LỤC NGUỒN"
NOTE = "Trang này để kiểm tra trước khi ký, không phải một phần của văn bản ban hành."


class Sources:
    """Collects what was put into one paper, and writes the annex at its end."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Source]] = []

    def link(self, run: Any, value: Value) -> Any:
        """The run inside a link to its row of the annex, with the source as the tip on hover; plain words stay plain."""
        if value.source is None:
            return run
        row = (value.text, value.source)
        if row not in self.rows:
            self.rows.append(row)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"nguon{self.rows.index(row) + 1}")
        link.set(qn("w:tooltip"), f"{KIND_WORDS.get(value.source.kind, '')}: {value.source.what}"[:250])
        link.append(run)
        return link

    def alone(self, place: str) -> bytes:
        """The annex as a paper of its own, for many papers together."""
        document = Document()
        set_page(document)
        document.core_properties.title = f"{TITLE} {place}".strip()
        self._write(document)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    def write_annex(self, document: Any) -> None:
        """A new page with every word and its source, numbered in the order of the paper."""
        if not self.rows:
            return
        document.add_section(WD_SECTION_START.NEW_PAGE)
        self._write(document)

    def _write(self, document: Any) -> None:
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(title, TITLE, bold=True, size=14)
        note = document.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(note, NOTE, italic=True, size=12)
        table = document.add_table(rows=1, cols=4)
        table.style = "Table Grid"
        for cell, head in zip(table.rows[0].cells, ("STT", "Trên văn bản", "Loại nguồn", "Lấy từ đâu"), strict=True):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_run(cell.paragraphs[0], head, bold=True, size=11)
        repeat_on_pages(table.rows[0])
        for number, (text, source) in enumerate(self.rows, 1):
            cells = table.add_row().cells
            fill = f"Người lập điền theo văn bản: {source.to_fill}." if source.to_fill else ""
            said = "\n".join(filter(None, (source.what, fill, source.address)))
            for cell, words in zip(cells, (str(number), text, KIND_WORDS.get(source.kind, ""), said), strict=True):
                add_run(cell.paragraphs[0], words, size=11)
            _bookmark(cells[0].paragraphs[0], number)
        set_widths(table, (7, 34, 14, 45))


def _bookmark(paragraph: Any, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(9000 + number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"nguon{number}")
        paragraph._p.append(mark)
