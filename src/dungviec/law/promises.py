"""A day promised today is asked again under the law of that day: a rule that begins in between may bar what this one lets go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dungviec.law.book import LawView
from dungviec.law.marks import cited
from dungviec.law.rules import Rule, Verdict

if TYPE_CHECKING:
    from dungviec.law.explain import Finding, Judgement

BARS = (Verdict.FORBIDDEN, Verdict.NEEDS_AUTHORITY)
_RENEWED = ("file_and_assets", "health", "products_match")
"""Checks of papers that are made anew for each appointment: that today's will be old by then bars nobody."""
Asked = Callable[[date], "Judgement"]
"""The judgement on the same pair on a later day."""


def keep_promises(judgement: Judgement, view: LawView, ask: Asked) -> Judgement:
    """The judgement with only the days that hold: each is asked again where a rule begins before it comes.

    A finding whose topic bars then still goes on to the day on which that passes, or promises none; what other topics bar by
    rules begun in between stands in ``held_up_by``. ``ask`` judges the same pair on a later day, promises kept.
    """
    found = tuple(_kept(f, view, ask) for f in judgement.findings)
    kept = replace(judgement, findings=found) if found != judgement.findings else judgement
    day = kept.will_pass_from
    begun = {r.key for r in _beginning(view, day)} if day is not None else set()
    if not begun or day is None:
        return kept
    topics = {f.topic for f in found if f.verdict > Verdict.ALLOWED}
    held = tuple(f for f in ask(day).findings if f.verdict in BARS and _key(f) in begun and f.topic not in topics)
    if not held:
        return kept
    by = max(held, key=lambda g: g.in_force_from)
    told = tuple(_told(f, by, day, by.will_pass_from) if f.will_pass_from == day else f for f in found)
    return replace(kept, findings=told, held_up_by=held)


def _kept(finding: Finding, view: LawView, ask: Asked) -> Finding:
    day = finding.will_pass_from
    if day is None or not any(r.topic == finding.topic for r in _beginning(view, day)):
        return finding
    then = [
        g for g in ask(day).findings if g.topic == finding.topic and g.post_id == finding.post_id and g.verdict in BARS
    ]
    if not then:
        return finding
    days = [g.will_pass_from for g in then]
    until = max((d for d in days if d is not None), default=None) if None not in days else None
    by = max(then, key=lambda g: g.in_force_from)
    return replace(_told(finding, by, day, until), will_pass_from=until)


def _told(finding: Finding, by: Finding, day: date, until: date | None) -> Finding:
    """The finding with a sentence on what bars on the day it promised."""
    vi = f"{finding.reason_vi} Ngày {day:%d/%m/%Y} còn vướng {by.rule_id} ({cited(by)}), có hiệu lực từ {by.in_force_from:%d/%m/%Y}"
    en = f"{finding.reason_en} On {day} it is still barred by {by.rule_id} ({cited(by, 'en')}), in force from {by.in_force_from}"
    vi += f", đến {until:%d/%m/%Y}." if until else "."
    en += f", until {until}." if until else "."
    return replace(finding, reason_vi=vi, reason_en=en)


def _beginning(view: LawView, day: date) -> list[Rule]:
    """Rules that judge pairs and begin after the view's day, up to and with ``day``."""
    return [
        r for r in view.all_known
        if r.kind == "eligibility" and r.check not in _RENEWED and view.day < r.from_ <= day
    ]  # fmt: skip


def _key(finding: Finding) -> str:
    return f"{finding.rule_id}/{finding.clause}" if finding.clause else finding.rule_id
