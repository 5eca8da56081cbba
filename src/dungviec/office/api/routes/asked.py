"""Requests of officials to change their own record: asked, taken back, answered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, records_of, user_of
from dungviec.office.api.marks import Mark
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.problems import Point, Problem
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.requests import askable, selectors, services
from dungviec.office.requests.models import ChangeRequest

router = Router(tags=["requests"])
READ, WRITE = needs("read:requests"), needs("write:requests")


class RequestRow(Schema):
    """One request."""

    number: int
    person_id: str
    state: str
    asked_at: str
    due: str
    decided_at: str | None


class RequestList(Listed):
    """Requests: an officer's queue, else those about the own record."""

    items: list[RequestRow]


class AskedField(Schema):
    """One field: on file when asked, asked for, on file now."""

    field: str
    before: str | Mark
    asked: str | Mark
    now: str | Mark


class RequestDocument(RequestRow):
    """One request with what it asks."""

    reason: str
    answer: str
    differences: list[AskedField]


class WishGiven(Schema):
    """A field of the own record and what it should say, as the page takes it."""

    field: str = Field(max_length=100, description="`table.column`, as `people.degree`.")
    value: str = Field(max_length=2000)


class RequestGiven(Schema):
    """A request about the own record. Evidence is sent through the page's form."""

    wishes: list[WishGiven] = Field(min_length=1, max_length=40)
    reason: str = Field(min_length=1, max_length=2000)


class AnswerGiven(Schema):
    """The answer: written into the records from a day on, or given back with a reason."""

    approve: bool
    answer: str = Field("", max_length=2000)
    valid_from: date | None = Field(None, description="Null corrects what was wrong from the start.")
    basis: str = Field("", max_length=300)


def _row(one: ChangeRequest) -> dict[str, Any]:
    return {
        "number": one.pk, "person_id": one.person_id, "state": one.state, "asked_at": one.asked_at, "due": one.due, "decided_at": one.decided_at,
    }  # fmt: skip


@router.get("/requests", response=RequestList, **READ)
def requests(request: HttpRequest, open_only: bool = True, page: Page = 1, size: Size = 50) -> HttpResponse:
    """For whoever keeps the records the queue, the most pressing first; for others what they asked themselves."""
    viewer = records_of(request).viewer
    found = selectors.queue(viewer, open_only=open_only) if viewer.may_write else selectors.own_requests(viewer)
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


@router.get("/requests/{int:number}", response=RequestDocument, **READ)
def request_one(request: HttpRequest, number: int) -> HttpResponse:
    """What one request asks, field by field."""
    records = records_of(request)
    one = get_object_or_404(ChangeRequest, pk=number)
    file = records.file(one.person_id)
    if not (records.viewer.may_write or file.own):
        raise PermissionDenied("request")
    if records.viewer.may_write:
        ledger.saw(records.viewer, "see_request", one.person_id, request=number, by="api")
    rows = [
        {"field": d.label, "before": d.before, "asked": d.asked, "now": d.now} for d in selectors.differences(one, file)
    ]
    return answer(request, _row(one) | {"reason": one.reason, "answer": one.answer or "", "differences": rows})


@router.post("/requests", response={201: Done}, **WRITE)
def request_ask(request: HttpRequest, given: RequestGiven) -> HttpResponse:
    """Ask for a change of the own record."""
    records = records_of(request)
    if not records.viewer.person_id:
        raise Http404("own file")
    file = records.file(records.viewer.person_id)
    wishes = []
    for i, wish in enumerate(given.wishes):
        table, _dot, name = wish.field.partition(".")
        column = askable.column_of(table, name)
        where = f"body.given.wishes.{i}"
        if column is None:
            raise Problem(
                422,
                points=[
                    Point(
                        where=f"{where}.field",
                        what="Không có trường nào tên như vậy để xin sửa.",
                        english="There is no such field to ask about.",
                    )
                ],
            )
        try:
            value = askable.read(column, wish.value)
        except askable.NotUnderstood as refused:
            raise Problem(
                422, points=[Point(where=f"{where}.value", what=str(refused), english=str(refused))]
            ) from refused
        codes = column.code_list.values if column.codes else None  # type: ignore[union-attr]
        if codes is not None and value is not None and value not in codes:
            raise Problem(422, points=[Point(where=f"{where}.value", what="Không phải giá trị trong danh mục.", english="It is not a value of the list.", mend=", ".join(codes)[:400])])  # fmt: skip
        wishes.append(services.Wish(table, name, value))
    made = services.ask(file, wishes, reason=given.reason, evidence=[], by=user_of(request))
    return _done(made, status=201)


@router.post("/requests/{int:number}/take-back", response=Done, **WRITE)
def request_take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw an open request of one's own."""
    viewer = records_of(request).viewer
    one = get_object_or_404(ChangeRequest, pk=number)
    if not viewer.person_id or one.person_id != viewer.person_id:
        raise PermissionDenied("request")
    return _done(services.take_back(number, by=user_of(request)))


@router.post("/requests/{int:number}/answer", response=Done, **WRITE)
def request_answer(request: HttpRequest, number: int, given: AnswerGiven) -> HttpResponse:
    """Write what was asked into the records, or give it back with a reason."""
    records = records_of(request)
    if not records.viewer.may_write:
        raise PermissionDenied("requests")
    one = get_object_or_404(ChangeRequest, pk=number)
    records.file(one.person_id)
    by, own = user_of(request), records.viewer.person_id
    if given.approve:
        done = services.approve(
            number, by=by, own_person=own, valid_from=given.valid_from, basis=given.basis, answer=given.answer
        )
    else:
        done = services.give_back(number, by=by, own_person=own, answer=given.answer)
    return _done(done)


def _done(one: ChangeRequest, *, status: int = 200) -> HttpResponse:
    told = {"done": True, "key": str(one.pk), "state": one.state, "api": f"/api/v1/requests/{one.pk}"}
    return answer(HttpRequest(), told, status=status)
