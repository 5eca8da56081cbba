"""The city's own Word templates: one file per kind in the folder ``mau-van-ban`` of the data folder; shipped ones else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dungviec.documents.decisions import DECISIONS, OTHERS, check_own, kind_words, write_template

KINDS = (*DECISIONS, *OTHERS)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind with whose template is in use."""

    kind: str
    words: str
    own: bool
    mark: str


def folder() -> Path:
    """Where own templates lie."""
    return Path(settings.HOME) / "mau-van-ban"


def template(kind: str) -> bytes:
    """The template in use for a kind."""
    path = folder() / f"{kind}.docx"
    return path.read_bytes() if kind in KINDS and path.is_file() else write_template(kind)


def take_in(kind: str, body: bytes) -> str:
    """Put an own template in use and answer with its mark; the one before stays beside it. Raises TemplateFault for one that cannot
    be filled."""
    kind_words(kind)
    check_own(body, kind)
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{kind}.docx"
    _set_aside(path)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(body)
    fresh.replace(path)
    return _mark(body)


def put_back(kind: str) -> None:
    """Use the shipped template again; the own one is kept beside it."""
    kind_words(kind)
    path = folder() / f"{kind}.docx"
    _set_aside(path)
    path.unlink(missing_ok=True)


def _set_aside(path: Path) -> None:
    """Keep a copy of what is in use, under its mark: nothing a clerk wrote is lost."""
    if path.is_file():
        body = path.read_bytes()
        path.with_suffix(f".{_mark(body)}.docx.bo").write_bytes(body)


def shelves(lang: str) -> list[Shelf]:
    """Every kind, in order."""
    found = []
    for kind in KINDS:
        path = folder() / f"{kind}.docx"
        own = path.is_file()
        found.append(Shelf(kind, kind_words(kind, lang), own, _mark(path.read_bytes()) if own else ""))
    return found


def _mark(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:8]
