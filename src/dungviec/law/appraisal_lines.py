"""From what people write on a monthly sheet to the calculators' terms: lines of tasks, points of the general criteria."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from dungviec.law.answers import exact, in_force
from dungviec.law.appraisal import Task, coefficient
from dungviec.law.book import LawView

ONE_PRODUCT = 4
"""Deductions one product can bear, 25 % each (RATE-2026-02): up to as many of a line of several products have one reading."""


class LineFault(ValueError):
    """A line or a number that cannot be meant so; ``vi`` and ``en`` say why and what to write."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} / {en}")
        self.vi, self.en = vi, en


class Line(Protocol):
    """One line of the task list: products assigned and done, how often redone or late, and whether it was no fault."""

    assigned: int
    done: int | None
    given_back: int
    coefficient: float | None
    points: float | None
    redone: int
    late: int
    objective_cause: bool
    extra: bool


def tasks_of(line: Line, *, standard_points: Any = None) -> list[Task]:
    """One line as tasks: the products done (with their redone and late times), and those assigned and not done.

    A deduction is taken per product (NĐ 335 Điều 14.2): of a line of several products it is one of them that bears the redone and late times.
    More than :data:`ONE_PRODUCT` of either need a line for each product, since nobody can say whose stop at 0 (O5). Raises :class:`LineFault`.
    """
    done = line.done or 0
    if done > 1 and max(line.redone, line.late) > ONE_PRODUCT and not line.objective_cause:
        raise LineFault(
            f"làm lại, chậm quá {ONE_PRODUCT} lần trên một dòng {done} sản phẩm: mỗi sản phẩm làm lại, chậm ghi một dòng riêng (done: 1), vì trừ điểm theo từng sản phẩm và không trừ quá hết.",
            f"More than {ONE_PRODUCT} redone or late times on a line of {done} products: give each such product a line of its own.",
        )
    if not line.extra and done + line.given_back > line.assigned:
        raise LineFault(
            f"done {done} và given_back {line.given_back} vượt số được giao {line.assigned}; nhiệm vụ nhận thêm ghi dòng riêng với «extra: true».",
            "More than assigned; extra tasks stand on a line of their own.",
        )
    worth: Fraction | int = 1
    if line.coefficient is not None:
        worth = exact(line.coefficient)
    elif line.points is not None:
        if standard_points is None:
            raise LineFault("có «points» thì cần «standard_points».", "standard_points is needed.")
        worth = coefficient(line.points, standard_points)
    failures, delays = (0, 0) if line.objective_cause else (line.redone, line.late)
    if done > 1 and (failures or delays):
        made = [Task(worth, True, failures, delays, line.extra), Task(worth * (done - 1), extra=line.extra)]
    else:
        made = [Task(worth * done, True, failures, delays, line.extra)] if done else []
    left = 0 if line.extra else line.assigned - done
    return [*made, Task(worth * left, False)] if left else made


def general_points(view: LawView, given: float | Sequence[float]) -> Fraction:
    """General criteria: a sum, the three groups, or the ten criteria of Mẫu 01; none above its maximum (NĐ 335, Phụ lục I).

    Raises :class:`LineFault`.
    """
    rule = in_force(view, "RATE-335-GENERAL")
    groups = [[exact(n) for n in group] for group in rule.params["groups"]] if rule else []
    scale = in_force(view, "RATE-2026-01")
    whole = Fraction(int(scale.params["general_max"])) if scale else Fraction(30)
    numbers = list(given) if isinstance(given, Sequence) else [given]
    most = {1: [whole], len(groups): [sum(g, Fraction(0)) for g in groups], sum(map(len, groups)): [n for g in groups for n in g]}  # fmt: skip
    limits = most.get(len(numbers))
    if limits is None or any(not 0 <= n <= limit for n, limit in zip(numbers, limits, strict=True)):
        told = "; ".join(" + ".join(f"{float(n):g}" for n in row) for row in most.values() if row)
        raise LineFault(
            f"phải là tổng ≤ 30, 3 nhóm hoặc 10 tiêu chí, mỗi số không quá {told}.",
            "general is a sum, 3 groups or 10 criteria, none above its maximum.",
        )
    return sum(map(exact, numbers), Fraction(0))
