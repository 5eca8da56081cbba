"""Pages that help to think: plans side by side, the case against a move, candidates without names, needs of units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dungviec.office.access import ledger
from dungviec.office.placement import blind, comparing, needs, rights, selectors
from dungviec.office.placement.advocate import argue
from dungviec.office.placement.models import Urgency
from dungviec.office.placement.views import round_seen, viewer_on
from dungviec.office.registry.models import Post


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two or three finished rounds side by side; with fewer chosen, the list to choose from."""
    viewer = viewer_on(request)
    rights.require(viewer.oversees)
    ready = [one for one in selectors.rounds(viewer)[:60] if one.done]
    wanted = list(dict.fromkeys(request.GET.getlist("pa")))[: comparing.MOST]
    chosen = [one for pk in wanted for one in ready if str(one.pk) == pk]
    context: dict[str, Any] = {"ready": ready, "chosen": chosen, "chosen_ids": {one.pk for one in chosen}}
    if len(chosen) >= comparing.FEWEST:
        context["beside"] = comparing.beside(chosen)
        ledger.listed(viewer, "compare_plans", len(context["beside"].people), subject=",".join(wanted))
    return render(request, "placement/compare.html", context)


@require_GET
def fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom one plan falls on; asked for by the comparison once it is shown."""
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees and one.done)
    rows = comparing.fairness_rows(one, viewer)
    in_place = bool(request.htmx)  # type: ignore[attr-defined]
    return render(
        request, "placement/parts/fairness.html" if in_place else "placement/fairness.html", {"one": one, "rows": rows}
    )


@require_GET
def advocate(request: HttpRequest, pk: int) -> HttpResponse:
    """The case against one move: in the drawer, or a page of its own."""
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees and one.done)
    move = one.moves.filter(person_id=request.GET.get("nguoi", "")).first()
    if move is None:
        raise Http404
    case = argue(one, move, viewer)
    ledger.saw(viewer, "ask_why", move.person_id, post=move.to_post_id, round=pk, against=True)
    if case.rival is not None:
        ledger.saw(viewer, "ask_why", case.rival.person_id, post=move.to_post_id, round=pk, against=True)
    context = {"one": one, "move": move, "case": case, "outdated": selectors.is_outdated(one)}
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    return render(request, "placement/parts/advocate.html" if in_drawer else "placement/advocate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compare_blind(request: HttpRequest, pk: int) -> HttpResponse:
    """Candidates for one seat: without names until this account has given its points, then with them."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer) and one.done)
    post = Post.objects.filter(pk=request.GET.get("vi-tri", "")).select_related("unit").first()
    if post is None:
        raise Http404
    context: dict[str, Any] = {"one": one, "post": post, "points": blind.POINTS}
    try:
        bench = blind.bench_for(one, post.pk)
        if request.method == "POST":
            blind.score(bench, request.user, request.POST.dict())  # type: ignore[arg-type]
            return redirect(request.get_full_path())
    except blind.BlindFault as fault:
        if request.method == "POST":
            messages.error(request, str(fault))
            return redirect(request.get_full_path())
        return render(request, "placement/blind.html", context | {"trouble": str(fault)})
    told = blind.named(bench, request.user)  # type: ignore[arg-type]
    context |= {"bench": bench, "candidates": blind.nameless(bench, viewer), "named": told}
    for person in bench.people:
        ledger.saw(viewer, "compare_blind", person, post=post.pk, round=pk, named=bool(told))
    return render(request, "placement/blind.html", context)


@require_GET
def unit_needs(request: HttpRequest) -> HttpResponse:
    """What units need, and the form to say so."""
    viewer = viewer_on(request)
    may = needs.may_state(viewer)
    typed = request.GET.get("tim", "")[:80]
    posts, many = needs.posts_offered(viewer, typed) if may else ([], False)
    page = Paginator(needs.open_needs(viewer).prefetch_related("rounds"), 50).get_page(request.GET.get("trang"))
    context = {
        "needs": page, "may_state": may, "posts": posts, "many": many, "typed": typed, "most": needs.FEW, "urgencies": Urgency.choices,
    }  # fmt: skip
    return render(request, "placement/needs.html", context)


@require_POST
def state_need(request: HttpRequest) -> HttpResponse:
    """Say what a unit needs."""
    viewer = viewer_on(request)
    given = request.POST
    numbers = [int(given.get(k, "")) if given.get(k, "").isdecimal() else 0 for k in ("so", "muc")]
    try:
        needs.state(
            viewer, request.user, given.get("vi-tri", ""), count=numbers[0], urgency=numbers[1], because=given.get("vi-sao", ""),  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _("Đã ghi nhu cầu."))
    except needs.NeedFault as fault:
        messages.error(request, str(fault))
    return redirect("placement:needs")


@require_POST
def withdraw_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a need back."""
    viewer = viewer_on(request)
    try:
        needs.withdraw(viewer, request.user, pk)  # type: ignore[arg-type]
    except needs.NeedFault as fault:
        messages.error(request, str(fault))
    return redirect("placement:needs")
