"""The thermometer: each person's raw mean beside the estimate with its interval, and how lenient the raters are."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.calibration.drawing import interval
from dungviec.office.calibration.leniency import YEARS, Thermometer, thermometer
from dungviec.office.calibration.selectors import person_names, unit_names
from dungviec.office.calibration.views.common import frame, records_here, year_here

ROWS = 50


@require_safe
def thermometer_page(request: HttpRequest) -> HttpResponse:
    """How well does somebody work, and how generous is whoever scores: apart where the data allow it, said where they do not."""
    records = records_here(request)
    year = year_here(request, records)
    found = thermometer(records, year)
    page = Paginator(found.people, ROWS).get_page(request.GET.get("trang"))
    names, units = person_names(records), unit_names(records)
    ledger.listed(records.viewer, "see_thermometer", len(page.object_list), year=year)
    span = _span(found)
    around = max([abs(r.leniency) + r.half for r in found.raters if r.enough] or [1.0])
    context: dict[str, Any] = frame(year) | {
        "found": found, "page": page, "first_year": year - YEARS + 1, "spread": found.spread,
        "rows": [
            {"p": p, "name": names.get(p.person_id, p.person_id), "unit": units.get(p.unit_id, p.unit_id),
             "drawing": interval(p.raw, p.estimate, p.low, p.high, span) if p.enough else ""}
            for p in page.object_list
        ],
        "raters": [
            {"r": r, "mine": r.rater == records.viewer.username,
             "drawing": interval(None, r.leniency, r.leniency - r.half, r.leniency + r.half, (-around, around), zero=True) if r.enough else ""}
            for r in found.raters
        ],
    }  # fmt: skip
    return render(request, "calibration/thermometer.html", context)


def _span(found: Thermometer) -> tuple[float, float]:
    """The scale of the drawings: everything that is drawn."""
    drawn = [v for p in found.people if p.enough for v in (p.raw, p.low, p.high)]
    return (min(drawn), max(drawn)) if drawn else (0.0, 100.0)
