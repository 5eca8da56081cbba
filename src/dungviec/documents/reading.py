"""What was read from a paper, and what it changes in a record: nothing that the paper does not show is ever touched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dungviec.documents.values import is_empty, plain
from dungviec.exchange.problems import Problem
from dungviec.records.dossiers import Dossier, Row, table_of


@dataclass(frozen=True, slots=True)
class Note:
    """A place on the paper that could not be taken over: the item, the words there, what is wrong and what to do."""

    place: str
    value: str
    problem: Problem

    def words(self, lang: str = "vi") -> str:
        """One sentence."""
        p = self.problem
        what, do = (p.en, p.todo_en) if lang == "en" else (p.vi, p.todo_vi)
        shown = f" «{self.value}»" if self.value else ""
        return f"{self.place}:{shown} {what}. {do}."


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the paper as read: which rows it covers, which columns it shows, and its rows.

    ``needs``: columns of which one must hold something for a row to be printed at all (a year without a rating is not).
    """

    table: str
    fixed: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    needs: tuple[str, ...] = ()
    supposed: Mapping[str, Any] = field(default_factory=dict)
    """What a new row is taken to be where the paper has no column for it."""


@dataclass(frozen=True)
class PaperRead:
    """Everything a paper says: single values by (table, column), tables, and what could not be taken over."""

    kind: str
    person_id: str
    values: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a record. ``column`` set: a value of a one-row table; else a row added, withdrawn, or put right (both)."""

    table: str
    column: str = ""
    old: Any = None
    new: Any = None

    @property
    def kind(self) -> str:
        """``set``, ``add``, ``withdraw`` or ``correct``."""
        if self.column:
            return "set"
        return (
            "correct"
            if self.old is not None and self.new is not None
            else "add"
            if self.new is not None
            else "withdraw"
        )


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same on paper: texts up to spacing and composition, blanks and dots as not known,
    numbers to twelve digits."""
    if isinstance(old, str) or isinstance(new, str):
        return _said(old) == _said(new)
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=1e-12)  # a spreadsheet keeps fifteen digits
    return bool(old == new)


def _said(value: Any) -> str:
    text = "" if value is None else plain(str(value))
    return "" if is_empty(text) else text


def changes(dossier: Dossier, read: PaperRead) -> list[Change]:
    """What ``read`` changes in ``dossier``; empty when the paper says what is on file."""
    found = [
        Change(table, column, dossier.one(table, column), new)
        for (table, column), new in read.values.items()
        if f"{table}.{column}" not in dossier.hidden and not same(dossier.one(table, column), new)
    ]
    for part in _joined(read.parts):
        if f"{part.table}.*" not in dossier.hidden:
            found += _row_changes(dossier, part)
    return found


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Parts over the same rows of a table (awards stand in two columns) as one."""
    found: dict[tuple[str, tuple[tuple[str, Any], ...]], Part] = {}
    for part in parts:
        key = (part.table, tuple(sorted(part.fixed.items())))
        before = found.get(key)
        found[key] = part if before is None else replace(before, rows=(*before.rows, *part.rows))
    return list(found.values())


def _row_changes(dossier: Dossier, part: Part) -> list[Change]:
    on_file = [r for r in dossier.rows(part.table) if all(r.get(k) == v for k, v in part.fixed.items())]
    shown = [r for r in on_file if any(_said_value(r.get(c)) not in (None, "") for c in part.needs or part.columns)]
    old, new = _unmatched(shown, list(part.rows), part.columns)
    found: list[Change] = []
    for row in new:
        near = max(old, key=lambda o: _likeness(o, row, part.columns), default=None)
        if near is not None and _likeness(near, row, part.columns) * 2 >= len(part.columns):
            old = [o for o in old if o is not near]
            merged = {**near, **row}
            if _print(merged, part.columns) != _print(near, part.columns):
                found.append(Change(part.table, old=near, new=merged))
            continue
        fresh = {**_blank(part.table), **part.supposed, **part.fixed, **row, "person_id": dossier.person_id}
        if all(fresh[c.name] is not None for c in table_of(part.table).columns if c.required):
            found.append(Change(part.table, new=fresh))
    return found + [Change(part.table, old=row) for row in old]


def _unmatched(old: list[Row], new: list[Row], columns: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Rows of each side that the other does not have word for word."""
    waiting: dict[tuple[Any, ...], list[Row]] = {}
    for row in old:
        waiting.setdefault(_print(row, columns), []).append(row)
    fresh = []
    for row in new:
        twins = waiting.get(_print(row, columns))
        if twins:
            twins.pop(0)
        else:
            fresh.append(row)
    return [row for rows in waiting.values() for row in rows], fresh


def _print(row: Row, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_said_value(row.get(c)) for c in columns)


def _said_value(value: Any) -> Any:
    return _said(value) if isinstance(value, str) or value is None else value


def _likeness(a: Row, b: Row, columns: Sequence[str]) -> int:
    return sum(same(a.get(c), b.get(c)) for c in columns)


def _blank(table: str) -> dict[str, Any]:
    return {c.name: None for c in table_of(table).columns}


def apply(dossier: Dossier, found: Iterable[Change]) -> Dossier:
    """The dossier with the changes made: for previews and for tests; the office makes them through its registry."""
    person, particulars = dict(dossier.person), dict(dossier.particulars)
    events = {name: list(rows) for name, rows in dossier.events.items()}
    for change in found:
        if change.column:
            (person if change.table == "people" else particulars)[change.column] = change.new
            continue
        rows = events.setdefault(change.table, [])
        if change.old is not None:
            at = next(n for n, row in enumerate(rows) if row == change.old)
            rows[at : at + 1] = [change.new] if change.new is not None else []
        elif change.new is not None:
            rows.append(change.new)
    return replace(dossier, person=person, particulars=particulars, events=events)
