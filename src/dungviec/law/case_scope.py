"""The ``scope`` of a case: only some topics of the law are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dungviec.law.book import LawView
from dungviec.law.case_read import CaseError
from dungviec.law.explain import Finding, finding_of
from dungviec.law.near_words import did_you_mean
from dungviec.law.reasons import Reason
from dungviec.law.rules import Rule, Verdict


def _state(rule: Rule) -> bool:
    return rule.applies_to.party_managed is not True and rule.topic != "kinship"


def _topics(*topics: str) -> Callable[[Rule], bool]:
    return lambda rule: rule.topic in topics or rule.params.get("asked_with") in topics


def _discipline(rule: Rule) -> bool:
    """Windows of both layers, and the clauses on a decision that is being executed."""
    return _topics("discipline", "party_discipline")(rule) or rule.id.startswith("DIS-")


SCOPES: dict[str, Callable[[Rule], bool]] = {
    "appointment": lambda r: r.topic != "kinship",
    "appointment_state_rules": _state,
    "appointment_party_rules": lambda r: r.applies_to.party_managed is True,
    "state_rules": _state,
    "party_rules": lambda r: r.applies_to.party_managed is True or r.instrument.startswith(("QĐ", "Quy định")),
}
"""Named scopes; beside them every topic and every rule id of the packs is one."""

WORDS: dict[str, Callable[[Rule], bool]] = {
    "discipline": _discipline, "discipline_windows": _discipline, "leaving_post": _topics("cooldown"),
    "months": _topics("months_in_post"), "ratings": _topics("rating"), "plan": _topics("planning"),
    "file": _topics("file_assets"), "personal_file": _topics("file_assets"), "asset_declaration": _topics("file_assets"),
    "assets": _topics("file_assets"), "experience": _topics("products"), "title_standard": _topics("standard"),
    "standards": _topics("standard")
}  # fmt: skip
"""Topics under the words a lawyer may use for them."""


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
        elif any(test(rule) for test in tests) and not (
            # Asked about discipline, a flag on proceedings that nobody mentions is not what is missing.
            rule.check == "no_blocks" and not {"blocks", rule.id, *SCOPES} & set(scope)
            and f.verdict == Verdict.UNKNOWN and "serving_discipline" not in f.missing
        ):  # fmt: skip
            kept.append(f)
    return tuple(kept)


def gaps_in_scope(gaps: Iterable[Rule], scope: list[str], view: LawView) -> tuple[Rule, ...]:
    """The gaps that the scope asks about; all of them for an empty scope."""
    tests = _tests(scope, view)
    return tuple(g for g in gaps if not tests or any(test(g) for test in tests))


def silent_gaps(gaps: Iterable[Rule], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gaps of whose topic the scope leaves no rule: nobody asked answers there, so the answer is unknown."""
    answered = {f.topic for f in findings}
    return tuple(
        finding_of(g, Verdict.UNKNOWN, Reason(g.vi, g.en, {}, missing=("rule_text",)))
        for g in gaps
        if g.topic not in answered
    )


def asks_party_rules(scope: list[str], view: LawView) -> bool:
    """Whether every word of the scope names rules that reach posts under Party management only."""
    named = [[r for r in view.all_known if r.kind == "eligibility" and test(r)] for test in _tests(scope, view)]
    return bool(named) and all(rules and all(r.applies_to.party_managed for r in rules) for rules in named)


def is_silent(scope: list[str], view: LawView, *, category: str | None, party: bool | None) -> bool:
    """Whether nothing on file speaks about the scope on this day for such a post: an answer would rest on no text.

    Rules that were made for other posts only do not speak either way, unless one of them is in force: then the post is
    simply not reached.
    """
    tests = _tests(scope, view)
    asked = [r for r in view.all_known if _speaks(r) and any(t(r) for t in tests)]
    on = {r.key for r in (*view.rules_in_force, *view.running_windows, *view.gaps_judged)}
    meant = [r for r in asked if _meant_for(r, category, party)]
    return not any(r.key in on for r in meant or asked)


def _speaks(rule: Rule) -> bool:
    """Whether the entry answers by itself: a condition, a version that asks nothing, a gap whose two versions may agree."""
    versions = rule.kind == "gap" and (rule.check or "").endswith("_versions_2024")
    return rule.kind == "eligibility" or versions or (rule.kind == "definition" and rule.family is not None)


def _meant_for(rule: Rule, category: str | None, party: bool | None) -> bool:
    to = rule.applies_to
    fits = not to.categories or category in to.categories
    return fits and (to.party_managed is None or to.party_managed == bool(party))


def _tests(scope: list[str], view: LawView) -> list[Callable[[Rule], bool]]:
    return [_test(word, view) for word in scope]


def _test(word: str, view: LawView) -> Callable[[Rule], bool]:
    topics = {r.topic for r in view.all_known}
    if word not in SCOPES and word.removesuffix("_rules") in topics | WORDS.keys() | SCOPES.keys():
        word = word.removesuffix("_rules")
    if word in SCOPES or word in WORDS:
        return SCOPES.get(word) or WORDS[word]
    ids = {name for r in view.all_known for name in (r.id, r.key)}
    if word not in topics | ids:
        hint = did_you_mean(word, [*SCOPES, *WORDS, *sorted(topics), *sorted(ids)])
        raise CaseError(
            f"«scope»: không có chủ đề hay quy định «{word}» trong kho.{hint[0]}",
            f"No topic or rule is called '{word}' on file: correct it.{hint[1]}",
            ("scope",),
        )
    return lambda rule: word in (rule.topic, rule.id, rule.key, rule.params.get("asked_with"))
