"""Why, or why not: the drawer about one pair, and the form that asks about any pair."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dungviec.office.access import ledger
from dungviec.office.placement import rights, selectors, wording
from dungviec.office.placement.answers import answer, find_people, find_posts, names_of_pair
from dungviec.office.placement.models import Round
from dungviec.office.placement.views import round_seen


@require_GET
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer about one pair: in the drawer first the frame, then the answer when it has been solved."""
    viewer, one = round_seen(request, pk)
    person_id, post_id = request.GET.get("nguoi", ""), request.GET.get("vi-tri", "")
    if not one.done:
        raise Http404
    if not (person_id and post_id):
        return _ask_again(request, one)
    whole = viewer.oversees
    if not whole:  # a head reads why of the moves that touch the own unit, and nothing about other units' people
        mine = selectors.moves_seen(viewer, one).filter(person_id=person_id, to_post_id=post_id)
        rights.require(mine.exists())
    pair = names_of_pair(person_id, post_id)
    if pair is None:
        raise Http404
    address = (
        f"{reverse('placement:why', args=[pk])}?{urlencode({'nguoi': person_id, 'vi-tri': post_id, 'tra-loi': 1})}"
    )
    context: dict[str, Any] = {"one": one, "pair": pair, "whole": whole, "address": address}
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    if in_drawer and "tra-loi" not in request.GET:
        return render(request, "placement/parts/why_waiting.html", context)
    ledger.record(viewer.username, "ask_why", kind="person", subject=person_id, post=post_id, round=pk)
    move = selectors.moves_seen(viewer, one).filter(person_id=person_id, to_post_id=post_id).first()
    context |= {"outdated": selectors.is_outdated(one), "move": move, **answer(one, person_id, post_id)}
    return render(request, "placement/parts/why_answer.html" if in_drawer else "placement/why.html", context)


@require_GET
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a person and a post by search; with both chosen, go to the answer."""
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees and one.done)
    person_id, post_id = request.GET.get("nguoi", ""), request.GET.get("vi-tri", "")
    if person_id and post_id and not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('placement:why', args=[pk])}?{urlencode({'nguoi': person_id, 'vi-tri': post_id})}")
    return _ask_page(request, one)


def _ask_again(request: HttpRequest, one: Round) -> HttpResponse:
    return _ask_page(request, one, incomplete=True)


def _ask_page(request: HttpRequest, one: Round, *, incomplete: bool = False) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    rights.require(viewer.oversees)
    person_text, post_text = (
        request.GET.get("tim-nguoi", "").strip()[:80],
        request.GET.get("tim-vi-tri", "").strip()[:80],
    )
    person_id, post_id = request.GET.get("nguoi", ""), request.GET.get("vi-tri", "")
    context = {
        "one": one, "incomplete": incomplete, "person_text": person_text, "post_text": post_text,
        "person_id": person_id, "post_id": post_id,
        "people": find_people(person_text, one.as_of, chosen=person_id),
        "posts": find_posts(post_text, one.as_of, chosen=post_id), "english": not wording.vietnamese(),
    }  # fmt: skip
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    return render(request, "placement/parts/ask.html" if in_drawer else "placement/ask.html", context)
