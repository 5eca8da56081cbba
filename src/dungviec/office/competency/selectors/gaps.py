"""Gaps against the profiles of posts, of the people a viewer sees: by unit as a heat map, by competency as a table, person by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dungviec.competency.closing import closing
from dungviec.competency.gaps import gaps, heat
from dungviec.office.competency.catalogue import name_of, names, order_of, say, vietnamese
from dungviec.office.registry.figures import below
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.keeping import kept_per_day, kept_per_viewer
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell.templatetags.office import rounded
from dungviec.records.codes import TRAINING_KINDS

BOUNDS = (0.0, 0.1, 0.25, 0.5)
"""Shares of those short at which a cell takes the next shade."""
ABILITY = "two_strengths"
"""A column of the workforce in the field group of abilities: who sees it sees levels."""


@kept_per_day(tables=("posts", "profiles", "competencies", "tenures", "people"))
def _gaps(day: date) -> pl.DataFrame:
    return gaps(snapshot(day))


def seen_gaps(records: SeenRecords, unit_id: str = "") -> pl.DataFrame:
    """The gaps of everybody in reach (of a unit and all below it) with name, title and unit; refused where abilities are not seen."""
    records.require(ABILITY)
    people = below(records.people, unit_id) if unit_id else records.people
    who = people.select(
        "person_id", "name", "title", "sort_key", unit_id="unit_id", unit_name="unit_name", unit_kind="unit_kind"
    )
    return _gaps(records.day).drop("unit_id").join(who, on="person_id")


@kept_per_viewer(
    tables=("posts", "profiles", "competencies", "tenures", "people", "units", "ratings", "strengths"),
    costly=True,
    mark=lambda: (tuple(names().items()), tuple(order_of().items())),
)
def picture(records: SeenRecords, kind: str) -> dict[str, Any]:
    """The gaps of everybody in reach, of one kind of units where one is named, as the page shows them. Kept: not to be changed."""
    found = seen_gaps(records)
    kinds = sorted(found["unit_kind"].drop_nulls().unique().to_list())
    kind = kind if kind in kinds else ""
    chosen = found.filter(pl.col("unit_kind") == kind) if kind else found
    shown = columns(chosen)
    codes = [code for code, _name in shown]
    return {
        "finding": finding(chosen), "columns": shown, "rows": heat_rows(chosen, codes), "total": all_row(chosen, codes), "kinds": kinds, "kind": kind,
        "table": by_competency(chosen), "people": chosen["person_id"].n_unique(),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a heat map: how many are short of those assessed, and how many were never assessed."""

    people: int
    assessed: int
    short: int

    @property
    def share(self) -> float | None:
        """The share short; None where nobody was assessed."""
        return self.short / self.assessed if self.assessed else None

    @property
    def per_cent(self) -> str:
        """The share as it stands in the cell: the figure says what the shade says."""
        return "?" if self.share is None else str(round(100 * self.share))

    @property
    def shade(self) -> str:
        """0 (nobody short) to 4; ``none`` where nothing is asked, ``unknown`` where nobody was assessed."""
        if self.share is None:
            return "unknown"
        return str(sum(self.share > bound for bound in BOUNDS))

    @property
    def words(self) -> str:
        """The cell in words."""
        told = _("%(short)d thiếu trong %(assessed)d đã đánh giá") % {"short": self.short, "assessed": self.assessed}
        return told if self.assessed == self.people else told + _("; %d chưa đánh giá") % (self.people - self.assessed)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit of the heat map, with a cell (or none) for each competency and all of them together."""

    key: str
    name: str
    people: int
    cells: list[Cell | None]
    total: Cell


def columns(found: pl.DataFrame) -> list[tuple[str, str]]:
    """The competencies asked, in the order of the frameworks, with their names."""
    order, known = order_of(), names()
    codes = sorted(found["competency"].unique().to_list(), key=lambda c: (order.get(c, len(order)), c))
    return [(c, known.get(c, c)) for c in codes]


def heat_rows(found: pl.DataFrame, codes: Sequence[str]) -> list[HeatRow]:
    """A row for each unit, those with the largest share short first."""
    cells: dict[str, dict[str, Cell]] = {}
    for unit, code, people, assessed, short in (
        heat(found).select("unit_id", "competency", "people", "assessed", "short").iter_rows()
    ):
        cells.setdefault(unit, {})[code] = Cell(people, assessed, short)
    named = {
        u: (n, k)
        for u, n, k in found.group_by("unit_id")
        .agg(pl.col("unit_name").first(), pl.col("person_id").n_unique())
        .iter_rows()
    }
    rows = [
        HeatRow(u, named[u][0] or u, named[u][1], [own.get(c) for c in codes], _together(own.values()))
        for u, own in cells.items()
        if u
    ]
    return sorted(rows, key=lambda r: (-(r.total.share or 0), r.name))


def all_row(found: pl.DataFrame, codes: Sequence[str]) -> HeatRow:
    """Everybody together."""
    whole = heat(found.with_columns(all=pl.lit("")), "all")
    own = {code: Cell(people, assessed, short) for _key, code, people, assessed, short in whole.select("all", "competency", "people", "assessed", "short").iter_rows()}  # fmt: skip
    return HeatRow("", _("Tất cả"), found["person_id"].n_unique(), [own.get(c) for c in codes], _together(own.values()))


def _together(cells: Any) -> Cell:
    kept = list(cells)
    return Cell(sum(c.people for c in kept), sum(c.assessed for c in kept), sum(c.short for c in kept))


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency over all people in sight: its counts, and what would close the gap."""

    code: str
    name: str
    people: int
    assessed: int
    short: int
    levels: int
    courses: list[str]
    by_work: str

    @property
    def cell(self) -> Cell:
        """Its counts as a cell."""
        return Cell(self.people, self.assessed, self.short)


