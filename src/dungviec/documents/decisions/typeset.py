"""The PDF of a filled Word paper, so that both always say the same, also from a template a city made itself.

Read from the Word file: paragraphs with alignment, indents and rules, runs with weight and size, tables with their widths.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_ALIGN = {
    WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right", WD_ALIGN_PARAGRAPH.JUSTIFY: "justify",
}  # fmt: skip


def write_decision_pdf(word: bytes) -> bytes:
    """A filled paper as PDF, laid out like its Word file. ``word`` is what :func:`..filling.fill` gave."""
    import typst

    return bytes(typst.compile(_template(), sys_inputs={"paper": _read(word)}, format="pdf", timestamp=0))


def draw_pages(word: bytes, *, ppi: float = 96) -> list[bytes]:
    """The pages of a filled paper as pictures (PNG), for a screen."""
    import typst

    made: Any = typst.compile(_template(), sys_inputs={"paper": _read(word)}, format="png", ppi=ppi)
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dungviec.documents.decisions").joinpath("decision.typ").read_bytes()


def read_blocks(word: bytes) -> dict[str, Any]:
    """A filled paper as plain data for a screen: its title, and paragraphs and tables with their runs of text."""
    document = Document(io.BytesIO(word))
    return {"title": document.core_properties.title or "", "blocks": _blocks(document, document.element.body)}


def _read(word: bytes) -> str:
    return json.dumps(read_blocks(word), ensure_ascii=False)


def _blocks(document: Any, inside: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for element in inside.iterchildren():
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            found.append(_paragraph(paragraph))
            if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                found.append({"kind": "page"})
        elif element.tag == qn("w:tbl"):
            found.append(_table(document, Table(element, document)))
    return found


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    shape = paragraph.paragraph_format
    return {
        "kind": "paragraph",
        "align": _ALIGN.get(paragraph.alignment, "left") if paragraph.alignment is not None else "left",
        "first": _mm(shape.first_line_indent), "left": _mm(shape.left_indent), "right": _mm(shape.right_indent),
        "before": _pt(shape.space_before), "after": _pt(shape.space_after),
        "rule": paragraph._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}") is not None,
        "runs": _runs(paragraph),
    }  # fmt: skip


def _runs(paragraph: Paragraph) -> list[dict[str, Any]]:
    found = []
    for element in paragraph._p.iterchildren():
        inner = [element] if element.tag == qn("w:r") else list(element.iter(qn("w:r")))
        linked = element.tag == qn("w:hyperlink")
        anchor, tip = ((element.get(qn(a)) or "") if linked else "" for a in ("w:anchor", "w:tooltip"))
        for one in inner:
            run = Run(one, paragraph)
            if run.text:
                size = run.font.size.pt if run.font.size else 13.0
                found.append(
                    {
                        "text": run.text,
                        "bold": bool(run.bold),
                        "italic": bool(run.italic),
                        "size": size,
                        "to": anchor,
                        "tip": tip,
                    }
                )
    marks = [m.get(qn("w:name")) for m in paragraph._p.iter(qn("w:bookmarkStart"))]
    named = [m for m in marks if m and m.startswith("nguon")]
    if named:
        found.append({"text": "", "bold": False, "italic": False, "size": 11, "to": "", "name": named[0]})
    return found


def _table(document: Any, table: Table) -> dict[str, Any]:
    rows = [[_blocks(document, cell._tc) for cell in row.cells] for row in table.rows]
    heads = sum(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows)
    grid = [int(c.get(qn("w:w")) or 1) for c in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    first = [int(cell.width or 0) for cell in table.rows[0].cells] if table.rows else []
    widths = first if first and all(first) else grid
    style = table.style.name if table.style is not None else ""
    return {"kind": "table", "widths": widths, "rows": rows, "heads": heads, "lines": "Grid" in (style or "")}


def _mm(length: Any) -> float:
    return float(length.mm) if length is not None else 0.0


def _pt(length: Any) -> float:
    return float(length.pt) if length is not None else 0.0
