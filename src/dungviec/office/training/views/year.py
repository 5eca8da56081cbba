"""The figures of a year, and the records behind each."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.models import Unit
from dungviec.office.registry.rights import SEE_UNIT
from dungviec.office.shell.language import lang
from dungviec.office.training.selectors.year import TrainingFigures, years
from dungviec.office.training.views.frame import number, reading

ROWS = 50


@require_safe
@counted_afterwards
def year_page(request: HttpRequest) -> HttpResponse:
    """What training was given in the year, to how many, for how much?"""
    records, figures = _asked(request)
    ledger.listed(
        records.viewer, "see_training_year", sum(len(f.behind) for f, _c in figures.rows), subject=str(figures.year)
    )
    rows = [
        {"key": f.key, "label": f.label(lang()), "people": figures.mark(f) if f.withheld else f.value, "classes": c.value if c else None,
         "classes_key": c.key if c else "", "missing": _missing(f.missing)}
        for f, c in figures.rows
    ]  # fmt: skip
    cost = figures.cost
    shown = [r for r in rows if r["people"] or r["missing"]]
    context = {
        "figures": figures, "rows": shown or rows[:1], "years": years(records), "units": _units(records), "unit": request.GET.get("don-vi", ""), "cost": cost,
        "cost_value": figures.mark(cost) if cost and cost.withheld else cost.value if cost else None, "cost_missing": _missing(cost.missing) if cost else "",
        "address": urlencode({"nam": figures.year, "don-vi": request.GET.get("don-vi", "")}), "total": sum(f.value or 0 for f, _c in figures.rows),
    }  # fmt: skip
    return render(request, "training/year.html", context)


@require_safe
@counted_afterwards
def list_page(request: HttpRequest) -> HttpResponse:
    """The records behind one figure: their sum is the figure."""
    records, figures = _asked(request)
    figure = figures.figure(request.GET.get("so", ""))
    ledger.listed(records.viewer, "see_training_list", len(figure.behind), subject=figure.key)
    page = Paginator(figure.behind, ROWS).get_page(request.GET.get("trang"))
    known = {
        p["person_id"] for p in records.named([{"person_id": b.person_id} for b in page.object_list if b.person_id])
    }
    asked = {"nam": figures.year, "don-vi": request.GET.get("don-vi", ""), "so": figure.key}
    context = {
        "figure": figure, "words": figure.words(lang()), "page": page, "rows": [(b, b.person_id in known) for b in page.object_list],
        "address": urlencode(asked), "back": urlencode({k: v for k, v in asked.items() if k != "so"}), "missing": _missing(figure.missing),
    }  # fmt: skip
    return render(request, "training/year_list.html", context)


def _asked(request: HttpRequest) -> tuple[SeenRecords, TrainingFigures]:
    records = reading(request)
    given = request.GET.get("nam", "")
    year = number(given) if given else records.day.year
    if year is None:
        raise Http404("year")
    return records, TrainingFigures.ask(records, year=year, unit=request.GET.get("don-vi", ""))


def _units(records: SeenRecords) -> list[tuple[str, str]]:
    found = SEE_UNIT.restrict(records.viewer, Unit.objects.filter(withdrawn_at__isnull=True))
    return list(found.order_by("position", "pk").values_list("pk", "name"))


def _missing(words: tuple[str, str] | None) -> str:
    return words[0 if lang() == "vi" else 1] if words else ""
