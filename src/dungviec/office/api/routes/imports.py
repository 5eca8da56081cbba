"""Rosters brought in from files: uploaded, read by the worker, looked at row by row, written as one batch, undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.api.asking import answer, needs, user_of, viewer_of
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.problems import Problem
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.intake import rights, selectors, services
from dungviec.office.intake.models import Intake, IntakeRow, Status
from dungviec.office.shell.language import k

router = Router(tags=["imports"])
READ, WRITE = needs("read:imports"), needs("write:imports")
What = Annotated[Literal["created", "updated", "unchanged", "rejected"] | None, Query(description="What becomes of the rows.")]  # fmt: skip


class ImportRow(Schema):
    """One file on its way into the records."""

    number: int
    name: str
    day: str | None
    status: str
    progress: int = Field(description="Thousandths of the step the worker is at.")
    made_at: str
    batch: int | None = Field(description="The batch of records it wrote; undone as a whole.")


class ImportList(Listed):
    """Files taken in, the latest first."""

    items: list[ImportRow]


class ColumnUse(Schema):
    """One column of the file and what it was taken for."""

    sheet: str
    table: int
    index: int
    header: str
    field: str = Field(description="Empty: not taken.")
    detail: str


class ImportDocument(ImportRow):
    """One file: what its columns are taken for, and what became of its rows."""

    columns: list[ColumnUse]
    balance: dict[str, Any] = Field(description="Rows in, created, updated, unchanged, rejected; once compared.")
    stale: bool = Field(description="Something was mended since the last comparison: compare again before writing.")
    trouble: str


class ColumnGiven(Schema):
    """What one column is to be taken for."""

    sheet: str = Field(max_length=200)
    table: int = Field(0, ge=0, le=100)
    index: int = Field(ge=0, le=2000)
    field: str = Field(max_length=60, pattern=r"^[a-z_]*$")
    detail: str = Field("", max_length=60)


class ColumnsGiven(Schema):
    """Columns to be taken for something else."""

    columns: list[ColumnGiven] = Field(min_length=1, max_length=300)


class ChangeLine(Schema):
    """One field that a row would change in the records."""

    field: str = Field(description="Table and column.")
    before: str | None
    after: str | None


class PreviewRow(Schema):
    """One row of the file: what it was found to be about, and what it would change."""

    sheet: str
    number: int = Field(description="As the spreadsheet counts.")
    outcome: str
    match: str
    person_id: str
    changes: list[ChangeLine]
    reason: str = Field(description="Why it was rejected.")


class PreviewList(Listed):
    """Rows in the order of the file."""

    items: list[PreviewRow]


class ReadGiven(Schema):
    """The day from which the roster's changes hold; the one given with the file when null."""

    day: date | None = None


class Because(Schema):
    """Why a batch is undone."""

    why: str = Field(min_length=1, max_length=300)


@contextmanager
def _refusals() -> Iterator[None]:
    """Refusals of the room as problems."""
    try:
        yield
    except services.NotNow as fault:
        raise Problem(409, str(fault), fault.english, kind="not-now") from None
    except UnreadableFileError as fault:
        raise Problem(422, fault.vi, fault.en, kind="unreadable-file") from None


def _entered(request: HttpRequest) -> Any:
    viewer = viewer_of(request)
    rights.require(rights.may_enter(viewer))
    return viewer


def _seen(request: HttpRequest, number: int) -> Intake:
    viewer = _entered(request)
    one = get_object_or_404(Intake.objects.select_related("batch"), pk=number)
    rights.SEE_INTAKE.require(viewer, one)
    return one


def _row(one: Intake) -> dict[str, Any]:
    names = ("name", "day", "status", "progress", "made_at")
    return {"number": one.pk, "batch": one.batch_id} | {name: getattr(one, name) for name in names}


