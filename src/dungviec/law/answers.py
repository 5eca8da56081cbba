"""What a calculator of the law room gives back: a value with its clause, or a plain *unknown*.

A calculator reads its numbers from the rule in force on the view's day. Where no text is on file, or a fact is missing,
the answer has no value and says what is missing; it never guesses. Where a text can be read two ways, ``value`` follows
the setting and ``other`` holds the outcome of the other reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic, TypeVar

from dungviec.law.book import LawView
from dungviec.law.rules import Rule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A value and the rule it rests on, in words; ``value`` None is *unknown*. ``other`` is the other reading's value.

    ``authority``: there is no value because the clause itself lets the competent authority decide. ``lacks`` names the
    facts that are missing.
    """

    value: T | None
    rule: Rule | None
    vi: str
    en: str
    other: T | None = None
    authority: bool = False
    lacks: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def confidence(self) -> str:
        """The mark of the rule behind the value; ``NONE`` where no rule is on file."""
        return self.rule.confidence if self.rule else "NONE"

    @property
    def citation(self) -> str:
        """Instrument and article, empty where no rule is on file."""
        return f"{self.rule.instrument} {self.rule.article}".strip() if self.rule else ""


def in_force(view: LawView, *keys: str) -> Rule | None:
    """The first of these rules (id, or ``id/clause``) that is in force on the view's day; None where none is."""
    return next((view.by_name[key] for key in keys if key in view.by_name), None)


def no_text(view: LawView, vi: str, en: str) -> Answer[Any]:
    """*Unknown*: no text on file for this matter on the view's day."""
    return Answer(
        None,
        None,
        f"Chưa kết luận được: chưa có quy định về {vi} trong kho cho ngày {view.day:%d/%m/%Y}.",
        f"Unknown: no rule on {en} on file for {view.day:%d/%m/%Y}.",
    )


def missing(rule: Rule, vi: str, en: str, *, lacks: tuple[str, ...] = ()) -> Answer[Any]:
    """*Unknown*: a rule is on file, but a fact (named in ``lacks``) or a part of its text is not."""
    return Answer(None, rule, f"Chưa kết luận được: {vi}.", f"Unknown: {en}.", lacks=lacks)


def left_to_authority(rule: Rule, vi: str, en: str) -> Answer[Any]:
    """No value: the clause itself lets the competent authority decide."""
    return Answer(None, rule, f"Cấp có thẩm quyền quyết định: {vi}.", f"The authority decides: {en}.", authority=True)


def exact(number: Any) -> Fraction:
    """A number of a pack as an exact fraction (0.45 is 45/100, not its nearest float)."""
    return Fraction(str(number))


def whole(amount: Fraction) -> int:
    """An amount of money in đồng, halves rounded up."""
    return int((amount * 2 + 1) // 2)
