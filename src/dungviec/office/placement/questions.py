"""Why, or why not: the drawer about one pair, and the form that asks about any pair."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.placement import rights, selectors, wording
from dungviec.office.placement.answers import answer, find_people, find_posts, names_of_pair
from dungviec.office.placement.models import Round
from dungviec.office.placement.views import round_seen
from dungviec.office.shell.typed import cleaned, keep, typed

CHOSEN = ("nguoi", "vi-tri")
"""The chosen person and post in addresses."""
TYPED = ("tim-nguoi", "tim-vi-tri")
"""The two search boxes; in addresses, the numbers under which the session keeps their texts."""


@require_GET
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer about one pair: in the drawer first the frame, then the answer when it has been solved."""
    viewer, one = round_seen(request, pk)
    if not one.done:
        raise Http404
    return _why(request, viewer, one, (request.GET.get("nguoi", ""), request.GET.get("vi-tri", "")))


def _why(request: HttpRequest, viewer: Viewer, one: Round, asked: tuple[str, str]) -> HttpResponse:
    """The answer about the pair ``asked``, person and post; the form again when one of them is missing."""
    person_id, post_id = asked
    if not (person_id and post_id):
        return _ask_page(request, viewer, one, request.GET, incomplete=True)
    pk = one.pk
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
    ledger.saw(viewer, "ask_why", person_id, post=post_id, round=pk)
    move = selectors.moves_seen(viewer, one).filter(person_id=person_id, to_post_id=post_id).first()
    context |= {"outdated": selectors.is_outdated(one), "move": move, **answer(one, person_id, post_id, viewer)}
    return render(request, "placement/parts/why_answer.html" if in_drawer else "placement/why.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a person and a post by search; with both chosen, go to the answer.

    What is typed comes posted: in the drawer the matches are the answer, without scripts the session keeps the two
    texts and the address holds their numbers.
    """
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees and one.done)
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    given = request.POST if request.method == "POST" else request.GET
    pair = (given.get("nguoi", ""), given.get("vi-tri", ""))
    if "hoi" in request.POST and in_drawer:
        return (
            _why(request, viewer, one, pair) if all(pair) else _ask_page(request, viewer, one, given, incomplete=True)
        )
    if all(pair) and not in_drawer and ("hoi" in request.POST or request.method != "POST"):
        return redirect(f"{reverse('placement:why', args=[pk])}?{urlencode(dict(zip(CHOSEN, pair, strict=True)))}")
    if request.method == "POST" and not in_drawer:
        numbers = {name: keep(request, f"round.{pk}.{name}", given.get(name, "")) for name in TYPED}
        asked = {key: value for key, value in {**dict(zip(CHOSEN, pair, strict=True)), **numbers}.items() if value}
        target = "why" if "hoi" in given else "ask"
        return redirect(f"{reverse(f'placement:{target}', args=[pk])}?{urlencode(asked)}")
    return _ask_page(request, viewer, one, given)


def _ask_page(
    request: HttpRequest, viewer: Viewer, one: Round, given: QueryDict, *, incomplete: bool = False
) -> HttpResponse:
    """The form with the matches of what was typed, posted or kept in the session."""
    rights.require(viewer.oversees)
    person_text, post_text = (
        cleaned(given.get(name, ""))
        if request.method == "POST"
        else typed(request, f"round.{one.pk}.{name}", given.get(name, ""))
        for name in TYPED
    )
    person_id, post_id = (given.get(name, "") for name in CHOSEN)
    context = {
        "one": one, "incomplete": incomplete, "person_text": person_text, "post_text": post_text,
        "person_id": person_id, "post_id": post_id,
        "people": find_people(viewer, person_text, one.as_of, chosen=person_id),
        "posts": find_posts(post_text, one.as_of, chosen=post_id), "english": not wording.vietnamese(),
    }  # fmt: skip
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    return render(request, "placement/parts/ask.html" if in_drawer else "placement/ask.html", context)
