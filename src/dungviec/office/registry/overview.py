"""The state of the workforce on the day, as the morning page and units show it."""

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
class Share:
    """One row of a distribution."""

    label: str
    count: int
    total: int
    url: str
    blank: bool = False


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
