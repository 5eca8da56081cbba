"""Cells of a row as JSON and back: dates and formula errors keep what they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dungviec.exchange.grid import Cell, CellError


def pack(cell: Cell) -> Any:
    """A cell as JSON."""
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, CellError):
        return {"e": cell.code}
    return cell


def unpack(value: Any) -> Cell:
    """The cell that ``pack`` wrote."""
    if isinstance(value, dict):
        return date.fromisoformat(value["d"]) if "d" in value else CellError(value["e"])
    return value  # type: ignore[no-any-return]


def with_fixes(cells: Sequence[Any], fixes: dict[str, str]) -> list[Cell]:
    """A row's cells with what people typed in their place; an empty text empties the cell."""
    row = [unpack(c) for c in cells]
    for column, text in fixes.items():
        at = int(column)
        row.extend([None] * (at + 1 - len(row)))
        row[at] = text or None
    return row
