"""The parts of a period's score told one by one, each by its own clause (NĐ 335/2025 Điều 14–18, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dungviec.law.answers import Answer, exact, in_force
from dungviec.law.appraisal import PeriodScore, Task, comma, plain
from dungviec.law.book import LawView

_OWN = (
    ("RATE-335-QUANTITY", "a, số lượng", "a, quantity"),
    ("RATE-335-QUALITY", "b, chất lượng", "b, quality"),
    ("RATE-335-PROGRESS", "c, tiến độ", "c, progress"),
)


def parts_told(view: LawView, score: PeriodScore, tasks: Sequence[Task]) -> Iterator[Answer[Fraction]]:
    """General criteria, each part of R with what it was worth, and tasks given up or taken over where there are any."""
    general = plain(score.general)
    yield _told(
        view,
        "RATE-335-GENERAL",
        score.general,
        f"Tiêu chí chung {comma(general)} điểm.",
        f"General criteria: {general} points.",
    )
    for (key, vi, en), part in zip(_OWN, score.parts, strict=False):
        worth = plain(round(100 * float(part), 2))
        yield _told(view, key, part, f"{vi}: {comma(worth)} %.", f"{en}: {worth} %.")
    if led := score.parts[len(_OWN) :]:
        told = ", ".join(f"{plain(100 * part)} %" for part in led)
        yield _told(view, "RATE-335-LEADER", sum(led, Fraction(0)), f"d, đ, e: {told}.", f"d, đ, e: {told}.")
    left = sum((exact(t.weight) for t in tasks if not t.done), Fraction(0))
    extra = sum((exact(t.weight) for t in tasks if t.extra), Fraction(0))
    if left or extra:
        yield _told(
            view, "RATE-335-TASKS", left + extra,
            f"Trong số được giao có {comma(plain(left))} chưa xong; ngoài số được giao làm thêm {comma(plain(extra))}.",
            f"{plain(left)} of what was assigned is not done; {plain(extra)} was done beyond it.",
        )  # fmt: skip


def _told(view: LawView, key: str, value: Fraction, vi: str, en: str) -> Answer[Fraction]:
    return Answer(value, in_force(view, key), vi, en)
