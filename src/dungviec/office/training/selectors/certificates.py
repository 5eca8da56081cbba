"""Certificates: which run out soon, which the office's standards of titles ask for, and self-study that waits for a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from dungviec.office.registry.gate import SeenRecords
from dungviec.office.shell.language import lang
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import Enrolment, Result, SelfStudy, StudyState
from dungviec.office.training.selectors.needs import needs_on, people_named
from dungviec.records.dates import add_months

AHEAD = 12
"""Months looked ahead."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """One certificate that runs out, or ran out and was not renewed."""

    person: dict[str, Any]
    title: str
    number: str
    expires: date
    days: int
    """Days left; negative when it is over."""


def expiring(records: SeenRecords) -> list[Expiring]:
    """Certificates of people in reach that run out within twelve months, and those that ran out in the last twelve, soonest first.

    One for which the same person holds a later one of the same title is left out.
    """
    day = records.day
    first, last = add_months(day, -AHEAD), add_months(day, AHEAD)
    learned = Enrolment.objects.filter(result=Result.PASSED, expires__gte=first).order_by()
    own = SelfStudy.objects.filter(state=StudyState.CONFIRMED, expires__gte=first).order_by()
    held: dict[tuple[str, str], tuple[date, str]] = {}
    for person, title, expires, number in chain(
        learned.values_list("person_id", "training__title", "expires", "certificate"),
        own.values_list("person_id", "title", "expires", "result"),
    ):
        if expires is not None and expires > held.get((person, title), (date.min, ""))[0]:
            held[person, title] = (expires, number)
    soon = {k: v for k, v in held.items() if v[0] <= last}
    named = people_named(records, [p for p, _t in soon])
    made = [
        Expiring(named[p], title, number, expires, (expires - day).days)
        for (p, title), (expires, number) in soon.items() if p in named
    ]  # fmt: skip
    return sorted(made, key=lambda e: (e.expires, e.person["sort_key"] or ""))


@dataclass(frozen=True, slots=True)
class DueRow:
    """One person whose title asks for a certificate that is not on file."""

    person: dict[str, Any]
    words: str
    why: str
    basis: str
    learning: bool


def due_by_title(records: SeenRecords, year: int) -> list[DueRow]:
    """Who in reach lacks a certificate that the office's standard of the title asks for."""
    found = [n for n in needs_on(records.day, year).rows if n.source == "title"]
    named = people_named(records, list({n.person_id for n in found}))
    vi = lang() == "vi"
    rows = [
        DueRow(named[n.person_id], subject_words(n.what), n.vi if vi else n.en, n.basis, n.learning)
        for n in found if n.person_id in named
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (r.person["unit_name"] or "", r.person["sort_key"] or ""))


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One piece of self-study that waits."""

    one: SelfStudy
    person: dict[str, Any]
    words: str
    may_answer: bool


def waiting(records: SeenRecords, *, may_answer: bool) -> list[StudyRow]:
    """Self-study of people in reach that nobody has answered yet."""
    found = list(SelfStudy.objects.filter(state=StudyState.OPEN).select_related("evidence"))
    named = people_named(records, [s.person_id for s in found])
    return [
        StudyRow(
            s, named[s.person_id], subject_words(s.what, s.level) if s.what else "", may_answer and s.person_id != records.viewer.person_id
        )
        for s in found if s.person_id in named
    ]  # fmt: skip
