"""Pages of leadership teams: the boards, one board with its slates, the comparison, the packet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.models import Unit
from dungviec.office.registry.rights import SEE_UNIT
from dungviec.office.registry.viewing import request_viewer
from dungviec.office.shell.typed import PARAMETER, cleaned, keep, typed
from dungviec.office.slates import packet, rights, services
from dungviec.office.slates.meters import Team, measure
from dungviec.office.slates.models import Board, Slate
from dungviec.office.slates.seats import behind_candidates, candidates, leading_seats
from dungviec.records.vietnamese import fold

KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}  # fmt: skip


_PACKETS = {"xlsx": packet.workbook, "docx": packet.word, "pdf": packet.pdf}


def _viewer(request: HttpRequest) -> Viewer:
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    return viewer


def _board(request: HttpRequest, pk: int) -> tuple[Viewer, Board]:
    viewer = _viewer(request)
    board = get_object_or_404(Board.objects.select_related("made_by__membership"), pk=pk)
    rights.SEE_BOARD.require(viewer, board)
    return viewer, board


@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """The boards so far, and the units to open one for."""
    viewer = _viewer(request)
    units = SEE_UNIT.restrict(viewer, Unit.objects.filter(withdrawn_at__isnull=True, valid_to__isnull=True))
    found = rights.SEE_BOARD.restrict(viewer, Board.objects.select_related("made_by__membership"))[:100]
    return render(request, "slates/boards.html", {"boards": found, "units": units.order_by("name", "pk")})


@require_POST
def open_board(request: HttpRequest) -> HttpResponse:
    """A new board for a unit on the day the office stands on."""
    viewer = _viewer(request)
    unit = get_object_or_404(Unit, pk=request.POST.get("don-vi", ""))
    SEE_UNIT.require(viewer, unit)
    try:
        assert viewer.day is not None
        made = services.open_board(unit, viewer.day, request.user)  # type: ignore[arg-type]
    except services.SlateFault as fault:
        messages.error(request, str(fault))
        return redirect("slates:boards")
    return redirect("slates:board", pk=made.pk)


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """One slate of a board: seats, meters, candidates for the seat in question."""
    viewer, one = _board(request, pk)
    ledger.record(viewer.username, "view_board", kind="board", subject=str(pk))
    return render(request, "slates/board.html", _shown(request, viewer, one))


def _shown(request: HttpRequest, viewer: Viewer, one: Board) -> dict[str, Any]:
    """What the page of a board shows, by what its address (or the form that changed it) says."""
    given = request.POST if request.method == "POST" else request.GET
    slates = list(one.slates.all())
    asked = given.get("pa", "")
    slate = next((s for s in slates if str(s.number) == asked), slates[0])
    seats = leading_seats(one.as_of, one.unit_id)
    team = team_of(viewer, one, slate)
    sitting = {(m.seat.post_id, m.seat.place): m for m in team.members}
    wanted, _sign, place = given.get("ghe", "").rpartition("~")
    chosen = next((s for s in seats if s.post_id == wanted and str(s.place) == place), None)
    chosen = chosen or (team.empty[0] if team.empty else seats[0] if seats else None)
    number = given.get(PARAMETER, "")
    text = typed(request, f"slate.{one.pk}", number)
    found = candidates(viewer, one.as_of, chosen.post_id, text=fold(text)) if chosen else []
    told_by = behind_candidates(viewer, one.as_of, chosen.post_id, found) if chosen else {}
    rows = [(s, sitting.get((s.post_id, s.place)), s == chosen) for s in seats]
    return {
        "one": one, "slates": slates, "slate": slate, "rows": rows, "team": team, "chosen": chosen, "candidates": found, "told_by": told_by, "text": text,
        "kept": number if text else "", "seated": {m.person_id for m in team.members}, "most": services.MOST,
        "sitter": next((m.person_id for _s, m, here in rows if m and here), ""),
    }  # fmt: skip


def team_of(viewer: Viewer, one: Board, slate: Slate) -> Team:
    """The team of a slate, measured for the viewer."""
    sitting = {(s.post_id, s.place): s.person_id for s in slate.sittings.all()}
    return measure(viewer, one.as_of, one.unit_id, leading_seats(one.as_of, one.unit_id), sitting)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Seat or unseat somebody, search, add or drop a slate; with scripts the changed board is the answer itself."""
    viewer, one = _board(request, pk)
    given = request.POST
    slate = next((s for s in one.slates.all() if str(s.number) == given.get("pa", "")), None)
    if slate is None:
        raise Http404
    shown = slate.number
    post, _sign, place = given.get("ghe", "").rpartition("~")
    number = given.get(PARAMETER, "")
    try:
        if "nguoi" in given:
            services.seat(viewer, slate, request.user, post, int(place) if place.isdecimal() else 0, given["nguoi"])  # type: ignore[arg-type]
        elif "bo" in given:
            services.unseat(slate, request.user, post, int(place) if place.isdecimal() else 0)  # type: ignore[arg-type]
        elif "them" in given:
            shown = services.add_slate(one, slate.number, request.user).number  # type: ignore[arg-type]
        elif "xoa" in given:
            services.drop_slate(one, slate.number, request.user)  # type: ignore[arg-type]
            shown = min(one.slates.values_list("number", flat=True))
        elif "q" in given:
            number = keep(request, f"slate.{pk}", cleaned(given["q"]), number=number)
    except services.SlateFault as fault:
        messages.error(request, str(fault))
    if request.htmx and "nguoi" in given:  # type: ignore[attr-defined]
        # The focus and what is read out follow whoever was seated.
        shown_now = {**_shown(request, viewer, one), "exchanged": given["nguoi"] or "-"}
        return render(request, "slates/parts/board.html", shown_now)
    asked = {"pa": str(shown), "ghe": given.get("ghe", ""), PARAMETER: number}
    return redirect(f"{reverse('slates:board', args=[pk])}?{urlencode({k: v for k, v in asked.items() if v})}")


@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """All slates of a board side by side."""
    viewer, one = _board(request, pk)
    slates = list(one.slates.prefetch_related("sittings"))
    teams = [team_of(viewer, one, s) for s in slates]
    seats = leading_seats(one.as_of, one.unit_id)
    sitting = [{(m.seat.post_id, m.seat.place): m for m in t.members} for t in teams]
    rows = [(s, [at.get((s.post_id, s.place)) for at in sitting]) for s in seats]
    meters = [(m.label, [t.by_key[m.key] for t in teams]) for m in teams[0].meters]
    ledger.listed(viewer, "compare_slates", len({p for at in sitting for p in at}), kind="board", subject=str(pk))
    return render(request, "slates/compare.html", {"one": one, "slates": slates, "rows": rows, "meters": meters})


@require_GET
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The packet of a board: every slate with its people and meters, as a workbook or a Word file."""
    viewer, one = _board(request, pk)
    if kind not in KINDS:
        raise Http404
    slates = list(one.slates.prefetch_related("sittings"))
    teams = [team_of(viewer, one, s) for s in slates]
    body = _PACKETS[kind](one, slates, teams)
    ledger.listed(
        viewer, "export_board", sum(len(t.members) for t in teams), kind="board", subject=str(pk), bytes=len(body)
    )
    name = f"tap-the-lanh-dao-{pk}-{slugify(fold(one.unit))[:50]}.{kind}"
    return HttpResponse(
        body, content_type=KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
