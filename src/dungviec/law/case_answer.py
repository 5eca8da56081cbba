"""The answer to a law case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dungviec.law.explain import Finding
from dungviec.law.rules import Rule

_NUMBER = re.compile(r"^-?\d+(\.\d+)?( ?%)?$|^\d{4}-\d{2}-\d{2}$|^\d{2}/\d{2}/\d{4}$|^\d+y(\d+m)?$")
NO_TEXT_REASON = "no_text_on_file_for_date"


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What the engine says on a case, in the words of the case format."""

    id: str
    verdict: str
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    outcome: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    will_pass_from: date | None = None
    people: Mapping[str, CaseAnswer] = field(default_factory=dict)
    open_gaps: tuple[Rule, ...] = ()
    """What is not on file but does not decide: another rule of its topic answers."""

    @property
    def reason(self) -> str:
        """``no_text_on_file_for_date`` where no rule text is on file for the day, else empty."""
        silent = any(m == "rule_text" or m.endswith(".rule_text") for m in self.missing)
        return NO_TEXT_REASON if self.verdict == "unknown" and silent else ""

    def to_json(self) -> dict[str, object]:
        """A plain dictionary, as ``dungviec law check --json`` prints it."""
        return {
            "id": self.id, "verdict": self.verdict, "missing": list(self.missing), "reason": self.reason or None,
            "outcome": self.outcome, "numbers": numbers_of(self.numbers),
            "will_pass_from": self.will_pass_from.isoformat() if self.will_pass_from else None,
            "findings": [finding_json(f) for f in self.findings],
            "open_gaps": [{"gap": g.id, "topic": g.topic, "statement": g.vi, "statement_en": g.en} for g in self.open_gaps],
            **({"people": {name: a.to_json() for name, a in self.people.items()}} if self.people else {}),
        }  # fmt: skip


def finding_json(f: Finding) -> dict[str, object]:
    """One finding as the case format prints it: rule, clause, both statements and reasons, facts and numbers used."""
    return {
        "rule": f.rule_id, "clause": f.clause or None, "verdict": f.verdict.name.lower(), "topic": f.topic,
        "instrument": f.instrument, "article": f.article, "statement": f.statement_vi, "statement_en": f.statement_en,
        "reason": f.reason_vi, "reason_en": f.reason_en, "facts": f.facts, "records": [r.as_data() for r in f.records],
        "numbers": numbers_of(f.facts), "missing": list(f.missing),
        "in_force_from": f.in_force_from.isoformat(), "in_force_to": f.in_force_to.isoformat() if f.in_force_to else None,
        "confidence": f.confidence, "will_pass_from": f.will_pass_from.isoformat() if f.will_pass_from else None,
        "exception": f.exception_vi,
    }  # fmt: skip


def numbers_of(facts: dict[str, str]) -> dict[str, str | int | float]:
    """The facts that are numbers (whole ones as such), shares, days (ISO) and ages (``61y6m``)."""
    found: dict[str, str | int | float] = {}
    for name, value in facts.items():
        if re.fullmatch(r"-?\d+", value):
            found[name] = int(value)
        elif re.fullmatch(r"-?\d+\.\d+", value):
            found[name] = float(value)
        elif _NUMBER.match(value):
            plain = plain_value(value)
            found[name] = plain.isoformat() if isinstance(plain, date) else value
    return found


def plain_value(text: str) -> object:
    """A day, a number or a share (as its value) for what is written as one, else the text itself."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, no clock time)
        except ValueError:
            continue
    try:
        return round(float(text.rstrip("% ")) / (100 if text.endswith("%") else 1), 6)
    except ValueError:
        return text
