"""What the texts of the day say of an appointment without judging the person: tests not asked, procedure, term."""

from __future__ import annotations

from dungviec.law.book import LawView
from dungviec.law.explain import Finding, finding_of
from dungviec.law.reasons import Reason
from dungviec.law.rules import Verdict

_KINDS = ("definition", "procedure", "clock")
_ACTIONS = ("appoint", "appoint_lateral")


def said_of_move(view: LawView, *, move: str, category: str | None, party: bool | None) -> list[Finding]:
    """Clauses in force that name this kind of move into such a post: APT-2026-02, -09 for an equal post and the like.

    They are shown as allowed with their own sentence; the term of an appointment is among their numbers.
    """
    found = []
    for rule in view.rules_in_force:
        to = rule.applies_to
        if rule.kind not in _KINDS or move not in to.moves or (rule.actions and not set(rule.actions) & set(_ACTIONS)):
            continue
        if (to.categories and category not in to.categories) or (
            to.party_managed is not None and to.party_managed != bool(party)
        ):
            continue
        facts = {n: str(v) for n, v in rule.params.items() if n.endswith(("_days", "term_months")) and v is not None}
        found.append(finding_of(rule, Verdict.ALLOWED, Reason(rule.vi, rule.en, facts)))
    return found
