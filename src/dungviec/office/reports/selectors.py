"""Reports of one viewer's day: made of the records of the people in reach, without the fields that are not seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

import polars as pl
from django.http import Http404

from dungviec.office.access.fields import COLUMN_GROUPS, group_of
from dungviec.office.access.masks import Masked
from dungviec.office.dossier.selectors import dossiers
from dungviec.office.registry.gate import SeenRecords, hidden
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import opened_units
from dungviec.records import Snapshot
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.workforce import Interview, Movement, StatTable, WorkforceFault, bm01, interview, movement
from dungviec.workforce.statutory_forms import WHO, Who

T = TypeVar("T")
_NO_PEOPLE = ("units", "posts")
_ABOUT_PEOPLE = (
    "people",
    "tenures",
    "ratings",
    "training",
    "discipline",
    "awards",
    "plans",
    "competencies",
    "strengths",
    "wishes",
)
PARTICULARS = ("person_id", "religion", "computing_level", "language", "language_level")


@dataclass(frozen=True)
class Reports:
    """The reports one viewer may have on the day looked at, for a unit in reach (the whole reach when None) and a period."""

    records: SeenRecords
    unit_id: str | None
    since: date

    @classmethod
    def ask(cls, records: SeenRecords, *, unit: str, since: date | None) -> Reports:
        """Http404 for a unit that may not be opened or does not live; a day after the office's counts as not given."""
        live = set(snapshot(records.day).live_units["unit_id"])
        if unit and unit not in live & set(opened_units(records.viewer)):
            raise Http404("unit")
        first = since if since is not None and since <= records.day else date(records.day.year, 1, 1)
        own = None if records.viewer.reaches_all else records.viewer.unit_id
        return cls(records, unit or own, first)

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """Units that may be chosen."""
        opened = opened_units(self.records.viewer)
        frame = snapshot(self.records.day).live_units.filter(pl.col("unit_id").is_in(opened))
        return list(frame.select("unit_id", "name").iter_rows())

    @cached_property
    def _reached(self) -> Snapshot:
        """The records of the day without the rows of people out of reach."""
        whole = snapshot(self.records.day)
        if self.records.viewer.reaches_all:
            return whole
        mine = [p["person_id"] for p in self.records.named(whole.people.select("person_id").to_dicts())]
        frames = {t: whole[t].filter(pl.col("person_id").is_in(mine)) for t in _ABOUT_PEOPLE}
        ties = whole["kinship"].clear()
        return replace(whole, tables={**whole.tables, **frames, "kinship": ties})

    @cached_property
    def interview(self) -> Interview:
        """The interview sheet; figures on fields that are not seen are withheld."""
        made = _made(lambda: interview(self._reached, since=self.since, unit=self.unit_id))
        return made.withhold(self.unseen(n for f in made.figures.values() for n in f.needs))

    def bm01(self, who: Who) -> StatTable:
        """BM01; columns on fields that are not seen are withheld."""
        day = self.records.day
        rows = [
            {c: d.particulars.get(c) for c in PARTICULARS} | {"person_id": d.person_id}
            for d in dossiers(self.records.viewer, day)
            if d.particulars
        ]
        declared = DOSSIER_TABLES["particulars"].polars_schema
        given = {"particulars": pl.DataFrame(rows, schema={c: declared[c] for c in PARTICULARS})}
        table = _made(lambda: bm01(self._reached, unit=self.unit_id, who=who, dossiers=given, law=law_on(day)))
        return table.withhold(self.unseen(n for c in table.columns for n in c.needs))

    @cached_property
    def movement(self) -> Movement:
        """Who came and went. It is counted over everybody who held a post of the unit, those who have left too: who may not be
        opened is not named (:meth:`named`)."""
        return _made(lambda: movement(snapshot(self.records.day), since=self.since, unit=self.unit_id))

    def named(self, people: Iterable[str]) -> frozenset[str]:
        """Those whose record the viewer may open."""
        return frozenset(p["person_id"] for p in self.records.named([{"person_id": p} for p in people]))

    def unseen(self, needs: Iterable[str]) -> frozenset[str]:
        """Those of ``table.column`` that the viewer may not see of others; units and posts are no people."""
        return frozenset(n for n in set(needs) if self._away(*n.split(".", 1)))

    def _away(self, table: str, column: str) -> bool:
        if table in _NO_PEOPLE:
            return False
        return table not in COLUMN_GROUPS or bool(hidden(self.records.viewer.role, self.records.scope, table, [column]))

    def mark(self, needs: Collection[str]) -> Masked:
        """What stands instead of a withheld figure."""
        table, column = sorted(self.unseen(needs))[0].split(".", 1)
        return Masked(group_of(table, column))

    @property
    def before(self) -> date:
        """The evening of the opening."""
        return self.since - timedelta(days=1)


def who_counted(asked: str) -> Who:
    """Whom BM01 counts; civil servants unless another known word was given."""
    return asked if asked in WHO else "civil_servants"


def _made(make: Callable[[], T]) -> T:
    """What was asked for; a unit that does not exist on that day is a page that does not exist."""
    try:
        return make()
    except WorkforceFault as fault:
        raise Http404(fault.vi) from fault
