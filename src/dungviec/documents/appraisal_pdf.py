"""Papers of an appraisal as one tagged PDF, laid out like the Word file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Boxes, Picture, Table, Title

_TEMPLATE = "appraisal.typ"


def write_appraisal_pdf(papers: Sequence[AppraisalPaper]) -> bytes:
    """The papers as PDF; faces as in :func:`dungviec.documents.pdf.write_pdf`, no network, the same bytes for the same words."""
    import typst

    data = json.dumps([_data(p) for p in papers], ensure_ascii=False)
    photos = [b for p in papers for b in (*p.blocks, *p.annex) if isinstance(b, Picture)]
    with TemporaryDirectory() as folder:  # Typst reads pictures from files below its root
        for photo in photos:
            Path(folder, _file_of(photo)).write_bytes(photo.body)
        compile_paper: Any = typst.compile  # its stub takes the root's type from the source's
        return bytes(compile_paper(_template(), root=folder, sys_inputs={"papers": data}, format="pdf", timestamp=0))


def is_readable(photo: Picture) -> bool:
    """Whether the photo can be set on a paper, in Word and in PDF: one broken file must not keep the whole paper away."""
    import typst
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    with TemporaryDirectory() as folder:
        Path(folder, _file_of(photo)).write_bytes(photo.body)
        compile_page: Any = typst.compile
        try:
            Image.from_blob(photo.body)
            compile_page(f'#image("/{_file_of(photo)}", alt: "")'.encode(), root=folder, format="pdf", timestamp=0)
        except (
            typst.TypstError,
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
            ValueError,
            KeyError,
        ):
            return False
    return True


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


def _file_of(photo: Picture) -> str:
    return f"{hashlib.sha256(photo.body).hexdigest()}.{photo.ending}"


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        return {"kind": "picture", "path": f"/{_file_of(block)}", "words": block.words}
    kind = {Title: "title", Boxes: "boxes", Table: "table"}.get(type(block), "words")
    told = asdict(block)
    if isinstance(block, Table):
        told["strong"] = sorted(block.strong)
    return {"kind": kind, **told}
