"""Decisions: drafted, submitted, signed, taken back; each deed by the room's service, under its rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.documents.decisions import DECISIONS
from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, of_version, user_of, version_of, viewer_of
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.decisions import rights, selectors, services
from dungviec.office.decisions.models import Decision, State
from dungviec.office.registry.viewing import SeenRecords, seen_here

router = Router(tags=["decisions"])
READ, WRITE = needs("read:decisions"), needs("write:decisions")
AMEND = needs("write:decisions", versioned=True)
Kind = Literal[tuple(DECISIONS)]  # type: ignore[valid-type]


class DecisionRow(Schema):
    """One decision."""

    number: int = Field(description="Its number in the office, not on the paper.")
    kind: str
    state: str
    person_id: str
    person: str
    from_title: str
    to_post_id: str
    to_title: str
    effective: str
    until: str | None
    paper: int | None = Field(description="The number on the paper, once signed.")
    signed_on: str | None
    in_effect: bool


class DecisionList(Listed):
    """Decisions the caller may see, the latest first."""

    items: list[DecisionRow]


class DecisionDocument(DecisionRow):
    """One decision with what stands in its way."""

    reason: str
    obstacles: list[str]


class DraftGiven(Schema):
    """What a decision says."""

    kind: Kind  # type: ignore[valid-type]
    person_id: str = Field(min_length=1, max_length=40)
    effective: date
    to_post_id: str = Field("", max_length=40)
    until: date | None = None
    reason: str = Field("", max_length=300)
    course: str = Field("", max_length=200)
    school: str = Field("", max_length=200)
    cost: str = Field("", max_length=120)


class Deed(Schema):
    """What is done, with a reason where one is asked, and the authority's word for `except`."""

    why: str = Field("", max_length=300)
    words: str = Field("", max_length=300)
    paper: str = Field("", max_length=120)


def _row(one: Decision) -> dict[str, Any]:
    return {
        "number": one.pk, "kind": one.kind, "state": one.state, "person_id": one.person_id, "person": one.person_name, "from_title": one.from_title,
        "to_post_id": one.to_post_id, "to_title": one.to_title, "effective": one.effective, "until": one.until, "paper": one.number, "signed_on": one.signed_on,
        "in_effect": selectors.in_effect(one),
    }  # fmt: skip


def _seen(request: HttpRequest, number: int) -> tuple[SeenRecords, Decision]:
    records = seen_here(request)
    one = get_object_or_404(Decision.objects.select_related("agency", "packet__agency", "replaces"), pk=number)
    rights.SEE_DECISION.require(records.viewer, one)
    return records, one


@router.get("/decisions", response=DecisionList, **READ)
def decisions(
    request: HttpRequest, state: Literal["draft", "submitted", "signed", "undone", "dropped", "annulled"] | None = None, page: Page = 1, size: Size = 50
) -> HttpResponse:  # fmt: skip
    """Which decisions are being prepared, wait for a signature, or are in effect."""
    viewer = viewer_of(request)
    rights.require(rights.may_enter(viewer))
    found = selectors.decisions(viewer)
    found = found.filter(state=State(state)) if state else found
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


@router.get("/decisions/{int:number}", response=DecisionDocument, **READ)
def decision_one(request: HttpRequest, number: int) -> HttpResponse:
    """One decision, and what stands in its way while it is open."""
    from dungviec.office.decisions.checks import Desk

    records, one = _seen(request, number)
    ledger.saw(records.viewer, "see_decision", one.person_id, by="api", decision=number)
    found = selectors.obstacles(records, one, Desk([one])) if one.open else []
    return answer(
        request,
        _row(one) | {"reason": one.reason, "obstacles": [o.words for o in found]},
        version=version_of(_row(one)),
    )


@router.post("/decisions", response={201: Done}, **WRITE)
def decision_draft(request: HttpRequest, given: DraftGiven) -> HttpResponse:
    """A new draft."""
    rights.require(rights.may_draft(viewer_of(request)))
    return _done(services.draft(_draft(given), by=user_of(request)), status=201)


@router.put("/decisions/{int:number}", response=Done, **AMEND)
def decision_change(request: HttpRequest, number: int, given: DraftGiven) -> HttpResponse:
    """Other facts in a draft. Needs If-Match with the ETag of the decision read."""
    records, _one = _seen(request, number)
    rights.require(rights.may_draft(records.viewer))
    with of_version(request, Decision.objects.filter(pk=number), lambda: version_of(_row(_seen(request, number)[1]))):
        return _done(services.change(number, _draft(given), by=user_of(request)))


@router.post("/decisions/{int:number}/{deed}", response=Done, **WRITE)
def decision_act(
    request: HttpRequest, number: int, deed: Literal["submit", "sign", "return", "drop", "take-back", "except"], given: Deed
) -> HttpResponse:  # fmt: skip
    """Submit, sign, return or drop it; take back what is signed and not yet in effect; put the authority's word on record."""
    records, one = _seen(request, number)
    viewer, by, why = records.viewer, user_of(request), given.why
    deeds: dict[str, tuple[bool, Callable[[], object]]] = {
        "submit": (rights.may_draft(viewer), lambda: services.submit([one], by=by)),
        "drop": (rights.may_draft(viewer), lambda: services.drop(number, by=by)),
        "return": (rights.may_sign(viewer), lambda: services.give_back(number, why=why, by=by)),
        "sign": (rights.may_sign(viewer), lambda: services.sign([one], by=by, own_person=viewer.person_id)),
        "take-back": (rights.may_sign(viewer), lambda: services.take_back([one], by=by, why=why)),
        "except": (rights.may_draft(viewer), lambda: services.put_exception(number, words=given.words, paper=given.paper, by=by)),
    }  # fmt: skip
    allowed, do = deeds[deed]
    rights.require(allowed)
    do()
    return _done(Decision.objects.get(pk=number))


def _draft(given: DraftGiven) -> Any:
    return services.Draft(**given.model_dump())


def _done(one: Decision, *, status: int = 200) -> HttpResponse:
    told = {"done": True, "key": str(one.pk), "state": one.state, "api": f"/api/v1/decisions/{one.pk}"}
    return answer(HttpRequest(), told, status=status)
