"""A cross-table as a drawing that needs no colour: bars with patterns and their figures, squares by size, dots on a scale, two days as
a hollow and a full dot. The table stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dungviec.workforce.crosstab import TOTAL, CrossTab, Row
from dungviec.workforce.crosstab_compare import Comparison
from dungviec.workforce.crosstab_lines import Answered, answer_of, signed, written

BAR = 18
MOST_ROWS = 24
"""So many rows are drawn; the table has them all."""
PATTERNS = 6
"""So many parts of a bar are told apart; a table with more columns is drawn as squares."""
MOST_SQUARES = 11
_LETTER = 7.6
"""How wide a letter of a legend is taken to be."""
_NARROW = 30
"""A part of a bar narrower than this bears no figure."""
_FILLS = mark_safe(
    '<defs><pattern id="ex-1" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="ex-paper"/><rect width="3" height="7" class="ex-ink"/></pattern>'
    '<pattern id="ex-2" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="ex-paper"/><circle cx="3" cy="3" r="1.500" class="ex-ink"/></pattern>'
    '<pattern id="ex-4" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="7" height="7" class="ex-paper"/><rect width="1.200" height="7" class="ex-ink"/></pattern>'
    '<pattern id="ex-5" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="ex-paper"/><path d="M0 3H6M3 0V6" class="ex-line"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a drawing is made on: a wide one names the rows at the left of their bars, one for a phone above them."""

    css: str
    width: int
    left: int
    right: int
    row: int
    letters: int
    """Letters of a name that have room."""
    above: int
    """Room for the name above its bar; 0: it stands at the left."""
    angle: int
    heading: int
    """Letters of a column's heading, which stands at ``angle``, and what is kept free at the right for the last one."""
    free: int
    fills: str
    """Before the names of the patterns: both drawings stand on one page."""

    def label(self, y: float) -> tuple[float, float, str]:
        """Where the name of a row stands whose bar begins at ``y``: x, y, and the end that is anchored there."""
        return (self.left, y - 6, "start") if self.above else (self.left - 10, y + 14, "end")

    def fill(self, k: int) -> str:
        """The ink of part ``k`` of a bar."""
        return ("currentColor", "none")[k // 3] if k in (0, 3) else f"url(#{self.fills}{k})"


WIDE = Sheet("explore-wide", 700, 226, 96, 30, 31, 0, -38, 23, 84, "ex-")
PHONE = Sheet("explore-phone", 340, 6, 104, 50, 44, 20, -70, 17, 46, "exp-")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing, and what must be said about what it leaves to the table."""

    svg: SafeString
    """Wide and narrow, one after the other; the style sheet shows the one that the screen has room for."""
    notes: tuple[str, ...]


def draw(answer: Answered, lang: str, *, spoken: str) -> Drawn | None:
    """The drawing of a table; None where there is nobody to draw."""
    rows = [r for r in answer.rows if len(r) == 1 or r[1] == TOTAL]
    shown, now = rows[:MOST_ROWS], answer_of(answer)
    if not shown:
        return None
    notes = []
    if len(rows) > len(shown):
        notes.append(_("Hình vẽ %(n)d dòng đầu; bảng có đủ %(m)d dòng.") % {"n": len(shown), "m": len(rows)})
    if len(now.question.rows) > 1:
        notes.append(_("Hình vẽ theo thuộc tính thứ nhất; thuộc tính thứ hai ở bảng."))
    columns, sheets = len(answer.columns), (WIDE, PHONE)
    if isinstance(answer, Comparison):
        made = [_two_days(answer, shown, lang, at) for at in sheets]
        across = columns > 0
    elif now.measure.kind != "count":
        made = [_dots(now, shown, lang, at) for at in sheets]
        across = columns > 0
    elif 1 < columns <= PATTERNS:
        made = [_stacked(now, shown, lang, at) for at in sheets]
        across = False
    elif PATTERNS < columns <= MOST_SQUARES:
        made = [_squares(now, shown, lang, at) for at in sheets]
        across = False
    else:
        made = [_bars(now, shown, lang, at) for at in sheets]
        across = columns > 1
    if across:
        notes.append(_("Hình vẽ cả dòng; các cột ở bảng."))
    svg = _joined(
        format_html(
            '<svg class="explore-chart {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>', at.css, at.width, height, spoken, mark_safe(_FILLS.replace('id="ex-', f'id="{at.fills}')), body  # noqa: S308 - the fixed text above
        )
        for at, (body, height) in zip(sheets, made, strict=True)
    )  # fmt: skip
    return Drawn(svg, tuple(notes))


def _label(answer: Answered, row: Row, y: float, lang: str, at: Sheet) -> SafeString:
    """The name of a row whose bar begins at ``y``."""
    words = answer.words(0, row[0], lang)
    short = words if len(words) <= at.letters else f"{words[: at.letters - 1]}…"
    x, down, anchor = at.label(y)
    return format_html('<text class="ex-name" x="{}" y="{}" text-anchor="{}">{}<title>{}</title></text>', x, f"{down:.1f}", anchor, short, words)  # fmt: skip


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((p,) for p in parts))


def _figure(x: float, y: float, words: str, *, css: str = "ex-figure", anchor: str = "start") -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', css, f"{x:.1f}", f"{y:.1f}", anchor, words)  # fmt: skip


def _bars(tab: CrossTab, rows: Sequence[Row], lang: str, at: Sheet) -> tuple[SafeString, int]:
    most, whole = max(tab.cell(r).people for r in rows), tab.people.height
    parts = []
    for n, row in enumerate(rows):
        y, people = n * at.row + 6 + at.above, tab.cell(row).people
        wide = (at.width - at.left - at.right) * people / most
        told = f"{written(people, lang)} ({written(100 * people / whole, lang, decimals=1)} %)"
        parts += [
            _label(tab, row, y, lang, at),
            format_html('<rect class="ex-bar" x="{}" y="{}" width="{}" height="{}" fill="currentColor"/>', at.left, y, f"{max(wide, 1):.1f}", BAR),
            _figure(at.left + wide + 6, y + 14, told),
        ]  # fmt: skip
    return _joined(parts), len(rows) * at.row + 10


def _stacked(tab: CrossTab, rows: Sequence[Row], lang: str, at: Sheet) -> tuple[SafeString, int]:
    legend, top = _legend([c.words(lang) for c in tab.columns], at)
    most = max(tab.cell(r).people for r in rows)
    parts = [legend]
    for n, row in enumerate(rows):
        y, x = n * at.row + top + at.above, float(at.left)
        parts.append(_label(tab, row, y, lang, at))
        for k, column in enumerate(tab.columns):
            people = tab.cell(row, column.key).people
            wide = (at.width - at.left - at.right) * people / most
            if people:
                parts.append(
                    format_html('<rect class="ex-bar" x="{}" y="{}" width="{}" height="{}" fill="{}"><title>{}: {}</title></rect>', f"{x:.1f}", y, f"{wide:.1f}", BAR, at.fill(k), column.words(lang), written(people, lang))
                )  # fmt: skip
            if wide >= _NARROW:
                parts.append(_tag(x + wide / 2, y + 14, written(people, lang)))
            x += wide
        parts.append(_figure(x + 6, y + 14, written(tab.cell(row).people, lang)))
    return _joined(parts), len(rows) * at.row + top + 6


def _tag(x: float, y: float, words: str) -> SafeString:
    """A figure on a patterned ground: it stands on a strip of paper."""
    wide = 7.2 * len(words) + 6
    return format_html(
        '<rect class="ex-paper" x="{}" y="{}" width="{}" height="14" rx="2"/>{}', f"{x - wide / 2:.1f}", f"{y - 12:.1f}", f"{wide:.1f}", _figure(x, y - 1, words, anchor="middle")
    )  # fmt: skip


def _legend(words: Sequence[str], at: Sheet) -> tuple[SafeString, int]:
    """Each pattern with its name, in as many lines as they need; returned with where the drawing begins."""
    parts, x, y, most = [], 8.0, 4, int((at.width - 52) / _LETTER)
    for k, whole in enumerate(words):
        word = whole if len(whole) <= most else f"{whole[: most - 1]}…"
        wide = 26 + _LETTER * len(word) + 18
        if x + wide > at.width and x > 8:
            x, y = 8.0, y + 22
        parts.append(format_html('<rect class="ex-bar" x="{}" y="{}" width="18" height="12" fill="{}"/>', f"{x:.1f}", y, at.fill(k)))  # fmt: skip
        parts.append(_figure(x + 24, y + 11, word))
        x += wide
    return _joined(parts), y + 30


def _squares(tab: CrossTab, rows: Sequence[Row], lang: str, at: Sheet) -> tuple[SafeString, int]:
    """One square a cell, as large as its people are many, the figure under it; columns are named at an angle."""
    step = (at.width - at.left - at.free) / len(tab.columns)
    most = max(tab.cell(r, c.key).people for r in rows for c in tab.columns)
    tall, top = 46 + at.above, 118
    side = min(step * 0.62, 26)
    parts = []
    for k, column in enumerate(tab.columns):
        x = at.left + step * (k + 0.5)
        words = column.words(lang)
        short = words if len(words) <= at.heading else f"{words[: at.heading - 1]}…"
        parts.append(format_html('<text class="ex-figure" transform="translate({} {}) rotate({})">{}<title>{}</title></text>', f"{x - 4:.1f}", top - 14, at.angle, short, words))  # fmt: skip
    for n, row in enumerate(rows):
        y = n * tall + top + at.above
        parts.append(_label(tab, row, y + 4, lang, at))
        for k, column in enumerate(tab.columns):
            people, x = tab.cell(row, column.key).people, at.left + step * (k + 0.5)
            wide = side * (people / most) ** 0.5
            if people:
                parts.append(format_html('<rect class="ex-bar" x="{}" y="{}" width="{}" height="{}" fill="currentColor"/>', f"{x - wide / 2:.1f}", f"{y + 13 - wide / 2:.1f}", f"{wide:.1f}", f"{wide:.1f}"))  # fmt: skip
            parts.append(_figure(x, y + 39, written(people, lang) if people else "·", css="ex-small", anchor="middle"))
    return _joined(parts), len(rows) * tall + top + 4


def _dots(tab: CrossTab, rows: Sequence[Row], lang: str, at: Sheet) -> tuple[SafeString, int]:
    values = [tab.cell(r).value for r in rows]
    place = _scale([v for v in values if v is not None], zero=tab.measure.kind == "share", at=at)
    decimals, whole = tab.measure.decimals, tab.cell(tab.all_row).value
    parts = []
    if whole is not None:
        parts.append(
            format_html('<path class="ex-rule" d="M{0} 20V{1}"/>', f"{place(whole):.1f}", len(rows) * at.row + 22)
        )
        parts.append(_figure(place(whole), 13, _("chung %s") % written(whole, lang, decimals=decimals), css="ex-small", anchor="middle"))  # fmt: skip
    for n, (row, value) in enumerate(zip(rows, values, strict=True)):
        y = n * at.row + 36 + at.above
        parts.append(_label(tab, row, y - 10, lang, at))
        if value is None:
            parts.append(_figure(at.left + 4, y + 4, _("chưa biết")))
            continue
        x = place(value)
        parts.append(format_html('<path class="ex-rule" d="M{} {}H{}"/><circle class="ex-dot" cx="{}" cy="{}" r="6" fill="currentColor"/>', at.left, y, f"{x:.1f}", f"{x:.1f}", y))  # fmt: skip
        parts.append(_figure(x + 11, y + 5, f"{written(value, lang, decimals=decimals)} {tab.measure.unit_words(lang)}"))  # fmt: skip
    return _joined(parts), len(rows) * at.row + 26


def _two_days(both: Comparison, rows: Sequence[Row], lang: str, at: Sheet) -> tuple[SafeString, int]:
    pairs = [tuple(c.value for c in both.cell(r)) for r in rows]
    measure = both.now.measure
    place = _scale([v for pair in pairs for v in pair if v is not None], zero=measure.kind != "mean", at=at)
    days = [f"{tab.scope.until:%d/%m/%Y}" for tab in (both.then, both.now)]
    parts = [
        format_html('<circle class="ex-hollow" cx="16" cy="12" r="6"/>{}<circle class="ex-dot" cx="136" cy="12" r="6" fill="currentColor"/>{}', _figure(28, 17, days[0]), _figure(148, 17, days[1]))
    ]  # fmt: skip
    for n, (row, (then, now)) in enumerate(zip(rows, pairs, strict=True)):
        y = n * at.row + 42 + at.above
        parts.append(_label(both, row, y - 10, lang, at))
        if then is None or now is None:
            parts.append(_figure(at.left + 4, y + 4, _("không đủ số liệu ở một trong hai ngày")))
            continue
        a, b = place(then), place(now)
        change = signed(both.difference(row), lang, decimals=measure.decimals)
        parts.append(format_html('<path class="ex-line" d="M{} {}H{}"/><circle class="ex-dot" cx="{}" cy="{}" r="6" fill="currentColor"/><circle class="ex-hollow" cx="{}" cy="{}" r="6"/>', f"{a:.1f}", y, f"{b:.1f}", f"{b:.1f}", y, f"{a:.1f}", y))  # fmt: skip
        told = f"{written(then, lang, decimals=measure.decimals)} → {written(now, lang, decimals=measure.decimals)} ({change})"  # fmt: skip
        parts.append(_figure(max(a, b) + 11, y + 5, told))
    return _joined(parts), len(rows) * at.row + 34


class _scale:
    """Where a value stands between the names and the figures; ``zero``: the scale begins at nought."""

    def __init__(self, values: Sequence[float], *, zero: bool, at: Sheet) -> None:
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        self._low = 0.0 if zero else low - (high - low or 1.0) * 0.1
        self._wide, self._at = (high - self._low) or 1.0, at

    def __call__(self, value: float) -> float:
        room = self._at.width - self._at.left - self._at.right - 90
        return self._at.left + 8 + room * (value - self._low) / self._wide
