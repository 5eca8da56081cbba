"""Titles: who could be proposed for which and when, the rounds of the years, and proposals made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from dungviec.emulation import LADDER
from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, of_version, records_of, version_of
from dungviec.office.api.paging import Page, Size, UnitAsked, page_of
from dungviec.office.api.shapes import Done, Identifier, Listed
from dungviec.office.emulation import judging, rights, selectors, services
from dungviec.office.emulation.models import Round
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.shell.language import lang

router = Router(tags=["emulation"])
READ, AMEND = needs("read:emulation"), needs("write:emulation", versioned=True)
Title = Literal[tuple(t.key for t in LADDER)]  # type: ignore[valid-type]
Year = Annotated[int | None, Query(ge=1990, le=2100, description="The year of the day when not given.")]


class TitleRow(Schema):
    """One title for one person."""

    title: str
    held: bool
    verdict: str
    needs: list[str]
    missing: list[str]
    first_year: int | None = Field(description="The earliest year it could be proposed for, as far as is known.")


class ProspectRow(Schema):
    """One person with every title."""

    person_id: str
    person: str
    unit_id: str
    next: str = Field(description="The next title; empty at the top.")
    titles: list[TitleRow]


class ProspectList(Listed):
    """People in reach, by name."""

    items: list[ProspectRow]


class TitleRound(Schema):
    """The titles of one year, from registration to decision."""

    number: int
    year: int
    stage: str
    decision: str
    decided_on: str | None


class TitleRounds(Listed):
    """Rounds, the latest year first."""

    items: list[TitleRound]


class ProposalRow(Schema):
    """One proposal."""

    number: int
    person_id: str
    person: str
    unit_id: str
    title: str
    state: str
    votes_for: int | None
    votes_against: int | None


class RatioRow(Schema):
    """How many are proposed of how many at most."""

    unit_id: str = Field(description="Empty: everybody in reach together.")
    name: str
    proposed: int
    most: int | None
    over: bool


class TitleRoundDocument(TitleRound):
    """One round with the proposals about people in reach."""

    proposals: list[ProposalRow]
    ratios: list[RatioRow]


class ProposalGiven(Schema):
    """Whom to propose for which title."""

    title: Title  # type: ignore[valid-type]
    people: list[Identifier] = Field(min_length=1, max_length=200)
    judged: bool = Field(False, description="The collective has judged that they meet the standard.")


def _entered(request: HttpRequest) -> SeenRecords:
    records = records_of(request)
    rights.require(rights.may_enter(records.viewer))
    return records


@router.get("/titles", response=ProspectList, **READ)
def titles(
    request: HttpRequest, year: Year = None, title: Title | None = None, verdict: Literal["allowed", "unknown", "forbidden", "held"] | None = None,  # type: ignore[valid-type]
    unit: UnitAsked = "", page: Page = 1, size: Size = 50,
) -> HttpResponse:  # fmt: skip
    """Who could be proposed for which title this year, and what is missing? `verdict` needs `title`."""
    records = _entered(request)
    found = selectors.pipeline(records, year or records.day.year)
    asked = selectors.Asked(title or "", (verdict or "") if title else "", unit)
    rows = selectors.matching(found, asked)
    ledger.listed(records.viewer, "see_titles", len(rows), by="api")
    listed = page_of(rows, len(rows), page, size)
    shown = {m.person_id for m in records.named([p.merits for p in listed["items"]])}
    listed["items"] = [_prospect(p, found) for p in listed["items"] if p.merits.person_id in shown]
    return answer(request, listed)


def _prospect(p: Any, found: Any) -> dict[str, Any]:
    told = [
        {"title": a.title.key, "held": a.held, "verdict": a.verdict.name.lower(), "needs": a.needs(lang()), "missing": list(a.lacks), "first_year": o.first_year}
        for a, o in zip(p.answers, p.outlooks, strict=True)
    ]  # fmt: skip
    return {
        "person_id": p.merits.person_id, "person": p.merits.name, "unit_id": found.units.get(p.merits.person_id, ""), "next": p.next_title or "", "titles": told,
    }  # fmt: skip


@router.get("/people/{person}/titles", response=ProspectRow, **READ)
def titles_of(request: HttpRequest, person: str, year: Year = None) -> HttpResponse:
    """Which title could this person be proposed for, what is missing, and from which year?"""
    records = _entered(request)
    file = records.file(person)
    asked = selectors.prospect(records, person, year or records.day.year, own=file.own)
    if asked is None:
        raise Http404(person)
    ledger.saw(records.viewer, "see_title_answers", person, by="api")
    found, p = asked
    return answer(request, _prospect(p, found))


@router.get("/title-rounds", response=TitleRounds, **READ)
def title_rounds(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """Which rounds are under way, and what came of the others?"""
    _entered(request)
    found = Round.objects.all()
    listed = page_of(found, found.count(), page, size)
    return answer(request, listed | {"items": [_row(one) for one in listed["items"]]})


def _row(one: Round) -> dict[str, Any]:
    return {"number": one.pk} | {name: getattr(one, name) for name in ("year", "stage", "decision", "decided_on")}


@router.get("/title-rounds/{int:number}", response=TitleRoundDocument, **READ)
def title_round(request: HttpRequest, number: int) -> HttpResponse:
    """Where does this round stand, who in reach is proposed, within which ratio?"""
    records = _entered(request)
    one = get_object_or_404(Round, pk=number)
    proposals = selectors.proposals_of(one, records.viewer)
    ledger.listed(records.viewer, "see_title_proposals", len(proposals), kind="title_round", subject=str(number), by="api")  # fmt: skip
    same = ("person_id", "unit_id", "title", "state", "votes_for", "votes_against")
    told = [{"number": p.pk, "person": p.person_name} | {name: getattr(p, name) for name in same} for p in proposals]
    ratios = [
        {"unit_id": line.unit_id, "name": line.name, "proposed": line.proposed, "most": line.cap.most, "over": line.over} for line in judging.counter(one, records.viewer)
    ]  # fmt: skip
    return answer(request, _row(one) | {"proposals": told, "ratios": ratios}, version=_version(one))


def _version(one: Round) -> str:
    return version_of([one.pk, one.version])


@router.post("/title-rounds/{int:number}/proposals", response={201: Done}, **AMEND)
def title_propose(request: HttpRequest, number: int, given: ProposalGiven) -> HttpResponse:
    """Propose people in reach for one title; refused as a whole where the law says no to one. Needs If-Match with the ETag of the round."""
    records = _entered(request)
    rights.require(rights.may_propose(records.viewer))
    one = get_object_or_404(Round, pk=number)
    reached = {p["person_id"] for p in records.named([{"person_id": p} for p in given.people])}
    if set(given.people) - reached:
        raise PermissionDenied("title_proposal")
    same = Round.objects.filter(pk=number)
    with of_version(request, same, lambda: _version(same.get())):
        now = same.get().version
        made = services.propose(number, now, given.title, given.people, records.viewer, judged=given.judged)
    one.refresh_from_db()
    told = {"done": True, "key": ",".join(str(p.pk) for p in made), "state": one.stage, "api": f"/api/v1/title-rounds/{number}"}  # fmt: skip
    return answer(request, told, status=201)
