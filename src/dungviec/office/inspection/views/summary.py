"""A period in counts that open their lists, on the page and as a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.inspection.statistics import FEWEST
from dungviec.office.access import ledger
from dungviec.office.inspection import minutes, rights, selectors
from dungviec.office.inspection.views.common import room
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.shell.middleware import parse_day


def _period(request: HttpRequest, records: SeenRecords) -> tuple[date, date]:
    first, last = date(records.day.year, 1, 1), records.day
    for name, text in (("tu", request.GET.get("tu", "")), ("den", request.GET.get("den", ""))):
        if not text:
            continue
        found = parse_day(text)
        if found is None:
            messages.error(request, _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % text[:30])
        elif name == "tu":
            first = found
        else:
            last = found
    if first > last:
        messages.error(request, _("Từ ngày phải trước đến ngày; đang xem từ đầu năm."))
        first, last = date(records.day.year, 1, 1), records.day
    return first, last


@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """What did the visits of a period come to, item by item and unit by unit?"""
    records, user = room(request)
    rights.require(records.viewer.role != "official")
    first, last = _period(request, records)
    found: dict[str, Any] = selectors.summary(records, user, first, last)
    ledger.listed(records.viewer, "see_findings", len(found["found"]))
    context = found | {
        "items": [(t, words, n, selectors.totals_words(t)) for t, words, n in found["items"]], "first": first, "last": last, "fewest": FEWEST,
        "address": f"tu={first:%d/%m/%Y}&den={last:%d/%m/%Y}",
    }  # fmt: skip
    return render(request, "inspection/summary.html", context)


@require_safe
def summary_file(request: HttpRequest) -> HttpResponse:
    """The same as Word or PDF."""
    records, user = room(request)
    rights.require(records.viewer.role != "official")
    first, last = _period(request, records)
    kind = "pdf" if request.GET.get("kieu") == "pdf" else "docx"
    body = minutes.summary_of(records, selectors.summary(records, user, first, last), first, last, kind)
    ledger.listed(records.viewer, "export_inspections", 1)
    response = HttpResponse(body, content_type=minutes.MIMES[kind])
    response["Content-Disposition"] = f'attachment; filename="tong-hop-kiem-tra-{last:%Y-%m-%d}.{kind}"'
    return response
