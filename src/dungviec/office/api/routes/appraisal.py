"""Sheets of the months: read, written by their official, confirmed or returned by the head, received; levels of the years."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, of_version, records_of, user_of, version_of
from dungviec.office.api.paging import Page, Size, UnitAsked, counted
from dungviec.office.api.problems import Point, Problem
from dungviec.office.api.shapes import Done, Listed
from dungviec.office.appraisal import reach, selectors
from dungviec.office.appraisal.criteria import maxima
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import MonthSheet, Task
from dungviec.office.appraisal.models.sheets import Scheme
from dungviec.office.appraisal.periods import Period, period_of, view_on
from dungviec.office.appraisal.services import months as way
from dungviec.office.appraisal.views.common import row_of
from dungviec.office.registry.figures import below
from dungviec.office.registry.gate import SeenRecords, rows_of

router = Router(tags=["appraisal"])
READ, AMEND = needs("read:appraisal"), needs("write:appraisal", versioned=True)
PERIOD = r"^20[0-9]{2}-(0[1-9]|1[0-2]|q[1-4])$"
PeriodAsked = Annotated[str, Query(pattern=PERIOD, description="A month (2026-11) or a quarter (2026-q4).")]
_MOST = 100_000


class MonthRow(Schema):
    """Where one person's sheet of a period stands."""

    person_id: str
    person: str
    unit_id: str | None
    state: str = Field(description="`none` while nobody has written anything.")
    self_points: float | None
    points: float | None
    api: str


class MonthList(Listed):
    """Everybody in reach, with the sheet of the period."""

    items: list[MonthRow]


class LineRow(Schema):
    """One line of work of the month."""

    key: int
    title: str
    assigned: int
    due: str | None
    done: int | None
    redone: int
    late: int
    given_back: int
    finished: str | None
    worth: float | None = Field(description="Standard products of one piece; null while the head has not said.")


class MonthDocument(Schema):
    """The sheet of one person and period."""

    person_id: str
    period: str
    scheme: str
    state: str
    lines: list[LineRow]
    maxima: list[float] = Field(description="The most points of each general criterion; empty where none are scored.")
    self_general: list[float | None]
    head_general: list[float | None]
    organised: bool | None
    cohesive: bool | None
    conduct_good: bool | None
    self_points: float | None
    points: float | None
    parts: dict[str, Any]
    strengths: str
    weaknesses: str
    comment: str


class LineGiven(Schema):
    """What is said of one line, by its key."""

    key: int = Field(ge=1, le=2**31)
    done: int | None = Field(None, ge=0, le=_MOST)
    redone: int = Field(0, ge=0, le=_MOST)
    late: int = Field(0, ge=0, le=_MOST)
    given_back: int = Field(0, ge=0, le=_MOST)
    finished: date | None = None


class MonthGiven(Schema):
    """What a sheet says: lines that are not named stay as they are."""

    lines: list[LineGiven] = Field(default_factory=list, max_length=500)
    general: list[Annotated[float, Field(ge=0, le=100)] | None] = Field(default_factory=list, max_length=20)
    organised: bool | None = None
    cohesive: bool | None = None
    conduct_good: bool | None = None
    points: Decimal | None = Field(None, ge=0, le=100, decimal_places=4)
    strengths: str = Field("", max_length=way.LONGEST)
    weaknesses: str = Field("", max_length=way.LONGEST)


class OwnMonth(MonthGiven):
    """The official's own word."""

    send: bool = Field(False, description="Send it to the head; otherwise it is kept as a draft.")


class HeadMonth(MonthGiven):
    """The head's word."""

    comment: str = Field("", max_length=way.LONGEST)
    reason: str = Field("", max_length=way.LONGEST, description="Asked where the points differ from the own ones.")


class Returned(Schema):
    """Why a sheet goes back."""

    reason: str = Field(min_length=1, max_length=way.LONGEST)


class YearRow(Schema):
    """One person's year."""

    person_id: str
    year: int
    state: str
    self_level: str
    proposed_level: str
    decided_level: str
    decided_on: str | None


