"""The list behind one figure: each entry, the records behind it, the decision behind each record."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.limited import limited_here
from dungviec.office.reports.chain import chained
from dungviec.office.reports.selectors import LISTS, form_asked, language, who_counted
from dungviec.office.reports.views.asking import ROWS, frame, reports_of, years_asked
from dungviec.workforce import WorkforceFault
from dungviec.workforce.statutory import TOTAL


@require_safe
@counted_afterwards
def list_page(request: HttpRequest) -> HttpResponse:
    """The records behind one figure of the interview (``?so=``) or of the survey (``?mat=`` and ``?cuoi=``), or one cell of a form
    (``?bieu=``, ``?cot=`` and ``?dong=``)."""
    reports, lang = reports_of(request), language()
    column, key, measure = (request.GET.get(name, "") for name in ("cot", "so", "mat"))
    if not column and not key and not measure:
        return redirect("reports:interview")
    try:
        if column.isdecimal():
            form = form_asked(request.GET.get("bieu", ""))
            if form in LISTS:
                raise Http404("list")
            table = reports.table(form, who_counted(request.GET.get("ai", "")))
            figure, back = table.behind(request.GET.get("dong", TOTAL), int(column)), "reports:bm01"
        elif measure:
            found = reports.quality(years_asked(request))
            figure, back = found.behind(measure, _day(request)), "reports:quality"
        else:
            figure, back = reports.interview.figure(key), "reports:interview"
    except WorkforceFault as fault:
        raise Http404(fault.vi) from fault
    if figure.withheld:
        raise Http404("withheld")
    ledger.listed(reports.records.viewer, "see_report_list", len(figure.behind), subject=figure.key)
    page = Paginator(figure.behind, ROWS).get_page(request.GET.get("trang"))
    kept = request.GET.copy()
    kept.pop("trang", None)
    context = frame(request, reports) | {
        "limited": limited_here(), "figure": figure, "words": figure.words(lang), "page": page, "missing": figure.missing[0 if lang == "vi" else 1] if figure.missing else "",
        "rows": chained(reports, figure, list(page.object_list), lang), "back": f"{reverse(back)}?{_back(request)}", "address": kept.urlencode(),
    }  # fmt: skip
    return render(request, "reports/list.html", context)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("cuoi", ""))
    except ValueError:
        raise Http404("day") from None


def _back(request: HttpRequest) -> str:
    return urlencode({k: v for k in ("don-vi", "tu", "bieu", "ai", "dong", "nam") if (v := request.GET.get(k, ""))})
