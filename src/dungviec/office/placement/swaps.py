"""Pages of swaps: the sheets, one sheet with its rings, an answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.placement import consenting, rights
from dungviec.office.placement.models import SheetStatus, SwapPart, SwapSheet
from dungviec.office.placement.wording import said
from dungviec.office.shell.middleware import current_day


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rights.require(consenting.may_enter(viewer))
    return viewer


@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets with something in them for the viewer."""
    viewer = _viewer(request)
    found = SwapSheet.objects.select_related("made_by__membership")
    if not viewer.oversees:
        found = found.filter(pk__in=SwapPart.objects.filter(consenting.SEE_PART.scope(viewer)).values("sheet"))
    return render(request, "placement/swaps.html", {"sheets": found[:60], "may_run": rights.may_run(viewer)})


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look for swaps on the day the office stands on."""
    viewer = _viewer(request)
    rights.require(rights.may_run(viewer))
    made = consenting.ask_for(current_day(request), request.user)  # type: ignore[arg-type]
    return redirect("placement:swap_sheet", pk=made.pk)


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet: who would change with whom, and what everybody has said."""
    viewer = _viewer(request)
    one = get_object_or_404(SwapSheet, pk=pk)
    rings = consenting.rings(one, viewer)
    rights.require(viewer.oversees or bool(rings))
    rows = [
        (ring, [(p, [(side, consenting.may_answer(viewer, p, side)) for side in consenting.SIDES]) for p in ring.parts])
        for ring in rings
    ]
    ledger.listed(viewer, "view_swaps", len(rings), kind="swaps", subject=str(pk))
    agreed = sum(r.agreed for r in rings)
    context = {"one": one, "rows": rows, "agreed": agreed, "refused": sum(r.refused for r in rings), "waiting": one.status == SheetStatus.QUEUED, "trouble": said(one, "trouble"), "whole": viewer.oversees}  # fmt: skip
    return render(request, "placement/swap_sheet.html", context)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer of one side."""
    viewer = _viewer(request)
    one = get_object_or_404(SwapSheet, pk=pk)
    given = request.POST
    try:
        consenting.hear(
            viewer, request.user, one, given.get("nguoi", ""), given.get("ben", ""), yes=given.get("noi") == "co"  # type: ignore[arg-type]
        )  # fmt: skip
    except consenting.SwapFault as fault:
        messages.error(request, str(fault))
    return redirect("placement:swap_sheet", pk=pk)
