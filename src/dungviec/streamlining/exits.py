"""Leaving by policy: which schemes of the day are open to a person, on which conditions, and the sum by the decree of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from dungviec.law import LawView
from dungviec.law.answers import Answer, in_force
from dungviec.law.leaving_money import (
    Money,
    cadre_money,
    reorganisation_money,
    reorganisation_severance,
    resignation_money,
    severance_for_capacity,
    streamlining_money,
    streamlining_severance,
)
from dungviec.law.marks import cited
from dungviec.law.rules import Rule
from dungviec.law.streamlining import Review, streamlining_review
from dungviec.records.dates import add_months
from dungviec.streamlining.facts import PersonFacts, Terms
from dungviec.streamlining.surplus import Why
from dungviec.streamlining.words import CONFIRM, MISSING, POSTPONED, TRIGGERS

Standing = Literal["open", "confirm", "closed", "unknown"]
"""``confirm``: open once somebody has confirmed what no record holds; ``unknown``: a fact or a text is missing."""
_UNIT = 1_000_000
Condition = tuple[str, str, str, str]
"""What is said of somebody in Vietnamese and in English, and the clause with its mark in Vietnamese and in English."""


@dataclass(frozen=True, slots=True)
class Exit:
    """One scheme for one person. ``money`` in đồng, ``other`` the total by the other reading of part years, ``times`` the sum in
    months of pay, which needs no pay. ``rule_id``, ``citation`` and ``confidence`` name the clause of the sum."""

    scheme: str
    standing: Standing
    vi: str
    en: str
    rule_id: str
    citation: str
    confidence: str
    money: Money | None = None
    other: int | None = None
    times: Fraction | None = None
    missing: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    """Conditions judged."""

    @property
    def span(self) -> tuple[int, int] | None:
        """The least and the most it costs over both readings; None where the sum is not known."""
        if self.money is None:
            return None
        both = (self.money.total, self.other if self.other is not None else self.money.total)
        return min(both), max(both)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A scheme as it is asked: its sum as a function of the pay, the facts it needs, and what is judged before."""

    scheme: str
    rules: tuple[str, ...]
    needs: tuple[str, ...]
    money: Callable[[int], Answer[Money]]
    categories: tuple[str, ...] = ()


def exits_of(
    view: LawView, facts: PersonFacts, terms: Terms, *, whys: tuple[Why, ...] = (), other_position: bool | None = None
) -> tuple[Exit, ...]:
    """Every scheme with a text in force on the view's day, for one person who leaves that day, open ones first.

    ``whys``: why the person stands on the surplus list (grounds of streamlining); ``other_position``: whether a lawful empty seat
    was found. A day on which no scheme is on file gives none: see :func:`nothing_on_file`.
    """
    found = [
        e for asked in _asked(view, facts, terms) if (e := _judged(view, asked, facts, terms, whys, other_position))
    ]
    order: tuple[Standing, ...] = ("open", "confirm", "unknown", "closed")
    return tuple(sorted(found, key=lambda e: order.index(e.standing)))


def nothing_on_file(day: date) -> tuple[str, str]:
    """What is said where no scheme is on file for a day."""
    return (
        f"Chưa có chế độ thôi việc, nghỉ trước tuổi nào trong kho luật cho ngày {day:%d/%m/%Y}.",
        f"No scheme of leaving is on file for {day}.",
    )


