"""Rows of the records as typed frames: as known now or at a past moment, with the values that held on a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from dungviec.office.registry.holdings import Holding
from dungviec.office.registry.models import Entry
from dungviec.office.registry.stored import from_entry
from dungviec.office.sealing.fields import Sealed
from dungviec.office.shell.replica import reading_the_copy

KEY = "_key"
"""The column of a read frame that holds the row's key: a text in single-row tables, a number in event tables."""
ORDER = "_order"
"""The column rows are ordered by, where that is not the key."""
START = date.min
"""Stands for «from the beginning» in frames of entries."""
ENTRIES = {"key": pl.String(), "field": pl.String(), "value": pl.String(), "start": pl.Date()}
"""Schema of frames of entries: one value of one field from a day on, as JSON."""
_JSON = ("codes", "words")


@reading_the_copy(False)
def read_rows(table: Holding, *, known_on: datetime | None = None, keys: Sequence[str] | None = None) -> pl.DataFrame:
    """Rows of a table with KEY (and ORDER), as known now or at ``known_on``; only those with ``keys`` when given.

    The columns of single-row tables are the newest ones: :func:`on_day` puts the values of a day in.
    """
    known = Q(withdrawn_at__isnull=True)
    if known_on is not None:
        known = Q(recorded_at__lte=known_on) & (known | Q(withdrawn_at__gt=known_on))
    rows = table.model._default_manager.filter(known)
    if keys is not None:
        rows = rows.filter(pk__in=[table.pk_value(key) for key in keys])
    own = [*table.attributes.values(), table.pk, *([table.order] if table.order else [])]
    sql, parameters = rows.order_by().values_list(*own).query.sql_with_params()
    with connection.cursor() as cursor:  # past Django's own conversion, which takes longer than the question
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    columns = table.table.columns
    sealed = {name: f for name, f in table.fields.items() if isinstance(f, Sealed)}
    schema: dict[str, pl.DataType] = {
        c.name: pl.String() if c.type in _JSON or c.name in sealed else c.dtype for c in columns
    }
    schema[KEY] = pl.String() if table.single else pl.Int64()
    if table.order:
        schema[ORDER] = pl.Int64()
    frame = pl.DataFrame(found, schema=schema, orient="row")
    frame = frame.with_columns(
        pl.Series(name, f.open_many(frame[name].to_list()), dtype=table.table.by_name[name].dtype)
        for name, f in sealed.items()
    )
    frame = frame.with_columns(pl.col(c.name).str.json_decode(c.dtype) for c in columns if c.type in _JSON)
    if known_on is not None and table.single:
        frame = frame.filter(~pl.col(KEY).is_in(_off_file(table, known_on)))
    return in_order(frame)


def in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows in the order they are kept in: that of the key, or of the column that stands for it."""
    return frame.sort(ORDER if ORDER in frame.columns else KEY)


@reading_the_copy(False)
def dated_entries(table: Holding, *, keys: Sequence[str] | None = None) -> pl.DataFrame:
    """The timelines, as known now, of fields that have a value from some day on."""
    now = Entry.objects.filter(table=table.name, withdrawn_at__isnull=True)
    same = now.filter(key=OuterRef("key"), field=OuterRef("field"), valid_from__isnull=False)
    rows = now.filter(Exists(same))
    return _frame(rows if keys is None else rows.filter(key__in=list(keys)))


@reading_the_copy(False)
def entries_known(table: Holding, known_on: datetime) -> pl.DataFrame:
    """All timelines of a table as they were known at a moment."""
    return _frame(_known(table, known_on).exclude(field=""))


def on_day(table: Holding, frame: pl.DataFrame, entries: pl.DataFrame, day: date) -> pl.DataFrame:
    """``frame`` with the values that hold on ``day`` in every field that has entries."""
    if not entries.height:
        return frame
    chosen = entries.filter(pl.col("start") <= day).sort("start").group_by("key", "field", maintain_order=True).last()
    for (name,), part in chosen.group_by("field", maintain_order=True):
        column = table.table.by_name[str(name)]
        values = [from_entry(column, json.loads(text)) for text in part["value"]]
        told = pl.DataFrame(
            {KEY: part["key"], "_told": pl.Series(values, dtype=column.dtype), "_is_told": pl.repeat(True, part.height, eager=True)}
        )  # fmt: skip
        frame = (
            frame.join(told, on=KEY, how="left", maintain_order="left")
            .with_columns(pl.when("_is_told").then("_told").otherwise(pl.col(column.name)).alias(column.name))
            .drop("_told", "_is_told")
        )
    return frame


def _frame(rows: QuerySet[Entry]) -> pl.DataFrame:
    found = [
        (key, field, json.dumps(value, ensure_ascii=False), start or START)
        for key, field, value, start in rows.values_list("key", "field", "value", "valid_from")
    ]
    return pl.DataFrame(found, schema=ENTRIES, orient="row")


def _known(table: Holding, moment: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(table=table.name, recorded_at__lte=moment).filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment)
    )


def _off_file(table: Holding, moment: datetime) -> list[str]:
    return list(_known(table, moment).filter(field="").values_list("key", flat=True))
