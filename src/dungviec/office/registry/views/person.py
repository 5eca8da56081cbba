"""One official: the record, the small card, what the person may be appointed to and why."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry import appointable, record, rights
from dungviec.office.registry.career import strip
from dungviec.office.registry.models import Person
from dungviec.office.registry.viewing import opened_units, request_viewer


def _seen_person(request: HttpRequest, person_id: str) -> tuple[Person, dict[str, Any]]:
    viewer = request_viewer(request)
    person = get_object_or_404(Person, pk=person_id)
    rights.SEE_PERSON.require(viewer, person)
    assert viewer.day is not None
    row = record.card(person_id, viewer.day)
    if row is None:
        raise Http404(person_id)
    return person, row


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Who is this, what can they do, and for how long?"""
    person_, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    day = viewer.day
    assert day is not None
    ledger.record(viewer.username, "see_person", kind="person", subject=person_id)
    life = record.life(person_id, day)
    abilities = record.abilities(person_id, day, row.get("post_id"))
    context = {
        "person": row,
        "life": life,
        "career": strip(life, day),
        "clocks": record.clocks(row, day),
        "in_post_for": record.span(row["since"], day) if row.get("since") else "",
        "abilities": abilities,
        "gaps": record.gaps(row, day, abilities),
        "strengths": record.strengths(person_id, day),
        "wishes": record.wishes(person_id, day),
        "family": record.family(person_id, day) if viewer.oversees else [],
        "plans": record.plans(person_id, day),
        "may_judge": row["on_rolls"] and rights.may_judge(viewer, person_),
        "own": viewer.person_id == person_id,
        "openable": opened_units(viewer),
    }
    return render(request, "registry/person.html", context)


@require_safe
def person_card(request: HttpRequest, person_id: str) -> HttpResponse:
    """The small card wherever a name stands."""
    _person, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    assert viewer.day is not None
    ledger.record(viewer.username, "see_card", kind="person", subject=person_id)
    context = {"person": row, "clocks": record.clocks(row, viewer.day)}
    context["in_post_for"] = record.span(row["since"], viewer.day) if row.get("since") else ""
    return render(request, "registry/person_card.html", context)


@require_safe
def person_appointable(request: HttpRequest, person_id: str) -> HttpResponse:
    """What may this person be appointed to?"""
    person_, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    assert viewer.day is not None
    if not rights.may_judge(viewer, person_):
        raise Http404(person_id)
    ledger.record(viewer.username, "see_prospects", kind="person", subject=person_id)
    only_vacant = request.GET.get("vacant") == "1"
    context = {
        "person": row,
        "prospects": appointable.prospects(person_id, viewer.day, lang=get_language() or "vi", only_vacant=only_vacant),
        "only_vacant": only_vacant,
        "openable": opened_units(viewer),
    }
    return render(request, "registry/person_appointable.html", context)


@require_safe
def person_reasons(request: HttpRequest, person_id: str, post_id: str) -> HttpResponse:
    """Why may this person hold that post, or why not?"""
    person_, row = _seen_person(request, person_id)
    viewer = request_viewer(request)
    assert viewer.day is not None
    if not rights.may_judge(viewer, person_):
        raise Http404(person_id)
    found = appointable.reasons(person_id, post_id, viewer.day, lang=get_language() or "vi")
    if found is None:
        raise Http404(post_id)
    ledger.record(viewer.username, "see_reasons", kind="person", subject=person_id, post=post_id)
    return render(request, "registry/reasons.html", {"person": row, "reasons": found})
