"""One official: the record, the small card, what the person may be appointed to and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry import appointable, decided, record
from dungviec.office.registry.career import strip
from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.limited import limited_here
from dungviec.office.registry.viewing import opened_units, request_viewer, seen


def _opened(request: HttpRequest, person_id: str, action: str, **detail: str) -> SeenFile:
    """The record as the viewer may see it; that it was opened is written down."""
    viewer = request_viewer(request)
    assert viewer.day is not None
    file = seen(viewer, viewer.day).file(person_id)
    if action in ("see_prospects", "see_reasons") and not file.may_judge:
        raise Http404(person_id)
    row = file.card
    ledger.saw(viewer, action, str(row["person_id"]), **detail)
    return file


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Who is this, what can they do, and for how long?"""
    file = _opened(request, person_id, "see_person")
    row, life, abilities = file.card, record.life(file), record.abilities(file)
    decided.link(file.viewer, file.person_id, life)
    context = {
        "person": row,
        "limited": limited_here(),
        "life": life,
        "career": strip(life, file.day),
        "career_moves": bool(life.tenures or life.training or life.ratings),
        "clocks": record.clocks(row, file.day),
        "in_post_for": record.span(row["since"], file.day) if row.get("since") else "",
        "abilities": abilities,
        "gaps": record.gaps(file, abilities),
        "strengths": record.strengths(file),
        "wishes": record.wishes(file),
        "family": record.family(file),
        "plans": record.plans(file),
        "marks": file.marks,
        "may_judge": row["on_rolls"] and file.may_judge,
        "own": file.own,
        "openable": opened_units(file.viewer),
    }
    return render(request, "registry/person.html", context)


@require_safe
def person_card(request: HttpRequest, person_id: str) -> HttpResponse:
    """The small card wherever a name stands."""
    file = _opened(request, person_id, "see_card")
    row = file.card
    context = {"person": row, "limited": limited_here(), "clocks": record.clocks(row, file.day)}
    context["in_post_for"] = record.span(row["since"], file.day) if row.get("since") else ""
    context["strengths"] = record.best_strengths(file)
    return render(request, "registry/person_card.html", context)


@require_safe
def person_appointable(request: HttpRequest, person_id: str) -> HttpResponse:
    """What may this person be appointed to?"""
    file = _opened(request, person_id, "see_prospects")
    only_vacant = request.GET.get("vacant") == "1"
    context = {
        "person": file.card,
        "prospects": appointable.prospects(file, lang=get_language() or "vi", only_vacant=only_vacant),
        "only_vacant": only_vacant,
        "openable": opened_units(file.viewer),
    }
    return render(request, "registry/person_appointable.html", context)


@require_safe
def person_reasons(request: HttpRequest, person_id: str, post_id: str) -> HttpResponse:
    """Why may this person hold that post, or why not?"""
    file = _opened(request, person_id, "see_reasons", post=post_id[:40])
    found = appointable.reasons(file, post_id, lang=get_language() or "vi")
    if found is None:
        raise Http404(post_id)
    in_drawer = bool(request.htmx)  # type: ignore[attr-defined]
    template = "registry/reasons.html" if in_drawer else "registry/reasons_page.html"
    return render(request, template, {"person": file.card, "reasons": found})
