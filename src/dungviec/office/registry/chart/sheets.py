"""The whole chart on large sheets: its lines read from the records, drawn as SVG for the screen and the printer, or made a PDF.

Ten thousand nodes are three or four sheets of A0 with every name, and one without names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.documents.chart_pdf import ChartWords, write_chart_pdf
from dungviec.documents.chart_sheets import MARGIN, Line, Mark, Sheet, SheetSize, lay_out
from dungviec.office.registry.seating import all_post_rows
from dungviec.office.registry.structure import Node
from dungviec.records.codes import CODE_LISTS


def lines(top: Sequence[Node], day: date, *, seen: Collection[str] | None = None, names: bool = True) -> Iterator[Line]:
    """The chart from ``top`` downwards. People outside ``seen`` (None everybody) keep their seat and lose their name.

    Without ``names`` a post is one line with how many of its seats are held.
    """
    posts = all_post_rows(day)

    def below(node: Node, depth: int) -> Iterator[Line]:
        count = (
            _("%(held)d/%(seats)d chỗ") % {"held": node.seats - node.vacant, "seats": node.seats} if node.seats else ""
        )
        yield Line(depth, node.name, count)
        for row in posts.get(node.unit_id, ()):
            yield from _seats(row, depth + 1, seen) if names else _post(row, depth + 1)
        for child in node.children:
            yield from below(child, depth + 1)

    for node in top:
        yield from below(node, 0)


def _seats(row: dict[str, Any], depth: int, seen: Collection[str] | None) -> Iterator[Line]:
    """A line for each person on the post, and one for all its vacant seats."""
    for holder in row["holders"]:
        named = seen is None or holder["person_id"] in seen
        word = "" if holder["kind"] == "main" else f" ({CODE_LISTS['tenure_kind'].label(holder['kind'], 'vi').lower()})"
        yield Line(depth, row["title"], (holder["name"] if named else _("có người giữ")) + word, _state(row))
    if row["vacant"]:
        words = _("khuyết") if row["vacant"] == 1 else _("khuyết %d chỗ") % row["vacant"]
        yield Line(depth, row["title"], words, "vacant")


def _post(row: dict[str, Any], depth: int) -> Iterator[Line]:
    """One line for the post: held of seats."""
    count = "" if row["unified"] else f"{row['held']}/{row['seats']}"
    yield Line(depth, row["title"], count, "vacant" if row["vacant"] else _state(row))


def _state(row: dict[str, Any]) -> str:
    return "joined" if row["unified"] else "over" if row["over"] else "held"


def pdf(found: Sequence[Line], day: date, *, title: str, size: SheetSize) -> tuple[bytes, int]:
    """The chart as a PDF of ``size``, and how many sheets it has."""
    sheets = lay_out(found, size)
    words = ChartWords(
        title=_("Sơ đồ tổ chức %s") % title, legend=_legend(day), sheet=_("Tờ {number}/{of}"), again=_("tiếp")
    )
    return write_chart_pdf(sheets, size, words), len(sheets)


def draw(found: Sequence[Line], day: date, *, title: str, size: SheetSize) -> list[SafeString]:
    """The sheets, each one SVG with the millimetres of ``size``."""
    return [_sheet(sheet, size, title=title, day=day) for sheet in lay_out(found, size)]


def _legend(day: date) -> str:
    return (
        _("Theo vị trí, tại ngày %s. Ô đặc: có người giữ; ô trống viền đỏ: khuyết; ô vàng: nhiều người trên một chỗ; ô kép: kiêm, nhất thể hóa.")
        % f"{day:%d/%m/%Y}"
    )  # fmt: skip


def _sheet(sheet: Sheet, size: SheetSize, *, title: str, day: date) -> SafeString:
    head = format_html(
        '<text class="a0-title" x="{0}" y="{1}">{2}</text><text class="a0-sub" x="{0}" y="{3}">{4}</text>'
        '<text class="a0-sub" x="{5}" y="{1}" text-anchor="end">{6}</text>',
        _n(MARGIN), _n(MARGIN + 11), _("Sơ đồ tổ chức %s") % title, _n(MARGIN + 21), _legend(day),
        _n(size.width - MARGIN), _("Tờ %(number)d/%(of)d") % {"number": sheet.number, "of": sheet.of},
    )  # fmt: skip
    body = format_html_join("", "{}", ((_drawn(mark),) for mark in sheet.marks))
    return format_html(
        '<svg class="a0" viewBox="0 0 {0} {1}" role="img" aria-label="{2}"><rect class="a0-paper" width="{0}" height="{1}"/>{3}{4}</svg>',
        size.width, size.height, _("Sơ đồ tổ chức, tờ %d; bản chữ là trang Sơ đồ") % sheet.number, head, body,
    )  # fmt: skip


def _drawn(mark: Mark) -> SafeString:
    """One line: the elbow from the unit above, the box or seat, the words."""
    x, y, room = mark.x, mark.y, mark.room
    elbow: SafeString | str = ""
    if mark.elbow:
        elbow = format_html('<path class="a0-line" d="M{} {}V{}H{}"/>', *(_n(v) for v in mark.elbow))
    if mark.state in ("unit", "again"):
        second = _("tiếp") if mark.state == "again" else mark.second
        return format_html(
            '{}<g class="a0-{}"><rect x="{}" y="{}" width="{}" height="3.7" rx=".6"/><text x="{}" y="{}">{}</text><text class="a0-count" x="{}" y="{}" text-anchor="end">{}</text></g>',
            elbow, mark.state, _n(x), _n(y + 0.15), _n(room), _n(x + 1.1), _n(y + 2.85), mark.text, _n(x + room - 1), _n(y + 2.85), second,
        )  # fmt: skip
    return format_html(
        '{}<g class="a0-{}"><rect x="{}" y="{}" width="1.8" height="1.8" rx=".3"/><text x="{}" y="{}">{}<tspan class="a0-who" dx="1.2">{}</tspan></text></g>',
        elbow, mark.state, _n(x + 0.3), _n(y + 1), _n(x + 3), _n(y + 2.75), mark.text, mark.second,
    )  # fmt: skip


def _n(value: float) -> str:
    return f"{value:.1f}"
