"""Discipline, read only: cases with what runs out when, and early signs as questions. Deeds on them are a person's, at the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.api.asking import answer, needs, records_of
from dungviec.office.api.paging import Page, Size, page_of
from dungviec.office.api.shapes import Listed
from dungviec.office.conduct import noticing, rights, selectors
from dungviec.office.conduct.models import Case
from dungviec.office.shell.language import lang

router = Router(tags=["conduct"])
READ = needs("read:conduct")


class CaseRow(Schema):
    """One case as it stood on the day."""

    number: int
    person_id: str
    person: str
    kind: str
    stand: str = Field(description="open: being looked into; effect: decided, with consequences; past.")
    words: str
    form: str
    next: str | None = Field(description="What runs out next, in words.")
    last: str | None = Field(description="Its last day.")


class CaseList(Listed):
    """Cases but the caller's own: open ones first, what runs out first on top."""

    items: list[CaseRow]


class ClockRow(Schema):
    """A deadline or an effect with its last day."""

    words: str
    mark: str
    day: str | None


class CaseDocument(Schema):
    """One case: clocks and effects of the day."""

    number: int
    person_id: str
    person: str
    kind: str
    stand: str
    words: str
    found: str
    opened: str
    signed_on: str | None
    form: str
    turn: str = Field(description="The step that comes next; empty when there is none.")
    clocks: list[ClockRow]
    effects: list[ClockRow]


class SignRow(Schema):
    """One early sign: what the records show, as a question."""

    mark: str
    person_id: str
    person: str
    state: str
    told: str


class SignList(Listed):
    """Signs of the day."""

    items: list[SignRow]


def _entered(request: HttpRequest) -> tuple[Viewer, Any]:
    records = records_of(request)
    rights.require(rights.may_enter(records.viewer))
    return records.viewer, records.day


@router.get("/conduct/cases", response=CaseList, **READ)
def conduct_cases(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """Which cases are open, what is due next, which decisions are still in effect?"""
    viewer, day = _entered(request)
    rows = [(key, r) for key, _title, group in selectors.case_rows(viewer, day) for r in group]
    ledger.listed(viewer, "see_cases", len(rows), by="api")
    listed = page_of(rows, len(rows), page, size)
    en = lang() == "en"
    listed["items"] = [
        {
            "number": r.one.pk, "person_id": r.one.person_id, "person": r.one.person_name, "kind": r.one.kind, "stand": key, "words": str(r.stand),
            "form": r.one.form, "next": (r.clock.en if en else r.clock.vi) if r.clock else None, "last": r.clock.last if r.clock else None,
        }
        for key, r in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)


@router.get("/conduct/cases/{int:number}", response=CaseDocument, **READ)
def conduct_case(request: HttpRequest, number: int) -> HttpResponse:
    """Where does this case stand, and what runs out when?"""
    viewer, day = _entered(request)
    one = get_object_or_404(Case.objects.prefetch_related("steps", "pauses", "council", "appeals"), pk=number)
    rights.require(rights.sees_case(viewer, one))
    ledger.saw(viewer, "see_case", one.person_id, case=one.pk, by="api")
    told = selectors.timeline(one, day)
    names = ("person_id", "kind", "found", "opened", "signed_on", "form")
    return answer(request, {name: getattr(one, name) for name in names} | {
        "number": one.pk, "person": one.person_name, "stand": told["stand_key"], "words": str(told["stand"]), "turn": told["turn"],
        "clocks": [_line(c) for c in told["clocks"]], "effects": [_line(e) for e in told["effects"]],
    })  # fmt: skip


def _line(line: selectors.Line) -> dict[str, Any]:
    return {"words": line.words, "mark": str(line.mark), "day": line.day}


@router.get("/conduct/signs", response=SignList, **READ)
def conduct_signs(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """What should be asked about?"""
    viewer, day = _entered(request)
    found = noticing.signs_seen(viewer, day)
    ledger.listed(viewer, "see_signs", len(found), by="api")
    listed = page_of(found, len(found), page, size)
    en = lang() == "en"
    listed["items"] = [
        {"mark": s.sign.mark, "person_id": s.sign.person_id, "person": s.name, "state": s.state, "told": s.sign.en if en else s.sign.vi} for s in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)
