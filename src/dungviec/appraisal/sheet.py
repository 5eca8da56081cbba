"""The sheet of an agency's appraisal year: what people write down, month by month, in the words of the law cases.

One official or a whole agency. A key that is not listed is refused; what is left out is not known, never assumed.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from dungviec.law.case_model_year import (
    BodyYearFacts,
    LeadsFacts,
    Level,
    LevelOrNot,
    Points,
    Share,
    Strict,
    TaskFacts,
)

Staff = Literal["cadre", "civil_servant", "public_employee"]
Id = Annotated[str, Field(min_length=1)]


class Product(Strict):
    """A product of the catalogue: its group of complexity, and its coefficient or its points (NĐ 335 Điều 13)."""

    id: Id
    name: str = ""
    group: str = ""
    coefficient: float | None = Field(default=None, gt=0)
    points: float | None = Field(default=None, gt=0)


class Catalogue(Strict):
    """The agency's converted catalogue; ``standard_points`` are the points of the standard product."""

    standard_points: float | None = Field(default=None, gt=0)
    products: list[Product] = Field(default_factory=list)


class SheetTask(TaskFacts):
    """A line of the task list, of a product of the catalogue or converted on the spot; ``source`` names the row it came from."""

    product: str | None = None
    source: str = ""


class Period(Strict):
    """A month or a quarter: general criteria and tasks, or ``points`` scored elsewhere (own regulation, former unit).

    ``strengths``, ``weaknesses`` (the official's words) and ``comment`` (the rater's) only go on the paper; so does ``self_general``, the
    official's own score of the general criteria where ``general`` is the rater's.
    """

    month: int | None = Field(default=None, ge=1, le=12)
    quarter: int | None = Field(default=None, ge=1, le=4)
    general: float | list[float] | None = None
    self_general: list[Annotated[float, Field(ge=0)]] | None = None
    tasks: list[SheetTask] | None = None
    leads: LeadsFacts | None = None
    points: Points | None = None
    unit: str | None = None
    note: str = ""
    strengths: str = ""
    weaknesses: str = ""
    comment: str = ""

    @property
    def months(self) -> tuple[int, ...]:
        """The months it covers."""
        if self.month is not None:
            return (self.month,)
        first = 3 * ((self.quarter or 1) - 1)
        return (first + 1, first + 2, first + 3)

    @property
    def label(self) -> tuple[str, str]:
        """Its name in Vietnamese and English."""
        if self.month is not None:
            return f"tháng {self.month}", f"month {self.month}"
        return f"quý {self.quarter}", f"quarter {self.quarter}"


class PartyFacts(Strict):
    """The year of a Party member under the Party's own rule; it is another rating, shown apart."""

    points: Points | None = None
    tasks_done: Share | None = None
    tasks_exceeded: Share | None = None
    tasks_short: Share | None = None
    shortcomings_fixed: bool | None = None
    failed_quarters: int | None = Field(default=None, ge=0, le=4)
    heads_collective: bool = False


class Decision(Strict):
    """A decision on the year; a later one replaces it and says why (NĐ 335 Điều 21.3). ``synced`` is when the result reached the national database."""

    level: LevelOrNot
    on: date
    number: str = ""
    reason: str = ""
    synced: date | None = None


class PetitionFacts(Strict):
    """A petition against the rating: when it was received, what it says, when and how it was answered (NĐ 335 Điều 22)."""

    received: date
    said: str = ""
    answered: date | None = None
    answer: str = ""


class Official(Strict):
    """One official's year. ``leads`` is the unit headed, ``manages`` the people of a deputy's field; ``duties`` the group of similar duties.

    ``proposed`` is the level the official gives to their own year, ``decided`` the authority's; like ``position`` and ``handling`` (what is
    proposed to follow) they go on the paper and change no result. ``decisions`` and ``petitions`` start the clocks.
    """

    id: Id
    name: str = ""
    position: str = ""
    staff: Staff
    unit: str | None = None
    duties: str = ""
    leader: bool = False
    leads: str | None = None
    manages: list[str] = Field(default_factory=list)
    periods: list[Period] = Field(default_factory=list)
    months_worked: int | None = Field(default=None, ge=0, le=12)
    absence: Literal["sick", "maternity", "unpaid"] | None = None
    grounds: list[Literal["degradation", "duty_discipline", "unit_corruption"]] = Field(default_factory=list)
    found_and_mended_by_manager: bool = False
    conduct_good: bool | None = None
    tasks_done: Share | None = None
    tasks_exceeded: Share | None = None
    tasks_short: Share | None = None
    months_on_leave: int = Field(default=0, ge=0, le=12)
    disciplined_in_year: bool | None = None
    units_completed_or_better: Share | None = None
    units_good_or_better: Share | None = None
    party: PartyFacts | None = None
    proposed: Level | None = None
    decided: Level | None = None
    handling: str = ""
    decisions: list[Decision] = Field(default_factory=list)
    petitions: list[PetitionFacts] = Field(default_factory=list)

    @property
    def stands(self) -> LevelOrNot | None:
        """The level the authority has decided: the last decision's."""
        return self.decisions[-1].level if self.decisions else self.decided

    @property
    def is_leader(self) -> bool:
        """Whether the official leads: said so, heads a unit, manages people, or carries a leader's parts."""
        return bool(self.leader or self.leads or self.manages or self.units_completed_or_better is not None) or any(
            p.leads is not None for p in self.periods
        )


class Unit(Strict):
    """A unit or body: its own year or level; ``agency`` marks the body within which the quota is counted."""

    id: Id
    name: str = ""
    parent: str | None = None
    staff: Literal["civil_servant", "public_employee"] = "civil_servant"
    agency: bool = False
    outstanding: bool = False
    has_regulation: bool | None = None
    level: LevelOrNot | None = None
    year: BodyYearFacts | None = None


class Sheet(Strict):
    """A year's sheet; ``day`` is the day of classification (its law is applied), by default 14 December (before the 15th).

    ``body`` that issues the papers, its ``superior`` and ``place`` stand in the heads of the papers. Clocks are read on ``as_of`` where it is given;
    ``special_sector`` closes its rating by 15 January of the next year.
    """

    sheet: Literal["dungviec/appraisal/1"]
    year: int = Field(ge=2015, le=2100)
    day: date | None = None
    as_of: date | None = None
    special_sector: bool = False
    title: str = ""
    superior: str = ""
    body: str = ""
    place: str = ""
    settings: dict[str, Any] = Field(default_factory=dict)
    catalogue: Catalogue = Field(default_factory=Catalogue)
    units: list[Unit] = Field(default_factory=list)
    officials: list[Official] = Field(default_factory=list)

    @property
    def classified_on(self) -> date:
        """The day whose law is applied (NĐ 90 Điều 20, NĐ 335 Điều 19.2: before 15 December)."""
        return self.day or date(self.year, 12, 14)
