"""The law book: rules of a day, one rule, what two days differ in, and a case judged."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field, ValidationError

from dungviec.law.case_model import Case
from dungviec.law.rules import Rule
from dungviec.office.api.asking import answer, needs, viewer_of
from dungviec.office.api.paging import Page, Size, Word, Words, page_of
from dungviec.office.api.problems import Problem, points_of
from dungviec.office.api.shapes import Listed
from dungviec.office.law import rights, selectors
from dungviec.office.law.standing import Standing, standing
from dungviec.office.shell.typed import cleaned

router = Router(tags=["law"])
READ = needs("read:law")


class RuleRow(Schema):
    """One dated entry of the book."""

    key: str
    id: str
    topic: str
    kind: str
    from_: str = Field(alias="from")
    to: str | None
    instrument: str
    article: str
    confidence: str = Field(
        description="VERIFIED: the text was read. REPORTED: told by a source. OFFICE: the office's own. NONE: no text on file."
    )
    vi: str
    en: str
    own: bool = Field(description="From the office's own files.")


class RuleList(Listed):
    """Rules in the order of the book."""

    day: str
    items: list[RuleRow]


class RuleDocument(RuleRow):
    """One rule with its values, its other versions and clauses."""

    params: dict[str, Any]
    exception: dict[str, str] | None
    note_vi: str
    note_en: str
    source: str
    versions: list[str]
    clauses: list[str]


class LawDifference(Schema):
    """What two days of the law differ in, by key of rule."""

    before: str
    after: str
    ended: list[RuleRow]
    began: list[RuleRow]
    same: int


class CaseGiven(Schema):
    """A case in the shape of `dungviec law check` (docs/reference/law-cases.md)."""

    case: dict[str, Any]


def _law(request: HttpRequest) -> tuple[Standing, date]:
    viewer = viewer_of(request)
    rights.require(rights.may_read(viewer))
    assert viewer.day is not None
    return standing(), viewer.day


def _row(r: Rule, law: Standing) -> dict[str, Any]:
    return {
        "key": r.key, "id": r.id, "topic": r.topic, "kind": r.kind, "from": r.from_, "to": r.to, "instrument": r.instrument, "article": r.article,
        "confidence": r.confidence, "vi": r.vi, "en": r.en, "own": law.is_own(r),
    }  # fmt: skip


@router.get("/law/rules", response=RuleList, by_alias=True, **READ)
def rules(
    request: HttpRequest, q: Words = "", topic: Word = "", page: Page = 1, size: Size = 50
) -> HttpResponse:  # fmt: skip
    """The rules in force on the day asked for (`as_of`), of a topic or holding some words."""
    law, day = _law(request)
    found = selectors.search(law.book, cleaned(q), day) if cleaned(q) else list(law.on(day).rules_in_force)
    found = selectors.in_book_order(r for r in found if not topic or r.topic == topic)
    listed = page_of(found, len(found), page, size)
    return answer(request, listed | {"day": day, "items": [_row(r, law) for r in listed["items"]]})


@router.get("/law/diff", response=LawDifference, by_alias=True, **READ)
def diff(request: HttpRequest, before: date, after: date) -> HttpResponse:
    """Which rules ended and which began between two days."""
    law, _day = _law(request)
    one, other = ({r.key + str(r.from_): r for r in law.on(day).rules_in_force} for day in (before, after))
    told = {
        "before": before, "after": after, "ended": [_row(r, law) for k, r in one.items() if k not in other],
        "began": [_row(r, law) for k, r in other.items() if k not in one], "same": len(one.keys() & other.keys()),
    }  # fmt: skip
    return answer(request, told)


@router.get("/law/rules/{path:key}", response=RuleDocument, by_alias=True, **READ)
def rule_one(request: HttpRequest, key: str) -> HttpResponse:
    """One rule as it stands on the day asked for, else its last version before."""
    law, day = _law(request)
    found = selectors.entries(law.book, key)
    if not found:
        raise Http404(key)
    r = selectors.standing_on(found, day)
    told = _row(r, law) | {
        "params": r.params, "exception": {"vi": r.exception.vi, "en": r.exception.en, "clause": r.exception.clause} if r.exception else None,
        "note_vi": r.note_vi, "note_en": r.note_en, "source": r.source, "versions": [v.key for v in selectors.versions(law.book, r)],
        "clauses": [c.key for c in selectors.clauses_of_row(law.book, r)],
    }  # fmt: skip
    return answer(request, told)


@router.post("/law/check", response=dict[str, Any], **READ)
def check(request: HttpRequest, given: CaseGiven) -> HttpResponse:
    """Judge a case by the office's law: verdict, every finding with its clause, what is missing."""
    from dungviec.law.cases import judge_case

    law, _day = _law(request)
    try:
        case = Case.model_validate(given.case)
    except ValidationError as bad:
        raise Problem(422, points=points_of([{**e, "loc": ("body", "case", *e["loc"])} for e in bad.errors()])) from bad
    return answer(request, judge_case(case, law.book).to_json())
