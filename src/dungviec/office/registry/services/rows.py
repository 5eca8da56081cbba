"""Rows into and out of the database, set by set: one prepared statement for any number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models

from dungviec.office.registry.holdings import Holding, Row
from dungviec.office.sealing.fields import Sealed

_AS_IS = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values every database driver takes as they are."""
_CHUNK = 900
"""Keys per question: SQLite takes at most 999 parameters in its oldest builds."""
T = TypeVar("T")


def chunks(items: Sequence[T], size: int = _CHUNK) -> Iterator[Sequence[T]]:
    """``items`` in parts small enough for one question to the database."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def insert(
    table: Holding, rows: Sequence[Row], *, at: datetime, account: int | None = None, batch: int | None = None
) -> None:
    """Add rows of declared columns, each row with the same ones, recorded at one moment."""
    if not rows:
        return
    by_name = table.attributes
    full = [{by_name.get(name, name): value for name, value in row.items()} for row in _derived(table, rows)]
    for row in full:
        row |= {"recorded_at": at, "recorded_by_id": account, "batch_id": batch}
    insert_attributes(table.model, full)


def insert_attributes(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Add rows given by model attribute. Columns the rows do not name get the model's default."""
    if not rows:
        return
    by_attribute = {str(f.attname): f for f in model._meta.concrete_fields if not f.primary_key or f.attname in rows[0]}
    defaults = {name: f.get_default() for name, f in by_attribute.items() if name not in rows[0]}
    fields = list(by_attribute.values())
    prepare = [None if isinstance(f, _AS_IS) and not isinstance(f, Sealed) else f.get_db_prep_save for f in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(f.column)) for f in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608 - names come from the models
            [
                tuple(
                    v if p is None or v is None else p(v, connection)
                    for v, p in zip((row[n] if n in row else defaults[n] for n in by_attribute), prepare, strict=True)
                )
                for row in rows
            ],
        )


def update(table: Holding, changes: Mapping[Any, Row]) -> None:
    """Set declared columns of the rows with these primary keys; rows that change the same columns go together."""
    groups: dict[tuple[str, ...], list[tuple[Any, Row]]] = {}
    for pk, row in changes.items():
        if row:
            (whole,) = _derived(table, [row])
            groups.setdefault(tuple(whole), []).append((pk, whole))
    meta = table.model._meta
    quote = connection.ops.quote_name
    by_attribute = {str(f.attname): f for f in meta.concrete_fields}
    for names, members in groups.items():
        fields = [by_attribute[table.attributes.get(name, name)] for name in names]
        assignments = ", ".join(f"{quote(str(f.column))} = %s" for f in fields)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {quote(meta.db_table)} SET {assignments} WHERE {quote(str(meta.pk.column))} = %s",  # noqa: S608
                [
                    (*(None if row[n] is None else f.get_db_prep_save(row[n], connection) for n, f in zip(names, fields, strict=True)), pk)
                    for pk, row in members
                ],
            )  # fmt: skip


def stored(table: Holding, pks: Iterable[Any]) -> dict[Any, Row]:
    """The rows with these primary keys, by key: declared columns, and when, by whom and in which batch they were recorded."""
    own = list(table.attributes.items())
    kept = ["recorded_at", "recorded_by_id", "batch_id", "withdrawn_at", "withdrawn_in_id"]
    found: dict[Any, Row] = {}
    for part in chunks(list(pks)):
        for pk, *values in table.model._default_manager.filter(pk__in=part).values_list(
            "pk", *(attribute for _, attribute in own), *kept
        ):
            found[pk] = dict(zip([*(name for name, _ in own), *kept], values, strict=True))
    return found


def facts(table: Holding, row: Row) -> Row:
    """The declared columns of a stored row."""
    return {name: row[name] for name in table.attributes}


def _derived(table: Holding, rows: Sequence[Row]) -> list[Row]:
    copies = [dict(row) for row in rows]
    table.derive(copies)
    return copies
