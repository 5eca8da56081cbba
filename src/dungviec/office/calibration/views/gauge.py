"""The inflation gauge: how much more generous the ratings of each unit have become, year by year, for the same people."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.calibration.drawing import years_line
from dungviec.office.calibration.inflation import LEAST, Reading, inflation
from dungviec.office.calibration.selectors import unit_names
from dungviec.office.calibration.views.common import records_here
from dungviec.office.registry.afterwards import counted_afterwards

ROWS = 30


@require_safe
@counted_afterwards
def gauge_page(request: HttpRequest) -> HttpResponse:
    """Which units give higher levels than they used to, for the same people?"""
    records = records_here(request)
    found = inflation(records)
    units = unit_names(records)
    ledger.listed(records.viewer, "see_inflation", sum(r.ratings for r in found))
    years = sorted({r.year for r in found})
    by_unit: dict[str, dict[int, Reading]] = {}
    for reading in found:
        by_unit.setdefault(reading.unit_id, {})[reading.year] = reading
    told = [v for r in found if r.enough for v in (r.low, r.high)]
    span = (min([*told, -0.5]), max([*told, 0.5]))
    rows = [_row(units.get(u, u), mine, years, span) for u, mine in by_unit.items()]
    rows.sort(key=lambda r: (-(r["last"] if r["last"] is not None else -99.0), r["name"]))  # the largest rise first
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": list(page.object_list),
        "years": years,
        "ratings": sum(r.ratings for r in found),
        "least": LEAST,
    }
    return render(request, "calibration/gauge.html", context)


def _row(name: str, mine: dict[int, Reading], years: list[int], span: tuple[float, float]) -> dict[str, Any]:
    values = [(r.generosity, r.low, r.high) if (r := mine.get(y)) is not None and r.enough else None for y in years]
    later = [r for r in mine.values() if r.enough and not r.first]
    last = max(later, key=lambda r: r.year, default=None)
    spoken = name + ": " + "; ".join(f"{y} {v[0]:+.2f}" for y, v in zip(years, values, strict=True) if v is not None)
    return {
        "name": name, "cells": [(y, mine.get(y)) for y in years], "last": last.generosity if last else None,
        "drawing": years_line(years, values, span, spoken=spoken) if later else "",
        "told": _question(last) if last else "",
    }  # fmt: skip


def _question(last: Reading) -> str:
    """What the latest year asks of the head; nothing where the interval holds zero."""
    if last.low > 0:
        return _("Cùng những người ấy được xếp cao hơn trước: việc tốt lên, hay mức dễ hơn?")
    if last.high < 0:
        return _("Cùng những người ấy được xếp thấp hơn trước: việc kém đi, hay mức chặt hơn?")
    return ""
