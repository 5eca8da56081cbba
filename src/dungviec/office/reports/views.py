"""Pages of the reports room."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.documents.reports import write_interview_pdf, write_interview_word
from dungviec.documents.reports_excel import write_movement_excel, write_table_excel
from dungviec.exchange.values import BadValue, parse_date
from dungviec.office.access import ledger
from dungviec.office.registry.viewing import seen_here
from dungviec.office.reports.rights import require
from dungviec.office.reports.selectors import Reports, who_counted
from dungviec.workforce import Figure, WorkforceFault
from dungviec.workforce.statutory import TOTAL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROWS = 50


def _lang() -> str:
    return "en" if (get_language() or "").startswith("en") else "vi"


def _reports(request: HttpRequest) -> Reports:
    """The viewer's reports for the unit (``?don-vi=``) and first day (``?tu=``) asked for."""
    records = seen_here(request)
    require(records)
    try:
        since = parse_date(request.GET.get("tu") or "")
    except BadValue:
        since = None
    return Reports.ask(records, unit=request.GET.get("don-vi", ""), since=since)


def _frame(request: HttpRequest, reports: Reports) -> dict[str, Any]:
    """What the form above each report shows, and the address of the same question elsewhere in the room."""
    asked = {"don-vi": request.GET.get("don-vi", ""), "tu": f"{reports.since:%Y-%m-%d}"}
    return {
        "units": reports.units,
        "unit": asked["don-vi"],
        "since": reports.since,
        "until": reports.records.day,
        "asked": urlencode(asked),
    }


@require_safe
def interview_page(request: HttpRequest) -> HttpResponse:
    """What do we say when somebody asks how the workforce stands?"""
    reports, lang = _reports(request), _lang()
    sheet = reports.interview
    ledger.listed(
        reports.records.viewer, "see_report", sheet.figures["workforce.total"].value or 0, subject="interview"
    )
    context = _frame(request, reports) | {
        "answers": sheet.answers(lang), "name": sheet.scope.name, "notes": sheet.notes(lang),
    }  # fmt: skip
    return render(request, "reports/interview.html", context)


@require_safe
def interview_file(request: HttpRequest) -> HttpResponse:
    """The interview sheet as a paper: figures and no names."""
    reports, lang = _reports(request), _lang()
    pdf = request.GET.get("kieu") == "pdf"
    content = (write_interview_pdf if pdf else write_interview_word)(reports.interview, lang)
    return _file(reports, content, "phong-van", "pdf" if pdf else "docx", "application/pdf" if pdf else DOCX)


@require_safe
def bm01_page(request: HttpRequest) -> HttpResponse:
    """The form's 38 columns for one row of it: a unit, or all together."""
    reports, lang = _reports(request), _lang()
    who = who_counted(request.GET.get("ai", ""))
    table = reports.bm01(who)
    row = request.GET.get("dong", TOTAL)
    if row != TOTAL and row not in dict(table.units):
        row = TOTAL
    ledger.listed(reports.records.viewer, "see_report", table.people.height, subject="bm01")
    lines = [
        {
            "number": c.number, "group": " – ".join(w for w in (c.group, c.subgroup) if w) if lang == "vi" else "",
            "head": c.head if lang == "vi" else c.en,
            "value": reports.mark(c.needs) if c.number in table.withheld else table.cell(row, c.number),
            "listed": c.test is not None and c.number not in table.withheld,
        }
        for c in table.columns
    ]  # fmt: skip
    context = _frame(request, reports) | {
        "lines": lines, "rows": table.units, "row": row, "who": who, "checks": [(c.vi if lang == "vi" else c.en, c) for c in table.checks], "notes": table.notes(lang),
        "kinds": (("civil_servants", _("Công chức từ cấp huyện trở lên")), ("public_employees", _("Viên chức")), ("all", _("Tất cả"))),
    }  # fmt: skip
    return render(request, "reports/bm01.html", context)


@require_safe
def bm01_file(request: HttpRequest) -> HttpResponse:
    """The form as Excel."""
    reports = _reports(request)
    table = reports.bm01(who_counted(request.GET.get("ai", "")))
    return _file(reports, write_table_excel(table, _lang()), "bm01", "xlsx", XLSX)


@require_safe
def movement_page(request: HttpRequest) -> HttpResponse:
    """Opening + in − out = closing, and who."""
    reports, lang = _reports(request), _lang()
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
    context = _frame(request, reports) | {
        "found": found,
        "page": page,
        "changed": changed,
        "before": reports.before,
        "whole": reports.records.viewer.reaches_all,
    }
    return render(request, "reports/movement.html", context)


@require_safe
def movement_file(request: HttpRequest) -> HttpResponse:
    """The movement as Excel; for whoever reaches everybody, because it names those who have left."""
    reports = _reports(request)
    if not reports.records.viewer.reaches_all:
        raise Http404("movement")
    return _file(reports, write_movement_excel(reports.movement, _lang()), "bien-dong", "xlsx", XLSX)


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The records behind one figure of the interview (``?so=``) or one cell of BM01 (``?cot=`` and ``?dong=``)."""
    reports, lang = _reports(request), _lang()
    column, key = request.GET.get("cot", ""), request.GET.get("so", "")
    if not column and not key:
        return redirect("reports:interview")
    try:
        if column.isdecimal():
            table = reports.bm01(who_counted(request.GET.get("ai", "")))
            figure, back = table.behind(request.GET.get("dong", TOTAL), int(column)), "reports:bm01"
        else:
            figure, back = reports.interview.figure(key), "reports:interview"
    except WorkforceFault as fault:
        raise Http404(fault.vi) from fault
    if figure.withheld:
        raise Http404("withheld")
    ledger.listed(reports.records.viewer, "see_report_list", len(figure.behind), subject=figure.key)
    page = Paginator(figure.behind, ROWS).get_page(request.GET.get("trang"))
    known = reports.named(b.person_id for b in page.object_list if b.person_id)
    kept = request.GET.copy()
    kept.pop("trang", None)
    context = _frame(request, reports) | {
        "figure": figure, "words": figure.words(lang), "page": page, "missing": _missing(figure, lang),
        "rows": [(b, b.person_id in known) for b in page.object_list], "back": f"{reverse(back)}?{_back(request)}", "address": kept.urlencode(),
    }  # fmt: skip
    return render(request, "reports/list.html", context)


def _missing(figure: Figure, lang: str) -> str:
    return figure.missing[0 if lang == "vi" else 1] if figure.missing else ""


def _back(request: HttpRequest) -> str:
    return urlencode({k: v for k in ("don-vi", "tu", "ai", "dong") if (v := request.GET.get(k, ""))})


def _file(reports: Reports, content: bytes, name: str, kind: str, mime: str) -> HttpResponse:
    ledger.listed(reports.records.viewer, "export_report", 0, subject=name)
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}-{reports.records.day:%Y-%m-%d}.{kind}"'
    return response
