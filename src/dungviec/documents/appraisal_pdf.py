"""Papers of an appraisal as one tagged PDF, laid out like the Word file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Boxes, Table, Title

_TEMPLATE = "appraisal.typ"


def write_appraisal_pdf(papers: Sequence[AppraisalPaper]) -> bytes:
    """The papers as PDF; faces as in :func:`dungviec.documents.pdf.write_pdf`, no network, the same bytes for the same words."""
    import typst

    data = json.dumps([_data(p) for p in papers], ensure_ascii=False)
    return bytes(typst.compile(_template(), sys_inputs={"papers": data}, format="pdf", timestamp=0))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("dungviec.documents").joinpath(_TEMPLATE).read_bytes()


def _data(paper: AppraisalPaper) -> dict[str, Any]:
    told = {n: getattr(paper, n) for n in ("superior", "body", "place", "title", "basis", "annex_title")}
    return told | {
        "signatures": [asdict(s) for s in paper.signatures],
        "blocks": [_block(b) for b in paper.blocks],
        "annex": [_block(b) for b in paper.annex],
    }


def _block(block: Block) -> dict[str, Any]:
    kind = {Title: "title", Boxes: "boxes", Table: "table"}.get(type(block), "words")
    told = asdict(block)
    if isinstance(block, Table):
        told["strong"] = sorted(block.strong)
    return {"kind": kind, **told}
