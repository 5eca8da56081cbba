"""The interview sheet: page and papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.access.purpose import for_a_purpose, stated
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.reports.selectors import language
from dungviec.office.reports.views.asking import DOCX, PDF, XLSX, as_file, frame, reports_of


@require_safe
@counted_afterwards
def interview_page(request: HttpRequest) -> HttpResponse:
    """What do we say when somebody asks how the workforce stands?"""
    reports, lang = reports_of(request), language()
    sheet = reports.interview
    ledger.listed(
        reports.records.viewer, "see_report", sheet.figures["workforce.total"].value or 0, subject="interview"
    )
    context = frame(request, reports) | {
        "answers": sheet.answers(lang), "name": sheet.scope.name, "notes": sheet.notes(lang), "whole": reports.records.viewer.reaches_all,
    }  # fmt: skip
    return render(request, "reports/interview.html", context)


def _nobody_named(request: HttpRequest) -> bool:
    """Whether the paper holds figures alone."""
    return request.GET.get("kieu", "") != "xlsx" or not reports_of(request).records.viewer.reaches_all


@for_a_purpose(unless=_nobody_named)
def interview_file(request: HttpRequest) -> HttpResponse:
    """The interview sheet as a paper: figures and no names. Excel, which holds the lists, is for whoever reaches everybody."""
    from dungviec.documents.reports import write_interview_pdf, write_interview_word
    from dungviec.documents.reports_excel import write_interview_excel

    reports, lang, kind = reports_of(request), language(), request.GET.get("kieu", "")
    if kind == "pdf":
        return as_file(reports, write_interview_pdf(reports.interview, lang), "phong-van", kind="pdf", mime=PDF)
    if kind == "xlsx" and reports.records.viewer.reaches_all:
        return as_file(
            reports,
            write_interview_excel(reports.interview, lang),
            "phong-van",
            kind="xlsx",
            mime=XLSX,
            purpose=stated(request),
        )
    return as_file(reports, write_interview_word(reports.interview, lang), "phong-van", kind="docx", mime=DOCX)
