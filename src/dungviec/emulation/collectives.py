"""Titles of units. What a unit must have done for them is not on file, only their bonus; so every answer is *unknown*, and says so."""

from __future__ import annotations

from dataclasses import dataclass

from dungviec.emulation.standards import Standards
from dungviec.emulation.titles import COLLECTIVE, Title
from dungviec.law.rules import Rule, Verdict


@dataclass(frozen=True, slots=True)
class CollectiveAnswer:
    """One title of a unit on one day: the verdict with its sentence, and the bonus in multiples of the base salary where on file."""

    title: Title
    verdict: Verdict
    vi: str
    en: str
    times: float | None
    rule: Rule | None

    def told(self, lang: str = "vi") -> str:
        """The sentence in one language."""
        return self.vi if lang == "vi" else self.en


def judge_collectives(standards: Standards) -> tuple[CollectiveAnswer, ...]:
    """The titles of a unit: no standard is on file for any day, the coefficient of the bonus from 01/07/2025 on."""
    found = []
    for title in COLLECTIVE:
        times = standards.money.params.get(title.key) if standards.money else None
        found.append(
            CollectiveAnswer(
                title, Verdict.UNKNOWN,
                f"Tiêu chuẩn «{title.vi}» chưa có trong kho luật: hội đồng xét theo văn bản của mình, ghi căn cứ vào biên bản.",
                f"The standard of '{title.en}' is not on file: the council goes by its own text and cites it in the minutes.",
                float(times) if times is not None else None, standards.money if times is not None else None,
            )
        )  # fmt: skip
    return tuple(found)
