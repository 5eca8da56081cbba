"""Whom a rule touches by what already stands on file: windows and clocks that run, terms that end, plans over their limits.

The conditions of an appointment are asked of a person and a post (:mod:`dungviec.law.judge`); the rules here speak about
somebody where they stand today. A rule that asks for what no record holds has no answer at all, which is told apart from
*touches nobody*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.rules import Rule
from dungviec.records import Snapshot

State = Literal["over", "now", "soon", "unknown"]
STATES: tuple[State, ...] = ("over", "now", "soon", "unknown")
"""Past the limit; in it today; within the next twelve months; a fact is missing. The gravest first."""
SOON_MONTHS = 12
Row = tuple[str, State, date | None, str | None]
"""Person, state, the day it runs to (None: none, or not known), and the post it is about."""


@dataclass(frozen=True, eq=False, slots=True)
class Touched:
    """``rows``: ``person_id, state, on, post_id``, each person once with the gravest state; ``asked`` counts those asked."""

    asked: int
    rows: pl.DataFrame


Reacher = Callable[[Snapshot, LawView, Rule], tuple[int, Iterable[Row]]]
_REACHERS: list[tuple[Callable[[Rule], bool], Reacher]] = []


def reaches_where(test: Callable[[Rule], bool]) -> Callable[[Reacher], Reacher]:
    """Registers what answers for the rules that pass a test; the first that fits is asked."""

    def register(function: Reacher) -> Reacher:
        _REACHERS.append((test, function))
        return function

    return register


def touched(snapshot: Snapshot, view: LawView, rule: Rule) -> Touched | None:
    """Whom ``rule`` touches on the snapshot's day; None where the records hold nothing that this rule asks for.

    A rule that is not in force that day (nor a window that still runs) touches nobody.
    """
    reacher = _reacher(rule)
    if reacher is None:
        return None
    if rule not in view.rules_in_force and rule not in view.windows:
        return Touched(0, _frame([]))
    asked, rows = reacher(snapshot, view, rule)
    return Touched(asked, _frame(rows))


def is_touching(rule: Rule) -> bool:
    """Whether the records can say whom the rule touches where they stand."""
    return _reacher(rule) is not None


def state_of(day: date | None, today: date, soon: date) -> State | None:
    """``over`` once a day has passed, ``soon`` up to ``soon``, None later; unknown without a day."""
    if day is None:
        return "unknown"
    return "over" if day < today else "soon" if day <= soon else None


def _reacher(rule: Rule) -> Reacher | None:
    from dungviec.law import (  # noqa: F401 (register the reachers)
        touched_careers,
        touched_clocks,
        touched_groups,
        touched_pending,
        touched_positions,
        touched_years,
    )

    return next((reacher for test, reacher in _REACHERS if rule.kind != "gap" and test(rule)), None)


def _frame(rows: Iterable[Row]) -> pl.DataFrame:
    schema: dict[str, pl.DataType] = {
        "person_id": pl.String(),
        "state": pl.Enum(list(STATES)),
        "on": pl.Date(),
        "post_id": pl.String(),
    }
    return (
        pl.DataFrame(list(rows), schema=schema, orient="row")
        .sort(["state", "on", "person_id"], nulls_last=True)
        .unique("person_id", keep="first", maintain_order=True)
    )
