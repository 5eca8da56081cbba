"""Whether somebody may be sent to a course: the library's answer in the words of the page, and who may read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.language import lang
from dungviec.office.training.asking import library_asked, library_course
from dungviec.office.training.models import Course
from dungviec.training.sending import Senders, Sending

VERDICTS = {"may": 0, "unknown": 2, "not": 3}
GROUPS = ("discipline", "proceedings", "leave", "appraisal", "party")
"""What a reason may tell of somebody."""


@dataclass(frozen=True, slots=True)
class Told:
    """The answer in words: the verdict as pages show it, the reason, the clause, the facts that are missing."""

    outcome: str
    verdict: int
    words: str
    rule_id: str = ""
    citation: str = ""
    confidence: str = ""
    missing: tuple[str, ...] = ()
    change: str = ""


@dataclass
class Gate:
    """Answers for one day; the facts are gathered once, when first asked."""

    day: date
    last_day: date
    _kept: dict[tuple[str, int | None], Told] = field(default_factory=dict)

    @cached_property
    def _senders(self) -> Senders:
        return Senders(snapshot(self.day), law_on(self.day), library_asked(self.day.year), last_day=self.last_day)

    def ask(self, person_id: str, course: Course | None) -> Told:
        """The answer for one person on the rolls; without a course of the catalogue only the person is asked about."""
        key = (person_id, course.pk if course else None)
        if key not in self._kept:
            self._kept[key] = told(self._senders.may_go(person_id, library_course(course)))
        return self._kept[key]


def told(answer: Sending) -> Told:
    """A library answer in the language of the page."""
    vi, c = lang() == "vi", answer.clause
    return Told(
        answer.outcome, VERDICTS[answer.outcome], answer.vi if vi else answer.en, c.rule_id if c else "", c.citation if c else "",
        c.confidence if c else "", answer.missing, answer.change[0 if vi else 1],
    )  # fmt: skip


def may_read_reasons(viewer: Viewer) -> bool:
    """Whether the reasons of others may be read: they may tell of proceedings, discipline, leave, ratings."""
    return sees(viewer.role, Scope.WITHIN, *GROUPS)
