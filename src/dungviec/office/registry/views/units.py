"""The units: the tree, and one unit with its posts, its people in figures and its past."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dungviec.office.access.policy import Viewer
from dungviec.office.registry import figures, lineage, overview, rights, structure
from dungviec.office.registry.models import Unit
from dungviec.office.registry.seating import post_rows
from dungviec.office.registry.viewing import opened_units, request_viewer, seen
from dungviec.office.shell.middleware import parse_day
from dungviec.records.dates import add_months

LAZY_FROM = 300
"""A larger tree is drawn level by level."""
MOST_ROWS = 400
"""Rows of a filtered tree that are shown; a sentence tells how many more there are."""


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """How is the city organised, and where is it short or over the norm?"""
    viewer = request_viewer(request)
    assert viewer.day is not None
    opened = set(opened_units(viewer))
    top = structure.branch(structure.tree(viewer.day), lambda unit_id: unit_id in opened)
    everything = [node for branch in top for node in branch.walk()]
    wanted = request.GET.get("show", "")
    show = wanted if wanted in structure.SHOWS else ""
    found = [node for node in everything if structure.SHOWS[show](node)] if show else []
    context = {
        "branches": [(node, structure.groups(node)) for node in top],
        "lazy": len(everything) > LAZY_FROM,
        "show": show,
        "found": found[:MOST_ROWS],
        "more": max(len(found) - MOST_ROWS, 0),
        "balance": overview.over_norm(top),
    }
    return render(request, "registry/units.html", context)


@require_safe
def unit_below(request: HttpRequest, unit_id: str) -> HttpResponse:
    """The rows of everything below one unit, for a tree drawn level by level."""
    viewer, _unit = _opened(request, unit_id)
    assert viewer.day is not None
    node = structure.find(viewer.day, unit_id)
    if node is None:
        raise Http404(unit_id)
    return render(request, "registry/units_below.html", {"n": node})


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Which posts has this unit, who holds them, what is vacant? Who are its people?"""
    viewer, unit_ = _opened(request, unit_id)
    assert viewer.day is not None
    node = structure.find(viewer.day, unit_id)
    line = [u for u in unit_.path.strip("/").split("/") if u != unit_id]
    names = dict(Unit.objects.filter(pk__in=line).values_list("pk", "name"))
    people = figures.below(seen(viewer, viewer.day).people, unit_id)
    events = lineage.events(unit_id)
    named = {u for event in events for u in (*event.predecessors, *event.successors)}
    context = {
        "unit": unit_,
        "node": node,
        "groups": structure.groups(node) if node else [],
        "posts": post_rows(viewer.day, unit_id) if node else [],
        "line": [(u, names.get(u, u)) for u in line],
        "openable": set(opened_units(viewer)),
        "people": people.height,
        "parts": figures.parts(people, viewer.day, unit_id) if people.height else [],
        "events": events,
        "unit_names": dict(Unit.objects.filter(pk__in=named).values_list("pk", "name")) if named else {},
        "then": add_months(viewer.day, -12),
        "may_write": viewer.may_write,
    }
    return render(request, "registry/unit.html", context)


@require_safe
def unit_trend(request: HttpRequest, unit_id: str) -> HttpResponse:
    """How has the unit changed since another day (``?so=``, a year earlier when not given)?"""
    viewer, unit_ = _opened(request, unit_id)
    assert viewer.day is not None
    then: date = parse_day(request.GET.get("so", "")) or add_months(viewer.day, -12)
    rows = figures.trend(seen(viewer, viewer.day), seen(viewer, then), unit_id)
    return render(request, "registry/unit_trend.html", {"unit": unit_, "rows": rows, "then": then, "now": viewer.day})


def _opened(request: HttpRequest, unit_id: str) -> tuple[Viewer, Unit]:
    viewer = request_viewer(request)
    found = get_object_or_404(Unit, pk=unit_id)
    rights.SEE_UNIT.require(viewer, found)
    return viewer, found
