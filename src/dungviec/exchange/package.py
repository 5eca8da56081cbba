"""A data package: the tables of the records with everything one has to know about them, to leave as Parquet or CSV.

The description follows the Frictionless Data Package (``datapackage.json``, Table Schema); what that standard has no word for stands under
``x-dungviec``. :func:`dungviec.exchange.write_package` writes one, :func:`dungviec.exchange.read_package` reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from dungviec.records import TABLES, Snapshot
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.schema import Table

FORMAT = "dungviec-package/1"


class PackageFault(ValueError):
    """A package that cannot be written or read: a sentence in Vietnamese, ``english`` the same in English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.english = en


@dataclass(frozen=True, eq=False)
class Package:
    """Tables of the records as they leave.

    ``tables``: frames by name (of ``records.TABLES`` or the dossier); a frame may lack columns of its declaration, which are then absent
    from the schema too. ``masked``: ``table.column`` → why its values are empty here (a mask is told, never taken for *not known*).
    ``changed``: ``table.column`` → how its values were changed (pseudonyms), as (Vietnamese, English).
    """

    name: str
    as_of: date
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    place_code: str | None = None
    note: str = ""
    masked: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, frame in self.tables.items():
            declared = table_named(name).polars_schema
            stray = [c for c in frame.columns if c not in declared]
            if stray:
                raise ValueError(f"{name}: no column {', '.join(stray)} in the declaration of the table.")
        frames = {n: _in_declared_types(table_named(n), f) for n, f in self.tables.items()}
        object.__setattr__(self, "tables", frames)

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(frame.height for frame in self.tables.values())

    def snapshot(self) -> Snapshot:
        """The core tables as a Snapshot; columns that are absent or masked come back as not known."""
        core = {name: frame for name, frame in self.tables.items() if name in TABLES}
        return Snapshot(self.as_of, self.name, core, place_code=self.place_code, note=self.note)

    def dossier_tables(self) -> dict[str, pl.DataFrame]:
        """The tables of the dossier among them."""
        return {name: frame for name, frame in self.tables.items() if name in DOSSIER_TABLES}


def table_named(name: str) -> Table:
    """The declaration of a table of the core or of the dossier. Raises ValueError for any other name."""
    found = TABLES.get(name) or DOSSIER_TABLES.get(name)
    if found is None:
        raise ValueError(f"There is no table {name!r}: a package holds {', '.join((*TABLES, *DOSSIER_TABLES))}.")
    return found


def package_of(snapshot: Snapshot, *, dossiers: Mapping[str, pl.DataFrame] | None = None) -> Package:
    """A package of a whole snapshot, with the tables of the dossier where they are given."""
    tables = {**snapshot.tables, **(dossiers or {})}
    return Package(snapshot.name, snapshot.as_of, tables, snapshot.place_code, snapshot.note)


def _in_declared_types(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that are there, in the order and types of the declaration, texts composed as Unicode NFC."""
    kept = []
    for column in table.columns:
        if column.name in frame.columns:
            value = pl.col(column.name).cast(column.dtype, strict=True)
            if column.type in ("text", "code"):
                value = value.str.normalize("NFC")
            elif column.type in ("codes", "words"):
                value = value.list.eval(pl.element().str.normalize("NFC"))
            kept.append(value)
    return frame.select(kept)
