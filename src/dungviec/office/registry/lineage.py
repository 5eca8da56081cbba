"""Where units come from and what became of them, through mergers and splits, each with its resolution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from dungviec.office.registry import selectors


@dataclass(frozen=True, slots=True)
class Event:
    """One event in the life of units."""

    kind: str
    effective: date
    resolution: str
    resolved: date
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    note: str


def events(unit_id: str | None = None) -> list[Event]:
    """What happened to one unit, or to all, the earliest first."""
    frame = selectors.rows("unit_events").sort("effective", "_key")
    found = [
        Event(
            row["kind"], row["effective"], row["resolution"], row["resolved"], tuple(row["predecessors"] or ()),
            tuple(row["successors"] or ()), row["note"] or "",
        )
        for row in frame.to_dicts()
    ]  # fmt: skip
    return found if unit_id is None else [e for e in found if unit_id in (*e.predecessors, *e.successors)]


def became(unit_id: str, day: date) -> list[str]:
    """The units that hold on ``day`` what a unit was: itself while it lives, else its successors and theirs."""
    live = set(selectors.snapshot(day).live_units["unit_id"])
    return [unit for unit in _walk(unit_id, day, forward=True) if unit in live]


def came_from(unit_id: str, day: date) -> list[str]:
    """The units that lived on ``day`` from which a unit comes, itself among them if it did."""
    live = set(selectors.snapshot(day).live_units["unit_id"])
    return [unit for unit in _walk(unit_id, day, forward=False) if unit in live]


def _walk(unit_id: str, day: date, *, forward: bool) -> list[str]:
    """The unit and all that its events lead to: those up to ``day``, or those after it back to its forebears."""
    line = events()
    found = [unit_id]
    for event in line if forward else reversed(line):
        within = event.effective <= day if forward else event.effective > day
        here, there = (event.predecessors, event.successors) if forward else (event.successors, event.predecessors)
        if within and any(unit in found for unit in here):
            found.extend(unit for unit in there if unit not in found)
    return found


def posts_without_unit(day: date) -> pl.DataFrame:
    """Posts that say they exist on ``day`` in units that do not."""
    s = selectors.snapshot(day)
    dated = (pl.col("valid_from").is_null() | (pl.col("valid_from") <= day)) & (
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)
    )
    return s.posts.filter(dated).join(s.live_units.select("unit_id"), on="unit_id", how="anti")
