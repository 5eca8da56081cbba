"""What the plan of a year must keep to: money, days away, fairness between units, what comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dungviec.training.faults import TrainingFault

WORKING_DAYS = 250
"""Working days of a year that a share of days away is taken of."""
Order = Literal["strict", "weighed"]


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """The terms of a plan; docs/explanation/training-plan.md says what each means.

    ``budget`` in đồng. ``unit_share``: most of a unit's working days spent in courses, in per cent (never less than the longest
    course, so that a small unit can send one); None without a cap. ``person_days``: most days of one person; None without.
    ``fair``: each unit gets at least this per cent of its fair share of all places, less one; None without.
    ``order``: ``strict`` serves duties, then succession, then gaps; ``weighed`` adds the tiers up with ``weights``.
    ``duties_must``: every duty that some course can close must be closed, or there is no plan. ``seconds``: limit for each stage.
    """

    budget: int
    unit_share: int | None = 6
    person_days: int | None = 90
    fair: int | None = 50
    order: Order = "strict"
    weights: tuple[int, int, int] = (100, 10, 1)
    duties_must: bool = False
    seconds: float = 120.0

    def __post_init__(self) -> None:
        limits: tuple[tuple[str, int | None, int, int], ...] = (
            ("budget", self.budget, 0, 10**15), ("unit_share", self.unit_share, 0, 100), ("person_days", self.person_days, 0, 366),
            ("fair", self.fair, 0, 100), *(("weights", w, 0, 10**6) for w in self.weights),
        )  # fmt: skip
        for name, value, least, most in limits:
            if value is not None and not least <= value <= most:
                raise TrainingFault(
                    f"Chính sách đào tạo: {name} = {value} không dùng được; cần từ {least} đến {most}.",
                    f"Training policy: {name} = {value} cannot be used; it must be from {least} to {most}.",
                )
        if self.order not in ("strict", "weighed"):
            raise TrainingFault(
                f"Chính sách đào tạo: order = «{self.order}»; chỉ có strict, weighed.", f"Training policy: order = '{self.order}'; use strict or weighed."
            )  # fmt: skip
