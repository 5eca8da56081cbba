"""Files that leave a page: Excel, or a paper as Word or PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse

from dungviec.documents.appraisal_paper import AppraisalPaper
from dungviec.documents.streamlining_paper import write_pdf, write_word

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def answer(
    kind: str, name: str, day: date, *, excel: Callable[[], bytes], paper: Callable[[], AppraisalPaper]
) -> HttpResponse:
    """The file asked for; Excel unless ``kind`` names a paper."""
    kind = kind if kind in MIMES else "xlsx"
    content = excel() if kind == "xlsx" else write_word(paper()) if kind == "docx" else write_pdf(paper())
    response = HttpResponse(content, content_type=MIMES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}-{day:%Y-%m-%d}.{kind}"'
    return response
