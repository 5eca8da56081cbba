"""What courses did."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.access.fields import Scope, sees
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.training import rights
from dungviec.office.training.selectors.effect import effects, in_words
from dungviec.office.training.views.frame import number, reading
from dungviec.training.effect import FEWEST

PAGE = 40
BACK = 3
"""Years looked back."""


@require_safe
@counted_afterwards
def effect_page(request: HttpRequest) -> HttpResponse:
    """Were the gaps gone after the course, more often than without it, and what came later?"""
    records = reading(request, rights.may_read_plan)
    year = number(request.GET.get("tu", "")) or records.day.year - BACK
    year = min(max(year, 1990), records.day.year)
    rows = effects(records, date(year, 1, 1))
    ledger.listed(records.viewer, "see_training_effect", len(rows))
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page, "rows": in_words(page), "since": year, "years": range(records.day.year, records.day.year - 8, -1), "fewest": FEWEST,
        "enough": sum(e.verdict != "not_enough" for e in rows), "ratings": sees(records.viewer.role, Scope.WITHIN, "appraisal"),
    }  # fmt: skip
    return render(request, "training/effect.html", context)
