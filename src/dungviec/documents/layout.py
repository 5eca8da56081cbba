"""What a form is made of: lines with places to fill, tables, and what a table's rows become when they are read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dungviec.records.dossiers import Dossier, table_of
from dungviec.records.schema import Column

Show = Literal["", "caps", "month"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one value of a one-row table; ``caps`` shows capitals, the text underneath stays as it is."""

    table: str
    column: str
    show: Show = ""

    @property
    def field(self) -> str:
        """``table.column``."""
        return f"{self.table}.{self.column}"

    @property
    def declared(self) -> Column:
        """The column's declaration."""
        return table_of(self.table).by_name[self.column]


@dataclass(frozen=True, slots=True)
class Derived:
    """Words composed from rows that stand elsewhere on the form; read back, they are only compared."""

    name: str
    compose: Callable[[Dossier], str]
    of: str
    """The table that holds the facts: where it is masked, so are the words."""


Part = str | Slot | Derived


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: printed words and places to fill."""

    parts: tuple[Part, ...]
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading above tables."""

    text: str


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a table on the form: heading, width in per cent, and the column of the records that types it."""

    key: str
    head: str
    width: int
    table: str
    column: str
    month: bool = False

    @property
    def declared(self) -> Column:
        """The column's declaration."""
        return table_of(self.table).by_name[self.column]


@dataclass(frozen=True, slots=True)
class Make:
    """What one printed row becomes: a row of ``table`` with these columns from cells, and these values fixed by the place."""

    table: str
    cells: Mapping[str, str]
    """Column of the records → key of the form's column."""
    needs: tuple[str, ...]
    """Keys of which at least one must hold something; else the printed row says nothing of this table."""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    supposed: Mapping[str, Any] = field(default_factory=dict)
    """What a row that is new on the paper is taken to be where the form has no column for it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the form."""

    key: str
    columns: tuple[GridColumn, ...]
    makes: tuple[Make, ...]
    rows: Callable[[Dossier], list[dict[str, Any]]]
    """Printed rows of a dossier: key of the form's column → value."""
    heading: str = ""


Block = Line | Heading | Grid


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: its name, what it rests on, and its blocks in order."""

    key: str
    title: tuple[str, ...]
    basis: str
    """The instrument that carries the form, with its confidence mark."""
    head: tuple[Line, ...]
    """Lines of the left of the title block."""
    numbers: tuple[Line, ...]
    """Lines under the title."""
    blocks: tuple[Block, ...]
    pledge: str
    left_sign: str
    right_sign: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line with places to fill."""
        return (*self.head, *self.numbers, *(b for b in self.blocks if isinstance(b, Line)))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every place for a value of a one-row table, the name above the signature included."""
        return (*(p for line in self.lines for p in line.parts if isinstance(p, Slot)), SIGNED_NAME)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Every table."""
        return tuple(b for b in self.blocks if isinstance(b, Grid))


SIGNED_NAME = Slot("people", "name")
"""The name under which the official signs: the one on file, where the first item may show another one given at birth."""


def plain_grid(
    key: str, heading: str, table: str, columns: Sequence[tuple[str, str, int]], *, months: bool = True, **fixed: Any
) -> Grid:
    """A form's table that shows rows of one table of the records; ``columns`` are (column, heading, width in per cent).

    ``fixed`` narrows it to rows with that value (``kind="theory"``); rows read back get it.
    """
    declared = table_of(table).by_name
    shown = tuple(
        GridColumn(name, head, width, table, name, month=months and declared[name].type == "date")
        for name, head, width in columns
    )
    keys = tuple(c.key for c in shown)

    def rows(dossier: Dossier) -> list[dict[str, Any]]:
        fitting = (r for r in dossier.rows(table) if all(r.get(k) == v for k, v in fixed.items()))
        printed = ({k: r.get(k) for k in keys} for r in fitting)
        return [r for r in printed if any(v is not None for v in r.values())]

    return Grid(key, shown, (Make(table, {k: k for k in keys}, keys, dict(fixed)),), rows, heading)


def month_words(day: date) -> str:
    """``mm/yyyy``: how the forms write the months of a course or a post.

    >>> month_words(date(2015, 9, 14))
    '09/2015'
    """
    return f"{day.month:02d}/{day.year:04d}"
