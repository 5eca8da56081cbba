"""The list of officials: filters, search, order, totals, pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.columns import COLUMNS, Column
from dungviec.office.registry.filters import FILTERS
from dungviec.office.registry.gate import refuse_hidden, rows_of, seen, told
from dungviec.office.registry.search.indexes import people_finder
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame
from dungviec.office.shell.typed import PARAMETER
from dungviec.records.codes import CODE_LISTS
from dungviec.records.vietnamese import collation_key

PAGE = 50
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
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The address again, without empty parts and without what was typed."""
        given = {
            "unit": self.unit,
            **self.chosen,
            "sort": "" if self.sort == "name" else self.sort,
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
    refuse_hidden(frame, [*(FILTERS[key].column for key in query.chosen), COLUMNS[query.sort.lstrip("-")].source])
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
    """Rows by a column: names and texts the Vietnamese way, codes by their rank, what is not known last."""
    column, descending = COLUMNS[sort.lstrip("-")], sort.startswith("-")
    if column.key == "name":
        key = pl.col("sort_key")
    elif column.kind == "code":
        ranks = {c.value: c.rank * 100 + i for i, c in enumerate(CODE_LISTS[column.codes])}
        key = pl.col(column.source).replace_strict(ranks, default=None, return_dtype=pl.Int32)
    elif column.kind == "text":
        texts = sorted(frame[column.source].drop_nulls().unique(), key=collation_key)
        places = {text: place for place, text in enumerate(texts)}
        key = pl.col(column.source).replace_strict(places, default=None, return_dtype=pl.Int32)
    else:
        key = pl.col(column.source)
    return frame.with_columns(_key=key).sort(
        ["_key", "sort_key", "person_id"], descending=[descending, False, False], nulls_last=True
    ).drop("_key")  # fmt: skip


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
        women=frame.filter(pl.col("sex") == "female").height,
        minority=_counted(frame, "minority"),
        party=_counted(frame, "party_member"),
        leads=int(frame["leads"].sum() or 0),
        mean_age=float(mean) if isinstance(mean, int | float) else None,
    )


def _counted(frame: pl.DataFrame, column: str) -> int | Masked:
    """How many people a yes-or-no column holds for; its mark where it may not be counted."""
    mark = told(frame, column)
    return int(frame[column].sum() or 0) if mark is None else mark


@dataclass(frozen=True)
class Cell:
    """One cell of the table on the screen."""

    column: Column
    text: str


def page_rows(frame: pl.DataFrame, columns: list[Column], page: int) -> list[tuple[dict[str, Any], list[Cell]]]:
    """The rows of one page (counted from 1), each with its cells."""
    rows = rows_of(frame.slice((page - 1) * PAGE, PAGE))
    return [(row, [Cell(c, c.text(row)) for c in columns]) for row in rows]


def unit_choices(frame: pl.DataFrame, day: date) -> list[tuple[str, str, int]]:
    """Units for the filter, those of the people in ``frame`` and above them: identifier, name, depth below the topmost."""
    reached = {part for path in frame["unit_path"].drop_nulls().unique() for part in path.strip("/").split("/")}
    rows = unit_frame(snapshot(day)).filter(pl.col("unit_id").is_in(list(reached)))
    found = list(rows.select("unit_id", "name", "path").iter_rows())
    position = {unit: i for i, (unit, _name, _path) in enumerate(found)}
    found.sort(key=lambda row: [position.get(part, 0) for part in row[2].strip("/").split("/")])
    least = min((path.count("/") for _unit, _name, path in found), default=1)
    return [(unit, name, path.count("/") - least) for unit, name, path in found]
