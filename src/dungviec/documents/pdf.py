"""A filled form, or a list, as PDF: typeset by Typst, which needs no network and brings a font of its own."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dungviec.documents.layout import Heading
from dungviec.documents.paper import FilledGrid, FilledLine, Paper, Words

_TEMPLATE = "paper.typ"


def write_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF, laid out like the Word file.

    The text is set in Times New Roman where the machine has it, else in Tinos, which has its measure, else in Libertinus Serif, a book
    face of the same kind that comes inside Typst's package (SIL Open Font Licence) and holds every Vietnamese letter.
    """
    import typst

    data = json.dumps(_data(paper), ensure_ascii=False)
    return bytes(typst.compile(_template(), sys_inputs={"paper": data}, format="pdf", timestamp=0))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dungviec.documents").joinpath(_TEMPLATE).read_bytes()


def _data(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.form.title,
        "head": [_line(line) for line in paper.head],
        "numbers": [_line(line) for line in paper.numbers],
        "blocks": [_block(block) for block in paper.blocks],
        "pledge": paper.form.pledge,
        "left_sign": paper.form.left_sign,
        "right_sign": paper.form.right_sign,
        "signed": paper.signed.text,
    }


def _block(block: FilledLine | Heading | FilledGrid) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, FilledLine):
        return {"kind": "line", **_line(block)}
    return {
        "kind": "grid",
        "heading": block.grid.heading,
        "hidden": block.hidden,
        "widths": [c.width for c in block.grid.columns],
        "heads": [c.head for c in block.grid.columns],
        "rows": [[w.text for w in row] for row in block.rows],
    }


def _line(line: FilledLine) -> dict[str, Any]:
    return {"indent": line.indent, "words": [_words(w) for w in line.words]}


def _words(words: Words) -> dict[str, Any]:
    shown = words.text.upper() if words.caps else words.text
    return {"text": shown, "place": bool(words.tag)}
