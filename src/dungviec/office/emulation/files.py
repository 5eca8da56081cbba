"""Files of this room: Excel, or a paper as Word or PDF."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse

from dungviec.documents.appraisal_paper import AppraisalPaper

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def hand(
    kind: str, name: str, *, paper: Callable[[], AppraisalPaper], excel: Callable[[], bytes] | None = None
) -> HttpResponse:
    """The file asked for: Word where nothing is named, Excel where there is one; Http404 for a kind there is not."""
    from dungviec.documents.emulation_paper import write_pdf, write_word

    kind = kind or ("xlsx" if excel is not None else "docx")
    if kind not in MIMES or (kind == "xlsx" and excel is None):
        raise Http404(kind)
    if kind == "xlsx" and excel is not None:
        content = excel()
    else:
        content = write_word(paper()) if kind == "docx" else write_pdf(paper())
    response = HttpResponse(content, content_type=MIMES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
