"""Who calls; the pages the API answers for; the ledger for auditors; jobs for whoever keeps the machines."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import jobs, ledger
from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.api.asking import answer, caller_of, needs, user_of, viewer_of
from dungviec.office.api.coverage import PageRoute, page_routes
from dungviec.office.api.paging import Page, Size, Word, page_of
from dungviec.office.api.problems import Problem
from dungviec.office.api.shapes import Done, Listed

router = Router(tags=["office"])
READ, WRITE = needs("read:office"), needs("write:office")
ANYBODY: dict[str, Any] = {
    "auth": lambda request: request.caller,
    "openapi_extra": {"security": [{"token": []}, {"session": []}], "x-scope": ""},
}


class Me(Schema):
    """Who calls, as what, and with which key."""

    account: str
    role: str
    unit_id: str
    person_id: str
    token: str = Field(description="Beginning of the key; empty for a signed-in browser.")
    scopes: list[str] = Field(description="Empty for a signed-in browser, which has all.")
    expires_at: str | None
    day: str


@router.get("/me", response=Me, **ANYBODY)
def me(request: HttpRequest) -> HttpResponse:
    """Who am I here, and what does my key open?"""
    caller, viewer = caller_of(request), viewer_of(request)
    token = caller.token
    told = {
        "account": viewer.username, "role": str(viewer.role or ""), "unit_id": viewer.unit_id, "person_id": viewer.person_id,
        "token": token.prefix if token else "", "scopes": token.scopes if token else [], "expires_at": token.expires_at if token else None, "day": viewer.day,
    }  # fmt: skip
    return answer(request, told)


class PageRow(Schema):
    """A page of the office, and where the API answers for it."""

    name: str
    address: str
    area: str
    methods: list[str]
    api: str = Field(description="Empty for a page that only a browser opens.")
    why_not: str


class PageList(Schema):
    """Every page of the office."""

    items: list[PageRow]


@router.get("/pages", response=PageList, **ANYBODY)
def pages(request: HttpRequest) -> HttpResponse:
    """Every page of the office, the area of its scope, and the address here or the reason why there is none."""
    return answer(request, {"items": [_page(p) for p in page_routes()]})


def _page(p: PageRoute) -> dict[str, Any]:
    return {
        "name": p.name,
        "address": p.address,
        "area": p.area,
        "methods": list(p.methods),
        "api": p.api,
        "why_not": p.why_not,
    }


class LedgerRow(Schema):
    """One line of the ledger; `hash` binds it to the line before."""

    number: int
    at: str
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    detail: dict[str, Any]
    hash: str


class LedgerList(Listed):
    """Lines, the latest first."""

    items: list[LedgerRow]


@router.get("/ledger", response=LedgerList, **READ)
def lines(
    request: HttpRequest, actor: Word = "", action: Word = "", kind: Word = "",
    subject: Word = "", page: Page = 1, size: Size = 50,
) -> HttpResponse:  # fmt: skip
    """Who did what, when, to whose record. For auditors."""
    viewer = viewer_of(request)
    if viewer.role != Role.AUDITOR:
        raise PermissionDenied("ledger")
    given = {"actor": actor, "action": action, "subject_kind": kind, "subject_id": subject}
    asked = {k: v for k, v in given.items() if v}
    found = LedgerEntry.objects.filter(**asked).order_by("-number")
    listed = page_of(found, found.count(), page, size)
    ledger.record(viewer.username, "read_ledger", kind="ledger", asked=sorted(asked), by="api")
    return answer(
        request,
        listed
        | {"items": [{name: getattr(line, name) for name in LedgerRow.model_fields} for line in listed["items"]]},
    )


class JobRow(Schema):
    """One job of the background worker; nothing of what it is about."""

    key: str
    label: str
    number: str
    state: str
    progress: int
    queued: str
    ended: str | None
    may_stop: bool
    may_free: bool
    may_renew: bool


class JobList(Schema):
    """The latest jobs, newest first."""

    items: list[JobRow]


@router.get("/jobs", response=JobList, **READ)
def jobs_list(request: HttpRequest) -> HttpResponse:
    """What the machine works at, what waits, what failed. For administrators."""
    _keeper(request)
    found = [{name: getattr(job, name) for name in JobRow.model_fields} for job in jobs.jobs(timezone.now())]
    return answer(request, {"items": found})


@router.post("/jobs/{uuid:key}/{deed}", response=Done, **WRITE)
def jobs_act(request: HttpRequest, key: UUID, deed: Literal["stop", "free", "renew"]) -> HttpResponse:
    """Stop a job, free one whose worker is gone, or put a failed one in the queue again."""
    _keeper(request)
    if not jobs.act(deed, str(key), by=user_of(request).username):
        raise Problem(
            409,
            "Việc này đã sang bước khác; xin đọc lại danh sách.",
            "This job has moved on; read the list again.",
            kind="stale",
        )
    return answer(request, {"done": True, "key": str(key), "state": deed, "api": "/api/v1/jobs"})


def _keeper(request: HttpRequest) -> None:
    if viewer_of(request).role != Role.ADMINISTRATOR:
        raise PermissionDenied("jobs")