@router.get("/imports", response=ImportList, **READ)
def imports(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """The files so far."""
    found = selectors.intakes(_entered(request))
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


@router.post("/imports", response={201: Done}, **WRITE)
def import_upload(request: HttpRequest, file: File[UploadedFile], day: Form[date]) -> HttpResponse:
    """Take a spreadsheet in (multipart/form-data); its columns are guessed, nothing is written into the records."""
    _entered(request)
    with _refusals():
        made = services.take_in(file, day, user_of(request))
    return _done(request, made, status=201)


@router.get("/imports/{int:number}", response=ImportDocument, **READ)
def import_one(request: HttpRequest, number: int) -> HttpResponse:
    """Where a file stands: its columns, and once compared the balance of its rows."""
    one = _seen(request, number)
    columns = [
        {"sheet": s["name"], "table": n} | {name: c.get(name) or ("" if name != "index" else 0) for name in ("index", "header", "field", "detail")}
        for s in one.mapping.get("sheets", ()) if s.get("taken") for n, t in enumerate(s.get("tables", ())) for c in t.get("columns", ())
    ]  # fmt: skip
    told = {"columns": columns, "balance": one.balance, "stale": one.stale, "trouble": one.trouble_en if k() else one.trouble_vi}  # fmt: skip
    return answer(request, _row(one) | told)


@router.post("/imports/{int:number}/columns", response=Done, **WRITE)
def import_columns(request: HttpRequest, number: int, given: ColumnsGiven) -> HttpResponse:
    """Take columns for other fields than was guessed; it is remembered for the next file with these headings."""
    one = _seen(request, number)
    fields = {(c.sheet, c.table, c.index): (c.field, c.detail) for c in given.columns}
    known = {f for _group, rows in selectors.field_choices() for f, _words in rows} | {""}
    if strangers := sorted({f for f, _detail in fields.values()} - known):
        raise Problem(422, f"Không có trường «{strangers[0]}» để nhập.", f"There is no field {strangers[0]} to import.", kind="refused")  # fmt: skip
    with _refusals():
        services.set_columns(one, fields, user_of(request))
    return _done(request, one)


@router.post("/imports/{int:number}/read", response=Done, **WRITE)
def import_read(request: HttpRequest, number: int, given: ReadGiven) -> HttpResponse:
    """Hand the file to the worker: read all rows and compare them with the records. Follow it by reading it."""
    one = _seen(request, number)
    day = given.day or one.day
    if day is None:
        raise Problem(422, "Xin ghi ngày của danh sách.", "Give the day of the roster.", kind="refused")
    with _refusals():
        services.read(one, day, user_of(request))
    return _done(request, one)


@router.get("/imports/{int:number}/rows", response=PreviewList, **READ)
def import_rows(request: HttpRequest, number: int, what: What = None, page: Page = 1, size: Size = 50) -> HttpResponse:
    """What each row would come to, before anything is written."""
    one = _seen(request, number)
    found = one.rows.order_by("position")
    found = found.filter(outcome=what) if what else found
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_preview(r) for r in listed["items"]]})


def _preview(r: IntakeRow) -> dict[str, Any]:
    changes = [
        {"field": f"{table}.{column}", "before": _text(before), "after": _text(after)} for table, column, before, after in r.changes
    ]  # fmt: skip
    return {
        "sheet": r.sheet, "number": r.number, "outcome": r.outcome, "match": r.match, "person_id": r.person_id,
        "changes": changes, "reason": r.reason_en if k() else r.reason_vi,
    }  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


@router.post("/imports/{int:number}/undo", response=Done, **WRITE)
def import_undo(request: HttpRequest, number: int, given: Because) -> HttpResponse:
    """Take everything back that a file wrote. Refused (422) where later changes build on it."""
    one = _seen(request, number)
    if one.status != Status.DONE:
        raise Problem(409, "Đợt này chưa ghi gì.", "This file has written nothing.", kind="not-now")
    with _refusals():
        services.undo(one, given.why, user_of(request))
    return _done(request, one)


@router.post("/imports/{int:number}/{deed}", response=Done, **WRITE)
def import_act(request: HttpRequest, number: int, deed: Literal["compare", "write", "stop", "drop"]) -> HttpResponse:
    """Compare again, write what was agreed (one batch), stop the worker, or throw away a file that wrote nothing."""
    one, by = _seen(request, number), user_of(request)
    deeds = {"compare": services.check_again, "write": services.write, "stop": services.stop, "drop": services.give_up}
    with _refusals():
        deeds[deed](one, by)
    if deed == "drop":
        return answer(request, {"done": True, "key": str(number), "state": "dropped", "api": "/api/v1/imports"})
    return _done(request, one)


def _done(request: HttpRequest, one: Intake, *, status: int = 200) -> HttpResponse:
    one.refresh_from_db(fields=["status"])
    told = {"done": True, "key": str(one.pk), "state": one.status, "api": f"/api/v1/imports/{one.pk}"}
    return answer(request, told, status=status)
