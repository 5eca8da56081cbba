"""Placement rounds: opened, followed, read with plan and reasons, taken from gate to gate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, of_version, user_of, version_of, viewer_of
from dungviec.office.api.paging import Page, Size, UnitAsked, page_of
from dungviec.office.api.problems import Problem
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.placement import gates, rights, selectors, services
from dungviec.office.placement.models import PolicyVersion, Round

router = Router(tags=["placement"])
READ, WRITE = needs("read:placement"), needs("write:placement")
AMEND = needs("write:placement", versioned=True)


class RoundRow(Schema):
    """One round."""

    number: int
    name: str
    as_of: str
    policy: str
    status: str
    stage: str
    progress: int = Field(description="Thousandths.")
    gate: str
    made_at: str
    finished_at: str | None


class RoundList(Listed):
    """Rounds the caller may see, the latest first."""

    items: list[RoundRow]


class RoundDocument(RoundRow):
    """One round with its certificate."""

    value: int | None
    bound: int | None
    outcome: str
    outdated: bool = Field(description="The records have changed since it was opened.")
    moves: int = Field(description="Moves the caller may see.")
    trouble: str
    obstacles: list[str] = Field(description="What stands before the next gate.")


class MoveRow(Schema):
    """One proposed move."""

    person_id: str
    person: str
    from_title: str
    to_post_id: str
    to_title: str
    kind: str
    verdict: int
    why: str = Field(description="Page of the reasons.")


class MoveList(Listed):
    """Moves of a round the caller may see."""

    items: list[MoveRow]


class RoundGiven(Schema):
    """A new round. The policy is a kept version by its number, or the default."""

    name: str = Field(min_length=1, max_length=160)
    as_of: date = Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))
    policy: int | None = Field(
        None, ge=1, le=2**31, description="Number of a kept version; see the page of a new round."
    )
    max_moves: int | None = Field(None, ge=0, le=100_000)


class GateGiven(Schema):
    """The gate to pass, by the name the caller saw ahead."""

    expected: str = Field(max_length=12)
    note: str = Field("", max_length=2000)


class Note(Schema):
    """A reason."""

    note: str = Field(min_length=1, max_length=2000)


def _row(one: Round) -> dict[str, Any]:
    return {
        "number": one.pk, "name": one.name, "as_of": one.as_of, "policy": str(one.policy), "status": one.status, "stage": one.stage,
        "progress": one.progress, "gate": one.gate, "made_at": one.made_at, "finished_at": one.finished_at,
    }  # fmt: skip


def _seen(request: HttpRequest, number: int) -> tuple[Any, Round]:
    viewer = viewer_of(request)
    rights.require(rights.may_enter(viewer))
    one = get_object_or_404(Round.objects.select_related("policy", "made_by"), pk=number)
    rights.SEE_ROUND.require(viewer, one)
    return viewer, one


@router.get("/rounds", response=RoundList, **READ)
def rounds(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """The rounds so far."""
    viewer = viewer_of(request)
    rights.require(rights.may_enter(viewer))
    found = selectors.rounds(viewer).select_related("policy")
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


@router.post("/rounds", response={201: Done}, **WRITE)
def round_open(request: HttpRequest, given: RoundGiven) -> HttpResponse:
    """Open a round and hand it to the worker; follow it by reading it."""
    from dungviec.placement.policy import Policy

    rights.require(rights.may_run(viewer_of(request)))
    kept = get_object_or_404(PolicyVersion, pk=given.policy) if given.policy else None
    policy = Policy.from_yaml(kept.text) if kept else Policy()
    if given.max_moves is not None:
        policy = policy.model_copy(update={"max_moves": given.max_moves})
    made = services.open_round(given.name.strip() or "API", given.as_of, policy, user_of(request))
    return answer(
        request,
        {"done": True, "key": str(made.pk), "state": made.status, "api": f"/api/v1/rounds/{made.pk}"},
        status=201,
    )


@router.get("/rounds/{int:number}", response=RoundDocument, **READ)
def round_one(request: HttpRequest, number: int) -> HttpResponse:
    """One round: how far it is, its value and proven bound, what stands before the next gate."""
    viewer, one = _seen(request, number)
    ledger.record(viewer.username, "view_round", kind="round", subject=str(number), by="api")
    return answer(request, _told(viewer, one), version=version_of(_row(one)))


def _told(viewer: Any, one: Round) -> dict[str, Any]:
    whole = viewer.oversees
    return _row(one) | {
        "value": one.value if whole else None, "bound": one.bound if whole else None, "outcome": one.outcome if whole else "",
        "outdated": selectors.is_outdated(one), "moves": selectors.moves_seen(viewer, one).count(), "trouble": one.trouble_vi,
        "obstacles": gates.obstacles(one) if one.done and gates.may_pass(viewer, one) else [],
    }  # fmt: skip


@router.get("/rounds/{int:number}/moves", response=MoveList, **READ)
def round_moves(
    request: HttpRequest, number: int, unit: UnitAsked = "", page: Page = 1, size: Size = 50
) -> HttpResponse:  # fmt: skip
    """Who would move where, as far as the caller may see it."""
    viewer, one = _seen(request, number)
    asked = selectors.MoveQuery.read({"don-vi": unit} if unit else {})
    found = selectors.asked_moves(selectors.moves_seen(viewer, one), asked)
    listed = page_of(found, found.count(), page, size)
    ledger.listed(viewer, "see_list", listed["total"], kind="round", subject=str(number), by="api")
    listed["items"] = [
        {
            "person_id": m.person_id, "person": m.person_name, "from_title": m.from_title, "to_post_id": m.to_post_id, "to_title": m.to_title, "kind": m.kind,
            "verdict": m.verdict, "why": f"/api/v1/pages/bo-tri/{number}/ly-do/?nguoi={m.person_id}&vi-tri={m.to_post_id}",
        }
        for m in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)


@router.get("/rounds/{int:number}/plan", response=dict[str, Any], **READ)
def round_plan(request: HttpRequest, number: int) -> HttpResponse:
    """The plan's certificate: value, proven bound, gap, and what an independent check needs."""
    viewer, one = _seen(request, number)
    if not viewer.oversees:
        raise PermissionDenied("plan")
    if not one.done:
        raise Problem(
            409,
            "Phương án chưa tính xong. Xin đọc lại sau.",
            "The plan is not ready. Read again later.",
            kind="not-ready",
        )
    plan = selectors.plan_of(one)
    ledger.record(viewer.username, "export_certificate", kind="round", subject=str(number), by="api")
    return answer(request, {"value": plan.value, "bound": plan.bound, "gap": plan.gap, "certificate": plan.certificate})


