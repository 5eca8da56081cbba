"""The board of a programme: every target with its value, where it stands, where it goes, and what needs attention first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl
from django.db.models import Prefetch

from dungviec.office.access.masks import Masked
from dungviec.office.programme.entries import counted, standing
from dungviec.office.programme.models import (
    Direction,
    Programme,
    ProgrammeEntry,
    Report,
    Source,
    Target,
    TargetEntry,
)
from dungviec.office.programme.outlook import ORDER, Aim, Standing, State, judge, rolled
from dungviec.office.programme.series import Live, days_between, unseen
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.measures import measures
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import opened_units

UNSEEN = Standing("unknown", None, None, 0.0, None)


@dataclass(frozen=True)
class Row:
    """One target as the board shows it."""

    target: Target
    entry: TargetEntry
    aim: Aim
    readings: tuple[tuple[date, float], ...]
    standing: Standing
    unit_name: str
    person_name: str
    mark: Masked | None = None
    """What stands for a value the viewer does not see."""
    missing: tuple[str, str] | None = None
    parts: tuple[Row, ...] = ()
    reports: tuple[Report, ...] = field(default=(), compare=False)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.standing.state

    @property
    def last(self) -> Report | None:
        """The latest report that counts."""
        return self.reports[-1] if self.reports else None


@dataclass(frozen=True)
class Board:
    """A programme as one viewer sees it on the day looked at."""

    records: SeenRecords
    programme: Programme
    entry: ProgrammeEntry | None
    rows: tuple[Row, ...]
    """Targets on top, in the programme's own order; parts stand in :attr:`Row.parts`."""

    @property
    def day(self) -> date:
        """The day looked at."""
        return self.records.day

    @cached_property
    def ranked(self) -> list[Row]:
        """What needs attention first; then the heavier, then the earlier due."""
        return sorted(self.rows, key=lambda r: (ORDER.index(r.state), -r.entry.weight, r.entry.deadline, r.target.pk))

    @cached_property
    def every(self) -> list[Row]:
        """Targets and their parts."""
        return [one for row in self.rows for one in (row, *row.parts)]

    @cached_property
    def states(self) -> list[tuple[State, int]]:
        """How many targets on top stand where."""
        found = Counter(row.state for row in self.rows)
        return [(state, found[state]) for state in ORDER if found[state]]

    def row(self, pk: int) -> Row | None:
        """The row of a target or of a part."""
        return next((r for r in self.every if r.target.pk == pk), None)

    @cached_property
    def by_unit(self) -> list[UnitTotal]:
        """Every unit that answers for something, those with more to worry about first."""
        held: dict[str, list[Row]] = {}
        for row in self.every:
            held.setdefault(row.entry.unit_id, []).append(row)
        totals = [UnitTotal(unit, rows[0].unit_name, rows) for unit, rows in held.items()]
        return sorted(totals, key=lambda t: (-t.worrying, t.name))


WORRYING: frozenset[State] = frozenset({"missed", "off_track", "stale", "unknown", "at_risk"})


@dataclass(frozen=True)
class UnitTotal:
    """What one unit answers for."""

    unit_id: str
    name: str
    rows: Sequence[Row]

    @property
    def worrying(self) -> int:
        """Targets that need attention."""
        return sum(r.state in WORRYING for r in self.rows)

    @property
    def states(self) -> list[tuple[State, int]]:
        """How many stand where."""
        found = Counter(r.state for r in self.rows)
        return [(state, found[state]) for state in ORDER if found[state]]

    @property
    def progress(self) -> float | None:
        """Mean of the parts of the way gone, by weight, of the targets whose way is known; None where none is."""
        known = [(r.standing.progress, r.entry.weight) for r in self.rows if r.standing.progress is not None]
        weights = sum(w for _p, w in known)
        return sum((p or 0.0) * w for p, w in known) / weights if weights else None

    @property
    def without(self) -> int:
        """Targets whose way is not known."""
        return sum(r.standing.progress is None for r in self.rows)


def programme_of(day: date, year: int | None = None) -> Programme | None:
    """The programme of a year; without one, that of the day's year or else the latest before it."""
    if year is not None:
        return Programme.objects.filter(year=year).first()
    return Programme.objects.filter(year__lte=day.year).first()


