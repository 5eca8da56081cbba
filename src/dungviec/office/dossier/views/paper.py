"""The record as a paper: what the form would say, how ready it is, and the files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dungviec.documents import fill, readiness
from dungviec.documents.layout import Heading
from dungviec.documents.paper import FilledGrid, Paper
from dungviec.documents.readiness_checks import Finding
from dungviec.office.access.purpose import for_a_purpose, stated
from dungviec.office.dossier.exports import EXPORTS, attachment, form_of_day, safe_name
from dungviec.office.dossier.sections import ROW_SECTIONS, SECTIONS
from dungviec.office.dossier.selectors import file_dossier
from dungviec.office.dossier.views.opening import head, opened
from dungviec.office.registry.viewing import seen_here


@require_safe
def paper(request: HttpRequest, person_id: str) -> HttpResponse:
    """What does this official's record say, item by item, and what is missing in it?"""
    file = opened(request, person_id, "see_dossier")
    dossier = file_dossier(file)
    form = form_of_day(file.day, request.GET.get("mau", ""))
    state, filled = readiness(dossier), fill(form, dossier)
    context = head(file) | {
        "paper": filled,
        "blocks": blocks(filled),
        "form": form,
        "state": state,
        "findings": [told(f, person_id) for f in state.findings],
        "sections": SECTIONS.values(),
        "row_sections": [
            (s, len(dossier.rows(s.table)), f"{s.table}.*" in dossier.hidden) for s in ROW_SECTIONS.values()
        ],
    }
    return render(request, "dossier/paper.html", context)


def _own_or_nothing(request: HttpRequest, person_id: str, export: str) -> bool:
    """Whether no purpose is asked: the own record, or an address that hands nothing out."""
    return export not in EXPORTS or seen_here(request).file(person_id).own


@for_a_purpose(unless=_own_or_nothing)
def file_of(request: HttpRequest, person_id: str, export: str) -> HttpResponse:
    """One record as a file."""
    kind = EXPORTS.get(export)
    if kind is None:
        raise Http404(export)
    purpose = {"purpose": stated(request)} if stated(request) else {}
    file = opened(request, person_id, "export_dossier", export=kind.key, **purpose)
    data = kind.make(file_dossier(file))
    return attachment(data, f"{kind.key.split('-')[0]}-{safe_name(person_id)}.{kind.ending}", kind.content_type)


def blocks(filled: Paper) -> list[dict[str, Any]]:
    """The paper's blocks with their kind, for the template."""
    return [
        {"kind": "heading" if isinstance(b, Heading) else "grid" if isinstance(b, FilledGrid) else "line", "block": b}
        for b in filled.blocks
    ]


def told(finding: Finding, person_id: str) -> dict[str, str]:
    """One fault in words, with the page where it is put right."""
    english = get_language() == "en"
    table, _, _column = finding.place.partition(".")
    section = next((s.key for s in SECTIONS.values() if finding.place in s.fields), "")
    address = ""
    if section:
        address = reverse("dossier:section", args=[person_id, section])
    elif table in ROW_SECTIONS:
        address = reverse("dossier:rows", args=[person_id, table])
    return {
        "words": finding.en if english else finding.vi,
        "do": finding.do_en if english else finding.do_vi,
        "address": address,
    }