def _asked(view: LawView, f: PersonFacts, terms: Terms) -> Iterator[_Asked]:
    early, insured = f.months_early or 0, f.insured_months or 0
    first = terms.reorganised_on is not None and view.day < add_months(terms.reorganised_on, 12)

    def of(function: Callable[..., Answer[Money]], **given: Any) -> Callable[[int], Answer[Money]]:
        return lambda salary: function(view, salary=salary, **given)

    yield _Asked(
        "streamlining",
        ("MON-143", "MON-29", "MON-154-EARLY"),
        ("months_early", "insured_months"),
        of(streamlining_money, months_early=early, insured_months=insured),
    )
    yield _Asked(
        "streamlining_severance",
        ("MON-154-SEV",),
        ("insured_months",),
        of(streamlining_severance, insured_months=insured),
    )
    yield _Asked(
        "study_then_leave",
        ("MON-154-SEV/study",),
        ("age", "insured_months"),
        lambda salary: _study(view, salary, insured),
    )
    yield _Asked(
        "reorganisation",
        ("MON-178-A",),
        ("reorganised_on", "months_early", "insured_months"),
        of(reorganisation_money, months_early=early, insured_months=insured, within_first_12_months=first),
    )
    yield _Asked(
        "reorganisation_severance",
        ("MON-178-SEV",),
        ("reorganised_on", "counted_months", "insured_months"),
        of(
            reorganisation_severance,
            months_counted=f.stated.counted_months or 0,
            insured_months=insured,
            within_first_12_months=first,
        ),
    )
    yield _Asked(
        "cadre",
        ("MON-177",),
        ("months_early", "insured_months", "voluntary"),
        of(cadre_money, months_early=early, insured_months=insured),
        ("cadre",),
    )
    yield _Asked(
        "resignation",
        ("EXIT-2025-01",),
        ("insured_months", "voluntary"),
        of(resignation_money, insured_months=insured),
        ("civil_servant",),
    )
    yield _Asked("capacity", ("SEV-2026-01",), ("service_months", "voluntary"), of(severance_for_capacity, service_months=f.service_months or 0), ("civil_servant",))  # fmt: skip


def _study(view: LawView, salary: int, insured: int) -> Answer[Money]:
    """Full pay while studying, at most the months the clause names, then the severance."""
    base = streamlining_severance(view, salary=salary, insured_months=insured)
    rule = in_force(view, "MON-154-SEV/study")
    if base.value is None or rule is None:
        return base
    paid = int(rule.params["months"]) * salary
    money, months = base.value, int(rule.params["months"])
    total = Money(paid, money.for_years, money.for_service, money.job_search)
    other = None if base.other is None else Money(paid, base.other.for_years, base.other.for_service, base.other.job_search)  # fmt: skip
    vi = f"Học nghề tối đa {months} tháng, hưởng nguyên lương, rồi thôi việc."
    return Answer(total, rule, vi, f"At most {months} months of study on full pay, then severance.", other=other)


def _judged(
    view: LawView, asked: _Asked, f: PersonFacts, terms: Terms, whys: tuple[Why, ...], other_position: bool | None
) -> Exit | None:
    rule = in_force(view, *asked.rules)
    if rule is None:
        return None
    told = (rule.key, f"{rule.instrument} {rule.article}".strip(), rule.confidence)
    if asked.categories and f.category is not None and f.category not in asked.categories:
        return None
    missing = ["category"] if asked.categories and f.category is None else []
    missing += [n for n in asked.needs if _absent(n, f, terms)]
    standing, conditions = _conditions(view, asked.scheme, f, whys, other_position)
    if asked.scheme == "study_then_leave" and f.age is not None and f.age >= int(rule.params["under_age"]):
        under = rule.params["under_age"]
        return Exit(asked.scheme, "closed", f"{f.age} tuổi; chỉ dưới {under} tuổi.", f"Aged {f.age}; under {under} only.", *told, conditions=conditions)  # fmt: skip
    if "voluntary" in asked.needs and f.stated.voluntary is False:
        return Exit(asked.scheme, "closed", "Không có nguyện vọng.", "Not by own wish.", *told, conditions=conditions)
    if standing == "closed":
        return Exit(asked.scheme, "closed", conditions[-1][0], conditions[-1][1], *told, conditions=conditions)
    by_unit = None if [m for m in missing if m != "voluntary"] else asked.money(_UNIT)
    if by_unit is not None and by_unit.value is None:
        if _outside(by_unit):
            vi = f"Ngoài mức của văn bản: {by_unit.vi.removeprefix('Chưa kết luận được: ')}"
            en = f"Outside the text: {by_unit.en.removeprefix('Unknown: ')}"
            return Exit(asked.scheme, "closed", vi, en, *told, conditions=conditions)
        return Exit(asked.scheme, "unknown", by_unit.vi, by_unit.en, *told, missing=tuple(missing), conditions=conditions)  # fmt: skip
    times = Fraction(by_unit.value.total, _UNIT) if by_unit is not None and by_unit.value is not None else None
    if f.salary is None:
        missing.append("salary")
    if times is None or f.salary is None:
        names = [MISSING[m] for m in missing]
        vi = f"Chưa tính được tiền: thiếu {', '.join(n[0] for n in names)}."
        en = f"No sum: {', '.join(n[1] for n in names)} missing."
        if times is not None:
            vi, en = f"{vi} Bằng {_comma(times)} tháng lương.", f"{en} It is {float(times):g} months of pay."
        return Exit(asked.scheme, "unknown", vi, en, *told, times=times, missing=tuple(missing), conditions=conditions)
    answer = asked.money(f.salary)
    standing = "unknown" if missing else standing
    return Exit(
        asked.scheme, standing, answer.vi, answer.en, *told, answer.value, answer.other.total if answer.other else None, times, tuple(missing),
        conditions,
    )  # fmt: skip