def read_board(records: SeenRecords, programme: Programme) -> Board:
    """The board of a programme. A head of a unit reads the whole programme: its totals name nobody; lists stay behind the gate."""
    day = records.day
    entries = standing(programme.entries.all(), day)
    targets = list(
        programme.targets.prefetch_related(
            "entries",
            Prefetch("reports", queryset=Report.objects.select_related("file")),
        )
    )
    drawn = _Drawing(records, targets)
    tops = [t for t in targets if t.parent_id is None]
    rows = [row for t in tops if (row := drawn.row(t)) is not None]
    return Board(records, programme, entries, tuple(rows))


class _Drawing:
    """What the rows of a board share: names of units and people, entries of the day, parts."""

    def __init__(self, records: SeenRecords, targets: Iterable[Target]) -> None:
        self.records, self.day, self.live = records, records.day, Live()
        self.entries = {t.pk: standing(t.entries.all(), self.day) for t in targets}
        self.below: dict[int, list[Target]] = {}
        for t in targets:
            if t.parent_id is not None:
                self.below.setdefault(t.parent_id, []).append(t)
        asked = {e.person_id for e in self.entries.values() if e is not None and e.person_id}
        near = records.people.filter(pl.col("person_id").is_in(list(asked))) if asked else None
        self.people = dict(near.select("person_id", "name").iter_rows()) if near is not None else {}
        self.units = unit_names(records.day)

    def row(self, target: Target) -> Row | None:
        """The row of a target; None where it does not stand on the day."""
        entry = self.entries[target.pk]
        if entry is None or entry.ended:
            return None
        parts = tuple(r for t in self.below.get(target.pk, ()) if (r := self.row(t)) is not None)
        aim = aim_of(entry, self.live, parts)
        reports = tuple(counted(target.reports.all(), self.day))
        readings: list[tuple[date, float]] = []
        mark, missing = None, None
        if entry.source == Source.LIVE and entry.measure in measures():
            values = {
                d: self.live.value(entry.measure, d, entry.measured_in) for d in days_between(entry.begins, self.day)
            }
            today = values[self.day]
            mark, missing = unseen(self.records, today.needs), today.missing
            readings = [(d, v.value) for d, v in values.items() if v.value is not None]
        elif entry.source == Source.ROLLED:
            readings = _rolled_readings(entry, parts, self.day)
            mark = next((p.mark for p in parts if p.mark is not None), None)
        else:
            readings = [(r.day, float(r.value)) for r in reports]
        if mark is not None:
            readings = []
        return Row(
            target, entry, aim, tuple(readings), UNSEEN if mark is not None else judge(readings, aim, self.day),
            self.units.get(entry.unit_id, entry.unit_id), self.people.get(entry.person_id, ""), mark, missing, parts, reports,
        )  # fmt: skip


def aim_of(entry: TargetEntry, values: Live, parts: Sequence[Row] = ()) -> Aim:
    """What an entry asks, as numbers. A base that was not typed is read: of the first day, or from the parts."""
    live = measures().get(entry.measure) if entry.source == Source.LIVE else None
    up = entry.direction == Direction.UP
    base = None if entry.base is None else float(entry.base)
    if base is None and live is not None:
        base = values.value(live.key, entry.begins, entry.measured_in).value
    elif base is None and entry.source == Source.ROLLED:
        base = rolled([(p.aim.base, p.entry.weight) for p in parts], entry.roll_up, up=up)
    return Aim(
        float(entry.goal), base, up, entry.begins, entry.deadline,
        grows=bool(live and live.over_year), stale_after=entry.every_days if entry.source == Source.REPORTED else 0,
        top=100.0 if entry.unit_of_measure.strip() == "%" else None,
    )  # fmt: skip


def _rolled_readings(entry: TargetEntry, parts: Sequence[Row], day: date) -> list[tuple[date, float]]:
    """The parts put together on each day on which one of them was read, with what the others stood at."""
    days = sorted({d for p in parts for d, _v in p.readings if d <= day})[-12:]
    found = []
    for at in days:
        values = [(_at(p.readings, at), p.entry.weight) for p in parts]
        ways = [None if v is None else p.aim.progress(v) for p, (v, _w) in zip(parts, values, strict=True)]
        value = rolled(values, entry.roll_up, up=entry.direction == Direction.UP, progress=ways)
        if value is not None:
            found.append((at, value))
    return found


def _at(readings: Sequence[tuple[date, float]], day: date) -> float | None:
    return next((v for d, v in reversed(readings) if d <= day), None)


def unit_names(day: date) -> dict[str, str]:
    """Names of every unit on file."""

    return dict(snapshot(day).units.select("unit_id", "name").iter_rows())


def reportable(records: SeenRecords) -> frozenset[str]:
    """Units the viewer may open, and so answer for."""
    return frozenset(opened_units(records.viewer))
