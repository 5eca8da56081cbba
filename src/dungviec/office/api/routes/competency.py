"""Ability: what people in reach still lack against their posts, who is short of what, and how survey rounds go."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.access.models import Role
from dungviec.office.api.asking import answer, needs, records_of, user_of
from dungviec.office.api.paging import Page, Size, UnitAsked, page_of
from dungviec.office.api.shapes import Listed
from dungviec.office.competency import catalogue, rights
from dungviec.office.competency.models import SurveyRound
from dungviec.office.competency.selectors import gaps
from dungviec.office.competency.selectors import rounds as selectors
from dungviec.office.competency.services import reminders
from dungviec.office.registry.gate import SeenRecords

router = Router(tags=["competency"])
READ, WRITE = needs("read:competency"), needs("write:competency")


class GapRow(Schema):
    """One competency over everybody in reach whose post asks for it."""

    code: str
    name: str
    people: int
    assessed: int
    short: int = Field(description="Of those assessed.")
    levels: int = Field(description="Levels missing, all together.")
    courses: list[str]
    by_work: str


class GapList(Schema):
    """Competencies, the one most are short of first."""

    day: str
    items: list[GapRow]


class ShortRow(Schema):
    """Somebody short of a competency, or never assessed."""

    person_id: str
    person: str
    unit_id: str | None
    level: int | None = Field(description="Null: never assessed.")
    least: int
    gap: int | None


class ShortList(Listed):
    """The widest gap first, then who was never assessed."""

    items: list[ShortRow]


class SurveyRow(Schema):
    """One survey round."""

    number: int
    name: str
    state: str
    until: str
    forms: int
    back: int


class SurveyList(Listed):
    """Rounds, the newest first."""

    items: list[SurveyRow]


class LeftRow(Schema):
    """Somebody in reach who has not answered."""

    person_id: str
    person: str
    left: int = Field(description="Forms.")
    last: str | None = Field(description="The day of the last reminder of this round.")


class SurveyDocument(SurveyRow):
    """One round, for people in reach."""

    waiting: list[LeftRow]
    outside: int = Field(description="Forms by people out of reach: counted, not named.")


class Reminded(Schema):
    """Who was reminded now, and how many had been today."""

    now: int
    before: int


def _reading(request: HttpRequest, allowed: Any = rights.may_read) -> SeenRecords:
    records = records_of(request)
    rights.require(allowed(records.viewer))
    return records


def _of_others(request: HttpRequest) -> SeenRecords:
    records = _reading(request)
    rights.require(records.viewer.role != Role.OFFICIAL)
    return records


@router.get("/competency/gaps", response=GapList, **READ)
def competency_gaps(request: HttpRequest, unit: UnitAsked = "") -> HttpResponse:
    """What can people in reach not yet do that their posts ask for?"""
    records = _of_others(request)
    found = gaps.seen_gaps(records, unit)
    ledger.listed(records.viewer, "see_gaps", found["person_id"].n_unique(), subject=unit, by="api")
    names = ("code", "name", "people", "assessed", "short", "levels", "courses", "by_work")
    items = [{name: getattr(c, name) for name in names} for c in gaps.by_competency(found)]
    return answer(request, {"day": records.day, "items": items})


@router.get("/competency/gaps/{code}", response=ShortList, **READ)
def competency_short(
    request: HttpRequest, code: str, unit: UnitAsked = "", page: Page = 1, size: Size = 50
) -> HttpResponse:
    """Who is short of this competency?"""
    records = _of_others(request)
    if code not in catalogue.names():
        raise Http404("competency")
    found = gaps.people_short(records, code, unit)
    ledger.listed(records.viewer, "see_gaps", len(found), subject=code, by="api")
    listed = page_of(found, len(found), page, size)
    listed["items"] = [
        {"person": r["name"]} | {name: r[name] for name in ("person_id", "unit_id", "level", "least", "gap")} for r in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)


@router.get("/competency/rounds", response=SurveyList, **READ)
def survey_rounds(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """Which rounds are there, and how far have they come?"""
    _reading(request, rights.may_follow)
    found = selectors.rounds()
    listed = page_of(found, len(found), page, size)
    return answer(request, listed | {"items": [_row(one, one.forms_all, one.forms_back) for one in listed["items"]]})


def _row(one: SurveyRound, forms: int, back: int) -> dict[str, Any]:
    return {"number": one.pk, "name": one.name, "state": one.state, "until": one.until, "forms": forms, "back": back}


@router.get("/competency/rounds/{int:number}", response=SurveyDocument, **READ)
def survey_round(request: HttpRequest, number: int) -> HttpResponse:
    """How far is this round, and who in reach has not answered?"""
    records = _reading(request, rights.may_follow)
    one = get_object_or_404(SurveyRound, pk=number)
    found = selectors.progress(one, records)
    ledger.listed(records.viewer, "see_survey", len(found.waiting), kind="survey", subject=str(number), by="api")
    waiting = [{"person_id": w.person_id, "person": w.name, "left": w.left, "last": w.last} for w in found.waiting]
    told = _row(one, found.whole.all, found.whole.back) | {"waiting": waiting, "outside": found.outside}
    return answer(request, told)


@router.post("/competency/rounds/{int:number}/remind", response=Reminded, **WRITE)
def survey_remind(request: HttpRequest, number: int) -> HttpResponse:
    """Remind those in reach who have not answered; whoever was reminded today is left alone."""
    records = _reading(request, rights.may_follow)
    rights.require(records.viewer.may_write)
    one = get_object_or_404(SurveyRound, pk=number)
    told = reminders.remind(one, records.people["person_id"].to_list(), by=user_of(request))
    return answer(request, {"now": told.now, "before": told.before})
