"""The last days of a procedure, in working days where the text says so; what is next, and what is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dungviec.law.marks import in_brackets
from dungviec.law.working_days import add_working_days
from dungviec.procedures.model import Clock, Procedure, Step
from dungviec.records.dates import add_months, period_end
from dungviec.records.vietnamese import format_date


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of one step. ``day`` None: the day it is counted from is not known yet."""

    step: Step
    day: date | None
    held: date | None
    vi: str
    en: str

    @property
    def late(self) -> bool:
        """Whether the step was held after its last day."""
        return self.day is not None and self.held is not None and self.held > self.day

    def overdue(self, on: date) -> bool:
        """Whether it is not held and its last day has passed."""
        return self.held is None and self.day is not None and self.day < on


def deadlines(
    procedure: Procedure, *, started: date | None = None, approved: date | None = None, term_ends: date | None = None,
    held: Mapping[str, date] | None = None,
) -> list[Deadline]:  # fmt: skip
    """The last day of every step that has one. ``held``: the day each step was held, by its key.

    The day counted from is left out, the last day counts; a span before the end of a term counts back from the last day of the
    term, which is left out too.
    """
    days = dict(held or {})
    anchors = {"started": started, "approved": approved or days.get("policy"), "term_ends": term_ends, **days}
    found = []
    for step in procedure.steps:
        due = step.due
        if due is None:
            continue
        anchor = anchors.get(due.anchor)
        unit = ("ngày làm việc", "working days") if due.working else ("ngày", "days")
        side = ("trước khi hết thời hạn", "before the term ends") if due.before else ("sau", "after")
        if anchor is None:
            found.append(Deadline(step, None, days.get(step.key), f"{due.days} {unit[0]} {side[0]}: chưa có ngày để tính {in_brackets(due.rule)}.", f"{due.days} {unit[1]} {side[1]}: no day to count from {in_brackets(due.rule, 'en')}."))  # fmt: skip
            continue
        day = _counted(anchor, -due.days if due.before else due.days, working=due.working)
        found.append(Deadline(
            step, day, days.get(step.key), f"{due.days} {unit[0]} {side[0]}: chậm nhất {format_date(day)} {in_brackets(due.rule)}.",
            f"{due.days} {unit[1]} {side[1]}: by {day} {in_brackets(due.rule, 'en')}.",
        ))  # fmt: skip
    return found


def next_deadline(found: list[Deadline]) -> Deadline | None:
    """The earliest last day of a step not held yet."""
    waiting = [d for d in found if d.held is None and d.day is not None]
    return min(waiting, key=lambda d: d.day or date.max, default=None)


def clock_ends(clock: Clock, began: date) -> date:
    """The last day a clock allows (at most), or the day on which its least time is reached (at least)."""
    return period_end(began, clock.months) if clock.at_most else add_months(began, clock.months)


def _counted(anchor: date, days: int, *, working: bool) -> date:
    return add_working_days(anchor, days) if working else anchor + timedelta(days=days)
