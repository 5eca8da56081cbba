"""What a law case expects, compared with the answer: each difference is a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dungviec.law.book import LawBook
from dungviec.law.case_answer import CaseAnswer, plain_value
from dungviec.law.case_model import Case
from dungviec.law.case_words import named
from dungviec.law.near_words import did_you_mean
from dungviec.law.rule_columns import NO_TEXT
from dungviec.law.rules import Verdict


def _said(vi: str, en: str, lang: str | None) -> str:
    return f"{vi} / {en}" if lang is None else vi if lang == "vi" else en


def unmet(case: Case, answer: CaseAnswer, lang: str | None = None) -> list[str]:
    """What of ``expect`` the answer does not meet, as sentences in one language (without one: both); empty when all is met."""
    want = case.expect
    if want is None:
        return []
    found: list[tuple[str, str]] = []
    if want.verdict and answer.verdict not in (want.verdict, *want.also_accept):
        found.append(_differs("kết luận", "verdict", answer.verdict, want.verdict))
    rules = {f.rule_id for f in answer.findings}
    listed = ", ".join(sorted(rules)) or "–"
    found += [
        (f"không có {r} trong các quy định được xét ({listed})", f"rule {r} not among the findings ({listed})")
        for r in want.rules
        if r not in rules
    ]
    bad = sorted({f.rule_id for f in answer.findings if f.verdict > Verdict.ALLOWED})
    if want.blocking is not None and bad != sorted(want.blocking):
        found.append(_differs("quy định vướng", "blocking", _list(bad), _list(sorted(want.blocking))))
    said = {k: f.verdict.name.lower() for f in answer.findings for k in (f.rule_id, f"{f.rule_id}/{f.clause}")}
    found += [_differs(k, k, said.get(k), v) for k, v in want.findings.items() if said.get(k) != v]
    lacks = _list(answer.missing)
    found += [
        (f"«{m}» không nằm trong các dữ kiện còn thiếu ({lacks})", f"'{m}' not among missing ({lacks})")
        for m in want.missing
        if not named(m, answer.missing)
    ]
    for name, verdict in want.people.items():
        got = answer.people[name].verdict if name in answer.people else None
        found += [] if got == verdict else [_differs(name, name, got, verdict)]
    if want.reason and want.reason != answer.reason:
        found.append(_differs("lý do", "reason", answer.reason, want.reason))
    if want.outcome and str(want.outcome) not in _outcomes(answer):
        found.append(_differs("kết quả", "outcome", answer.outcome, want.outcome))
    for key, value in want.numbers.items():
        name = key if key in answer.numbers else next((n for n in _ALSO.get(key, ()) if n in answer.numbers), "")
        if not name:
            found.append(_no_number(key, answer.numbers))
        elif not same_number(answer.numbers[name], value):
            found.append(_differs(key, key, answer.numbers[name], value))
    if want.will_pass_from and answer.will_pass_from != want.will_pass_from:
        found.append(_differs("ngày tự đạt", "will_pass_from", answer.will_pass_from, want.will_pass_from))
    return [f"{case.id}: {_said(vi, en, lang)}" for vi, en in found]


def _differs(vi: str, en: str, got: object, want: object) -> tuple[str, str]:
    have = str(got) if got not in (None, "") else "–"
    return f"{vi} là {have}, mong đợi {want}", f"{en} is {have}, expected {want}"


_ALSO: dict[str, tuple[str, ...]] = {
    "average": ("points",), "mean": ("points",), "at_most": ("most", "weeks_at_most"), "quota": ("most",), "maximum": ("most",),
    "count": ("units",), "weeks": ("weeks_at_most",), "total": ("amount", "score"), "retires": ("retirement_date",),
    "retires_on": ("retirement_date", "retires"), "deadline": ("latest", "last_day", "latest_notice"), "latest": ("last_day", "latest_notice"),
    "last_day": ("latest",), "end_date": ("new_term_ends",), "remaining_months": ("months_left",),
}  # fmt: skip
"""Other names a case may use for a number, each with the numbers that are meant, the nearest first."""


def _outcomes(answer: CaseAnswer) -> set[str]:
    """The outcome, and the fuller word for it where a new term is cut short by retirement."""
    numbers = answer.numbers
    capped = answer.outcome == "reappoint" and numbers.get("new_term_ends", "-") == numbers.get("retires")
    return {answer.outcome, "reappoint_to_retirement"} if capped else {answer.outcome}


def _no_number(key: str, numbers: Iterable[str]) -> tuple[str, str]:
    known = _list(numbers)
    return f"không có con số «{key}» (có: {known})", f"there is no number '{key}' (there are: {known})"


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def strange_rules(case: Case, lang: str | None = None, *, book: LawBook | None = None) -> list[str]:
    """The rule ids in ``expect`` that no pack has, as sentences with the nearest id (without a language: both)."""
    want = case.expect
    if want is None:
        return []
    packs = book or LawBook.load()
    known = {name for r in packs.rules for name in (r.id, r.key)} | {q.id for q in packs.open_questions} | {NO_TEXT}
    asked = dict.fromkeys((*want.rules, *(want.blocking or ()), *want.findings))
    return [f"{case.id}: {_said(*_strange(rule, known), lang)}" for rule in asked if rule not in known]


def _strange(rule: str, known: set[str]) -> tuple[str, str]:
    vi, en = did_you_mean(rule, sorted(known))
    return (
        f"«expect» nêu quy định «{rule}» không có trong kho; hãy sửa mã (xem «dungviec law list»).{vi}",
        f"expect names '{rule}', which is no rule on file: correct the id (see 'dungviec law list').{en}",
    )


def same_number(got: str | None, want: object) -> bool:
    """Whether two values say the same: numbers by value, dates by day whatever the notation, else letter by letter."""
    if got is None:
        return False
    one, other = plain_value(got), plain_value(want.isoformat() if isinstance(want, date) else str(want))
    return one == other
