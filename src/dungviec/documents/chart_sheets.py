"""An organisation chart laid out on large sheets: columns of units and seats, joined by lines, continued under the names above.

Millimetres throughout. The letters of a seat stay about 3 mm high on every paper, readable at arm's length from a wall: smaller
paper takes more sheets, never smaller letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN, HEAD, FOOT = 18.0, 34.0, 12.0
GAP, LINE, INDENT = 5.0, 4.2, 4.0
_UNIT_WIDTH, _SEAT_WIDTH = 1.8, 1.46
"""Millimetres a letter takes on average, in the name of a unit and on a seat."""


@dataclass(frozen=True, slots=True)
class SheetSize:
    """A paper in landscape, in millimetres, and the columns it takes."""

    key: str
    width: int
    height: int
    columns: int

    @property
    def column(self) -> float:
        """How wide a column is."""
        return (self.width - 2 * MARGIN - (self.columns - 1) * GAP) / self.columns

    @property
    def rows(self) -> int:
        """Lines of one column."""
        return int((self.height - MARGIN - HEAD - MARGIN - FOOT) / LINE)


SIZES = {s.key: s for s in (SheetSize("a0", 1189, 841, 12), SheetSize("a1", 841, 594, 8), SheetSize("a3", 420, 297, 4))}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: a unit, or a seat of one."""

    depth: int
    text: str
    second: str = ""
    state: str = "unit"
    """``unit``, ``held``, ``vacant``, ``over``, ``joined`` (a seat held together with another) or ``again`` (a unit that goes on)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line in its place: its left upper corner, the room to the right, its words cut to fit, the elbow from the unit above."""

    state: str
    x: float
    y: float
    room: float
    text: str
    second: str
    elbow: tuple[float, float, float, float] | None = None
    """``x`` and ``y`` where the elbow starts, ``y`` where it turns, ``x`` where it ends."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of ``of``."""

    number: int
    of: int
    marks: tuple[Mark, ...]


def lay_out(lines: Sequence[Line], size: SheetSize) -> list[Sheet]:
    """Every line in its place on sheets of ``size``; no sheets without lines."""
    columns = cut_columns(lines, size.rows)
    sheets = [columns[i : i + size.columns] for i in range(0, len(columns), size.columns)]
    return [
        Sheet(number, len(sheets), tuple(m for i, column in enumerate(sheet) for m in _placed(column, i, size)))
        for number, sheet in enumerate(sheets, start=1)
    ]


def cut_columns(lines: Sequence[Line], rows: int) -> list[list[Line]]:
    """Lines cut into columns of ``rows``; each later one begins with the units it goes on with, in the state ``again``."""
    columns: list[list[Line]] = []
    column: list[Line] = []
    above: dict[int, Line] = {}
    for line in lines:
        if len(column) == rows:
            columns.append(column)
            column = [Line(d, above[d].text, "", "again") for d in sorted(above) if d < line.depth]
        if line.state == "unit":
            above = {d: kept for d, kept in above.items() if d < line.depth} | {line.depth: line}
        column.append(line)
    return [*columns, column] if column else columns


def _placed(lines: Sequence[Line], number: int, size: SheetSize) -> list[Mark]:
    left, top = MARGIN + number * (size.column + GAP), MARGIN + HEAD
    return [_mark(lines, at, left, top + at * LINE, size.column) for at in range(len(lines))]


def _mark(lines: Sequence[Line], at: int, left: float, y: float, column: float) -> Mark:
    line = lines[at]
    x = left + line.depth * INDENT
    room = left + column - x
    if line.state in ("unit", "again"):
        text = _cut(line.text, int((room - 3 - len(line.second) * _SEAT_WIDTH) / _UNIT_WIDTH))
        return Mark(line.state, x, y, room, text, line.second, _elbow(lines, at, x, y))
    letters = int((room - 5) / _SEAT_WIDTH)
    second = _cut(line.second, letters - 8)
    return Mark(line.state, x, y, room, _cut(line.text, letters - len(second)), second, _elbow(lines, at, x, y))


def _elbow(lines: Sequence[Line], at: int, x: float, y: float) -> tuple[float, float, float, float] | None:
    depth = lines[at].depth
    up = next((n for n in range(1, at + 1) if lines[at - n].depth <= depth), 0) if depth else 0
    if not up:
        return None
    drop = 0.9 if lines[at - up].depth < depth else 1.9
    return x - INDENT + 1.3, y - (up - 1) * LINE - drop, y + 1.9, x - 0.2


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 1)].rstrip() + "…"
