"""Reorganisations on trial: drafts written as scenarios, staffed by the worker, read side by side. Committing one is a person's, at a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.api.asking import answer, needs, of_version, user_of, version_of, viewer_of
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.sandbox import rights, services
from dungviec.office.sandbox.models import Draft
from dungviec.office.shell.language import k

router = Router(tags=["sandbox"])
READ, WRITE, AMEND = needs("read:placement"), needs("write:placement"), needs("write:placement", versioned=True)


class TrialRow(Schema):
    """One draft of a reorganisation."""

    number: int
    name: str
    effective: str
    status: str
    progress: int = Field(description="Thousandths.")
    made_at: str


class TrialList(Listed):
    """Drafts, the latest first."""

    items: list[TrialRow]


class FigureLine(Schema):
    """One figure of what staffing a draft came to, as the comparison shows it."""

    key: str
    label: str
    value: float | None


class UnitNamed(Schema):
    """A unit by identifier and name."""

    unit_id: str
    name: str


class TrialDocument(TrialRow):
    """One draft with its scenario and what staffing it came to."""

    scenario: str = Field(description="YAML, as `dungviec scenario` reads it.")
    trouble: str
    resolution: str
    figures: list[FigureLine]
    ended: list[UnitNamed]
    new: list[UnitNamed]


class ScenarioGiven(Schema):
    """A scenario as YAML."""

    scenario: str = Field(min_length=1, max_length=200_000)


def _entered(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    rights.require(rights.may_enter(viewer))
    return viewer


def _row(one: Draft) -> dict[str, Any]:
    names = ("name", "effective", "status", "progress", "made_at")
    return {"number": one.pk} | {name: getattr(one, name) for name in names}


@router.get("/sandbox", response=TrialList, **READ)
def trials(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """The drafts so far."""
    _entered(request)
    found = Draft.objects.all()
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


@router.post("/sandbox", response={201: Done}, **WRITE)
def trial_make(request: HttpRequest, given: ScenarioGiven) -> HttpResponse:
    """A new draft."""
    _entered(request)
    return _done(request, services.make(given.scenario, user_of(request)), status=201)


@router.get("/sandbox/{int:number}", response=TrialDocument, **READ)
def trial_one(request: HttpRequest, number: int) -> HttpResponse:
    """One draft: its scenario, and what staffing it came to."""
    viewer = _entered(request)
    one = get_object_or_404(Draft.objects.select_related("outcome"), pk=number)
    outcome = getattr(one, "outcome", None)
    if outcome is not None:
        ledger.listed(viewer, "view_draft", len(outcome.plan.get("moves", ())), kind="draft", subject=str(number), by="api")  # fmt: skip
    at = 2 if k() else 1
    units = outcome.units if outcome else {}
    told = _row(one) | {
        "scenario": one.text, "trouble": one.trouble_en if k() else one.trouble_vi, "resolution": one.resolution,
        "figures": [{"key": line[0], "label": line[at], "value": line[3]} for line in (outcome.lines if outcome else ())],
        **{kind: [{"unit_id": u, "name": name} for u, name in units.get(kind, ())] for kind in ("ended", "new")},
    }  # fmt: skip
    return answer(request, told, version=_version(one))


def _version(one: Draft) -> str:
    return version_of([one.text, one.status])


@router.put("/sandbox/{int:number}", response=Done, **AMEND)
def trial_rewrite(request: HttpRequest, number: int, given: ScenarioGiven) -> HttpResponse:
    """Another scenario; what was staffed before no longer holds. Needs If-Match with the ETag of the draft read."""
    _entered(request)
    one = get_object_or_404(Draft, pk=number)
    same = Draft.objects.filter(pk=number)
    with of_version(request, same, lambda: _version(same.get())):
        services.rewrite(one, given.scenario, user_of(request))
    return _done(request, one)


@router.post("/sandbox/{int:number}/staff", response=Done, **WRITE)
def trial_staff(request: HttpRequest, number: int) -> HttpResponse:
    """Hand the draft to the worker; follow it by reading it."""
    _entered(request)
    one = get_object_or_404(Draft, pk=number)
    services.staff_it(one, user_of(request))
    return _done(request, one)


@router.post("/sandbox/{int:number}/stop", response=Done, **WRITE)
def trial_stop(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the worker to stop."""
    _entered(request)
    one = get_object_or_404(Draft, pk=number)
    services.stop(one, user_of(request))
    return _done(request, one)


def _done(request: HttpRequest, one: Draft, *, status: int = 200) -> HttpResponse:
    one.refresh_from_db()
    told = {"done": True, "key": str(one.pk), "state": one.status, "api": f"/api/v1/sandbox/{one.pk}"}
    return answer(request, told, status=status)
