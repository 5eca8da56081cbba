"""The statutory forms on file: counting forms for one row of them, lists of people, each as Excel and PDF like the form."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.documents.stat_layout import group_words
from dungviec.office.access import ledger
from dungviec.office.access.purpose import for_a_purpose, stated
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.limited import limited_here
from dungviec.office.reports.selectors import LISTS, Reports, form_asked, language, who_counted
from dungviec.office.reports.views.asking import PDF, ROWS, XLSX, as_file, frame, reports_of
from dungviec.workforce.statutory import TOTAL


@require_safe
@counted_afterwards
def form_page(request: HttpRequest) -> HttpResponse:
    """One form: its columns for one row of it (a unit, or all together), or its list."""
    reports, form = reports_of(request), form_asked(request.GET.get("bieu", ""))
    forms = {
        "forms": (("bm01", "BM01/BNV"), ("bm01-vc", "BM01-VC/BNV"), ("quick", _("Thống kê nhanh")), ("bm04", "BM04/BNV"), ("ratings", _("Tổng hợp xếp loại"))),
        "form": form,
    }  # fmt: skip
    if form in LISTS:
        return _list(request, reports, form, forms)
    return _table(request, reports, form, forms)


def _table(request: HttpRequest, reports: Reports, form: str, forms: dict[str, Any]) -> HttpResponse:
    lang, who = language(), who_counted(request.GET.get("ai", ""))
    table = reports.table(form, who)
    row = request.GET.get("dong", TOTAL)
    if row != TOTAL and row not in dict(table.units):
        row = TOTAL
    ledger.listed(reports.records.viewer, "see_report", table.people.height, subject=form)
    lines = [
        {
            "number": c.number, "group": " – ".join(group_words(w, lang) for w in (c.group, c.subgroup) if w), "head": c.head if lang == "vi" else c.en,
            "value": reports.mark(c.needs) if c.number in table.withheld else table.cell(row, c.number),
            "listed": c.test is not None and c.number not in table.withheld,
        }
        for c in table.columns
    ]  # fmt: skip
    context = frame(request, reports) | forms | {
        "lines": lines, "rows": table.units, "row": row, "who": who, "checks": [(c.vi if lang == "vi" else c.en, c) for c in table.checks], "notes": table.notes(lang),
        "title": table.title if lang == "vi" else table.title_en, "basis": table.basis if lang == "vi" else table.basis_en,
        "kinds": (("civil_servants", _("Công chức từ cấp huyện trở lên")), ("public_employees", _("Viên chức")), ("all", _("Tất cả"))) if form == "bm01" else (),
    }  # fmt: skip
    return render(request, "reports/form.html", context)


def _list(request: HttpRequest, reports: Reports, form: str, forms: dict[str, Any]) -> HttpResponse:
    lang = language()
    found = reports.people_list(form)
    ledger.listed(reports.records.viewer, "see_report_list", len(found.rows), subject=form)
    heads = [(h.words(lang), h.left) for h in found.heads]
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("trang"))
    rows = [(r.person_id, [(head, words, left) for (head, left), words in zip(heads, r.cells, strict=True)]) for r in page.object_list]  # fmt: skip
    context = frame(request, reports) | forms | {
        "heads": heads, "listed": rows, "limited": limited_here(), "page": page, "notes": found.notes(lang), "who": "", "title": found.title if lang == "vi" else found.title_en,
        "basis": found.basis if lang == "vi" else found.basis_en,
    }  # fmt: skip
    return render(request, "reports/form_list.html", context)


def _nobody_named(request: HttpRequest) -> bool:
    """Whether the form is a table of figures."""
    reports_of(request)
    return form_asked(request.GET.get("bieu", "")) not in LISTS


@for_a_purpose(unless=_nobody_named)
def form_file(request: HttpRequest) -> HttpResponse:
    """The form as Excel, or as PDF laid out like the printed one (``?kieu=pdf``)."""
    from dungviec.documents.reports_excel import write_list_excel, write_table_excel
    from dungviec.documents.reports_pdf import write_list_pdf, write_table_pdf

    reports, lang, form = reports_of(request), language(), form_asked(request.GET.get("bieu", ""))
    pdf = request.GET.get("kieu") == "pdf"
    kind, mime = ("pdf", PDF) if pdf else ("xlsx", XLSX)
    if form in LISTS:
        found = reports.people_list(form)
        content = (write_list_pdf if pdf else write_list_excel)(found, lang)
        return as_file(reports, content, form, kind=kind, mime=mime, purpose=stated(request), rows=len(found.rows))
    table = reports.table(form, who_counted(request.GET.get("ai", "")))
    content = (write_table_pdf if pdf else write_table_excel)(table, lang)
    return as_file(reports, content, form, kind=kind, mime=mime)
