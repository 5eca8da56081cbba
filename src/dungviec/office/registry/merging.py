"""What merging two records would do, read from the records as they are known now; nothing is written here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Holding, Row, holding, holdings
from dungviec.office.registry.services.rows import facts, stored
from dungviec.records.schema import Column


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field in which the two records differ."""

    table: str
    column: Column
    kept: Any
    closed: Any

    @property
    def key(self) -> str:
        """Names the field in a form."""
        return f"{self.table}.{self.column.name}"

    @property
    def default(self) -> str:
        """Which one is taken unless somebody says otherwise: ``kept``, or ``closed`` where the kept record is empty."""
        return "closed" if self.kept is None else "kept"


@dataclass(frozen=True, slots=True)
class EventMove:
    """One event row that the closed record stands in, and what becomes of it.

    ``how``: ``move`` (goes over), ``fold`` (the kept record says the same in row ``beside``; ``gains`` is what it adds),
    ``clash`` (``beside`` says something else about the same thing: one or both stay), ``tie`` (ties the two records to
    each other and means nothing once they are one).
    """

    table: str
    key: int
    row: Row
    how: str
    beside: int | None = None
    beside_row: Row | None = None
    gains: Row | None = None

    @property
    def name(self) -> str:
        """Names the row in a form."""
        return f"{self.table}:{self.key}"


@dataclass(frozen=True)
class MergePlan:
    """What merging ``closed`` into ``kept`` comes to."""

    kept: str
    closed: str
    fields: tuple[FieldDifference, ...]
    events: tuple[EventMove, ...]
    missing: tuple[str, ...]
    """Single-row tables of which only the closed record has a row."""

    @property
    def seal(self) -> str:
        """A digest of the plan: it changes when one of the records does."""
        body = [
            self.kept, self.closed, [(f.key, f.kept, f.closed) for f in self.fields],
            [(e.name, e.how, e.row, e.beside, e.beside_row) for e in self.events], self.missing,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(body, default=str).encode()).hexdigest()[:24]

    def of(self, how: str) -> list[EventMove]:
        """The event rows to which this happens."""
        return [event for event in self.events if event.how == how]


def plan_merge(kept: str, closed: str) -> MergePlan:
    """What merging the record ``closed`` into ``kept`` comes to. Raises RegistryFault when either is not on file."""
    if kept == closed:
        raise RegistryFault("Hai mã là một hồ sơ.", "Both identifiers are one record.")
    fields: list[FieldDifference] = []
    events: list[EventMove] = []
    missing: list[str] = []
    for to in holdings().values():
        columns = person_columns(to)
        if to.single and to.is_about_people:
            found, lacking = _fields(to, kept, closed)
            fields += found
            missing += [to.name] if lacking else []
        elif not to.single and columns:
            events += _events(to, columns, kept, closed)
    return MergePlan(kept, closed, tuple(fields), tuple(events), tuple(missing))


def person_columns(to: Holding) -> list[str]:
    """The columns of a table that name a person on file."""
    return [column.name for column in to.table.columns if column.refers_to == "people.person_id"]


def _fields(to: Holding, kept: str, closed: str) -> tuple[list[FieldDifference], bool]:
    there = {key: row for key, row in stored(to, [kept, closed]).items() if row["withdrawn_at"] is None}
    if to.name == "people" and (gone := [p for p in (kept, closed) if p not in there]):
        raise RegistryFault(
            f"Hồ sơ «{gone[0]}» không còn trong danh sách, không gộp được.", f"The record {gone[0]!r} is not on file."
        )
    if closed not in there:
        return [], False
    a, b = there.get(kept, {}), there[closed]
    differ = [
        FieldDifference(to.name, column, a.get(column.name), b[column.name])
        for column in to.table.columns
        if column.name != to.key_column and b[column.name] is not None and a.get(column.name) != b[column.name]
    ]
    return differ, kept not in there


def _events(to: Holding, columns: list[str], kept: str, closed: str) -> Iterable[EventMove]:
    mine, theirs = (_rows(to, columns, person) for person in (kept, closed))
    same_key: dict[tuple[Any, ...], list[int]] = {}
    for pk, row in mine.items():
        same_key.setdefault(_key(to, row), []).append(pk)
    taken: set[int] = set()
    for pk, before in theirs.items():
        row = before | {c: kept for c in columns if before[c] == closed}
        if len(columns) > 1 and len({row[c] for c in columns}) == 1:
            yield EventMove(to.name, pk, row, "tie")
            continue
        beside = [other for other in same_key.get(_key(to, row), []) if other not in taken and other not in theirs]
        fitting = next((other for other in beside if _agree(row, mine[other])), None)
        if fitting is not None:
            taken.add(fitting)
            gains = {n: v for n, v in row.items() if mine[fitting][n] is None and v is not None}
            yield EventMove(to.name, pk, row, "fold", fitting, mine[fitting], gains)
        elif beside:
            yield EventMove(to.name, pk, row, "clash", beside[0], mine[beside[0]])
        else:
            yield EventMove(to.name, pk, row, "move")


def _rows(to: Holding, columns: list[str], person: str) -> dict[int, Row]:
    asked = Q()
    for column in columns:
        asked |= Q(**{to.attributes[column]: person})
    pks = list(
        to.model._default_manager.filter(asked, withdrawn_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    )
    found = stored(to, pks)
    return {pk: facts(to, found[pk]) for pk in pks}


def _key(to: Holding, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in to.table.key)


def _agree(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether nothing in the two rows contradicts: equal, or one of them silent."""
    return all(a[n] == b[n] or a[n] is None or b[n] is None for n in a)


def live_row(table: str, person_id: str) -> Row | None:
    """The row of a single-row table that is on file for a person, or None."""
    row = stored(holding(table), [person_id]).get(person_id)
    return None if row is None or row["withdrawn_at"] is not None else row
