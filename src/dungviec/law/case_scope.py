"""The ``scope`` of a case: only some topics of the law are asked."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from dungviec.law.book import LawView
from dungviec.law.case_read import CaseError
from dungviec.law.explain import Finding
from dungviec.law.rules import Rule


def _state(rule: Rule) -> bool:
    return rule.applies_to.party_managed is not True and rule.topic != "kinship"


SCOPES: dict[str, Callable[[Rule], bool]] = {
    "appointment_state_rules": _state,
    "appointment_party_rules": lambda r: r.applies_to.party_managed is True,
    "state_rules": _state,
    "party_rules": lambda r: r.applies_to.party_managed is True or r.instrument.startswith(("QĐ", "Quy định")),
}
"""Named scopes; beside them every topic and every rule id of the packs is one."""


def keep_in_scope(findings: Iterable[Finding], scope: list[str], view: LawView) -> tuple[Finding, ...]:
    """The findings within the scope; all of them for an empty scope. Raises CaseError for a scope that names nothing."""
    if not scope:
        return tuple(findings)
    tests = [_test(word, view) for word in scope]
    rules = {(r.id, r.clause): r for r in view.all_known}
    kept = []
    for f in findings:
        rule = rules.get((f.rule_id, f.clause))
        if rule is None:
            if any(word in SCOPES for word in scope):
                kept.append(f)
        elif any(test(rule) for test in tests):
            kept.append(f)
    return tuple(kept)


def _test(word: str, view: LawView) -> Callable[[Rule], bool]:
    if word in SCOPES:
        return SCOPES[word]
    topics = {r.topic for r in view.all_known}
    ids = {r.id for r in view.all_known}
    if word not in topics | ids:
        close = difflib.get_close_matches(word, [*SCOPES, *sorted(topics), *sorted(ids)], n=1)
        hint = f" Có phải «{close[0]}»? / Did you mean '{close[0]}'?" if close else ""
        raise CaseError(
            f"«scope»: không có chủ đề hay quy định «{word}» trong kho.{hint} / No topic or rule of that name on file."
        )
    return lambda rule: word in (rule.topic, rule.id)