def by_competency(found: pl.DataFrame) -> list[Competency]:
    """The table beside the heat map: every competency asked, the most people short first."""
    rows = heat(found.with_columns(all=pl.lit("")), "all").iter_rows(named=True)
    made = [
        Competency(r["competency"], name_of(r["competency"]), r["people"], r["assessed"], r["short"], r["levels"] or 0, *closers(r["competency"]))
        for r in rows
    ]  # fmt: skip
    return sorted(made, key=lambda c: (-c.short, c.name))


def closers(code: str) -> tuple[list[str], str]:
    """Kinds of courses and the work that would build a competency, in the language of the page."""
    ways = closing(code)
    lang = "vi" if vietnamese() else "en"
    return ([TRAINING_KINDS.label(k, lang) for k in ways.kinds], say(ways.by_work)) if ways else ([], "")


def finding(found: pl.DataFrame) -> str:
    """The heading of the heat map: what it shows, in one sentence."""
    made = by_competency(found)
    short = found.filter(pl.col("gap") > 0)["person_id"].n_unique()
    if not made:
        return _("Chưa có vị trí nào gắn khung năng lực")
    if not short:
        return _("Ai đã đánh giá cũng đạt mức tối thiểu của vị trí")
    widest = max(made, key=lambda c: c.short)
    return ngettext(
        "%(n)s người còn thiếu ít nhất một năng lực; nhiều nhất là %(what)s", "%(n)s người còn thiếu ít nhất một năng lực; nhiều nhất là %(what)s", short,
    ) % {"n": rounded(short, 0), "what": widest.name.lower()}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person against the profile of the post: a level (or None) for each competency asked."""

    person_id: str
    name: str
    title: str
    short: int
    unknown: int
    cells: list[tuple[int | None, int] | None]
    """Level held and least level asked; None where the profile does not ask."""


def person_rows(found: pl.DataFrame, codes: Sequence[str]) -> list[PersonRow]:
    """One row per person, those with most missing first."""
    made = []
    for rows in found.sort("sort_key", "person_id").partition_by("person_id", maintain_order=True):
        own = {code: (level, least) for code, level, least in rows.select("competency", "level", "least").iter_rows()}
        first = rows.row(0, named=True)
        short = sum(level is not None and level < least for level, least in own.values())
        made.append(PersonRow(
            first["person_id"], first["name"], first["title"] or "", short, sum(level is None for level, _l in own.values()), [own.get(c) for c in codes],
        ))  # fmt: skip
    return sorted(made, key=lambda r: -r.short)


def people_short(records: SeenRecords, code: str, unit_id: str = "") -> list[dict[str, Any]]:
    """Who in reach is short of a competency, the widest gap first, then who was never assessed."""
    found = seen_gaps(records, unit_id).filter(
        (pl.col("competency") == code) & (pl.col("gap").is_null() | (pl.col("gap") > 0))
    )
    return found.sort(["gap", "sort_key"], descending=[True, False], nulls_last=True).to_dicts()
