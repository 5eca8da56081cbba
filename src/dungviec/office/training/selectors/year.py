"""The figures of a year's training, each with the records behind it: the same figures as on the interview sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import polars as pl
from django.http import Http404

from dungviec.office.access.fields import COLUMN_GROUPS, group_of
from dungviec.office.access.masks import Masked
from dungviec.office.registry.gate import SeenRecords, hidden
from dungviec.office.registry.keeping import kept_per_viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import opened_units
from dungviec.records import Snapshot
from dungviec.workforce.figure import Figure, WorkforceFault
from dungviec.workforce.period import training_figures
from dungviec.workforce.scope import Scope

_OF_PEOPLE = ("training", "people", "tenures", "discipline", "ratings", "awards", "plans")
CLASSES = ".classes"
COST = "training.cost"


@dataclass(frozen=True)
class TrainingFigures:
    """The figures one viewer may have of a year, for a unit in reach (the whole reach when none is named)."""

    records: SeenRecords
    year: int
    unit_id: str | None

    @classmethod
    def ask(cls, records: SeenRecords, *, year: int, unit: str) -> TrainingFigures:
        """Http404 for a unit that may not be opened, or a year that has not begun."""
        if not 1950 <= year <= records.day.year:
            raise Http404("year")
        if unit and unit not in set(opened_units(records.viewer)):
            raise Http404("unit")
        return cls(records, year, unit or (None if records.viewer.reaches_all else records.viewer.unit_id) or None)

    @property
    def until(self) -> date:
        """The last day counted: the end of the year, or the day looked at."""
        return min(date(self.year, 12, 31), self.records.day)

    @cached_property
    def _reached(self) -> Snapshot:
        """The records of the last day without the rows of people out of reach."""
        whole = snapshot(self.until)
        if self.records.viewer.reaches_all:
            return whole
        mine = [p["person_id"] for p in self.records.named(whole.people.select("person_id").to_dicts())]
        frames = {t: whole[t].filter(pl.col("person_id").is_in(mine)) for t in _OF_PEOPLE}
        return replace(whole, tables={**whole.tables, **frames})

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure on training by its key; withheld where it rests on a field that is not seen."""
        return _figures(self.records, self.year, self.unit_id)

    def counted(self) -> dict[str, Figure]:
        """The same, counted anew."""
        try:
            scope = Scope.ask(self._reached, since=date(self.year, 1, 1), unit=self.unit_id)
        except WorkforceFault as fault:
            raise Http404(fault.vi) from fault
        found = training_figures(scope)
        return {f.key: f.withhold() if any(self._away(n) for n in f.needs) else f for f in found}

    def figure(self, key: str) -> Figure:
        """One figure; Http404 for one that is not there, or is withheld."""
        found = self.figures.get(key)
        if found is None or found.withheld:
            raise Http404("figure")
        return found

    @property
    def rows(self) -> list[tuple[Figure, Figure | None]]:
        """Attendances with their classes, kind by kind, those with something first."""
        pairs = [
            (f, self.figures.get(f.key + CLASSES))
            for k, f in self.figures.items()
            if k != COST and not k.endswith(CLASSES)
        ]
        return sorted(pairs, key=lambda p: not (p[0].value or 0))

    @property
    def cost(self) -> Figure | None:
        """What it cost."""
        return self.figures.get(COST)

    def mark(self, figure: Figure) -> Masked:
        """What stands instead of a withheld figure."""
        table, column = next(n for n in figure.needs if self._away(n)).split(".", 1)
        return Masked(group_of(table, column))

    def _away(self, need: str) -> bool:
        table, column = need.split(".", 1)
        return table in COLUMN_GROUPS and bool(hidden(self.records.viewer.role, self.records.scope, table, [column]))


@kept_per_viewer(tables=(*_OF_PEOPLE, "posts", "units"), costly=True)
def _figures(records: SeenRecords, year: int, unit_id: str | None) -> dict[str, Figure]:
    return TrainingFigures(records, year, unit_id).counted()


def years(records: SeenRecords) -> list[int]:
    """Years in which some training on file began, the latest first, up to the day looked at."""
    found = snapshot(records.day)["training"]["from_date"].drop_nulls().dt.year().unique().to_list()
    return sorted({*(y for y in found if y <= records.day.year), records.day.year}, reverse=True)
