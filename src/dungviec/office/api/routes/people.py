"""Officials: the list, one record with its histories, what somebody may be appointed to and why not."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.access.masks import Masked
from dungviec.office.api.asking import answer, needs, records_of
from dungviec.office.api.marks import Mark
from dungviec.office.api.paging import Page, Size, counted
from dungviec.office.api.selectors import own_rows
from dungviec.office.api.shapes import Listed, PeopleFilters, PersonRow
from dungviec.office.registry import appointable, history, people_list, record
from dungviec.office.registry.columns import COLUMNS
from dungviec.office.registry.gate import SeenFile, rows_of
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.merged import record_of
from dungviec.office.shell.clauses import Cited

router = Router(tags=["people"])
READ = needs("read:people")


class Totals(Schema):
    """Figures of all rows of the list."""

    people: int
    women: int
    minority: int | Mark
    party: int | Mark
    leads: int
    mean_age: float | None


class PeopleList(Listed):
    """A page of the list of officials."""

    nearly: bool = Field(description="Nobody fits the words exactly; these come near.")
    totals: Totals
    items: list[PersonRow]  # type: ignore[valid-type]


class Clock(Schema):
    """Retirement or the end of a term."""

    label: str
    on: str | None
    left: str


class PersonDocument(Schema):
    """One record as far as the caller sees it. A column that may not even be known of is not there."""

    person_id: str
    own: bool
    card: dict[str, Any] = Field(description="The row of the workforce; a mark stands where a value may not be seen.")
    clocks: list[Clock]
    tables: dict[str, list[dict[str, Any]]] = Field(description="Rows by table, each with `_key`, which writes take.")
    marks: dict[str, Mark] = Field(description="Tables of which nothing is seen.")


@router.get("/people", response=PeopleList, **READ)
def people(request: HttpRequest, asked: Query[PeopleFilters], page: Page = 1, size: Size = 50) -> HttpResponse:  # type: ignore[valid-type]
    """Who is on the rolls, in which post: filtered, searched, sorted, with the totals of the whole list."""
    given: dict[str, Any] = asked.model_dump()  # type: ignore[attr-defined]
    seen = records_of(request)
    columns = [c for c in given.pop("columns").split(",") if c in COLUMNS]
    query = people_list.Query.read({k: v for k, v in given.items() if v}, text=given["q"])
    everyone = people_list.visible(seen.viewer, seen.day)
    found = people_list.select(everyone, query, seen.day)
    shown = [c for c in COLUMNS.values() if not columns or c.key in columns]
    listed = counted(found.rows.height, page, size)
    part = rows_of(found.rows.slice((page - 1) * size, size))
    listed["items"] = [
        {"person_id": row["person_id"], "api": f"/api/v1/people/{row['person_id']}"} | {c.key: row.get(c.source) for c in shown if c.key != "id"}
        for row in part
    ]  # fmt: skip
    totals = people_list.totals(found.rows)
    told = {name: getattr(totals, name) for name in Totals.model_fields}
    ledger.listed(seen.viewer, "see_list", found.rows.height, page=page, by="api")
    return answer(request, listed | {"nearly": found.nearly, "totals": told})


def opened(request: HttpRequest, person: str, action: str, **detail: Any) -> SeenFile:
    """The record as the caller may see it; that it was opened is written down. 404 or 403 otherwise."""
    file = records_of(request).file(record_of(person))
    if action in ("see_prospects", "see_reasons") and not file.may_judge:
        raise Http404(person)
    _card = file.card
    ledger.saw(file.viewer, action, file.person_id, by="api", **detail)
    return file


def tables_of(file: SeenFile) -> dict[str, list[dict[str, Any]]]:
    """Rows of every table about the person that is seen, each with its key."""
    asked = (name for name, held in holdings().items() if held.is_about_people and not held.single)
    return {name: own_rows(file, name) for name in asked if name not in file.marks}


@router.get("/people/{person}", response=PersonDocument, **READ)
def person_one(request: HttpRequest, person: str) -> HttpResponse:
    """One record: card, clocks, every table that is seen."""
    file = opened(request, person, "see_person")
    card = {k: v for k, v in file.card.items() if k not in ("row", "search_key", "sort_key")}
    clocks = [{"label": str(c.label), "on": c.on, "left": c.left} for c in record.clocks(file.card, file.day)]
    marks = {name: mark for name, mark in file.marks.items() if name in holdings()}
    return answer(
        request, {"person_id": file.person_id, "own": file.own, "card": card, "clocks": clocks, "tables": tables_of(file), "marks": marks}
    )  # fmt: skip


class FieldChange(Schema):
    """One field of a change, in words."""

    field: str
    before: str | Mark
    after: str | Mark
    valid_from: str | None


class Part(Schema):
    """What one writing did to one table."""

    table: str
    verb: str
    differences: list[FieldChange]


class Act(Schema):
    """One writing on a record."""

    at: str
    who: str
    why: str
    basis: str
    undone: bool
    hidden: bool = Field(description="It also touched fields that the caller may not see.")
    parts: list[Part]


class History(Schema):
    """How a record came to be as it is, the latest first."""

    person_id: str
    acts: list[Act]


@router.get("/people/{person}/history", response=History, **READ)
def person_history(request: HttpRequest, person: str) -> HttpResponse:
    """Who wrote what on this record, when and why."""
    file = opened(request, person, "see_history")
    acts = [
        {
            "at": a.at, "who": a.who, "why": a.why, "basis": a.basis, "undone": a.undone, "hidden": bool(a.hidden),
            "parts": [
                {"table": str(p.table), "verb": str(p.verb), "differences": [
                    {"field": str(d.field), "before": _word(d.before), "after": _word(d.after), "valid_from": d.valid_from} for d in p.differences
                ]}
                for p in a.parts
            ],
        }
        for a in history.acts(file)
    ]  # fmt: skip
    return answer(request, {"person_id": file.person_id, "acts": acts})


def _word(value: Any) -> Any:
    return value if isinstance(value, Masked) else str(value)


class CitedClause(Schema):
    """A clause with its mark of confidence (VERIFIED: read; REPORTED: told by a source; OFFICE: the office's own; NONE: no text)."""

    key: str
    statement: str
    source: str
    confidence: str


class Prospect(Schema):
    """One post and what the law of the day says of the person in it."""

    post_id: str
    title: str
    unit: str
    verdict: int = Field(description="0 allowed, 1 needs the competent authority, 2 unknown, 3 forbidden.")
    fit: int | None = Field(None, description="0 to 10000.")
    vacant: int = Field(description="Vacant seats.")
    clauses: list[CitedClause]
    mark: Mark | None = Field(description="Stands for findings that rest on facts the caller may not see.")
    api: str


class Prospects(Schema):
    """What somebody may be appointed to."""

    person_id: str
    counts: dict[str, int]
    vacant: int
    items: list[Prospect]


@router.get("/people/{person}/prospects", response=Prospects, **READ)
def person_prospects(request: HttpRequest, person: str, only_vacant: bool = False) -> HttpResponse:
    """What may this person be appointed to, by the law of the day?"""
    file = opened(request, person, "see_prospects")
    found = appointable.prospects(file, lang=get_language() or "vi", only_vacant=only_vacant)
    items = [
        {
            "post_id": r["post_id"], "title": r["title"], "unit": r["unit_name"] or "", "verdict": int(r["verdict"]), "fit": r["fit"], "vacant": r["vacant"],
            "clauses": [cited_words(c) for c in r["clauses"]], "mark": r["mark"], "api": f"/api/v1/people/{file.person_id}/prospects/{r['post_id']}",
        }
        for r in found.rows
    ]  # fmt: skip
    return answer(
        request,
        {
            "person_id": file.person_id,
            "counts": {str(k): n for k, n in found.counts.items()},
            "vacant": found.vacant,
            "items": items,
        },
    )


class Clause(Schema):
    """One rule that speaks on the pair."""

    verdict: int
    reason: str
    clause: CitedClause
    exception: str
    passes_from: str | None


class Reasons(Schema):
    """Why, or why not."""

    person_id: str
    post_id: str
    verdict: int
    clauses: list[Clause]
    passed: list[Clause]
    parts: list[dict[str, Any]]
    mark: Mark | None = Field(description="Stands for findings that rest on facts the caller may not see.")


@router.get("/people/{person}/prospects/{post}", response=Reasons, **READ)
def person_reasons(request: HttpRequest, person: str, post: str) -> HttpResponse:
    """Why may this person hold that post, or why not: every clause, and the fit in its four parts."""
    file = opened(request, person, "see_reasons", post=post[:40])
    found = appointable.reasons(file, post, lang=get_language() or "vi")
    if found is None:
        raise Http404(post)
    told = {
        "person_id": file.person_id, "post_id": post, "verdict": int(found.verdict), "clauses": [_clause(c) for c in found.clauses],
        "passed": [_clause(c) for c in found.passed],
        "parts": [{"name": str(n), "points": p, "evidence": [{"what": str(w), "from": str(s), "on": d} for w, s, d in e]} for n, p, e in found.parts], "mark": found.mark,
    }  # fmt: skip
    return answer(request, told)


def _clause(c: appointable.Clause) -> dict[str, Any]:
    return {
        "verdict": int(c.verdict),
        "reason": str(c.reason),
        "clause": cited_words(c.cited),
        "exception": str(c.exception),
        "passes_from": c.passes_from,
    }


def cited_words(c: Cited) -> dict[str, str]:
    """A clause as the API tells it."""
    return {"key": c.key, "statement": c.statement, "source": c.source, "confidence": c.confidence}