def _outside(answer: Answer[Money]) -> bool:
    """Whether there is no sum because the person lies outside the bands of the text, rather than because a part of it is not on file."""
    return answer.rule is not None and answer.rule.id not in ("MON-29", "MON-178-SEV")


def _absent(name: str, f: PersonFacts, terms: Terms) -> bool:
    if name == "reorganised_on":
        return terms.reorganised_on is None
    if name in ("counted_months", "voluntary"):
        return getattr(f.stated, name) is None
    return getattr(f, name) is None


def _conditions(
    view: LawView, scheme: str, f: PersonFacts, whys: tuple[Why, ...], other_position: bool | None
) -> tuple[Standing, tuple[Condition, ...]]:
    """What is judged before the sum: whether streamlining covers the person; before NĐ 178, that all staff was reviewed."""
    if scheme.startswith("reorganisation"):
        review = in_force(view, "TGBC-178-01")
        if review is None or f.stated.confirmed:
            return "open", ()
        vi = "Còn phải xác nhận: đã rà soát toàn bộ đội ngũ theo kết quả nhiệm vụ."
        return "confirm", ((vi, "To be confirmed: all staff was reviewed by results.", *_clause(review)),)
    if not scheme.startswith(("streamlining", "study")):
        return "open", ()
    grounds = [TRIGGERS[w][0] for w in whys if w in TRIGGERS]
    answer: Answer[Review] = streamlining_review(
        view, ratings=f.ratings, triggers=grounds, standing=f.standing, other_position=other_position, voluntary=bool(f.stated.voluntary)
    )  # fmt: skip
    said = [(*_said(answer, f, whys), *_clause(answer.rule))]
    if answer.value is None:
        return "unknown", tuple(said)
    if answer.value != "covered":
        return "closed", tuple(said)
    postponing = in_force(view, "TGBC-2025-02")
    if postponing is not None and f.to_confirm:
        vi = f"Còn phải xác nhận: {', '.join(CONFIRM[c][0] for c in f.to_confirm)}."
        en = f"To be confirmed: {', '.join(CONFIRM[c][1] for c in f.to_confirm)}."
        said.append((vi, en, *_clause(postponing)))
        return "confirm", tuple(said)
    return "open", tuple(said)


def _said(answer: Answer[Review], f: PersonFacts, whys: tuple[Why, ...]) -> tuple[str, str]:
    """The answer on who is covered, in the office's words."""
    if answer.value == "not_yet":
        held = [POSTPONED[s] for s in f.standing if s in POSTPONED]
        return f"Chưa tinh giản: {', '.join(h[0] for h in held)}.", f"Not yet: {', '.join(h[1] for h in held)}."
    grounds = [TRIGGERS[w] for w in whys if w in TRIGGERS]
    if answer.value == "covered" and grounds:
        told = dict.fromkeys((g[1], g[2]) for g in grounds)
        return f"Thuộc diện tinh giản: {', '.join(t[0] for t in told)}.", f"Covered: {', '.join(t[1] for t in told)}."
    return answer.vi, answer.en


def _clause(rule: Rule | None) -> tuple[str, str]:
    """The clause with its mark in both languages."""
    return cited(rule), cited(rule, "en")


def _comma(number: Fraction) -> str:
    return f"{float(number):.4g}".replace(".", ",")
