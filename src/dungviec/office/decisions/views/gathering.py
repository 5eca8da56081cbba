"""The packet of a placement round: what each move becomes, from which day, and whose term is renewed with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.documents.decisions import kind_words
from dungviec.office.decisions import rights, services, watching
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.models import Packet
from dungviec.office.decisions.views.acting import account, next_month
from dungviec.office.placement.models import Round
from dungviec.office.placement.rights import SEE_ROUND
from dungviec.office.placement.selectors import decided_moves
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import request_viewer, seen_here
from dungviec.office.shell.middleware import parse_day

SOON = timedelta(days=90)
"""How far ahead a term may end to be renewed in the same packet."""


@require_http_methods(["GET", "HEAD", "POST"])
def of_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts of every move of a placement round: which kind, from which day on?"""
    viewer = request_viewer(request)
    rights.require(rights.may_draft(viewer))
    one = get_object_or_404(Round, pk=pk)
    SEE_ROUND.require(viewer, one)
    moves = decided_moves(one) if one.done else []
    typed = request.POST.get("hieu-luc", f"{next_month(office_day()):%d/%m/%Y}")
    ending = [r for r in watching.terms(seen_here(request)) if r.act == "reappointment" and r.day and office_day() <= r.day <= office_day() + SOON]  # fmt: skip
    fault = ""
    if request.method == "POST":
        try:
            made, left = _gather(request, one, moves, {r.person_id for r in ending})
            for sentence in left[:5]:
                messages.warning(request, sentence)
            return redirect("decisions:packet", made.pk)
        except DecisionRefused as refused:
            fault = str(refused)
    lang = get_language() or "vi"
    fitting = services.kinds_of(moves, office_day())
    rows = [
        (m, [(k, kind_words(k, lang)) for k in fitting[m.person_id]], request.POST.get(f"loai-{m.person_id}", ""), request.POST.get(f"ngay-{m.person_id}", ""))
        for m in moves
    ]  # fmt: skip
    context = {
        "one": one, "rows": rows, "fault": fault, "typed": typed, "packets": Packet.objects.filter(round_id=pk), "ending": ending,
        "renewed": request.POST.getlist("lai"),
    }  # fmt: skip
    return render(request, "decisions/of_round.html", context, status=422 if fault else 200)


def _gather(request: HttpRequest, one: Round, moves: list[Any], ending: set[str]) -> tuple[Packet, list[str]]:
    given = request.POST
    effective = _day(given.get("hieu-luc", ""))
    fitting = services.kinds_of(moves, office_day())
    chosen = {
        m.person_id: services.Chosen(
            given.get(f"loai-{m.person_id}") or fitting[m.person_id][0],
            _day(given[f"ngay-{m.person_id}"]) if given.get(f"ngay-{m.person_id}", "").strip() else effective,
        )
        for m in moves
    }
    staying = [p for p in given.getlist("lai") if p in ending]
    title = given.get("ten", "").strip() or one.name
    return services.packet_of_round(
        one.pk, title, moves, effective=effective, by=account(request), chosen=chosen, staying=staying
    )


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise DecisionRefused(_("«%s» không phải là một ngày. Xin ghi theo mẫu 10/12/2020.") % text[:30])
    return day
