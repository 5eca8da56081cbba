"""The list of officials: filters, search, order, totals, pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.columns import COLUMNS, Column
from dungviec.office.registry.filters import FILTERS
from dungviec.office.registry.gate import refuse_hidden, rows_of, seen, told
from dungviec.office.registry.keeping import kept_per_reach
from dungviec.office.registry.search.indexes import people_finder
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame
from dungviec.office.shell.typed import PARAMETER
from dungviec.records.codes import CODE_LISTS
from dungviec.records.vietnamese import collation_key

PAGE = 50
_NOTHING = mark_safe('<span class="none">–</span>')
MOST_UNITS = 150
"""So many units are offered in the filter; deeper levels are left out."""
_CODE = re.compile(r"[\w.\-]{1,40}", re.ASCII)


@dataclass(frozen=True)
class Query:
    """What was asked of the list: text, unit, filters, order."""

    text: str = ""
    kept: str = ""
    """The number under which the session keeps the text: addresses hold this, never the text."""
    unit: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = "name"
    columns: tuple[str, ...] = ()
    """Columns that the address asks for, as a saved view does; empty for those the account chose."""

    @classmethod
    def read(cls, parameters: Mapping[str, str], *, text: str = "", kept: str = "") -> Query:
        """From an address or a posted form, and the text kept for it; what the list does not know is left out."""
        chosen = {key: v for key, f in FILTERS.items() if (v := parameters.get(key, "")) and f.valid(v)}
        sort = parameters.get("sort", "name")
        return cls(
            text=text,
            kept=kept if text else "",
            unit=unit if _CODE.fullmatch(unit := parameters.get("unit", "")) else "",
            chosen=chosen,
            sort=sort if sort.lstrip("-") in COLUMNS else "name",
            columns=tuple(key for key in parameters.get("cot", "").split(".") if key in COLUMNS),
        )

    @property
    def fields(self) -> set[str]:
        """The fields of the workforce that the filters and the order look at."""
        return {FILTERS[key].column for key in self.chosen} | {COLUMNS[self.sort.lstrip("-")].source}

    @property
    def parameters(self) -> dict[str, str]:
        """The address again, without empty parts and without what was typed."""
        given = {
            "unit": self.unit,
            **self.chosen,
            "sort": "" if self.sort == "name" else self.sort,
            "cot": ".".join(self.columns),
            PARAMETER: self.kept,
        }
        return {key: value for key, value in given.items() if value}


def visible(viewer: Viewer, day: date) -> pl.DataFrame:
    """The workforce as far as the viewer may see it: the people in reach, the columns that are not masked."""
    return seen(viewer, day).people


@dataclass(frozen=True)
class Selection:
    """The rows a query asks for, and whether they only come near what was typed."""

    rows: pl.DataFrame
    nearly: bool = False


def select(frame: pl.DataFrame, query: Query, day: date) -> Selection:
    """The rows a query asks for, in the order it asks for. Raises FieldRefused for a filter or order on a hidden field."""
    refuse_hidden(frame, query.fields)
    conditions = [FILTERS[key].condition(value, day) for key, value in query.chosen.items()]
    if query.unit:
        conditions.append((pl.lit("/") + pl.col("unit_path")).str.contains(f"/{query.unit}/", literal=True))
    found = search(frame.filter(conditions) if conditions else frame, query.text, day)
    return Selection(order(found.rows, query.sort), found.nearly)


def search(frame: pl.DataFrame, text: str, day: date) -> Selection:
    """Rows of a frame of the gate whose name, post or identifier holds every word of ``text``.

    A word typed with marks must stand there with them («Hà» does not find «Hạ»); one typed without matches any marks. Where
    nobody of ``frame`` fits, one typing error is allowed for, and ``nearly`` is set.
    """
    if not text:
        return Selection(frame)
    finder, rows = people_finder(day), frame["row"].to_numpy()
    among = np.zeros(finder.height, dtype=bool)
    among[rows] = True
    found = finder.find(text, among)
    return Selection(frame.filter(pl.Series(found.rows[rows], dtype=pl.Boolean)), found.nearly and found.any)


def order(frame: pl.DataFrame, sort: str) -> pl.DataFrame:
    """Rows by a column: names and texts the Vietnamese way, codes by their rank, what is not known last.

    Frames of the gate come in the order of names, which therefore decides among equals.
    """
    column, descending = COLUMNS[sort.lstrip("-")], sort.startswith("-")
    if column.key == "name":
        return frame.sort("sort_key", descending=True, maintain_order=True) if descending else frame
    key = pl.col(column.source)
    if column.kind == "code":
        ranks = {c.value: c.rank * 100 + i for i, c in enumerate(CODE_LISTS[column.codes])}
        key = key.replace_strict(ranks, default=None, return_dtype=pl.Int32)
    elif column.kind == "text":
        texts = sorted(frame[column.source].drop_nulls().unique(), key=_collated)
        key = key.cast(pl.Enum(texts)).to_physical()
    return frame.sort(key, descending=descending, nulls_last=True, maintain_order=True)


_collated = lru_cache(maxsize=1 << 14)(collation_key)
"""Titles and units are few and are sorted again by every page of a list."""


@dataclass(frozen=True)
class Totals:
    """The foot of the list."""

    people: int
    women: int
    minority: int | Masked
    party: int | Masked
    leads: int
    mean_age: float | None


def totals(frame: pl.DataFrame) -> Totals:
    """The figures under the list, of all its rows, not of the page shown."""
    mean = frame["age"].mean()
    return Totals(
        people=frame.height,
        women=int((frame["sex"] == "female").sum() or 0),
        minority=_counted(frame, "minority"),
        party=_counted(frame, "party_member"),
        leads=int(frame["leads"].sum() or 0),
        mean_age=float(mean) if isinstance(mean, int | float) else None,
    )


def _counted(frame: pl.DataFrame, column: str) -> int | Masked:
    """How many people a yes-or-no column holds for; its mark where it may not be counted."""
    mark = told(frame, column)
    return int(frame[column].sum() or 0) if mark is None else mark


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table on the screen."""

    css: str
    text: str | SafeString


