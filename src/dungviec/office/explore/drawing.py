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

WIDTH, LEFT, RIGHT = 700, 226, 96
ROW, BAR = 30, 18
MOST_ROWS = 24
"""So many rows are drawn; the table has them all."""
PATTERNS = 6
"""So many parts of a bar are told apart; a table with more columns is drawn as squares."""
MOST_SQUARES = 11
_LABEL = 31
_NARROW = 30
"""A part of a bar narrower than this bears no figure."""
_FILLS = mark_safe(
    '<defs><pattern id="ex-1" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="ex-paper"/><rect width="3" height="7" class="ex-ink"/></pattern>'
    '<pattern id="ex-2" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="ex-paper"/><circle cx="3" cy="3" r="1.500" class="ex-ink"/></pattern>'
    '<pattern id="ex-4" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="7" height="7" class="ex-paper"/><rect width="1.200" height="7" class="ex-ink"/></pattern>'
    '<pattern id="ex-5" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="ex-paper"/><path d="M0 3H6M3 0V6" class="ex-line"/></pattern></defs>'
)
_FILL = ("currentColor", "url(#ex-1)", "url(#ex-2)", "none", "url(#ex-4)", "url(#ex-5)")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing, and what must be said about what it leaves to the table."""

    svg: SafeString
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
    columns = len(answer.columns)
    if isinstance(answer, Comparison):
        body, height = _two_days(answer, shown, lang)
        across = columns > 0
    elif now.measure.kind != "count":
        body, height = _dots(now, shown, lang)
        across = columns > 0
    elif 1 < columns <= PATTERNS:
        body, height = _stacked(now, shown, lang)
        across = False
    elif PATTERNS < columns <= MOST_SQUARES:
        body, height = _squares(now, shown, lang)
        across = False
    else:
        body, height = _bars(now, shown, lang)
        across = columns > 1
    if across:
        notes.append(_("Hình vẽ cả dòng; các cột ở bảng."))
    svg = format_html(
        '<svg class="explore-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>', WIDTH, height, spoken, _FILLS, body
    )  # fmt: skip
    return Drawn(svg, tuple(notes))


def _label(answer: Answered, row: Row, y: float, lang: str) -> SafeString:
    words = answer.words(0, row[0], lang)
    short = words if len(words) <= _LABEL else f"{words[: _LABEL - 1]}…"
    return format_html('<text class="ex-name" x="{}" y="{}" text-anchor="end">{}<title>{}</title></text>', LEFT - 10, f"{y:.1f}", short, words)  # fmt: skip


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((p,) for p in parts))


def _figure(x: float, y: float, words: str, *, css: str = "ex-figure", anchor: str = "start") -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', css, f"{x:.1f}", f"{y:.1f}", anchor, words)  # fmt: skip


def _bars(tab: CrossTab, rows: Sequence[Row], lang: str) -> tuple[SafeString, int]:
    most, whole = max(tab.cell(r).people for r in rows), tab.people.height
    parts = []
    for n, row in enumerate(rows):
        y, people = n * ROW + 6, tab.cell(row).people
        wide = (WIDTH - LEFT - RIGHT) * people / most
        told = f"{written(people, lang)} ({written(100 * people / whole, lang, decimals=1)} %)"
        parts += [
            _label(tab, row, y + 14, lang),
            format_html('<rect class="ex-bar" x="{}" y="{}" width="{}" height="{}" fill="currentColor"/>', LEFT, y, f"{max(wide, 1):.1f}", BAR),
            _figure(LEFT + wide + 6, y + 14, told),
        ]  # fmt: skip
    return _joined(parts), len(rows) * ROW + 10


def _stacked(tab: CrossTab, rows: Sequence[Row], lang: str) -> tuple[SafeString, int]:
    legend, top = _legend([c.words(lang) for c in tab.columns])
    most = max(tab.cell(r).people for r in rows)
    parts = [legend]
    for n, row in enumerate(rows):
        y, x = n * ROW + top, float(LEFT)
        parts.append(_label(tab, row, y + 14, lang))
        for k, column in enumerate(tab.columns):
            people = tab.cell(row, column.key).people
            wide = (WIDTH - LEFT - RIGHT) * people / most
            if people:
                parts.append(
                    format_html('<rect class="ex-bar" x="{}" y="{}" width="{}" height="{}" fill="{}"><title>{}: {}</title></rect>', f"{x:.1f}", y, f"{wide:.1f}", BAR, _FILL[k], column.words(lang), written(people, lang))
                )  # fmt: skip
            if wide >= _NARROW:
                parts.append(_tag(x + wide / 2, y + 14, written(people, lang)))
            x += wide
        parts.append(_figure(x + 6, y + 14, written(tab.cell(row).people, lang)))
    return _joined(parts), len(rows) * ROW + top + 6


def _tag(x: float, y: float, words: str) -> SafeString:
    """A figure on a patterned ground: it stands on a strip of paper."""
    wide = 7.2 * len(words) + 6
    return format_html(
        '<rect class="ex-paper" x="{}" y="{}" width="{}" height="14" rx="2"/>{}', f"{x - wide / 2:.1f}", f"{y - 12:.1f}", f"{wide:.1f}", _figure(x, y - 1, words, anchor="middle")
    )  # fmt: skip


def _legend(words: Sequence[str]) -> tuple[SafeString, int]:
    """Each pattern with its name, in as many lines as they need; returned with where the drawing begins."""
    parts, x, y = [], 8.0, 4
    for k, word in enumerate(words):
        wide = 26 + 7.6 * len(word) + 18
        if x + wide > WIDTH and x > 8:
            x, y = 8.0, y + 22
        parts.append(format_html('<rect class="ex-bar" x="{}" y="{}" width="18" height="12" fill="{}"/>', f"{x:.1f}", y, _FILL[k]))  # fmt: skip
        parts.append(_figure(x + 24, y + 11, word))
        x += wide
    return _joined(parts), y + 30


def _squares(tab: CrossTab, rows: Sequence[Row], lang: str) -> tuple[SafeString, int]:
    """One square a cell, as large as its people are many, the figure under it; columns are named at an angle."""
    step = (WIDTH - LEFT - 84) / len(tab.columns)
    most = max(tab.cell(r, c.key).people for r in rows for c in tab.columns)
    tall, top = 46, 118
    side = min(step * 0.62, 26)
    parts = []
    for k, column in enumerate(tab.columns):
        x = LEFT + step * (k + 0.5)
        words = column.words(lang)
        short = words if len(words) <= 23 else f"{words[:22]}…"
        parts.append(format_html('<text class="ex-figure" transform="translate({} {}) rotate(-38)">{}<title>{}</title></text>', f"{x - 4:.1f}", top - 14, short, words))  # fmt: skip
    for n, row in enumerate(rows):
        y = n * tall + top
        parts.append(_label(tab, row, y + 18, lang))
        for k, column in enumerate(tab.columns):
            people, x = tab.cell(row, column.key).people, LEFT + step * (k + 0.5)
            wide = side * (people / most) ** 0.5
            if people:
                parts.append(format_html('<rect class="ex-bar" x="{}" y="{}" width="{}" height="{}" fill="currentColor"/>', f"{x - wide / 2:.1f}", f"{y + 13 - wide / 2:.1f}", f"{wide:.1f}", f"{wide:.1f}"))  # fmt: skip
            parts.append(_figure(x, y + 39, written(people, lang) if people else "·", css="ex-small", anchor="middle"))
    return _joined(parts), len(rows) * tall + top + 4


def _dots(tab: CrossTab, rows: Sequence[Row], lang: str) -> tuple[SafeString, int]:
    values = [tab.cell(r).value for r in rows]
    place = _scale([v for v in values if v is not None], zero=tab.measure.kind == "share")
    decimals, whole = tab.measure.decimals, tab.cell(tab.all_row).value
    parts = []
    if whole is not None:
        parts.append(
            format_html('<path class="ex-rule" d="M{0} 20V{1}"/>', f"{place(whole):.1f}", len(rows) * ROW + 22)
        )
        parts.append(_figure(place(whole), 13, _("chung %s") % written(whole, lang, decimals=decimals), css="ex-small", anchor="middle"))  # fmt: skip
    for n, (row, value) in enumerate(zip(rows, values, strict=True)):
        y = n * ROW + 36
        parts.append(_label(tab, row, y + 4, lang))
        if value is None:
            parts.append(_figure(LEFT + 4, y + 4, _("chưa biết")))
            continue
        x = place(value)
        parts.append(format_html('<path class="ex-rule" d="M{} {}H{}"/><circle class="ex-dot" cx="{}" cy="{}" r="6" fill="currentColor"/>', LEFT, y, f"{x:.1f}", f"{x:.1f}", y))  # fmt: skip
        parts.append(_figure(x + 11, y + 5, f"{written(value, lang, decimals=decimals)} {tab.measure.unit_words(lang)}"))  # fmt: skip
    return _joined(parts), len(rows) * ROW + 26


def _two_days(both: Comparison, rows: Sequence[Row], lang: str) -> tuple[SafeString, int]:
    pairs = [tuple(c.value for c in both.cell(r)) for r in rows]
    measure = both.now.measure
    place = _scale([v for pair in pairs for v in pair if v is not None], zero=measure.kind != "mean")
    days = [f"{tab.scope.until:%d/%m/%Y}" for tab in (both.then, both.now)]
    parts = [
        format_html('<circle class="ex-hollow" cx="16" cy="12" r="6"/>{}<circle class="ex-dot" cx="136" cy="12" r="6" fill="currentColor"/>{}', _figure(28, 17, days[0]), _figure(148, 17, days[1]))
    ]  # fmt: skip
    for n, (row, (then, now)) in enumerate(zip(rows, pairs, strict=True)):
        y = n * ROW + 42
        parts.append(_label(both, row, y + 4, lang))
        if then is None or now is None:
            parts.append(_figure(LEFT + 4, y + 4, _("không đủ số liệu ở một trong hai ngày")))
            continue
        a, b = place(then), place(now)
        change = signed(both.difference(row), lang, decimals=measure.decimals)
        parts.append(format_html('<path class="ex-line" d="M{} {}H{}"/><circle class="ex-dot" cx="{}" cy="{}" r="6" fill="currentColor"/><circle class="ex-hollow" cx="{}" cy="{}" r="6"/>', f"{a:.1f}", y, f"{b:.1f}", f"{b:.1f}", y, f"{a:.1f}", y))  # fmt: skip
        told = f"{written(then, lang, decimals=measure.decimals)} → {written(now, lang, decimals=measure.decimals)} ({change})"  # fmt: skip
        parts.append(_figure(max(a, b) + 11, y + 5, told))
    return _joined(parts), len(rows) * ROW + 34


class _scale:
    """Where a value stands between the names and the figures; ``zero``: the scale begins at nought."""

    def __init__(self, values: Sequence[float], *, zero: bool) -> None:
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        self._low = 0.0 if zero else low - (high - low or 1.0) * 0.1
        self._wide = (high - self._low) or 1.0

    def __call__(self, value: float) -> float:
        return LEFT + 8 + (WIDTH - LEFT - RIGHT - 90) * (value - self._low) / self._wide
