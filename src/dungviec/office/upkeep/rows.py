"""Rows of any table as lines of JSON and back, exact to the microsecond and the same for SQLite and PostgreSQL."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, JSONField, Model, Value

from dungviec.office.sealing.fields import Sealed, Stored
from dungviec.office.sealing.rotation import as_stored

PART = 2000
"""Rows of one part."""


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of the table, as fields."""
    return list(model._meta.local_concrete_fields)


def parts(model: type[Model]) -> Iterator[tuple[int, bytes]]:
    """The table in parts: how many rows, and their lines."""
    fields = fields_of(model)
    nested = [isinstance(f, JSONField) for f in fields]
    # Sealed values travel as they are stored: the backup opens nothing, and its keys are in it wrapped as they are here.
    sealed = {f"stored_{f.attname}": as_stored(f.attname) for f in fields if isinstance(f, Sealed)}
    names = [f"stored_{f.attname}" if isinstance(f, Sealed) else f.attname for f in fields]
    found = model._base_manager.order_by("pk").annotate(**sealed).values_list(*names).iterator(chunk_size=PART)
    held: list[str] = []
    for row in found:
        held.append(json.dumps([_told(v, inner) for v, inner in zip(row, nested, strict=True)], ensure_ascii=False))
        if len(held) == PART:
            yield len(held), ("\n".join(held) + "\n").encode()
            held = []
    if held:
        yield len(held), ("\n".join(held) + "\n").encode()


def put(model: type[Model], lines: bytes, columns: Sequence[str]) -> int:
    """Write the lines of one part into the table; returns how many rows. ``columns`` are those the part was made with."""
    by_name = {f.attname: f for f in fields_of(model)}
    fields = [by_name[name] for name in columns]
    made = []
    for line in (
        lines.decode().removesuffix("\n").split("\n")
    ):  # splitlines would also cut at U+2028, U+0085 … inside a text
        values = [_read(v) for v in json.loads(line)]
        one = model()
        for field, value in zip(fields, values, strict=True):
            empty_json = value is None and isinstance(field, JSONField) and not field.null
            if isinstance(field, Sealed) and value is not None:
                value = Stored(value)
            setattr(one, field.attname, Value(None, JSONField()) if empty_json else value)
        made.append(one)
    step = max(connection.ops.bulk_batch_size(fields, made), 1)
    for begin in range(0, len(made), step):
        # raw: as written, without what a save would set by itself (such as the time of making)
        model._base_manager._insert(made[begin : begin + step], fields=fields, raw=True)  # type: ignore[attr-defined]
    return len(made)


def _told(value: Any, nested: bool) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return {"json": value} if nested and value is not None else value
    if nested:
        return {"json": value}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"span": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, UUID):
        return {"uuid": str(value)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    raise TypeError(f"No way to write a value of {type(value).__name__} into a backup.")


_READERS: dict[str, Any] = {
    "json": lambda v: v, "datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat,
    "span": lambda v: timedelta(days=v[0], seconds=v[1], microseconds=v[2]), "decimal": Decimal, "uuid": UUID, "bytes": base64.b64decode,
}  # fmt: skip


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    [(kind, inner)] = value.items()
    return _READERS[kind](inner)
