"""Writing the records."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db import models, transaction

from dungviec.office.registry.models import MODELS, City, Person
from dungviec.office.registry.selectors import attribute
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot
from dungviec.records.vietnamese import fold, name_sort_text

_BATCH = 2000


@transaction.atomic
def load_snapshot(snapshot: Snapshot) -> City:
    """Write a whole snapshot into an empty registry, in one transaction.

    Raises ValueError when there are records already: replacing people's files is never a side effect.
    """
    if City.objects.exists() or Person.objects.exists():
        raise ValueError("Hồ sơ đã có dữ liệu: chỉ nạp cả thành phố vào cơ sở dữ liệu còn trống.")
    city = City.objects.create(
        name=snapshot.name, place_code=snapshot.place_code, as_of=snapshot.as_of, note=snapshot.note
    )
    for name in ("units", "posts", "profiles", "people"):
        _write(name, _in_order(name, snapshot[name]))
    for name in TABLES:
        if name not in ("units", "posts", "profiles", "people"):
            _write(name, snapshot[name])
    return city


def _in_order(name: str, frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows with the columns only the database has: search and sorting keys, order and path of units."""
    rows = frame.to_dicts()
    if name == "people":
        for row in rows:
            row["search_key"], row["sort_key"] = fold(row["name"]), name_sort_text(row["name"])
    if name == "units":
        parents = {row["unit_id"]: row["parent_id"] for row in rows}
        for position, row in enumerate(rows):
            row |= {"search_key": fold(row["name"]), "position": position, "path": unit_path(row["unit_id"], parents)}
        rows.sort(key=lambda row: row["path"].count("/"))
    return rows


def unit_path(unit_id: str, parents: dict[str, str | None]) -> str:
    """Identifiers from the root down to ``unit_id``, each followed by a slash. Raises ValueError on a circle."""
    line: list[str] = []
    step: str | None = unit_id
    while step is not None:
        if step in line:
            raise ValueError(f"Đơn vị «{unit_id}» nằm dưới chính nó: {' › '.join(line)}.")
        line.append(step)
        step = parents.get(step)
    return "".join(f"{part}/" for part in reversed(line))


def _write(name: str, rows: pl.DataFrame | list[dict[str, Any]]) -> None:
    model: type[models.Model] = MODELS[name]
    dicts = rows.to_dicts() if isinstance(rows, pl.DataFrame) else rows
    held: dict[str, str] = {}
    if name == "posts":  # a seat may be held by whoever holds a post further down the sheet
        held = {row["post_id"]: row.pop("held_with") for row in dicts if "held_with" in row}
    objects = [model(**{attribute(name, key): value for key, value in row.items()}) for row in dicts]
    manager = model._default_manager
    manager.bulk_create(objects, batch_size=_BATCH)
    unified = [model(pk=post, held_with_id=other) for post, other in held.items() if other]
    if unified:
        manager.bulk_update(unified, ["held_with"], batch_size=_BATCH)
