"""Which course on file closes what somebody lacks: the one attended, one that runs or is to come, else the last that was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import add_months

State = Literal["running", "coming", "held"]
LOOKED_BACK = 60
"""Courses that ended longer ago than so many months are not offered."""


@dataclass(frozen=True, slots=True)
class Course:
    """One course of a kind of training, as the training records know it. ``attending``: people of the body in it."""

    kind: str
    title: str
    place: str
    begins: date
    ends: date | None
    state: State
    attending: int


def courses_on_file(snapshot: Snapshot) -> dict[str, Course]:
    """For each kind of training the course to name: one that runs on the day, else the next to come, else the last held.

    A course without an end runs until a year after its first day has passed at most: records often leave the end out.
    """
    day = snapshot.as_of
    rows = snapshot["training"].group_by("kind", "title", "from_date", maintain_order=True).agg(
        pl.col("place").drop_nulls().first(), pl.col("to_date").max(), pl.col("person_id").drop_nulls().n_unique().alias("people")
    )  # fmt: skip
    found: dict[str, Course] = {}
    for kind, title, begins, place, ends, people in rows.select(
        "kind", "title", "from_date", "place", "to_date", "people"
    ).iter_rows():
        over = ends if ends is not None else add_months(begins, 12)
        state: State = "coming" if begins > day else "running" if over >= day else "held"
        if state == "held" and add_months(over, LOOKED_BACK) < day:
            continue
        one = Course(kind, title, place or "", begins, ends, state, people)
        if kind not in found or _before(one, found[kind]):
            found[kind] = one
    return found


_ORDER: tuple[State, ...] = ("running", "coming", "held")


def _before(one: Course, other: Course) -> bool:
    if one.state != other.state:
        return _ORDER.index(one.state) < _ORDER.index(other.state)
    earlier = one.begins < other.begins
    return earlier if one.state == "coming" else one.begins > other.begins
