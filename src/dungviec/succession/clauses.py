"""The clause behind a word, and what a rule says of a pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dungviec.law import Finding
from dungviec.law.answers import Answer
from dungviec.law.rules import Rule

Outcome = Literal["met", "over", "short", "unknown", "fact"]
"""``over``: more than the rule allows; ``short``: less than it asks; ``fact``: no rule asks, it is only shown."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule stands: its id, instrument and article, and how sure its text is."""

    rule_id: str
    citation: str
    confidence: str


def clause_of(rule: Rule | None) -> Clause | None:
    """The clause of a rule; None where there is none."""
    return Clause(rule.id, f"{rule.instrument} {rule.article}".strip(), rule.confidence) if rule else None


def clause_of_finding(found: Finding) -> Clause:
    """The clause of a finding about a pair."""
    return Clause(found.rule_id, f"{found.instrument} {found.article}".strip(), found.confidence)


@dataclass(frozen=True, slots=True)
class Check:
    """What one rule says about one pool, person or term: ``what`` is asked, ``where`` names it, in words with the clause."""

    what: str
    where: str
    outcome: Outcome
    vi: str
    en: str
    clause: Clause | None = None
    pool: str = ""
    """Key of the pool, where the check is about one."""
    person_id: str = ""


def check_of(
    what: str, where: str, answer: Answer[Any], outcome: Outcome, *, pool: str = "", person_id: str = ""
) -> Check:
    """A check from an answer of the law room, in its own words; *unknown* where it has no value."""
    told: Outcome = outcome if answer.known else "unknown"
    return Check(what, where, told, answer.vi, answer.en, clause_of(answer.rule), pool, person_id)
