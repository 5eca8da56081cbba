"""Papers of the dossier as files: their bytes, names and content types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from dungviec.documents import fill, write_json_text, write_pdf, write_word
from dungviec.documents.form_2c import FORM_2C
from dungviec.documents.layout import Form
from dungviec.documents.syll import SYLL
from dungviec.records.dossiers import Dossier

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file: how it is made and what it is."""

    key: str
    ending: str
    content_type: str
    make: Callable[[Dossier], bytes]


def _word(form: Form) -> Callable[[Dossier], bytes]:
    return lambda dossier: write_word(fill(form, dossier))


def _pdf(form: Form) -> Callable[[Dossier], bytes]:
    return lambda dossier: write_pdf(fill(form, dossier))


EXPORTS: dict[str, Export] = {
    e.key: e
    for e in (
        Export("syll-word", "docx", DOCX, _word(SYLL)), Export("syll-pdf", "pdf", "application/pdf", _pdf(SYLL)),
        Export("2c-word", "docx", DOCX, _word(FORM_2C)), Export("2c-pdf", "pdf", "application/pdf", _pdf(FORM_2C)),
        Export("json", "json", "application/json", lambda dossier: write_json_text([dossier]).encode()),
    )
}  # fmt: skip
"""Every file of one record by the word in its address."""


def form_of_day(day: date, asked: str = "") -> Form:
    """The form asked for, else the usual one of the day: 2C until 2022, SYLL from the year of Thông tư 06/2023 on."""
    forms: Sequence[Form] = (SYLL, FORM_2C)
    return next((f for f in forms if f.key == asked), SYLL if day.year >= 2023 else FORM_2C)


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be saved: never shown inside the browser, never kept by it."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def safe_name(text: str) -> str:
    """An identifier as part of a file name.

    >>> safe_name('CB 0042/"x"')
    'CB-0042--x-'
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in text)[:60]
