"""Facts of a year's work in a law case: scores, shares, training, emulation, one-stop service, report figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Level = Literal["excellent", "good", "completed", "failed"]
LevelOrNot = Literal["excellent", "good", "completed", "failed", "not_rated"]


class Strict(BaseModel):
    """A part of a case: a key that is not listed is refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, allow_inf_nan=False)


def read_share(value: object) -> object:
    """A share as a lawyer writes it: ``55 %`` or 0.55; 55 alone is refused because it could be either."""
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            value = float(value.strip()[:-1].strip().replace(",", ".")) / 100
        except ValueError:
            raise ValueError("viết 55 % hoặc 0.55 / write 55 % or 0.55") from None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError("tỷ lệ từ 0 đến 1, viết 55 % hoặc 0.55 / a share from 0 to 1, written 55 % or 0.55")
    return round(float(value), 9)


Share = Annotated[float, BeforeValidator(read_share)]
Points = Annotated[float, Field(ge=0, le=100)]
LEAST_POINTS, MOST_POINTS = 0.0001, 100_000
"""Fewer and more points than any product, coefficient or index can have: beyond them a number is a slip of the pen."""


class TaskFacts(Strict):
    """One line of the task list: how many products were assigned and done, and what went wrong.

    ``coefficient`` (or ``points`` with the body's ``standard_points``) converts a product. ``redone`` and ``late`` count
    times; with a confirmed ``objective_cause`` they take nothing off. ``extra``: taken over or unplanned, outside the
    assigned total. ``given_back`` stays assigned.
    """

    name: str = ""
    assigned: int = Field(default=1, ge=0)
    done: int | None = Field(default=None, ge=0)
    given_back: int = Field(default=0, ge=0)
    coefficient: float | None = Field(default=None, ge=LEAST_POINTS, le=MOST_POINTS)
    points: float | None = Field(default=None, ge=LEAST_POINTS, le=MOST_POINTS)
    redone: int = Field(default=0, ge=0)
    late: int = Field(default=0, ge=0)
    objective_cause: bool = False
    extra: bool = False


class LeadsFacts(Strict):
    """A leader's unit: scores of the people managed, whether it was organised well and held together."""

    subordinate_scores: list[Points] | None = None
    organised: bool | None = None
    cohesive: bool | None = None


class AppraisalFacts(Strict):
    """A person's month, quarter or year of work: points (from 2026) or shares of tasks (2020 to 2025)."""

    general: float | list[float] | None = None
    tasks: list[TaskFacts] | None = None
    standard_points: float | None = Field(default=None, ge=LEAST_POINTS, le=MOST_POINTS)
    leads: LeadsFacts | None = None
    points: Points | None = None
    months: list[Points] = Field(default_factory=list)
    quarters: list[Points] = Field(default_factory=list)
    months_worked: int | None = Field(default=None, ge=0, le=12)
    absence: Literal["sick", "maternity", "unpaid"] | None = None
    grounds: list[Literal["degradation", "duty_discipline", "unit_corruption"]] = Field(default_factory=list)
    found_and_mended_by_manager: bool = False
    head_of_body: bool = False
    body_level: Level | None = None
    unit_has_regulation: bool | None = None
    conduct_good: bool | None = None
    tasks_done: Share | None = None
    tasks_exceeded: Share | None = None
    tasks_short: Share | None = None
    months_on_leave: int = Field(default=0, ge=0, le=12)
    disciplined_in_year: bool | None = None
    units_completed_or_better: Share | None = None
    units_good_or_better: Share | None = None
    shortcomings_fixed: bool | None = None
    failed_quarters: int | None = Field(default=None, ge=0, le=4)


class BodyYearFacts(Strict):
    """An organisation's year: points, shares of its plan, what else its level asks."""

    points: Points | None = None
    done: Share | None = None
    on_time: Share | None = None
    exceeding: Share | None = None
    failing_sub_units: int = Field(default=0, ge=0)
    shortcomings_fixed: bool = True
    wrongdoing: bool = False
    force_majeure: bool = False


class RatedFacts(Strict):
    """How many were rated good and proposed as excellent, in a body or a group with similar duties."""

    name: str = ""
    good: int = Field(ge=0)
    excellent: int | None = Field(default=None, ge=0)
    outstanding: bool = False
    bodies: int | None = Field(default=None, ge=0)
    people: int | None = Field(default=None, ge=0)
    party_share: Share | None = None
    groups: list[RatedFacts] = Field(default_factory=list)


class TrainingFacts(Strict):
    """Study paid by the State: what was asked before it, what it cost, how long was promised and served."""

    service_months: int | None = Field(default=None, ge=0)
    age_at_first_sending: int | None = Field(default=None, ge=16, le=80)
    commitment_times: float | None = Field(default=None, ge=0, le=100)
    major_fits: bool | None = None
    probation_done: bool | None = None
    cause: Literal[
        "quit", "dismissed", "no_degree", "left_early", "dismissed_later", "serious_illness", "disaster", "transferred"
    ] | None = None  # fmt: skip
    cost: int | None = Field(default=None, ge=0)
    months_to_serve: int | None = Field(default=None, gt=0)
    months_served: int | None = Field(default=None, ge=0)
    service_years: int | None = Field(default=None, ge=0)
    woman_or_minority: bool | None = None


class MeritFacts(Strict):
    """What a year shows for emulation titles; the rating stands in ``ratings``."""

    takes_part: bool | None = None
    works: list[Literal["initiative", "research", "merit"]] = Field(default_factory=list)
    advanced_worker: bool | None = None
    base_titles_in_a_row: int | None = Field(default=None, ge=0)
    provincial_titles_in_a_row: int | None = Field(default=None, ge=0)
    replicable: bool | None = None
    pending: list[Literal["discipline", "inspection", "investigation", "denunciation"]] = Field(default_factory=list)
    advanced_workers: int | None = Field(default=None, ge=0)
    base_salary: int | None = Field(default=None, gt=0)


class OneStopFacts(Strict):
    """One-stop service: points of the dossiers on one index, the scores of the indices by number, or the scores of the service index of QĐ 766."""

    dossier_points: list[Annotated[float, Field(ge=0, le=MOST_POINTS)]] | None = None
    indices: dict[int, Annotated[float, Field(ge=0, le=MOST_POINTS)]] = Field(default_factory=dict)
    scores: dict[str, Annotated[float, Field(ge=-MOST_POINTS, le=MOST_POINTS)]] = Field(default_factory=dict)


class ReportFacts(Strict):
    """One breakdown of a report: the total and the counts that should explain it."""

    by: Literal["degree", "rank", "political_theory", "state_management", "age", "other"]
    total: int = Field(ge=0)
    counts: dict[str, int]


class ClockFacts(Strict):
    """A deadline: the day it runs from, and the day the thing was done."""

    from_: date | None = Field(default=None, alias="from")
    done_on: date | None = None
    special_sector: bool = False
    extended: bool = False
