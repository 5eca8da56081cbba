"""Writing records: a row added, corrected or taken back, and a batch undone; by the registry's services, as the pages do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, of_version, records_of, user_of, version_of
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.problems import Point, Problem
from dungviec.office.api.selectors import KEY, own_rows
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.registry import batch_words, services
from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.holdings import Holding, holdings
from dungviec.office.registry.models import City
from dungviec.office.shell.standpoint import known_on

router = Router(tags=["records"])
READ, WRITE = needs("read:people"), needs("write:people")
AMEND = needs("write:people", versioned=True)
Scalar = str | int | float | bool | None


class RowsDocument(Schema):
    """Rows of one table about one person, as the caller sees them."""

    person_id: str
    table: str
    version: str = Field(description="The ETag: send it as If-Match with a correction.")
    items: list[dict[str, Any]]


class Values(Schema):
    """Values of a row by column, as the reference of tables names them."""

    values: dict[str, Scalar | list[Scalar]] = Field(max_length=200)
    why: str = Field(min_length=1, max_length=300, description="Reason, as it stands in the record's history.")
    basis: str = Field("", max_length=300)
    valid_from: date | None = Field(
        None, description="Of single-row tables: from when on; null corrects what was wrong from the start."
    )


class Why(Schema):
    """A reason."""

    why: str = Field(min_length=1, max_length=300)


def _table(name: str) -> Holding:
    found = holdings().get(name)
    if found is None or not found.is_about_people:
        raise Http404(name)
    return found


def _told(file: SeenFile, table: Holding) -> dict[str, Any]:
    items = own_rows(file, table.name)
    if table.name == "people":
        items = [file.row("people", row) for row in items]
    for row in items:
        row[KEY] = str(row.get(KEY, file.person_id))
    return {"person_id": file.person_id, "table": table.name, "version": version_of(items), "items": items}


def _opened_to_write(
    request: HttpRequest, person: str, table: str, columns: dict[str, Any]
) -> tuple[SeenFile, Holding]:
    file, to = records_of(request).file(person), _table(table)
    if not file.viewer.may_write or known_on() is not None:
        raise PermissionDenied("records")
    if barred := set(columns) - set(file.seen_columns(to.name, columns)):
        raise Problem(403, points=[Point(where=f"body.values.{c}"[:200], what="Trường này không được xem nên không sửa được.", english="This field is hidden and cannot be changed.") for c in sorted(barred)])  # fmt: skip
    return file, to


def _mine(file: SeenFile, to: Holding, key: str) -> None:
    if to.single:
        if key != file.person_id:
            raise Http404(key)
    elif key not in {str(row[KEY]) for row in own_rows(file, to.name)}:
        raise Problem(409, "Dòng này không còn trong hồ sơ: có người vừa sửa hoặc thu hồi. Xin đọc lại.", "This row is no longer on file: somebody has just changed or withdrawn it. Read again.", kind="stale")  # fmt: skip


@router.get("/people/{person}/records/{table}", response=RowsDocument, **READ)
def rows_read(request: HttpRequest, person: str, table: str) -> HttpResponse:
    """Rows of one table about one person, with the keys that writes take."""
    file, to = records_of(request).file(person), _table(table)
    if to.name in file.marks:
        raise PermissionDenied(to.name)
    ledger.saw(file.viewer, "see_person", file.person_id, by="api", table=to.name)
    told = _told(file, to)
    return answer(request, told, version=told["version"])


@router.post("/people/{person}/records/{table}", response={201: Done}, **WRITE)
def row_create(request: HttpRequest, person: str, table: str, given: Values) -> HttpResponse:
    """Add a row to a table about a person."""
    file, to = _opened_to_write(request, person, table, given.values)
    values = {**given.values, "person_id": file.person_id}
    key = services.create(to.name, values, by=user_of(request), why=given.why)
    return answer(
        request,
        {"done": True, "key": str(key), "state": "", "api": f"/api/v1/people/{file.person_id}/records/{to.name}"},
        status=201,
    )


@router.patch("/people/{person}/records/{table}/{key}", response=Done, **AMEND)
def row_amend(request: HttpRequest, person: str, table: str, key: str, given: Values) -> HttpResponse:
    """Correct a row, or give a single-row record new values from a day on. Needs If-Match with the ETag of the rows read."""
    file, to = _opened_to_write(request, person, table, given.values)
    # Every write of the records holds the city: none comes in between.
    with of_version(request, City.objects.all(), lambda: _told(records_of(request).file(person), to)["version"]):
        _mine(file, to, key)
        new = services.amend(
            to.name,
            key,
            given.values,
            by=user_of(request),
            why=given.why,
            valid_from=given.valid_from,
            basis=given.basis,
        )
    return answer(
        request,
        {"done": True, "key": str(new), "state": "", "api": f"/api/v1/people/{file.person_id}/records/{to.name}"},
    )


@router.post("/people/{person}/records/{table}/{key}/withdraw", response=Done, **WRITE)
def row_withdraw(request: HttpRequest, person: str, table: str, key: str, given: Why) -> HttpResponse:
    """Take a row that was wrong off the file; what was known until now stays known of the past."""
    file, to = _opened_to_write(request, person, table, {})
    if to.single:
        raise Problem(
            409,
            "Bảng này mỗi người một dòng: xin sửa, không thu hồi.",
            "This table has one row for each person: correct it instead.",
            kind="single-row",
        )
    _mine(file, to, key)
    services.withdraw(to.name, key, by=user_of(request), why=given.why)
    return answer(
        request,
        {"done": True, "key": key, "state": "withdrawn", "api": f"/api/v1/people/{file.person_id}/records/{to.name}"},
    )


class BatchRow(Schema):
    """One batch of writes."""

    number: int
    kind: str
    title: str
    basis: str
    at: str
    who: str
    rows: int
    undone_at: str | None


class BatchList(Listed):
    """Batches, the latest first."""

    items: list[BatchRow]


@router.get("/batches", response=BatchList, **READ)
def batches(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """What was written into the records, by whom, when and why."""
    viewer = _writer(request)
    found = batch_words.batches_of(viewer)
    listed = page_of(found, found.count(), page, size)
    sizes = batch_words.sizes(listed["items"])
    listed["items"] = [
        {
            "number": b.pk, "kind": b.kind, "title": b.title, "basis": b.basis, "at": b.opened_at, "who": b.actor, "rows": sizes.get(b.pk, 0), "undone_at": b.undone_at,
        }
        for b in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)


@router.post("/batches/{int:number}/undo", response=Done, **WRITE)
def batch_undo(request: HttpRequest, number: int, given: Why) -> HttpResponse:
    """Undo a batch as a whole. Refused (422) where later changes build on it."""
    one = get_object_or_404(batch_words.batches_of(_writer(request)), pk=number)
    services.undo(one, by=user_of(request), why=given.why)
    return answer(
        request, {"done": True, "key": str(number), "state": "undone", "api": f"/api/v1/pages/dot-ghi/{number}/"}
    )


def _writer(request: HttpRequest) -> Any:
    viewer = records_of(request).viewer
    if not viewer.may_write:
        raise PermissionDenied("batches")
    return viewer
