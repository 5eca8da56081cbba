"""The family graph as SVG drawn on the server: a row for each generation, a line for each tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dungviec.office.registry.kin import Kin

_WIDE, _HIGH, _GAP_X, _GAP_Y, _TOP = 176, 58, 18, 52, 34


@dataclass(frozen=True, slots=True)
class Box:
    """One person of the drawing: words, and the address where the record may be opened."""

    person_id: str
    name: str
    words: str
    url: str = ""


def drawing(root: Box, boxes: Sequence[Box], kin: Sequence[Kin]) -> SafeString:
    """The graph: the person asked about in the middle row, elders above, the young below."""
    rows: dict[int, list[str]] = {0: [root.person_id]}
    for one in kin:
        rows.setdefault(one.generation, []).append(one.person_id)
    widest = max(len(row) for row in rows.values())
    width = widest * (_WIDE + _GAP_X) - _GAP_X + 4
    at: dict[str, tuple[float, float]] = {}
    for y, generation in enumerate(sorted(rows)):
        row = _middle(rows[generation], root.person_id)
        left = 2 + (width - 4 - len(row) * (_WIDE + _GAP_X) + _GAP_X) / 2
        for x, person in enumerate(row):
            at[person] = (left + x * (_WIDE + _GAP_X), _TOP + y * (_HIGH + _GAP_Y))
    height = _TOP + 4 + len(rows) * (_HIGH + _GAP_Y) - _GAP_Y
    lines = format_html_join("", "{}", ((_line(at[one.through], at[one.person_id], one),) for one in kin))
    people = format_html_join("", "{}", ((_box(box, at[box.person_id], box is root),) for box in (root, *boxes)))
    return format_html(
        '<svg class="kin" viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}">{}{}</svg>',
        width, height, width, height, _("Quan hệ gia đình giữa những người trong hồ sơ; bảng ở dưới"), lines, people,
    )  # fmt: skip


def _middle(row: list[str], root: str) -> list[str]:
    """The row with the person asked about in its middle."""
    others = [person for person in row if person != root]
    return others if root not in row else [*others[: len(others) // 2], root, *others[len(others) // 2 :]]


def _line(here: tuple[float, float], there: tuple[float, float], kin: Kin) -> SafeString:
    css = "kin-derived" if kin.derived else "kin-spouse" if kin.step == "spouse" else "kin-tie"
    x1, x2 = here[0] + _WIDE / 2, there[0] + _WIDE / 2
    if here[1] == there[1]:  # side by side: an arch over the row, so that it crosses nobody between
        y = here[1]
        path = f"M{x1:.0f} {y:.0f} C{x1:.0f} {y - 34:.0f} {x2:.0f} {y - 34:.0f} {x2:.0f} {y:.0f}"
    else:
        y1, y2 = (here[1] + _HIGH, there[1]) if there[1] > here[1] else (here[1], there[1] + _HIGH)
        half = (y1 + y2) / 2
        path = f"M{x1:.0f} {y1:.0f} V{half:.0f} H{x2:.0f} V{y2:.0f}"
    return format_html('<path class="{}" d="{}"/>', css, path)


def _box(box: Box, at: tuple[float, float], own: bool) -> SafeString:
    x, y = at
    inner = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="6"/><text class="kin-name" x="{}" y="{}">{}</text>'
        '<text class="kin-word" x="{}" y="{}">{}</text>',
        f"{x:.0f}", f"{y:.0f}", _WIDE, _HIGH, f"{x + 10:.0f}", f"{y + 24:.0f}", _cut(box.name, 23),
        f"{x + 10:.0f}", f"{y + 43:.0f}", _cut(box.words, 27),
    )  # fmt: skip
    group = format_html(
        '<g class="{}"><title>{} · {}</title>{}</g>', "kin-own" if own else "kin-one", box.name, box.words, inner
    )
    return format_html('<a href="{}">{}</a>', box.url, group) if box.url else group


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"
