"""Live measures over days: the values alone, kept until the records or the law in use change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dungviec.office.access.fields import COLUMN_GROUPS, group_of
from dungviec.office.access.masks import Masked
from dungviec.office.registry.gate import SeenRecords, hidden
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.measures import measures
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.workforce.measures import Reading, read
from dungviec.workforce.scope import Scope

POINTS = 6
"""So many days are read for a forecast, today among them."""
_NO_PEOPLE = ("units", "posts")


@dataclass(frozen=True, slots=True)
class Value:
    """A measure on one day: its value, why there is none, and the fields it rests on."""

    value: float | None
    missing: tuple[str, str] | None
    needs: tuple[str, ...]


def days_between(begins: date, day: date) -> list[date]:
    """Ends of months from ``begins`` to ``day``, the latest ``POINTS`` of them, the last one ``day`` itself."""
    found, at = [day], date(day.year, day.month, 1) - timedelta(days=1)
    while at >= begins and len(found) < POINTS:
        found.append(at)
        at = date(at.year, at.month, 1) - timedelta(days=1)
    return sorted(found)


class Live:
    """Live measures as the records and the law in use stand now: which they are is asked once, however many values are read."""

    def __init__(self) -> None:
        self.mark = (revision(), standing_law().mark)

    def value(self, key: str, day: date, unit: str) -> Value:
        """One value; ``unit`` empty or the topmost is the whole body."""
        make = _value if measures()[key].kept else _value.__wrapped__
        return make(key, day, unit, *self.mark)

    def reading(self, key: str, day: date, unit: str) -> Reading:
        """The measure with the records behind it."""
        return read(measures()[key], _scope(day, unit, self.mark[0]))


@lru_cache(maxsize=4096)
def _value(key: str, day: date, unit: str, records: str, law: str) -> Value:
    made = read(measures()[key], _scope(day, unit, records))
    needs = (*made.counted.needs, *(made.of.needs if made.of is not None else ()))
    return Value(made.value, made.missing, tuple(dict.fromkeys(needs)))


@lru_cache(maxsize=8)
def _scope(day: date, unit: str, records: str) -> Scope:
    """The scope of a day, shared by every measure read of it; ``records`` tells when it has to be made anew."""
    here = snapshot(day)
    tops = {u for u, parent in here.units.select("unit_id", "parent_id").iter_rows() if parent is None}
    return Scope(here, date(day.year, 1, 1), None if not unit or unit in tops else unit)


def unseen(records: SeenRecords, needs: Collection[str]) -> Masked | None:
    """The mark that stands for a figure resting on fields this viewer does not see; None where all are seen."""
    for need in needs:
        table, column = need.split(".", 1)
        if table in _NO_PEOPLE:
            continue
        if table not in COLUMN_GROUPS or hidden(records.viewer.role, records.scope, table, [column]):
            return Masked(group_of(table, column))
    return None
