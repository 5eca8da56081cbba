"""A clause as it is shown wherever a verdict stands: instrument and article, and on hover, focus or tap what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dungviec.law import Finding
    from dungviec.law.marks import Placed
    from dungviec.law.rules import Rule

MARKS = {
    "VERIFIED": ("jade", _("đã đọc văn bản"), _("đã đối chiếu nguyên văn")),
    "REPORTED": ("amber", _("theo nguồn tin"), _("theo nguồn tin, chưa đối chiếu nguyên văn")),
    "OFFICE": ("blue", _("của cơ quan"), _("do cơ quan tự đặt, không phải văn bản chung")),
    "NONE": ("slate", _("chưa có văn bản"), _("chưa có văn bản của ngày này")),
}
"""Colour, short words and full words of each mark of confidence."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One clause in the language of the page. ``key`` opens the law book at its place; empty where there is no rule."""

    key: str
    statement: str
    instrument: str
    article: str
    begins: date | None
    ends: date | None
    confidence: str
    verdict: int = 0
    further: int = 0
    """Clauses of the same article that are not told here."""

    @property
    def source(self) -> str:
        """Instrument and article as one line."""
        return " · ".join(part for part in (self.instrument, self.article) if part)


def clause_words(placed: Placed | None) -> str:
    """Instrument and article in words, with the mark where the text was not read, in the language of the page."""
    from dungviec.law.marks import cited as in_words

    return in_words(placed, "en" if get_language() == "en" else "vi")


def cited(rule: Rule, lang: str) -> Cited:
    """A rule of the book."""
    return Cited(
        rule.key, rule.vi if lang == "vi" else rule.en, rule.instrument, rule.article, rule.from_, rule.to, rule.confidence
    )  # fmt: skip


def cited_finding(finding: Finding, lang: str) -> Cited:
    """What one rule said about somebody; a missing text has no place in the book."""
    key = f"{finding.rule_id}/{finding.clause}" if finding.clause else finding.rule_id
    none = finding.confidence == "NONE" and not finding.instrument
    return Cited(
        "" if none and finding.rule_id == "NO-TEXT" else key,
        finding.statement_vi if lang == "vi" else finding.statement_en, finding.instrument, finding.article,
        finding.in_force_from, finding.in_force_to, finding.confidence, int(finding.verdict),
    )  # fmt: skip


def cited_basis(basis: Iterable[dict[str, str]], rules: Iterable[Rule], lang: str) -> list[Cited]:
    """The legal basis kept with a proposal (rule, instrument, article, mark), with what the rules of the day say."""
    by_id: dict[str, list[Rule]] = {}
    for rule in rules:
        by_id.setdefault(rule.id, []).append(rule)
    found = []
    for entry in basis:
        mine = [r for r in by_id.get(entry["rule_id"], ()) if r.article == entry["article"]]
        if mine:
            first = cited(mine[0], lang)
            says = " ".join(r.vi if lang == "vi" else r.en for r in mine[:3])
            key = mine[0].id if len(mine) > 1 else first.key
            found.append(
                replace(first, key=key, statement=says, confidence=entry["confidence"], further=max(0, len(mine) - 3))
            )
        else:
            found.append(Cited("", "", entry["instrument"], entry["article"], None, None, entry["confidence"]))
    return found
