"""One click, one packet: the papers of a round or of a set of moves in one archive, Word and PDF side by side."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from dungviec.documents.decisions.typeset import write_decision_pdf
from dungviec.records.vietnamese import fold

_STILL = (2008, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled paper and the name of its file, without ending."""

    name: str
    word: bytes


def write_packet(papers: Iterable[Paper], *, pdf: bool = True) -> bytes:
    """The papers as a zip archive: each as .docx and, unless ``pdf`` is off, as .pdf. Same papers, same bytes."""
    buffer = io.BytesIO()
    taken: dict[str, int] = {}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for paper in papers:
            name = file_name(paper.name)
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                name = f"{name}-{taken[name]}"
            packed.writestr(zipfile.ZipInfo(f"{name}.docx", _STILL), paper.word)
            if pdf:
                packed.writestr(zipfile.ZipInfo(f"{name}.pdf", _STILL), write_decision_pdf(paper.word))
    return buffer.getvalue()


def file_name(words: str) -> str:
    """Words as the name of a file, without marks or signs.

    >>> file_name("Quyết định 12/QĐ-UBND: Lê Văn Đức")
    'quyet-dinh-12-qd-ubnd-le-van-duc'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(words).lower()).strip("-")[:90] or "van-ban"
