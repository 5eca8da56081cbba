"""The organisation chart: its pages, its branches one by one, finding a node, and the sheets for paper."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dungviec.documents.chart_sheets import SIZES, Line
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.registry import rights, structure
from dungviec.office.registry.chart import branches, sheets
from dungviec.office.registry.models import Unit
from dungviec.office.registry.search.offer import offer
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import opened_units, request_viewer
from dungviec.office.shell.typed import cleaned


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """Who sits where, and which seats are empty? ``?mo=`` opens the way down to one unit."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    top, seen = _top(viewer), _seen(viewer)
    wanted = _line(viewer, request.GET.get("mo", ""))
    shown = []
    for node in top:
        line = (
            wanted[wanted.index(node.unit_id) :] if node.unit_id in wanted else [node.unit_id] if len(top) == 1 else []
        )
        shown.append(branches.box(node, viewer.day, line=line, seen=seen))
    context = {
        "boxes": shown,
        "chart_address": reverse("registry:chart"),
        "units": sum(node.total_units for node in top),
        "seats": sum(node.total_seats for node in top),
        "vacant": sum(node.total_vacant for node in top),
        "vacant_leads": sum(node.total_vacant_leads for node in top),
        "here": wanted[-1] if wanted else "",
    }
    return render(request, "registry/chart.html", context)


@require_safe
def chart_branch(request: HttpRequest, unit_id: str) -> HttpResponse:
    """What hangs below one box: seats and units, or the units of one kind (``?loai=``) from ``?tu=`` on."""
    viewer, node = _opened_node(request, unit_id)
    assert viewer.day is not None
    kind, address = request.GET.get("loai", ""), reverse("registry:chart")
    if not kind:
        box = branches.box(node, viewer.day, line=[unit_id], seen=_seen(viewer))
        return render(request, "registry/chart_below.html", {"box": box, "chart_address": address})
    group = next((g for g in structure.groups(node) if g.kind == kind), None)
    start = request.GET.get("tu", "0")
    if group is None or not start.isdecimal() or len(start) > 9:
        raise Http404(kind)
    bundle = branches.bundle(node, group, viewer.day, start=int(start), seen=_seen(viewer))
    return render(request, "registry/chart_bundle_rows.html", {"bundle": bundle, "chart_address": address})


@require_POST
def chart_find(request: HttpRequest) -> HttpResponse:
    """Nodes of the chart for a typed text, each a link that opens the way to it."""
    viewer = request_viewer(request)
    text = cleaned(request.POST.get("q", ""))
    context: dict[str, Any] = {"text": text}
    if text:
        context["offer"] = offer(viewer, text, None if viewer.oversees else opened_units(viewer))
    return render(request, "registry/chart_found.html", context)


@require_safe
def chart_print(request: HttpRequest) -> HttpResponse:
    """The whole chart, or what hangs below ``?tu=``, as sheets on the screen; ``?ten=0`` leaves the names out."""
    viewer, asked, title, found = _on_paper(request)
    assert viewer.day is not None
    pages = sheets.draw(found, viewer.day, title=title, size=SIZES["a0"])
    ledger.record(viewer.username, "print_chart", kind="unit", subject=asked, sheets=len(pages))
    context = {"pages": pages, "title": title, "asked": asked, "names": request.GET.get("ten") != "0", "sizes": SIZES}
    return render(request, "registry/chart_print.html", context)


@require_safe
def chart_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a PDF, ``?kho=`` a0, a1 or a3."""
    viewer, asked, title, found = _on_paper(request)
    assert viewer.day is not None
    size = SIZES.get(request.GET.get("kho", "a0"))
    if size is None:
        raise Http404(request.GET["kho"])
    file, count = sheets.pdf(found, viewer.day, title=title, size=size)
    ledger.record(viewer.username, "print_chart", kind="unit", subject=asked, sheets=count, paper=size.key)
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="so-do-to-chuc-{size.key}-{viewer.day:%Y-%m-%d}.pdf"'
    return response


def _on_paper(request: HttpRequest) -> tuple[Viewer, str, str, list[Line]]:
    """Who asks, from which unit on, what stands above, and the lines of the chart as far as the viewer reaches."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    asked = request.GET.get("tu", "")
    top = [_opened_node(request, asked)[1]] if asked else _top(viewer)
    here = city()
    title = top[0].name if len(top) == 1 else (here.name if here else "")
    names = request.GET.get("ten") != "0"
    return viewer, asked, title, list(sheets.lines(top, viewer.day, seen=_seen(viewer), names=names))


def _top(viewer: Viewer) -> list[structure.Node]:
    """The topmost units the viewer may open."""
    assert viewer.day is not None
    opened = set(opened_units(viewer))
    return structure.branch(structure.tree(viewer.day), lambda unit_id: unit_id in opened)


def _seen(viewer: Viewer) -> Collection[str] | None:
    """People whose names the viewer may read; None means everybody."""
    ids = rights.visible_ids(viewer)
    return None if ids is None else set(ids)


def _line(viewer: Viewer, unit_id: str) -> list[str]:
    """Identifiers from the root down to a unit the viewer may open; empty for any other."""
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    if unit is None or not rights.SEE_UNIT.allows(viewer, unit):
        return []
    assert viewer.day is not None
    return structure.line_to(viewer.day, unit_id)


def _opened_node(request: HttpRequest, unit_id: str) -> tuple[Viewer, structure.Node]:
    viewer = request_viewer(request)
    rights.SEE_UNIT.require(viewer, get_object_or_404(Unit, pk=unit_id))
    assert viewer.day is not None
    node = structure.find(viewer.day, unit_id)
    if node is None:
        raise Http404(unit_id)
    return viewer, node
