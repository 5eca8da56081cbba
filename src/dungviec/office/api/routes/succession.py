"""Succession: who is planned for which title, who is ready when, which duties have no stand-in, who leaves the pools."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.api.asking import answer, needs, records_of
from dungviec.office.api.paging import Page, Size, UnitAsked, page_of
from dungviec.office.api.shapes import Listed
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.succession import selectors
from dungviec.office.succession.rights import require

router = Router(tags=["succession"])
READ = needs("read:succession")


class PoolRow(Schema):
    """The people planned for one title in one term."""

    title: str
    post_id: str | None
    unit_id: str | None
    term: str
    people: int
    ready: dict[str, int] = Field(description="How many stand at each readiness, in words.")


class PoolList(Listed):
    """Titles with a pool, and leading posts nobody is planned for."""

    items: list[PoolRow]


class ReadyRow(Schema):
    """One person against one title."""

    person_id: str
    person: str
    planned: bool
    horizon: str = Field(description="In words; empty where a reason may not be told.")
    ready_from: str | None
    needs: list[str]
    lacking: list[str]


class TitleDocument(Schema):
    """Who is ready for one title, and who beside the plan."""

    post_id: str
    title: str
    items: list[ReadyRow]


class BenchRow(Schema):
    """One leading post and who could lawfully take it were its holder gone."""

    post_id: str
    title: str
    unit_id: str
    holders: list[str] = Field(description="Identifiers of holders whose record may be opened.")
    vacant: bool
    inside: int
    pool: int
    body: int
    unsure: int
    risk: str


class BenchList(Listed):
    """Leading posts, the most exposed first."""

    items: list[BenchRow]


class ReviewRow(Schema):
    """One line of the yearly review."""

    person_id: str
    person: str
    title: str
    outcome: str
    told: str
    clause: str


class ReviewList(Listed):
    """Lines about people whose record may be opened."""

    items: list[ReviewRow]


def _entered(request: HttpRequest) -> SeenRecords:
    records = records_of(request)
    require(records)
    return records


@router.get("/succession/pools", response=PoolList, **READ)
def succession_pools(request: HttpRequest, unit: UnitAsked = "", page: Page = 1, size: Size = 50) -> HttpResponse:
    """Who is planned for which title, and how many are ready when?"""
    records = _entered(request)
    rows = selectors.pool_rows(records, unit)
    ledger.listed(records.viewer, "see_succession", sum(r["people"] for r in rows), by="api")
    listed = page_of(rows, len(rows), page, size)
    listed["items"] = [
        {name: getattr(r["pool"], name) for name in ("title", "post_id", "unit_id", "term")}
        | {"people": r["people"], "ready": {words: count for words, _tag, count in r["counts"]}}
        for r in listed["items"]
    ]
    return answer(request, listed)


@router.get("/succession/titles/{post}", response=TitleDocument, **READ)
def succession_title(request: HttpRequest, post: str) -> HttpResponse:
    """For one title: who is ready now, who when, and what is each one missing?"""
    records = _entered(request)
    seat = next((s for s in selectors.outline(records).bench.seats if s.post_id == post), None)
    if seat is None:
        raise Http404("title")
    planned, others = selectors.ready_rows(records, post)
    ledger.listed(records.viewer, "see_succession_title", len(planned) + len(others), post=post, by="api")
    items = [_ready(r, planned=True) for r in planned] + [_ready(r, planned=False) for r in others]
    return answer(request, {"post_id": post, "title": seat.title, "items": items})


def _ready(r: dict[str, Any], *, planned: bool) -> dict[str, Any]:
    return {
        "person_id": r["person_id"], "person": r["name"], "planned": planned, "horizon": r["horizon"], "ready_from": r["from"],
        "needs": [f"{n['told']} {n['clause']}".strip() for n in r["needs"] if n["passes"] is not True], "lacking": [words for words, _course in r["lacking"]],
    }  # fmt: skip


@router.get("/succession/bench", response=BenchList, **READ)
def succession_bench(request: HttpRequest, unit: UnitAsked = "", page: Page = 1, size: Size = 50) -> HttpResponse:
    """Were the holder gone, which duties have no lawful stand-in?"""
    records = _entered(request)
    seats = [s for s in selectors.outline(records).bench.seats if not unit or s.unit_id == unit]
    listed = page_of(seats, len(seats), page, size)
    rows = selectors.seat_rows(records, listed["items"])
    ledger.listed(records.viewer, "see_bench", len(rows), by="api")
    listed["items"] = [
        {name: getattr(r["seat"], name) for name in ("post_id", "title", "unit_id", "body")}
        | {"holders": [p for p, _name in r["holders"]]} | {name: r[name] for name in ("vacant", "inside", "pool", "unsure", "risk")}
        for r in rows
    ]  # fmt: skip
    return answer(request, listed)


@router.get("/succession/review", response=ReviewList, **READ)
def succession_review(request: HttpRequest, page: Page = 1, size: Size = 50) -> HttpResponse:
    """Who leaves the pool in the yearly review, by which clause?"""
    records = _entered(request)
    rows = selectors.review_rows(records, selectors.whole(records).reviewed)
    ledger.listed(records.viewer, "see_plan_review", len(rows), by="api")
    listed = page_of(rows, len(rows), page, size)
    listed["items"] = [
        {"person": r["name"]} | {name: r[name] for name in ("person_id", "title", "outcome", "told", "clause")} for r in listed["items"]
    ]  # fmt: skip
    return answer(request, listed)
