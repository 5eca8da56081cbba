"""The family of an official among the people on file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.office.registry.gate import SeenFile, seen
from dungviec.office.registry.kin import Kin, kin_within, ties_of
from dungviec.office.registry.kin_drawing import Box, drawing
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.ties import ties_on_file
from dungviec.office.registry.views.family_ties import TieForm
from dungviec.office.registry.views.person import _opened
from dungviec.office.registry.workforce import workforce
from dungviec.records.codes import RELATIONS

FARTHEST = 3


@require_safe
def person_family(request: HttpRequest, person_id: str) -> HttpResponse:
    """Who of the people on file is family of this person, within how many ties?"""
    file = _opened(request, person_id, "see_family")
    if not file.sees("family"):
        raise PermissionDenied("family")
    asked = request.GET.get("bac", "")
    distance = int(asked) if asked in ("1", "2", "3") else 2
    s = snapshot(file.day)
    ties = ties_of(s["kinship"].select("person_id", "relative_id", "relation").iter_rows())
    kin = kin_within(person_id, ties, distance=distance)
    rows = _rows(file, kin)
    root = Box(person_id, file.card["name"], _("người đang xem"))
    boxes = [Box(r["person_id"], r["name"], r["word"], r["url"]) for r in rows]
    context = {
        "person": file.card, "own": file.own, "rows": rows, "distance": distance, "distances": range(1, FARTHEST + 1),
        "ties": ties_on_file(file) if file.viewer.may_write else [], "form": TieForm() if file.viewer.may_write else None,
        "drawing": drawing(root, boxes, kin) if kin else "", "derived": any(r["derived"] for r in rows),
    }  # fmt: skip
    return render(request, "registry/family.html", context)


def _rows(file: SeenFile, kin: list[Kin]) -> list[dict[str, Any]]:
    """Each relative in words; whoever the viewer may not open has neither name nor post."""
    lang = get_language() or "vi"
    open_ids = {one.person_id for one in seen(file.viewer, file.day).named(kin)}
    on_file = dict(snapshot(file.day).people.select("person_id", "name").iter_rows())
    held = {
        p: (t, u)
        for p, t, u in workforce(file.day).select("person_id", "title", "unit_name").iter_rows()
        if p in open_ids
    }
    names = {one.person_id: on_file.get(one.person_id, one.person_id) for one in kin if one.person_id in open_ids}
    outside = _("người ngoài phạm vi xem")
    rows = []
    for one in kin:
        title, unit = held.get(one.person_id, (None, None))
        way = [RELATIONS.label(step, lang) for step in reversed(one.steps)]
        rows.append(
            {
                "person_id": one.person_id, "name": names.get(one.person_id, outside), "distance": one.distance,
                "word": RELATIONS.label(one.relation, lang) if one.relation else _(" của ").join(w.lower() for w in way),
                "way": _(" của ").join(w.lower() for w in way), "derived": one.derived,
                "through": names.get(one.through, "") if one.distance > 1 else "", "title": title or "", "unit": unit or "",
                "url": reverse("registry:person", args=[one.person_id]) if one.person_id in open_ids else "",
            }
        )  # fmt: skip
    return rows