@router.get("/appraisal/months", response=MonthList, **READ)
def appraisal_months(
    request: HttpRequest, period: PeriodAsked, unit: UnitAsked = "", page: Page = 1, size: Size = 50
) -> HttpResponse:
    """Whose sheet of the period is where: everybody in reach, of a unit and below it when one is named."""
    records, when = records_of(request), _period(period)
    if not reach.may_enter(records.viewer):
        raise PermissionDenied("appraisal")
    people = (below(records.people, unit) if unit else records.people).sort("sort_key", "person_id")
    part = rows_of(people.select("person_id", "name", "unit_id").slice((page - 1) * size, size))
    here = selectors.sheets_of(records, when, people=[row["person_id"] for row in part])
    found = {s.person_id: s for s in here}
    ledger.listed(records.viewer, "see_months", people.height, kind="unit", subject=unit, by="api")
    items = [_month_row(row, found.get(row["person_id"]), when) for row in part]
    return answer(request, counted(people.height, page, size) | {"items": items})


def _month_row(row: dict[str, Any], sheet: MonthSheet | None, when: Period) -> dict[str, Any]:
    return {
        "person_id": row["person_id"], "person": row["name"], "unit_id": row["unit_id"], "state": sheet.state if sheet else "none",
        "self_points": _float(sheet.self_points) if sheet else None, "points": _float(sheet.points) if sheet else None,
        "api": f"/api/v1/people/{row['person_id']}/months/{when.key}",
    }  # fmt: skip


@router.get("/people/{person}/months/{period}", response=MonthDocument, **READ)
def month_read(request: HttpRequest, person: str, period: str) -> HttpResponse:
    """One sheet with its lines of work; its ETag goes with every deed on it."""
    records, sheet, tasks = _sheet(request, person, period)
    if not records.file(person).own:
        ledger.saw(records.viewer, "see_month", person, period=period, by="api")
    told = _told(sheet, tasks)
    return answer(request, told, version=version_of(told))


@router.put("/people/{person}/months/{period}", response=Done, **AMEND)
def month_write(request: HttpRequest, person: str, period: str, given: OwnMonth) -> HttpResponse:
    """The official keeps the own sheet, or sends it. Needs If-Match with the ETag of the sheet read."""
    with _taken(request, person, period) as (records, sheet, tasks):
        way.save(sheet, _written(given, sheet, tasks), viewer=records.viewer, by=user_of(request), send=given.send)
    return _done(request, sheet, period)


@router.post("/people/{person}/months/{period}/confirm", response=Done, **AMEND)
def month_confirm(request: HttpRequest, person: str, period: str, given: HeadMonth) -> HttpResponse:
    """The head's word on a sent sheet. Needs If-Match with the ETag of the sheet read."""
    with _taken(request, person, period) as (records, sheet, tasks):
        written = _written(given, sheet, tasks)
        way.confirm(sheet, written, comment=given.comment, reason=given.reason, viewer=records.viewer, by=user_of(request))  # fmt: skip
    return _done(request, sheet, period)


@router.post("/people/{person}/months/{period}/return", response=Done, **AMEND)
def month_return(request: HttpRequest, person: str, period: str, given: Returned) -> HttpResponse:
    """The head returns a sheet with the reason, or opens a confirmed one again. Needs If-Match."""
    with _taken(request, person, period) as (records, sheet, _tasks):
        way.give_back(sheet, given.reason, viewer=records.viewer, by=user_of(request))
    return _done(request, sheet, period)


@router.post("/people/{person}/months/{period}/receive", response=Done, **AMEND)
def month_receive(request: HttpRequest, person: str, period: str) -> HttpResponse:
    """The personnel office takes a confirmed sheet over. Needs If-Match."""
    with _taken(request, person, period) as (records, sheet, _tasks):
        if not reach.may_receive(records.viewer, person):
            raise PermissionDenied("appraisal")
        if not way.receive([sheet], viewer=records.viewer, by=user_of(request)):
            raise Problem(422, "Phiếu chưa được xác nhận nên chưa nhận được.", "The sheet is not confirmed yet.", kind="refused")  # fmt: skip
    return _done(request, sheet, period)


@router.get("/people/{person}/years/{int:year}", response=YearRow, **READ)
def year_read(request: HttpRequest, person: str, year: int) -> HttpResponse:
    """How somebody's year was rated: by themselves, by the head, by the decision."""
    records = records_of(request)
    records.file(person)
    if person not in reach.reach_of(records.viewer, reach.YEAR):
        raise PermissionDenied(reach.YEAR)
    if not 1950 <= year <= 2100 or (sheet := selectors.year_sheets(records, year, people=[person]).first()) is None:
        raise Http404(str(year))
    ledger.saw(records.viewer, "see_year", person, year=year, by="api")
    names = ("person_id", "year", "state", "self_level", "proposed_level", "decided_level", "decided_on")
    return answer(request, {name: getattr(sheet, name) for name in names})


