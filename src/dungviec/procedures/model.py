"""What a procedure is: steps with their votes, last days and papers, each with the rule it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from dungviec.law.rules import Rule

Base = Literal["summoned", "present", "entitled"]
Source = Literal["local", "external", "lateral"]
BASE_WORDS: dict[str, tuple[str, str]] = {
    "summoned": ("số người được triệu tập", "persons summoned"), "present": ("số người có mặt", "persons present"),
    "entitled": ("tổng số người có quyền", "persons entitled"),
}  # fmt: skip


class ProcedureFault(ValueError):
    """A question about a procedure that cannot be answered; ``vi`` is the sentence, ``english`` the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(f"{vi} / {english}")
        self.vi, self.english = vi, english


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a vote must reach, and of whom. Shares are exact: nothing is rounded before it is compared."""

    base: Base
    over: Fraction
    """More than this share wins."""
    advance_from: Fraction | None = None
    """Where nobody wins, everybody from this share on goes to the next step; None: the procedure stops."""
    head_decides_ties: bool = False
    """Exactly ``over`` is for the head to decide, and so are several who share more than that."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a step: so many days after, or before, a day of the procedure (or the day another step was held)."""

    anchor: str
    days: int
    working: bool
    before: bool
    rule: Rule


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``vote_unknown``: people vote here, but the share is not on file."""

    key: str
    vi: str
    en: str
    papers: tuple[str, ...] = ()
    threshold: Threshold | None = None
    vote_unknown: bool = False
    due: Due | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A span that runs from the decision: at most, or at least, so many months."""

    vi: str
    en: str
    months: int
    at_most: bool
    rule: Rule


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure on a day for people of a category. ``rule`` None: no text of the day on the steps; they are the general order."""

    name: str
    vi: str
    en: str
    source: str
    category: str
    steps: tuple[Step, ...]
    rule: Rule | None
    clocks: tuple[Clock, ...] = ()
    case: str = ""
    """The kind of law case that asks its conditions; empty where the law of the pair is asked."""

    @property
    def confidence(self) -> str:
        """The mark of the text behind the steps; REPORTED for the general order."""
        return self.rule.confidence if self.rule else "REPORTED"

    @property
    def known(self) -> bool:
        """Whether a text of the day on the steps is on file."""
        return self.rule is not None

    def step(self, key: str) -> Step:
        """The step with this key. Raises ProcedureFault when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        keys = ", ".join(s.key for s in self.steps)
        raise ProcedureFault(
            f"Quy trình «{self.vi}» không có bước «{key}»; các bước: {keys}.", f"{self.en} has no step {key!r}: {keys}."
        )
