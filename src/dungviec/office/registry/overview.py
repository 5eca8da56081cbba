"""The home page's answer: what needs attention, and the state of the workforce on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dungviec.office.registry import structure
from dungviec.office.registry.filters import NOT_STATED
from dungviec.records.codes import CODE_LISTS
from dungviec.records.dates import add_months


@dataclass(frozen=True)
class Line:
    """One counted thing with the list it opens."""

    text: str
    count: int
    url: str
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Share:
    """One row of a distribution."""

    label: str
    count: int
    total: int
    url: str
    blank: bool = False


def attention(frame: pl.DataFrame, posts: pl.DataFrame, day: date, *, alarms: int = 0) -> list[Line]:
    """What asks for a decision or a correction, the most pressing first; nothing with a count of zero."""
    soon = add_months(day, 12)
    terms, leaving = pl.col("term_ends"), pl.col("retires")
    dated = frame.select(
        past_term=(terms < day).sum(),
        term=terms.is_between(day, soon).sum(),
        retire=leaving.is_between(day, soon).sum(),
        over_age=(leaving < day).sum(),
    )
    past_term, term, retire, over_age = (int(n or 0) for n in dated.row(0))
    lead = int(posts.filter(pl.col("leads"))["vacant"].sum())
    seats = int(posts["vacant"].sum())
    rated = "rating_year" in frame.columns and frame["rating_year"].max() is not None
    unrated = frame["rating"].null_count() if rated else 0
    blank = frame["degree"].null_count() if "degree" in frame.columns else 0
    lines = [
        Line(_("chức vụ lãnh đạo, quản lý đang khuyết người giữ"), lead, reverse("registry:units") + "?show=vacant", tone="lacquer"),
        Line(_("người đã quá hạn bổ nhiệm mà chưa có quyết định mới"), past_term, people_address(term="0"), tone="lacquer"),
        Line(_("điều trong hồ sơ mâu thuẫn với nhau"), alarms, reverse("registry:alarms"), _("Báo động, mỗi điều kèm cách chữa"), "lacquer"),
        Line(_("người hết thời hạn bổ nhiệm trong 12 tháng tới"), term, people_address(term="12"), _("Thông báo trước ít nhất 90 ngày"), "amber"),
        Line(_("người đến tuổi nghỉ hưu trong 12 tháng tới"), retire, people_address(retires="12"), _("Cần chuẩn bị người kế cận"), "amber"),
        Line(_("người đã qua tuổi nghỉ hưu vẫn còn trong danh sách"), over_age, people_address(retires="0"), tone="amber"),
        Line(_("chỗ làm việc còn trống ở mọi vị trí"), seats, reverse("registry:units") + "?show=vacant", tone="slate"),
        Line(_("người chưa rõ trình độ chuyên môn"), blank, people_address(degree=NOT_STATED), _("Bổ sung văn bằng vào hồ sơ"), "slate"),
        Line(_("người chưa có kết quả xếp loại nào"), unrated, people_address(rating=NOT_STATED), tone="slate"),
    ]  # fmt: skip
    return [line for line in lines if line.count]


def distribution(
    frame: pl.DataFrame, column: str, codes: str, key: str, *, absent: str = "", unit: str = ""
) -> list[Share]:
    """How people spread over a code list, the highest value first, those without a value last (``absent`` names them).

    ``unit`` goes into the lists the rows open.
    """
    within = {"unit": unit} if unit else {}
    counts = dict(frame.group_by(column).len().iter_rows())
    lang = get_language() or "vi"
    rows = [
        Share(
            code.vi if lang == "vi" else code.en,
            counts[code.value],
            frame.height,
            people_address(**within, **{key: code.value}),
        )
        for code in sorted(CODE_LISTS[codes], key=lambda c: -c.rank)
        if counts.get(code.value)
    ]
    if counts.get(None):
        rows.append(
            Share(
                absent or _("Chưa có thông tin"),
                counts[None],
                frame.height,
                people_address(**within, **{key: NOT_STATED}),
                blank=True,
            )
        )
    return rows


def degree_finding(frame: pl.DataFrame) -> str:
    """The title of the degree chart: what it shows, in one sentence."""
    if not frame.height:
        return _("Chưa có ai trong phạm vi này")
    high = frame.filter(pl.col("degree").is_in(["university", "master", "doctor"])).height
    return _("%(share)s %% có trình độ từ đại học trở lên") % {"share": round(100 * high / frame.height)}


def theory_finding(frame: pl.DataFrame) -> str:
    """The title of the theory chart."""
    upper = frame.filter(pl.col("theory").is_in(["advanced", "bachelor"])).height
    return ngettext(
        "%(count)d người có cao cấp, cử nhân lý luận chính trị",
        "%(count)d người có cao cấp, cử nhân lý luận chính trị",
        upper,
    ) % {"count": upper}


@dataclass(frozen=True)
class Month:
    """One month of the year ahead: terms that end and people who retire in it."""

    first: date
    terms: int
    retirements: int


def year_ahead(frame: pl.DataFrame, day: date) -> list[Month]:
    """Twelve months from the month of ``day``."""
    start = day.replace(day=1)
    spans = [(add_months(start, i), add_months(start, i + 1)) for i in range(12)]
    counts = frame.select(
        ((pl.col(name) >= max(first, day)) & (pl.col(name) < after)).sum().alias(f"{name}{i}")
        for i, (first, after) in enumerate(spans)
        for name in ("term_ends", "retires")
    ).row(0)
    return [
        Month(first, int(counts[2 * i] or 0), int(counts[2 * i + 1] or 0)) for i, (first, _after) in enumerate(spans)
    ]


def leadership_vacancies(posts: pl.DataFrame, limit: int = 6) -> tuple[list[dict[str, Any]], int]:
    """Vacant leadership posts, the most senior first, and how many more there are than ``limit``."""
    vacant = posts.filter(pl.col("leads") & (pl.col("vacant") > 0)).sort(
        ["level_rank", "importance", "unit_name"], descending=[True, True, False], nulls_last=True
    )
    return vacant.head(limit).to_dicts(), max(0, vacant.height - limit)


def over_norm(nodes: list[structure.Node]) -> tuple[int, int, int]:
    """How many units are over, under and exactly at their norm."""
    units = [n for top in nodes for n in top.walk() if n.norm is not None]
    over = sum(1 for n in units if n.present > (n.norm or 0))
    short = sum(1 for n in units if n.present < (n.norm or 0))
    return over, short, len(units) - over - short


def people_address(**parameters: str) -> str:
    """The list of officials with these filters."""
    return f"{reverse('registry:people')}?{urlencode(parameters)}"