@router.post("/rounds/{int:number}/stop", response=Done, **WRITE)
def round_stop(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a waiting or running round."""
    viewer, one = _seen(request, number)
    rights.require(rights.may_run(viewer))
    services.stop(one, user_of(request))
    return _done(one)


@router.post("/rounds/{int:number}/again", response={201: Done}, **WRITE)
def round_again(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the same again of the records as they are now."""
    viewer, one = _seen(request, number)
    rights.require(rights.may_run(viewer))
    return _done(services.run_again(one, user_of(request)), status=201)


@router.post("/rounds/{int:number}/pass", response=Done, **AMEND)
def round_pass(request: HttpRequest, number: int, given: GateGiven) -> HttpResponse:
    """Take the round to the next gate. Needs If-Match with the ETag of the round read."""
    viewer, one = _seen(request, number)
    rights.require(gates.may_pass(viewer, one))
    with of_version(request, Round.objects.filter(pk=number), lambda: version_of(_row(_seen(request, number)[1]))):
        gates.pass_gate(one, user_of(request), expected=given.expected, note=given.note)
    return _done(one)


@router.post("/rounds/{int:number}/return", response=Done, **WRITE)
def round_return(request: HttpRequest, number: int, given: Note) -> HttpResponse:
    """Send the round back to the draft, with the reason."""
    viewer, one = _seen(request, number)
    rights.require(gates.may_send_back(viewer, one))
    gates.send_back(one, user_of(request), given.note)
    return _done(one)


def _done(one: Round, *, status: int = 200) -> HttpResponse:
    one.refresh_from_db()
    told = {"done": True, "key": str(one.pk), "state": one.status, "api": f"/api/v1/rounds/{one.pk}"}
    return answer(HttpRequest(), told, status=status)
