"""One official's whole record, and the records of many: the core tables and those of the dossier, read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.schema import TABLES, Table
from dungviec.records.snapshot import Snapshot

Row = Mapping[str, Any]

SINGLE = ("people", "particulars")
"""Tables with one row per person."""
CORE = ("tenures", "ratings", "training", "discipline", "awards", "plans", "strengths")
"""Event tables of the core that a dossier holds beside its own."""
EVENTS = (*CORE, *(name for name in DOSSIER_TABLES if name != "particulars"))


def table_of(name: str) -> Table:
    """The declaration of a table of the core or of the dossier."""
    return TABLES.get(name) or DOSSIER_TABLES[name]


@dataclass(frozen=True)
class Dossier:
    """Everything on file about one person as it stands on ``as_of``.

    ``person`` is the row of ``people``, ``particulars`` that of the dossier's table (empty when there is none); ``events`` holds the
    rows of each table of :data:`EVENTS`, oldest first. None means not known. ``hidden`` names fields (``table.column``) that were
    masked from whoever asked: they are empty here and are said to be hidden, never taken for unknown.
    """

    as_of: date
    person: Row
    particulars: Row = field(default_factory=dict)
    events: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    @property
    def person_id(self) -> str:
        """The identifier on file."""
        return str(self.person["person_id"])

    @property
    def name(self) -> str:
        """The name on file."""
        return str(self.person.get("name") or "")

    def one(self, table: str, column: str) -> Any:
        """The value of a column of a one-row table."""
        return (self.person if table == "people" else self.particulars).get(column)

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of an event table."""
        return self.events.get(table, ())

    @cached_property
    def current_tenures(self) -> list[Row]:
        """Posts held on ``as_of``: main ones first, then the latest."""
        order = {"main": 0, "seconded": 1, "acting": 2, "concurrent": 3}
        running = [
            t
            for t in self.rows("tenures")
            if t["from_date"] <= self.as_of and (t.get("to_date") is None or t["to_date"] >= self.as_of)
        ]
        return sorted(running, key=lambda t: (order.get(t["kind"], 4), -t["from_date"].toordinal()))


@dataclass(frozen=True, eq=False)
class Dossiers:
    """The records of everybody: a snapshot of the core and the tables of the dossier beside it."""

    snapshot: Snapshot
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        unknown = set(self.tables) - set(DOSSIER_TABLES)
        if unknown:
            raise ValueError(f"Unknown tables {sorted(unknown)}: dossiers hold {', '.join(DOSSIER_TABLES)}.")
        frames = {n: t.conform(self.tables[n]) if n in self.tables else t.empty() for n, t in DOSSIER_TABLES.items()}
        object.__setattr__(self, "tables", frames)

    def __len__(self) -> int:
        return len(self.snapshot.people)

    def __iter__(self) -> Iterator[Dossier]:
        return self.of_many(self.snapshot.people["person_id"].to_list())

    def __getitem__(self, person_id: str) -> Dossier:
        """The dossier of one person. Raises KeyError when nobody has that identifier."""
        return next(self.of_many([person_id]))

    def of_many(self, person_ids: Iterable[str]) -> Iterator[Dossier]:
        """Dossiers in the order asked for; every table is filtered once, whatever their number."""
        wanted = list(person_ids)
        asked = pl.DataFrame({"person_id": wanted}, schema={"person_id": pl.String()}).unique()
        frames = {n: self.snapshot[n] for n in ("people", *CORE)} | dict(self.tables)
        grouped = {
            name: by_person(name, frame.join(asked, on="person_id", how="semi").to_dicts())
            for name, frame in frames.items()
        }
        for person_id in wanted:
            yield assemble(person_id, grouped, as_of=self.snapshot.as_of)


def by_person(table: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of a table by person, in the order they are shown: by date or year, then as written."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["person_id"]].append(row)
    when = _order(table)
    for mine in found.values():
        mine.sort(key=when)
    return dict(found)


def assemble(
    person_id: str,
    grouped: Mapping[str, Mapping[str, Sequence[Row]]],
    *,
    as_of: date,
    hidden: frozenset[str] = frozenset(),
) -> Dossier:
    """A dossier from rows grouped by table and person. Raises KeyError when ``people`` holds nobody of that identifier."""
    own = {name: rows[person_id] for name, rows in grouped.items() if person_id in rows}
    if "people" not in own:
        raise KeyError(person_id)
    particulars = own.get("particulars") or [{}]
    return Dossier(as_of, own["people"][0], particulars[0], {name: own[name] for name in EVENTS if name in own}, hidden)


_DATES = ("from_date", "decided", "dated", "approved", "noted")
_FAR = date.max.toordinal()


def _order(table: str) -> Any:
    columns = table_of(table).by_name
    dated = next((c for c in _DATES if c in columns and c != "kind"), None)
    if table in ("ratings", "awards"):
        return lambda row: (row["year"],)
    coded = columns.get("kind") if table in DOSSIER_TABLES else None
    ranks = {c.value: c.rank for c in coded.code_list} if coded is not None and coded.code_list is not None else {}
    if table == "relatives":
        return lambda row: (row["side"] != "own",)
    return lambda row: (ranks.get(row.get("kind") or "", 0), row[dated].toordinal() if dated and row[dated] else _FAR)
