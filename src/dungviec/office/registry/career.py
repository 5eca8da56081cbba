"""A life in service as one strip: posts, ratings, training, awards, discipline on one axis of years; drawn as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dungviec.records.codes import CODE_LISTS, LEADERSHIP_RANK, LEVELS

WIDTH, LEFT, RIGHT = 1120, 104, 14
_ROW = {"posts": 26, "pay": 92, "ratings": 98, "training": 132, "awards": 162, "discipline": 188}
_HEIGHT = 216
_PAY = 28
"""How much the rows below the posts move down where there is a row of ranks and pay."""
_SHORT = {"failed": "K", "completed": "H", "good": "T", "excellent": "X"}


@dataclass(frozen=True)
class Life:
    """What the strip draws: rows of the records of one person, each as a mapping."""

    tenures: Sequence[dict[str, Any]]
    ratings: Sequence[dict[str, Any]]
    training: Sequence[dict[str, Any]]
    awards: Sequence[dict[str, Any]]
    discipline: Sequence[dict[str, Any]]
    pay: Sequence[dict[str, Any]] = ()
    """Ranks and salary steps; empty where none are on file or they may not be seen."""


class _Axis:
    """Days to pixels, from the January of the first event to the January after the day looked at; and where each row lies."""

    def __init__(self, first: date, day: date, *, pay: bool) -> None:
        down = _PAY if pay else 0
        self.rows = {key: y if key in ("posts", "pay") else y + down for key, y in _ROW.items()}
        self.height = _HEIGHT + down
        self.start = date(first.year, 1, 1)
        self.end = date(max(day.year + 1, first.year + 6), 1, 1)

    def x(self, day: date) -> float:
        span = (self.end - self.start).days
        inside = min(max((day - self.start).days, 0), span)
        return LEFT + (WIDTH - LEFT - RIGHT) * inside / span

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)


def strip(life: Life, day: date) -> SafeString:
    """The strip on ``day``; a sentence for somebody without a dated history."""
    firsts = [row["from_date"] for row in life.tenures] + [row["from_date"] for row in life.training]
    firsts += [date(row["year"], 1, 1) for row in (*life.ratings, *life.awards)]
    firsts += [row["decided"] for row in life.discipline]
    if not firsts and not life.pay:
        return format_html('<p class="none">{}</p>', _("Chưa có quá trình công tác nào được ghi."))
    firsts += [row["from_date"] for row in life.pay]
    axis = _Axis(min(firsts), day, pay=bool(life.pay))
    parts = [
        _years(axis),
        _names(axis, pay=bool(life.pay)),
        *_posts(life, axis, day),
        *_pay(life, axis, day),
        *_ratings(life, axis),
        *_marks(life, axis),
    ]
    now = axis.x(day)
    hair = format_html(
        '<g class="hair"><line x1="{0}" x2="{0}" y1="18" y2="{1}"/><text x="{2}" y="{3}" text-anchor="end">{4}</text></g>',
        _n(now), axis.height - 20, _n(now), axis.height - 5, f"{day:%d/%m/%Y}",
    )  # fmt: skip
    body = mark_safe("".join([*parts, hair]))  # noqa: S308 - every part was made by format_html
    return format_html(
        '<svg class="career" viewBox="0 0 {} {}" role="img" aria-label="{}" data-from="{}" data-to="{}">{}</svg>', WIDTH, axis.height,
        _("Quá trình công tác theo năm; bảng đầy đủ ở dưới"), axis.start.isoformat(), axis.end.isoformat(), body,
    )  # fmt: skip


def _n(value: float) -> str:
    return f"{value:.1f}"


def _years(axis: _Axis) -> SafeString:
    step = 1 if len(axis.years) <= 14 else 2 if len(axis.years) <= 26 else 5
    marks = []
    for year in axis.years:
        x = axis.x(date(year, 1, 1))
        if year % step == 0 and x < WIDTH - 60:
            marks.append(
                format_html('<line class="grid" x1="{0}" x2="{0}" y1="18" y2="{3}"/><text class="year" x="{1}" y="12">{2}</text>',
                            _n(x), _n(x + 3), year, axis.height - 20)
            )  # fmt: skip
    return mark_safe("".join(marks))  # noqa: S308


def _names(axis: _Axis, *, pay: bool) -> SafeString:
    words = (("posts", _("Vị trí"), 28), *([("pay", _("Ngạch, lương"), 13)] if pay else []), ("ratings", _("Xếp loại"), 13), ("training", _("Đào tạo"), 9),
             ("awards", _("Khen thưởng"), 9), ("discipline", _("Kỷ luật"), 9))  # fmt: skip
    return mark_safe(  # noqa: S308
        "".join(
            format_html('<text class="lane" x="0" y="{}">{}</text>', axis.rows[key] + drop, word)
            for key, word, drop in words
        )
    )


def _posts(life: Life, axis: _Axis, day: date) -> list[SafeString]:
    """Main posts on the upper line, concurrent and acting ones on a thin line below; later ones drawn last."""
    drawn = []
    for row in sorted(life.tenures, key=lambda r: r["from_date"]):
        if row["from_date"] > day:
            continue
        until = min(row["to_date"] or day, day)
        x, width = axis.x(row["from_date"]), max(axis.x(until) - axis.x(row["from_date"]), 3)
        main = row["kind"] in ("main", "seconded")
        leads = (LEVELS.rank(row["level"]) or 0) >= LEADERSHIP_RANK
        css = "post lead" if leads else "post"
        y, height = (axis.rows["posts"], 44) if main else (axis.rows["posts"] + 48, 10)
        words = _period(row)
        label: SafeString | str = ""
        room = int((width - 12) / 6.3)
        if main and room >= 6:
            second = row.get("unit_name") or ""
            label = format_html(
                '<text class="post-title" x="{}" y="{}">{}</text><text class="post-unit" x="{}" y="{}">{}</text>',
                _n(x + 7), y + 19, _cut(row["title"], room), _n(x + 7), y + 34, _cut(second, int(room * 1.08)),
            )  # fmt: skip
        drawn.append(
            format_html(
                '<g class="{}"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="3"/>{}</g>',
                css,
                words,
                _n(x),
                y,
                _n(max(width - 1.5, 2)),
                height,
                label,
            )
        )
    return drawn


def _pay(life: Life, axis: _Axis, day: date) -> list[SafeString]:
    """Ranks and salary steps: one box a step, darker with every step of the same rank."""
    drawn = []
    for row in sorted(life.pay, key=lambda r: r["from_date"]):
        x = axis.x(row["from_date"])
        width = max(axis.x(min(row.get("to_date") or day, day)) - x, 3)
        words = " · ".join(
            word
            for word in (
                row.get("rank_code") or "",
                _("bậc %d") % row["step"] if row.get("step") else "",
                number_format(row["coefficient"], decimal_pos=2) if row.get("coefficient") else "",
            )
            if word
        )
        short = _cut(words, int((width - 6) / 5.6)) if width > 40 else ""
        drawn.append(
            format_html('<g class="pay"><title>{}: {}</title><rect x="{}" y="{}" width="{}" height="18" rx="3"/><text x="{}" y="{}">{}</text></g>',
                        row["from_date"].strftime("%m/%Y"), words, _n(x), axis.rows["pay"], _n(max(width - 1.5, 2)), _n(x + 5), axis.rows["pay"] + 13, short)
        )  # fmt: skip
    return drawn


def _period(row: dict[str, Any]) -> str:
    end = f"{row['to_date']:%d/%m/%Y}" if row["to_date"] else _("nay")
    unit = f", {row['unit_name']}" if row.get("unit_name") else ""
    return f"{row['title']}{unit}: {row['from_date']:%d/%m/%Y} – {end}"


def _ratings(life: Life, axis: _Axis) -> list[SafeString]:
    lang = get_language() or "vi"
    drawn = []
    for row in life.ratings:
        if row["system"] != "state" or row["rating"] is None:
            continue
        x = (axis.x(date(row["year"], 1, 1)) + axis.x(date(row["year"] + 1, 1, 1))) / 2
        word = CODE_LISTS["rating"].label(row["rating"], lang)
        drawn.append(
            format_html(
                '<g class="rate rate-{}"><title>{}: {}</title><rect x="{}" y="{}" width="18" height="18" rx="4"/><text x="{}" y="{}" text-anchor="middle">{}</text></g>',
                row["rating"],
                row["year"],
                word,
                _n(x - 9),
                axis.rows["ratings"],
                _n(x),
                axis.rows["ratings"] + 13,
                _SHORT[row["rating"]],
            )
        )
    return drawn


def _marks(life: Life, axis: _Axis) -> list[SafeString]:
    drawn = []
    for row in life.training:
        x = axis.x(row["from_date"])
        width = max(axis.x(row["to_date"]) - x, 7) if row["to_date"] else 7
        drawn.append(
            format_html('<g class="course"><title>{}: {}</title><rect x="{}" y="{}" width="{}" height="8" rx="4"/></g>',
                        row["from_date"].strftime("%m/%Y"), row["title"], _n(x), axis.rows["training"] + 2, _n(width))
        )  # fmt: skip
    for row in life.awards:
        x, y = axis.x(date(row["year"], 7, 1)), axis.rows["awards"] + 5
        drawn.append(
            format_html('<g class="award"><title>{}: {}</title><path d="M{} {}l5 5-5 5-5-5z"/></g>', row["year"], row["title"], _n(x), y - 5)
        )  # fmt: skip
    for row in life.discipline:
        x = axis.x(row["decided"])
        word = CODE_LISTS["discipline_form"].label(row["form"], get_language() or "vi")
        drawn.append(
            format_html('<g class="fault"><title>{}: {}</title><rect x="{}" y="{}" width="10" height="10"/></g>',
                        row["decided"].strftime("%d/%m/%Y"), word, _n(x), axis.rows["discipline"])
        )  # fmt: skip
    return drawn


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 1)].rstrip() + "…"
