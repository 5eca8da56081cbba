"""The units: the tree, and one unit with its posts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dungviec.office.registry import overview, rights, structure
from dungviec.office.registry.models import Unit
from dungviec.office.registry.seating import post_rows
from dungviec.office.registry.viewing import opened_units, request_viewer


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """How is the city organised, and where is it short or over the norm?"""
    viewer = request_viewer(request)
    assert viewer.day is not None
    opened = set(rights.SEE_UNIT.restrict(viewer, Unit.objects.all()).order_by().values_list("pk", flat=True))
    top = structure.branch(structure.tree(viewer.day), lambda unit_id: unit_id in opened)
    show = request.GET.get("show", "")
    context = {
        "branches": [(node, structure.groups(node)) for node in top],
        "show": show if show in ("vacant", "over", "short") else "",
        "balance": overview.over_norm(top),
        "visible_all": viewer.oversees,
    }
    return render(request, "registry/units.html", context)


@require_safe
def unit(request: HttpRequest, unit_id: str) -> HttpResponse:
    """Which posts has this unit, who holds them, what is vacant?"""
    viewer = request_viewer(request)
    assert viewer.day is not None
    unit_ = get_object_or_404(Unit, pk=unit_id)
    rights.SEE_UNIT.require(viewer, unit_)
    node = structure.find(viewer.day, unit_id)
    line = [u for u in unit_.path.strip("/").split("/") if u != unit_id]
    names = dict(Unit.objects.filter(pk__in=line).values_list("pk", "name"))
    context = {
        "unit": unit_,
        "node": node,
        "groups": structure.groups(node) if node else [],
        "posts": post_rows(viewer.day, unit_id) if node else [],
        "line": [(u, names.get(u, u)) for u in line],
        "openable": opened_units(viewer),
    }
    return render(request, "registry/unit.html", context)