def page_rows(frame: pl.DataFrame, columns: list[Column], page: int) -> list[tuple[dict[str, Any], list[Cell]]]:
    """The rows of one page (counted from 1), each with its cells after the first, which is the name."""
    css = {c.key: f"r num col-{c.key}" if c.right else f"col-{c.key}" for c in columns}
    rows = rows_of(frame.slice((page - 1) * PAGE, PAGE))
    return [(row, [Cell(css[c.key], _text(c, row)) for c in columns if c.key != "name"]) for row in rows]


def _text(column: Column, row: dict[str, Any]) -> str | SafeString:
    text = column.text(row)
    if column.key == "unit" and row["unit_id"]:
        return format_html('<a class="quiet" href="{}">{}</a>', reverse("registry:unit", args=[row["unit_id"]]), text)
    return _NOTHING if text == "–" else text


@kept_per_reach
def reached_units(frame: pl.DataFrame, day: date) -> list[tuple[str, str, str]]:
    """Identifier, name and path of the units of the people in ``frame`` and of those above them, in their order."""
    reached = {part for path in frame["unit_path"].drop_nulls().unique() for part in path.strip("/").split("/")}
    units = unit_frame(snapshot(day)).filter(pl.col("unit_id").is_in(list(reached)))
    return list(units.select("unit_id", "name", "path").iter_rows())


def unit_choices(found: list[tuple[str, str, str]], chosen: str = "") -> list[tuple[str, str, int]]:
    """Units for the filter, of :func:`reached_units`: identifier, name, depth below the topmost.

    A choice of thousands helps nobody: the upper levels that fit ``MOST_UNITS``, and the line down to the chosen one; the page
    of any unit leads to its own list.
    """
    levels = sorted(path.count("/") for _unit, _name, path in found)
    deepest = levels[MOST_UNITS] - 1 if len(levels) > MOST_UNITS else levels[-1] if levels else 0
    line = next((path.strip("/").split("/") for unit, _name, path in found if unit == chosen), [])
    shown = [row for row in found if row[2].count("/") <= deepest or row[0] in line]
    position = {unit: i for i, (unit, _name, _path) in enumerate(found)}
    shown.sort(key=lambda row: [position.get(part, 0) for part in row[2].strip("/").split("/")])
    least = levels[0] if levels else 1
    return [(unit, name, path.count("/") - least) for unit, name, path in shown]
