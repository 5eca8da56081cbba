"""What may be told of answers: cells of ten and more, cut once and for all, so that no two tables can be subtracted to find one voter.

A figure of a free period gives away the day between two periods; a desk's figure beside its unit's gives away the desk that is missing.
Here every answer belongs to one cell at most, whoever asks and for whatever period, and every figure is a sum of whole cells:

- only months that are over count; what a desk's answers about one kind of case lack of ten at the end of a month waits for the next;
- kinds that are each too few stand together where they come to ten;
- a cell belongs to the month in which it was full.

So the difference of any two figures is again a sum of cells: nothing, or ten answers and more. Cutting looks back only, never ahead: what
was told in March is the same in May.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

LEAST = 10
"""Answers of a cell. No setting: cells cut anew could be subtracted from those told before."""


@dataclass(frozen=True, slots=True)
class Count:
    """Answers of one desk in one month about one kind of case, with a case number on file or without."""

    group: str
    verified: bool
    kind: str
    month: date
    """Its first day."""
    cases: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers that are told together. ``kind`` is empty where several kinds were needed to come to ten."""

    group: str
    verified: bool
    kind: str
    month: date
    """The month (its first day) in which it was full: the one it belongs to."""
    counts: tuple[Count, ...]

    @property
    def cases(self) -> int:
        """Its answers, ten or more."""
        return sum(c.cases for c in self.counts)

    @property
    def satisfied(self) -> int:
        """Satisfied among them."""
        return sum(c.satisfied for c in self.counts)

    @property
    def since(self) -> date:
        """The month of its earliest answer."""
        return min(c.month for c in self.counts)


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def cells(counts: Iterable[Count], before: date) -> tuple[Cell, ...]:
    """The cells that were full before the month of ``before``, in the order of their months.

    ``counts``: everything ever answered at the desks asked about, one row per desk, month, kind and backing.
    """
    waiting: dict[tuple[str, bool], dict[str, list[Count]]] = {}
    found: list[Cell] = []
    end = month_of(before)
    given = sorted(
        (c for c in counts if c.cases and c.month < end), key=attrgetter("month", "group", "verified", "kind")
    )
    for month, news in groupby(given, key=attrgetter("month")):
        touched: set[tuple[str, bool]] = set()
        for c in news:
            waiting.setdefault((c.group, c.verified), {}).setdefault(c.kind, []).append(c)
            touched.add((c.group, c.verified))
        for group, verified in sorted(touched):
            kinds = waiting[group, verified]
            full = [k for k in sorted(kinds) if sum(c.cases for c in kinds[k]) >= LEAST]
            found += [Cell(group, verified, k, month, tuple(kinds.pop(k))) for k in full]
            rest = tuple(c for k in sorted(kinds) for c in kinds[k])
            if sum(c.cases for c in rest) >= LEAST:
                found.append(Cell(group, verified, "", month, rest))
                kinds.clear()
    return tuple(found)
