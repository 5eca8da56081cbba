"""A year's training as the records tell it: classes, attendances, people and cost by kind, for any period and unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import TRAINING_KINDS
from dungviec.workforce.scope import Scope


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of training: ``classes`` with an identifier; ``attendances`` with people off the rolls; ``people`` named, each once;
    ``cost`` in đồng, ``unpriced`` attendances whose cost is not on file."""

    kind: str
    classes: int
    attendances: int
    people: int
    cost: int
    unpriced: int

    def name(self, lang: str = "vi") -> str:
        """The kind in words."""
        return TRAINING_KINDS.label(self.kind, lang)


@dataclass(frozen=True, slots=True)
class TrainingYear:
    """The training that began in a period. ``recorded`` is False where no row of training is on file at all: then nothing is known."""

    name: str
    since: date
    until: date
    lines: tuple[KindLine, ...]
    people: int
    recorded: bool

    @property
    def attendances(self) -> int:
        """All attendances."""
        return sum(line.attendances for line in self.lines)

    @property
    def classes(self) -> int:
        """All classes with an identifier."""
        return sum(line.classes for line in self.lines)

    @property
    def cost(self) -> int:
        """Đồng, as far as on file."""
        return sum(line.cost for line in self.lines)

    @property
    def unpriced(self) -> int:
        """Attendances without a cost on file."""
        return sum(line.unpriced for line in self.lines)

    def of(self, kind: str) -> KindLine:
        """The line of a kind; zeros where nothing of it began in the period."""
        return next((line for line in self.lines if line.kind == kind), KindLine(kind, 0, 0, 0, 0, 0))

    def to_json(self) -> dict[str, Any]:
        """The year as plain data."""
        rows = [
            {"kind": k.kind, "vi": k.name(), "en": k.name("en"), "classes": k.classes, "attendances": k.attendances, "people": k.people,
             "cost": k.cost, "unpriced": k.unpriced}
            for k in self.lines
        ]  # fmt: skip
        return {"name": self.name, "from": self.since.isoformat(), "to": self.until.isoformat(), "recorded": self.recorded, "kinds": rows,
                "classes": self.classes, "attendances": self.attendances, "people": self.people, "cost": self.cost, "unpriced": self.unpriced}  # fmt: skip


def training_year(snapshot: Snapshot, *, since: date | None = None, unit: str | None = None) -> TrainingYear:
    """Training that began between ``since`` (default: 1 January of the year) and the snapshot's day; ``unit`` with those below it.

    People off the rolls count for the whole body only. Raises WorkforceFault for a unit or a period that cannot be.
    """
    scope = Scope.ask(snapshot, since=since, unit=unit)
    table = snapshot["training"]
    rows = table if scope.whole else table.join(scope.everybody, on="person_id", how="semi")
    rows = rows.filter(scope.within()).with_columns(pl.col("attendees").fill_null(1))
    grouped = rows.group_by("kind").agg(
        classes=pl.col("class_id").drop_nulls().n_unique(), attendances=pl.col("attendees").sum(), people=pl.col("person_id").drop_nulls().n_unique(),
        cost=pl.col("cost").sum(), unpriced=pl.col("attendees").filter(pl.col("cost").is_null()).sum(),
    )  # fmt: skip
    found = {r["kind"]: KindLine(**r) for r in grouped.iter_rows(named=True)}
    lines = tuple(found[k] for k in TRAINING_KINDS.values if k in found)
    people = rows["person_id"].drop_nulls().n_unique()
    return TrainingYear(scope.name, scope.since, scope.until, lines, people, not table.is_empty())
