"""Values of entries: as JSON in the database, as the types of their columns in Python."""

from __future__ import annotations

from datetime import date
from typing import Any

from dungviec.records.schema import Column


def to_entry(value: Any) -> Any:
    """The value as an entry stores it: days as ISO texts, everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def from_entry(column: Column, value: Any) -> Any:
    """The value of an entry in its column's type."""
    return date.fromisoformat(value) if column.type == "date" and value is not None else value
