"""Writing the records."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db import connection, models, transaction
from django.utils import timezone

from dungviec.office.registry.models import MODELS, City, Person, Post
from dungviec.office.registry.tree import unit_path
from dungviec.records.schema import TABLES
from dungviec.records.snapshot import Snapshot
from dungviec.records.vietnamese import fold, name_sort_text

_AS_IS = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values every database driver takes as they are."""


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


def _write(name: str, rows: pl.DataFrame | list[dict[str, Any]]) -> None:
    """Insert rows by one prepared statement: seventy thousand facts go in within seconds, on any database."""
    model = MODELS[name]
    dicts = rows.to_dicts() if isinstance(rows, pl.DataFrame) else rows
    if not dicts:
        return
    held = {row["post_id"]: row.pop("held_with") for row in dicts} if name == "posts" else {}
    by_attribute = {f.attname: f for f in model._meta.concrete_fields}
    fields = [by_attribute[key] for key in dicts[0]]
    prepare = [None if isinstance(f, _AS_IS) else f.get_db_prep_save for f in fields]
    recorded = by_attribute["recorded_at"]
    now = recorded.get_db_prep_save(timezone.now(), connection)
    columns = ", ".join(connection.ops.quote_name(str(f.column)) for f in [*fields, recorded])
    places = ", ".join(["%s"] * (len(fields) + 1))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - names come from the models
            [
                (
                    *(
                        v if p is None or v is None else p(v, connection)
                        for v, p in zip(row.values(), prepare, strict=True)
                    ),
                    now,
                )
                for row in dicts
            ],
        )
    for post, other in held.items():  # a seat may be held by whoever holds a post further down the sheet
        if other:
            Post.objects.filter(pk=post).update(held_with_id=other)
