"""Values of records as JSON: a masked one is an object that says so, one that may not be known is not there at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from dungviec.office.access.masks import Masked


class Mark(Schema):
    """Stands where a value may not be seen: the same whether one is on file or not."""

    masked: Literal[True] = True
    group: str = Field(description="The group of fields, as in the table of who sees what.")
    why: str = Field(description="Who may see it, and by which text.")


def told(value: Any) -> Any:
    """A value of a record as JSON holds it."""
    if isinstance(value, Masked):
        return Mark(group=value.group.key, why=value.words).model_dump()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): told(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [told(v) for v in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
