"""Everybody's records together: how ready they are, what clears most faults, lists and files of many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.documents import OfficeReadiness, list_columns, office_readiness, write_json_text, write_list
from dungviec.documents.listing_columns import ALWAYS, DEFAULT_COLUMNS, LIST_COLUMNS
from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.access.purpose import for_a_purpose, stated
from dungviec.office.dossier.exports import XLSX, attachment
from dungviec.office.dossier.selectors import dossiers
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.limited import limited_people
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import request_viewer
from dungviec.records.dossiers import Dossier

_PAGE = 50


@require_safe
@counted_afterwards
def office(request: HttpRequest) -> HttpResponse:
    """How ready are the records to leave, and which five things clear most faults?"""
    viewer, day = _keeper(request)
    state = _everybody(viewer, day)
    page = Paginator(sorted(state.records, key=lambda r: (r.score, r.person_id)), _PAGE).get_page(
        request.GET.get("page")
    )
    ledger.listed(viewer, "see_readiness", len(page.object_list))
    english = get_language() == "en"
    context = {
        "state": state,
        "fixes": [
            {"do": f.en if english else f.vi, "records": f.records, "share": round(100 * f.share), "example": f.example}
            for f in state.fixes
        ],
        "cleared": round(100 * sum(f.share for f in state.fixes)),
        "page": page,
        "columns": [(c, c.key in DEFAULT_COLUMNS, c.key in ALWAYS) for c in LIST_COLUMNS.values()],
    }
    return render(request, "dossier/office.html", context)


def _never(request: HttpRequest) -> bool:
    """Everybody who may take lists away says what for; who may not is told so first."""
    return not _keeper(request)


@for_a_purpose(unless=_never)
def listing(request: HttpRequest) -> HttpResponse:
    """The list of everybody in reach (danh sách trích ngang) with the columns asked for."""
    viewer, day = _keeper(request)
    columns = list_columns([c for c in request.GET.getlist("cot") if c in LIST_COLUMNS])
    people = _unlimited(dossiers(viewer, day))
    ledger.listed(viewer, "export_list", len(people), columns=[c.key for c in columns], purpose=stated(request))
    here = city()
    data = write_list(
        people, columns, body=here.name if here else "", as_of=day, title=request.GET.get("ten", "")[:200]
    )
    return attachment(data, f"trich-ngang-{day:%Y%m%d}.xlsx", XLSX)


@for_a_purpose(unless=_never)
def records(request: HttpRequest) -> HttpResponse:
    """The JSON of everybody in reach whose record is ready, or of all with ``?tat-ca=1``."""
    viewer, day = _keeper(request)
    ready = {r.person_id for r in _everybody(viewer, day).records if r.ready or request.GET.get("tat-ca") == "1"}
    people = [d for d in _unlimited(dossiers(viewer, day)) if d.person_id in ready]
    ledger.listed(viewer, "export_records", len(people), purpose=stated(request))
    return attachment(write_json_text(people).encode(), f"ho-so-{day:%Y%m%d}.json", "application/json")


def _unlimited(people: Iterable[Dossier]) -> list[Dossier]:
    """Without those whose processing is limited at their own request."""
    limited = set(limited_people())
    return [d for d in people if d.person_id not in limited]


def _keeper(request: HttpRequest) -> tuple[Viewer, date]:
    viewer = request_viewer(request)
    if not viewer.may_write or viewer.day is None:
        raise PermissionDenied(_("Phòng này dành cho cán bộ tổ chức."))
    return viewer, viewer.day


def _everybody(viewer: Viewer, day: date) -> OfficeReadiness:
    """The state of everybody in reach; that of the whole office is kept until a record changes."""
    return _whole_office(day) if viewer.reaches_all else office_readiness(dossiers(viewer, day))


@kept_per_day(costly=True)
def _whole_office(day: date) -> OfficeReadiness:
    from dungviec.office.access.models import Role

    return office_readiness(dossiers(Viewer("", Role.PERSONNEL, day=day), day))
