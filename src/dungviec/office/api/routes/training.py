"""Training: needs of the year, classes with who is in them, people called, results and certificates, what runs out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, records_of
from dungviec.office.api.paging import Page, Size, UnitAsked, counted, page_of
from dungviec.office.api.problems import Problem
from dungviec.office.api.shapes import Done, Identifier, Listed
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.training import rights
from dungviec.office.training.models import Enrolment, Place, TrainingClass
from dungviec.office.training.selectors import certificates
from dungviec.office.training.selectors import classes as selectors
from dungviec.office.training.selectors import needs as found_needs
from dungviec.office.training.services import classes as services

router = Router(tags=["training"])
READ, WRITE = needs("read:training"), needs("write:training")
Year = Annotated[int | None, Query(ge=1990, le=2100, description="The year of the day when not given.")]
_MOST_MONEY = 10**12


class NeedLine(Schema):
    """One person and one subject to be learned."""

    person_id: str
    person: str
    unit_id: str | None
    what: str
    words: str
    tier: str = Field(description="How strongly it is asked.")
    size: int | None = Field(description="Levels missing; null where that is not known.")
    learning: bool = Field(description="A class of it is under way.")


class NeedList(Listed):
    """Needs of people in reach, duties first."""

    items: list[NeedLine]


class ClassRow(Schema):
    """One class."""

    number: int
    title: str
    kind: str
    place: str
    from_date: str
    to_date: str
    seats: int
    called: int
    passed: int
    state: str
    decision: str
    planned_cost: int | None = Field(description="Đồng; null where the caller may not see money.")


class ClassList(Listed):
    """Classes, the latest first."""

    items: list[ClassRow]


class LearnerRow(Schema):
    """One person of a class."""

    number: int
    revision: int = Field(description="Send it with a deed on this line.")
    person_id: str
    person: str
    place: str
    result: str
    grade: str
    certificate: str
    issued: str | None
    expires: str | None
    here: int
    absent: int


class ClassDocument(ClassRow):
    """One class with those of it in reach."""

    learners: list[LearnerRow]


class People(Schema):
    """Whom to call."""

    people: list[Identifier] = Field(min_length=1, max_length=200)


class NotCalled(Schema):
    """Somebody who is not on the list, and why."""

    person_id: str
    why: str


class Called(Schema):
    """What came of a call."""

    called: int
    refused: list[NotCalled]


class ResultGiven(Schema):
    """How it ended for one person."""

    revision: int = Field(ge=1, le=2**31)
    result: Literal["passed", "failed", "quit"]
    grade: str = Field("", max_length=40)
    certificate: str = Field("", max_length=60)
    issued: date | None = None
    expires: date | None = None
    cost: int | None = Field(None, ge=0, le=_MOST_MONEY)


class Revision(Schema):
    """The line as it was read."""

    revision: int = Field(ge=1, le=2**31)


class CertificateRow(Schema):
    """One certificate that runs out within twelve months, or has in the last twelve and was not renewed."""

    person_id: str
    person: str
    title: str
    number: str
    expires: str
    days: int = Field(description="Days left; negative when it is over.")


class CertificateList(Listed):
    """Certificates, the soonest first."""

    items: list[CertificateRow]


def _reading(request: HttpRequest, allowed: Any = rights.may_read) -> SeenRecords:
    records = records_of(request)
    rights.require(allowed(records.viewer))
    return records


@router.get("/training/needs", response=NeedList, **READ)
def training_needs(
    request: HttpRequest, year: Year = None, unit: UnitAsked = "", unknown: bool = False, page: Page = 1, size: Size = 50
) -> HttpResponse:  # fmt: skip
    """Who has to learn what in the year; with `unknown=true` what cannot be told because a fact is missing."""
    records = _reading(request)
    found = found_needs.seen_needs(records, year or records.day.year)
    asked = found_needs.Filter(unit=unit, unknown=unknown)
    rows = found_needs.rows_of(found, asked)
    ledger.listed(records.viewer, "see_training_needs", rows.height, by="api")
    listed = counted(rows.height, page, size)
    part = rows.slice((page - 1) * size, size)
    listed["items"] = [
        {"person_id": r.person["person_id"], "person": r.person["name"], "unit_id": r.person["unit_id"]}
        | {name: getattr(r, name) for name in ("what", "words", "tier", "size", "learning")}
        for r in found_needs.told(found, part, day=records.day)
    ]
    return answer(request, listed)


@router.get("/training/classes", response=ClassList, **READ)
def training_classes(
    request: HttpRequest, state: Literal["planned", "open", "ended", "dropped"] | None = None, year: Year = None,
    page: Page = 1, size: Size = 50,
) -> HttpResponse:  # fmt: skip
    """Which classes are coming, running and done."""
    records = _reading(request)
    found = selectors.classes(records, state=state or "", year=year)
    listed = page_of(found, len(found), page, size)
    return answer(request, listed | {"items": [_row(c, records) for c in listed["items"]]})


@router.get("/training/classes/{int:number}", response=ClassDocument, **READ)
def training_class(request: HttpRequest, number: int) -> HttpResponse:
    """One class: who is in it, how it ended for each."""
    records = _reading(request)
    one = selectors.class_seen(records, number)
    found = selectors.learners(records, one)
    ledger.listed(records.viewer, "see_training_class", len(found), subject=str(number), by="api")
    one.called = one.enrolments.filter(place=Place.CALLED).count()  # type: ignore[attr-defined]
    one.passed = one.enrolments.filter(result="passed").count()  # type: ignore[attr-defined]
    return answer(request, _row(one, records) | {"learners": [_learner(r) for r in found]})


def _row(one: Any, records: SeenRecords) -> dict[str, Any]:
    names = ("title", "kind", "place", "from_date", "to_date", "seats", "called", "passed", "state", "decision")
    cost = one.planned_cost if rights.sees_money(records.viewer) else None
    return {"number": one.pk, "planned_cost": cost} | {name: getattr(one, name) for name in names}


def _learner(r: selectors.Learner) -> dict[str, Any]:
    names = ("revision", "person_id", "place", "result", "grade", "certificate", "issued", "expires")
    told = {name: getattr(r.one, name) for name in names}
    return told | {"number": r.one.pk, "person": r.person["name"], "here": r.here, "absent": r.absent}


@router.post("/training/classes/{int:number}/call", response=Called, **WRITE)
def training_call(request: HttpRequest, number: int, given: People) -> HttpResponse:
    """Put people on the list, as far as the law of the day and the seats allow; who is not is told with the reason."""
    records = _reading(request, rights.may_keep)
    get_object_or_404(TrainingClass, pk=number)
    reached = {p["person_id"] for p in records.named([{"person_id": p} for p in dict.fromkeys(given.people)])}
    if strangers := [p for p in given.people if p not in reached]:
        raise PermissionDenied(strangers[0])
    done = services.call(records.viewer, number, list(dict.fromkeys(given.people)), day=records.day)
    refused = [{"person_id": person, "why": why} for person, why in done.refused]
    return answer(request, {"called": done.called, "refused": refused})


@router.post("/training/classes/{int:number}/learners/{int:learner}/result", response=Done, **WRITE)
def training_result(request: HttpRequest, number: int, learner: int, given: ResultGiven) -> HttpResponse:
    """How it ended for one person, with the certificate; the record follows at once."""
    records, one = _one(request, number, learner, given.revision)
    values = given.model_dump(exclude={"revision"})
    if values["cost"] is None or not rights.sees_money(records.viewer):
        values["cost"] = one.cost
    services.write_result(records.viewer, one.pk, given.revision, values)
    return _done(request, one, number)


@router.post("/training/classes/{int:number}/learners/{int:learner}/take-off", response=Done, **WRITE)
def training_take_off(request: HttpRequest, number: int, learner: int, given: Revision) -> HttpResponse:
    """Take somebody without a result off the list."""
    records, one = _one(request, number, learner, given.revision)
    services.take_off(records.viewer, one.pk, given.revision)
    return _done(request, one, number)


def _one(request: HttpRequest, number: int, learner: int, revision: int) -> tuple[SeenRecords, Enrolment]:
    records = _reading(request, rights.may_keep)
    one = get_object_or_404(Enrolment, pk=learner, training=selectors.class_seen(records, number))
    records.file(one.person_id)
    if one.revision != revision:
        raise Problem(409, kind="stale")
    return records, one


def _done(request: HttpRequest, one: Enrolment, number: int) -> HttpResponse:
    one.refresh_from_db()
    told = {"done": True, "key": str(one.pk), "state": one.result or one.place, "api": f"/api/v1/training/classes/{number}"}  # fmt: skip
    return answer(request, told)


@router.get("/training/certificates", response=CertificateList, **READ)
def training_certificates(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """What runs out in the next twelve months, or did in the last."""
    records = _reading(request)
    found = certificates.expiring(records)
    ledger.listed(records.viewer, "see_certificates", len(found), by="api")
    listed = page_of(found, len(found), page, size)
    listed["items"] = [
        {"person_id": e.person["person_id"], "person": e.person["name"]} | {name: getattr(e, name) for name in ("title", "number", "expires", "days")}
        for e in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)
