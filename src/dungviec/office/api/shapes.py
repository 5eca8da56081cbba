"""Shapes of answers that several routes share, and those made from the declared columns and tables."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.utils import translation
from ninja import Schema
from pydantic import BaseModel, Field, create_model

from dungviec.office.api.marks import Mark
from dungviec.office.registry.columns import COLUMNS
from dungviec.office.registry.filters import FILTERS, NOT_STATED
from dungviec.records.codes import CODE_LISTS

_KINDS: dict[str, Any] = {"text": str, "code": str, "date": date, "int": int, "number": float, "yes": bool}
Identifier = Annotated[str, Field(pattern=r"^[\w.\-]{1,40}$")]


class Listed(Schema):
    """A page of a list."""

    total: int = Field(description="Rows of the whole list.")
    page: int
    pages: int


class Done(Schema):
    """What a write came to."""

    done: Literal[True] = True
    key: str = Field("", description="Key of the row or number of the thing that was made.")
    state: str = ""
    api: str = Field("", description="Where it can be read.")


def _said(label: Any) -> str:
    """A label in Vietnamese, whatever the language of the request that first asks for the description."""
    with translation.override("vi"):
        return str(label)


def _row(name: str, fields: dict[str, Any], base: type[BaseModel] = Schema) -> type[BaseModel]:
    made: type[BaseModel] = create_model(name, __base__=base, **fields)
    return made


PersonRow = _row(
    "PersonRow",
    {"person_id": (str, ...), "api": (str, ...)}
    | {
        c.key: (_KINDS[c.kind] | Mark | None, Field(None, description=_said(c.label)))
        for c in COLUMNS.values()
        if c.key != "id"
    },
)
"""One official in a list: the columns asked for, a mark where one may not be seen."""


def _choices(key: str) -> Any:
    made = FILTERS[key]
    values = (*CODE_LISTS[made.codes].values, NOT_STATED) if made.codes else tuple(v for v, _word in made.options)
    return Literal[values]


PeopleFilters = _row(
    "PeopleFilters",
    {
        "q": (str, Field("", max_length=100, description="Words of the name, post or identifier, with or without marks.")),
        "unit": (str, Field("", pattern=r"^[\w.\-]{0,40}$", description="Identifier of a unit: its people and those below.")),
        "sort": (Literal[tuple(s + k for k in COLUMNS for s in ("", "-"))], Field("name", description="A column; `-` turns the order.")),
        "columns": (str, Field("", max_length=400, pattern=r"^[a-z_,]*$", description=f"Columns, commas between: {', '.join(COLUMNS)}. All when empty.")),
    }
    | {key: (_choices(key) | None, Field(None, description=_said(f.label))) for key, f in FILTERS.items()},
)  # fmt: skip
"""What the list of officials can be asked."""
