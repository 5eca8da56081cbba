"""The catalogue of courses: who teaches, what a course closes, seats, classes, money, days, dates, whom it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Offered = Literal["own", "province", "ministry"]
OFFERED: dict[Offered, tuple[str, str]] = {
    "own": ("Tự tổ chức", "Own"),
    "province": ("Tỉnh", "Province"),
    "ministry": ("Bộ, ngành", "Ministry"),
}
"""Who holds a course."""


@dataclass(frozen=True, slots=True)
class Closes:
    """What a course closes: a subject, the lowest level it starts from, and the level it leads to."""

    what: str
    start: int
    end: int

    def gain(self, has: int, wants: int) -> int:
        """Levels closed for somebody who stands at ``has`` and should stand at ``wants``; 0 below the start.

        >>> Closes("G4", 1, 3).gain(1, 4), Closes("G4", 2, 3).gain(1, 4)
        (2, 0)
        """
        return max(0, min(self.end, wants) - has) if has >= self.start else 0


@dataclass(frozen=True, slots=True)
class Course:
    """One course that can be held in the year. Money in đồng, ``days`` of work each attendant is away.

    ``least`` and ``most``: seats of one class; ``classes``: how many may be opened. ``promised``: seats already promised to people
    off the rolls (village cell secretaries …): their classes must open and are paid first. ``begins`` and ``ends``: the days on which
    all its classes run; two such courses that overlap cannot be attended by one person, unless one is ``part_time``.
    An empty condition (``categories`` …) does not narrow. ``postgraduate``: the law's conditions for sending to study are asked,
    ``months`` is its length.
    """

    code: str
    vi: str
    en: str
    kind: str
    closes: tuple[Closes, ...]
    least: int
    most: int
    classes: int
    class_cost: int
    seat_cost: int
    days: int
    offered: Offered = "own"
    place: str = ""
    promised: int = 0
    begins: date | None = None
    ends: date | None = None
    part_time: bool = False
    categories: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    party_member: bool | None = None
    postgraduate: bool = False
    months: int | None = None

    def name(self, lang: str = "vi") -> str:
        """The title in one language."""
        return self.vi if lang == "vi" else self.en

    @property
    def seats(self) -> int:
        """Seats of all classes that people on the rolls can take."""
        return self.classes * self.most - self.promised

    def clashes(self, other: Course) -> bool:
        """Whether nobody can attend both: they run on the same days."""
        if self.begins is None or self.ends is None or other.begins is None or other.ends is None:
            return False
        apart = self.ends < other.begins or other.ends < self.begins
        return not (apart or self.part_time or other.part_time)


@dataclass(frozen=True, slots=True)
class TitleStandard:
    """An office's own entry: holders of these ranks or titles must hold a certificate of a kind of course.

    ``ranks``: codes, or beginnings of codes that end in ``*``. ``months``: how long a certificate holds; None without end. No
    instrument on file in the law book says which certificate a title asks for, so ``basis`` is the office's word, marked OWN.
    """

    ranks: tuple[str, ...]
    kind: str
    vi: str
    en: str
    basis: str
    start: date | None = None
    until: date | None = None
    months: int | None = None
    grace_months: int = 0

    def covers(self, rank: str) -> bool:
        """Whether it speaks of this rank or title."""
        return any(rank.startswith(r[:-1]) if r.endswith("*") else rank == r for r in self.ranks)

    def in_force(self, day: date) -> bool:
        """Whether it holds on the day by its own dates."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The courses of a year by code, and the office's standards of titles."""

    year: int
    courses: tuple[Course, ...]
    standards: tuple[TitleStandard, ...] = ()
    by_code: Mapping[str, Course] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {c.code: c for c in self.courses})

    def closing(self, what: str) -> tuple[Course, ...]:
        """Courses that close something of a subject."""
        return tuple(c for c in self.courses if any(one.what == what for one in c.closes))
