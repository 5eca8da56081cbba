"""The first records: a city with nobody in it yet, or a whole snapshot at once."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
from django.db import transaction

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Row, holding
from dungviec.office.registry.models import City, Person
from dungviec.office.registry.services.batches import now
from dungviec.office.registry.services.rows import insert
from dungviec.office.registry.tree import unit_path
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot


@transaction.atomic
def found_city(
    name: str, as_of: date, *, place_code: str | None = None, note: str = "", follows_clock: bool = False
) -> City:
    """The city, province or body the office works for; records are written into it. One per office.

    ``follows_clock``: the office goes on with the calendar; otherwise it stands on ``as_of``.
    """
    if City.objects.exists() or Person.objects.exists():
        raise RegistryFault(
            "Hồ sơ đã có dữ liệu: chỉ nạp cả thành phố vào cơ sở dữ liệu còn trống.",
            "There are records already: a whole city is only loaded into an empty database.",
        )
    return City.objects.create(name=name, place_code=place_code, as_of=as_of, note=note, follows_clock=follows_clock)


@transaction.atomic
def load_snapshot(snapshot: Snapshot, *, known_since: datetime | None = None, follows_clock: bool = False) -> City:
    """Write a whole snapshot into an empty registry, in one transaction.

    ``follows_clock``: see :func:`found_city`. ``known_since``: since when the records count as known, where they come from books older than this office; else now.
    Raises RegistryFault when there are records already: replacing people's files is never a side effect.
    """
    city = found_city(
        snapshot.name, snapshot.as_of, place_code=snapshot.place_code, note=snapshot.note, follows_clock=follows_clock
    )
    at = known_since or now()
    for name in sorted(TABLES, key=lambda n: ("units", "posts", "profiles", "people").index(n) if n in _FIRST else 9):
        rows = _units(snapshot[name]) if name == "units" else snapshot[name].to_dicts()
        insert(holding(name), rows, at=at)
    city.touch()
    return city


_FIRST = {"units", "posts", "profiles", "people"}
"""Tables the others point to."""


def _units(frame: pl.DataFrame) -> list[Row]:
    """Units with their path and the order they came in."""
    rows = frame.to_dicts()
    parents = {row["unit_id"]: row["parent_id"] for row in rows}
    for position, row in enumerate(rows):
        row |= {"position": position, "path": unit_path(row["unit_id"], parents)}
    return rows