def _period(text: str) -> Period:
    found = period_of(text)
    if found is None:
        raise Http404("period")
    return found


def _sheet(request: HttpRequest, person: str, period: str) -> tuple[SeenRecords, MonthSheet, list[Task]]:
    records, when = records_of(request), _period(period)
    sheet = way.start(row_of(records, person), when)
    return records, sheet, way.tasks_of(sheet)


@contextmanager
def _taken(request: HttpRequest, person: str, period: str) -> Iterator[tuple[SeenRecords, MonthSheet, list[Task]]]:
    """The sheet in the version that was read, held until the write is done; what the write refuses is told as a Problem."""
    _sheet(request, person, period)  # who may not see it learns nothing of its version
    found: list[tuple[SeenRecords, MonthSheet, list[Task]]] = []

    def now() -> str:
        found.append(_sheet(request, person, period))
        return version_of(_told(*found[-1][1:]))

    with _refusals(), of_version(request, MonthSheet.objects.filter(person_id=person), now):
        yield found[-1]


def _told(sheet: MonthSheet, tasks: list[Task]) -> dict[str, Any]:
    scored = sheet.scheme == Scheme.POINTS
    lines = [
        {
            "key": t.pk, "title": t.title, "assigned": t.assigned, "due": t.due, "done": t.done, "redone": t.redone, "late": t.late,
            "given_back": t.given_back, "finished": t.finished, "worth": _float(t.worth),
        }
        for t in tasks
    ]  # fmt: skip
    same = (
        "person_id",
        "scheme",
        "organised",
        "cohesive",
        "conduct_good",
        "parts",
        "strengths",
        "weaknesses",
        "comment",
    )
    return {name: getattr(sheet, name) for name in same} | {
        "period": _covers(sheet).key, "state": sheet.state if sheet.pk else "none", "lines": lines, "self_points": _float(sheet.self_points),
        "points": _float(sheet.points), "maxima": list(maxima(view_on(_covers(sheet).last))) if scored else [],
        "self_general": sheet.self_general if scored else [], "head_general": sheet.head_general if scored else [],
    }  # fmt: skip


def _covers(sheet: MonthSheet) -> Period:
    """The period a sheet covers."""
    return Period(sheet.year, sheet.month, sheet.quarter)


def _written(given: MonthGiven, sheet: MonthSheet, tasks: list[Task]) -> way.Written:
    if strangers := sorted({line.key for line in given.lines} - {t.pk for t in tasks}):
        raise Problem(422, points=[Point(where=f"body.lines.{n}", what="Phiếu này không có dòng việc đó.", english="This sheet has no such line.") for n in strangers[:20]])  # fmt: skip
    most = len(sheet.self_general) if sheet.scheme == Scheme.POINTS else 0
    if len(given.general) != most:
        point = Point(where="body.general", what=f"Phải đủ {most} số, chỗ chưa chấm ghi null.", english=f"It takes {most} numbers, null where none is given yet.")  # fmt: skip
        raise Problem(422, points=[point])
    lines = {n.key: way.Line(n.done, n.redone, n.late, n.given_back, n.finished) for n in given.lines}
    return way.Written(
        lines=lines, general=list(given.general), organised=given.organised, cohesive=given.cohesive, conduct_good=given.conduct_good,
        points=given.points if sheet.scheme == Scheme.REGULATION else None, strengths=given.strengths, weaknesses=given.weaknesses,
    )  # fmt: skip


_PLACES = {"diem": "body.points", "ly-do": "body.reason"}


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal of the room with its places as the API names them."""
    try:
        yield
    except AppraisalRefused as refused:
        points = [Point(where=_place(name), what=str(words), english=str(words)) for name, words in refused.fields.items()]  # fmt: skip
        raise Problem(422, str(refused), kind="refused", points=points) from None


def _place(field: str) -> str:
    kind, _dash, number = field.rpartition("-")
    where = {"xong": f"body.lines.{number}.done", "tc": f"body.general.{number}", "he-so": f"body.lines.{number}.worth"}
    return _PLACES.get(field) or where.get(kind) or f"body.{field}"


def _float(number: Any) -> float | None:
    return None if number is None else float(number)


def _done(request: HttpRequest, sheet: MonthSheet, period: str) -> HttpResponse:
    told = {"done": True, "key": str(sheet.pk), "state": sheet.state, "api": f"/api/v1/people/{sheet.person_id}/months/{period}"}  # fmt: skip
    return answer(request, told)
