"""Who came and who went: page and Excel."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.reports.selectors import language
from dungviec.office.reports.views.asking import ROWS, XLSX, as_file, frame, reports_of


@require_safe
@counted_afterwards
def movement_page(request: HttpRequest) -> HttpResponse:
    """Opening + in − out = closing, and who."""
    reports, lang = reports_of(request), language()
    found = reports.movement
    movers = [m for line in found.lines for m in (*line.came, *line.went)]
    ledger.listed(reports.records.viewer, "see_report", len(movers), subject="movement")
    known = reports.named(m.person_id for m in movers)
    names = {line.unit_id: line.name for line in found.lines}
    rows = [
        {
            "mover": m, "seen": m.person_id in known, "unit": names[m.unit_id], "why": m.why_vi if lang == "vi" else m.why_en,
            "other": names.get(m.other_unit_id or "") or m.outside,
        }
        for m in movers
    ]  # fmt: skip
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    changed = [line for line in found.lines if line.came or line.went]
    context = frame(request, reports) | {
        "found": found, "page": page, "changed": changed, "before": reports.before, "whole": reports.records.viewer.reaches_all,
    }  # fmt: skip
    return render(request, "reports/movement.html", context)


@require_safe
def movement_file(request: HttpRequest) -> HttpResponse:
    """The movement as Excel; for whoever reaches everybody, because it names those who have left."""
    from dungviec.documents.reports_excel import write_movement_excel

    reports = reports_of(request)
    if not reports.records.viewer.reaches_all:
        raise Http404("movement")
    return as_file(reports, write_movement_excel(reports.movement, language()), "bien-dong", kind="xlsx", mime=XLSX)
