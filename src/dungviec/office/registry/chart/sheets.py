"""The whole chart on A0 sheets, drawn as SVG in millimetres: columns of boxes and seats, joined by lines, continued by name.

Ten thousand nodes are three or four sheets; the letters of a seat are 3 mm high, readable at arm's length from a wall.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.registry.seating import all_post_rows
from dungviec.office.registry.structure import Node
from dungviec.records.codes import CODE_LISTS

WIDTH, HEIGHT = 1189, 841
MARGIN, HEAD, FOOT = 18, 34, 12
COLUMNS, GAP = 12, 5.0
LINE = 4.2
INDENT = 4.0
_COLUMN = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
_TOP = MARGIN + HEAD
PER_COLUMN = int((HEIGHT - _TOP - MARGIN - FOOT) / LINE)
_UNIT_WIDTH, _SEAT_WIDTH = 1.8, 1.46
"""Millimetres a letter takes on average, in the name of a unit and on a seat."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column: a unit, or a seat of one."""

    depth: int
    text: str
    second: str = ""
    state: str = "unit"
    """``unit``, ``held``, ``vacant``, ``over`` or ``joined`` (a seat held together with another)."""


def draw(top: Sequence[Node], day: date, *, title: str, seen: Collection[str] | None = None) -> list[SafeString]:
    """The sheets for ``top`` and everything below, each one SVG of 1189 × 841 mm; names outside ``seen`` are left out."""
    lines = list(_lines(top, day, seen))
    columns = _columns(lines)
    sheets = [columns[i : i + COLUMNS] for i in range(0, len(columns), COLUMNS)]
    return [
        _sheet(sheet, title=title, day=day, number=number, of=len(sheets))
        for number, sheet in enumerate(sheets, start=1)
    ]


def _lines(top: Sequence[Node], day: date, seen: Collection[str] | None) -> Iterator[Line]:
    posts = all_post_rows(day)

    def below(node: Node, depth: int) -> Iterator[Line]:
        count = (
            _("%(held)d/%(seats)d chỗ") % {"held": node.seats - node.vacant, "seats": node.seats} if node.seats else ""
        )
        yield Line(depth, node.name, count)
        for row in posts.get(node.unit_id, ()):
            yield from _seats(row, depth + 1, seen)
        for child in node.children:
            yield from below(child, depth + 1)

    for node in top:
        yield from below(node, 0)


def _seats(row: dict[str, Any], depth: int, seen: Collection[str] | None) -> Iterator[Line]:
    """A line for each person on the post, and one for all its vacant seats."""
    state = "joined" if row["unified"] else "over" if row["over"] else "held"
    for holder in row["holders"]:
        named = seen is None or holder["person_id"] in seen
        word = "" if holder["kind"] == "main" else f" ({CODE_LISTS['tenure_kind'].label(holder['kind'], 'vi').lower()})"
        yield Line(depth, row["title"], (holder["name"] if named else _("có người giữ")) + word, state)
    if row["vacant"]:
        words = _("khuyết") if row["vacant"] == 1 else _("khuyết %d chỗ") % row["vacant"]
        yield Line(depth, row["title"], words, "vacant")


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines cut into columns; each later one begins with the names of the units it goes on with."""
    columns: list[list[Line]] = []
    column: list[Line] = []
    above: dict[int, Line] = {}
    for line in lines:
        if len(column) == PER_COLUMN:
            columns.append(column)
            column = [Line(d, above[d].text, _("tiếp"), "again") for d in sorted(above) if d < line.depth]
        if line.state == "unit":
            above = {d: kept for d, kept in above.items() if d < line.depth} | {line.depth: line}
        column.append(line)
    return [*columns, column] if column else columns


def _sheet(columns: Sequence[Sequence[Line]], *, title: str, day: date, number: int, of: int) -> SafeString:
    head = format_html(
        '<text class="a0-title" x="{0}" y="{1}">{2}</text><text class="a0-sub" x="{0}" y="{3}">{4}</text>'
        '<text class="a0-sub" x="{5}" y="{1}" text-anchor="end">{6}</text>',
        MARGIN, MARGIN + 11, _("Sơ đồ tổ chức %s") % title, MARGIN + 21,
        _("Theo vị trí, tại ngày %s. Ô đặc: có người giữ; ô trống viền đỏ: khuyết; ô vàng: nhiều người trên một chỗ; ô kép: kiêm, nhất thể hóa.") % f"{day:%d/%m/%Y}",
        WIDTH - MARGIN, _("Tờ %(number)d/%(of)d") % {"number": number, "of": of},
    )  # fmt: skip
    body = format_html_join(
        "", "{}", ((_column(lines, MARGIN + i * (_COLUMN + GAP)),) for i, lines in enumerate(columns))
    )
    return format_html(
        '<svg class="a0" viewBox="0 0 {0} {1}" role="img" aria-label="{2}"><rect class="a0-paper" width="{0}" height="{1}"/>{3}{4}</svg>',
        WIDTH, HEIGHT, _("Sơ đồ tổ chức, tờ %d; bản chữ là trang Sơ đồ") % number, head, body,
    )  # fmt: skip


def _column(lines: Sequence[Line], left: float) -> SafeString:
    return format_html_join(
        "", "{}", ((_drawn(line, left, _TOP + i * LINE, lines, i),) for i, line in enumerate(lines))
    )


def _drawn(line: Line, left: float, y: float, lines: Sequence[Line], at: int) -> SafeString:
    """One line: the elbow from the unit above, the box or seat, the words."""
    x = left + line.depth * INDENT
    room = left + _COLUMN - x
    elbow: SafeString | str = ""
    if line.depth:
        up = next((n for n in range(1, at + 1) if lines[at - n].depth <= line.depth), 0)
        if up:
            drop = 0.9 if lines[at - up].depth < line.depth else 1.9
            elbow = format_html(
                '<path class="a0-line" d="M{0} {1}V{2}H{3}"/>', _n(x - INDENT + 1.3), _n(y - (up - 1) * LINE - drop), _n(y + 1.9), _n(x - 0.2)
            )  # fmt: skip
    if line.state in ("unit", "again"):
        second = line.second
        text = _cut(line.text, int((room - 3 - len(second) * _SEAT_WIDTH) / _UNIT_WIDTH))
        return format_html(
            '{}<g class="a0-{}"><rect x="{}" y="{}" width="{}" height="3.7" rx=".6"/><text x="{}" y="{}">{}</text><text class="a0-count" x="{}" y="{}" text-anchor="end">{}</text></g>',
            elbow, line.state, _n(x), _n(y + 0.15), _n(room), _n(x + 1.1), _n(y + 2.85), text, _n(x + room - 1), _n(y + 2.85), second,
        )  # fmt: skip
    letters = int((room - 5) / _SEAT_WIDTH)
    name = _cut(line.second, letters - 8)
    title = _cut(line.text, letters - len(name))
    return format_html(
        '{}<g class="a0-{}"><rect x="{}" y="{}" width="1.8" height="1.8" rx=".3"/><text x="{}" y="{}">{}<tspan class="a0-who" dx="1.2">{}</tspan></text></g>',
        elbow, line.state, _n(x + 0.3), _n(y + 1), _n(x + 3), _n(y + 2.75), title, name,
    )  # fmt: skip


def _n(value: float) -> str:
    return f"{value:.1f}"


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 1)].rstrip() + "…"
