"""The finders of the office: people, units and posts of a day. They follow the records: of a changed text only that text is read."""

from __future__ import annotations

from datetime import date
from threading import Lock

import numpy as np
import polars as pl

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.search.finder import Column, Finder, Growing
from dungviec.office.registry.seating import seats
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame, workforce


@kept_per_day(tables=("people", "tenures", "posts", "units"))
def people_finder(day: date) -> Finder:
    """Finds rows of ``workforce(day)`` by name, title of the post, and identifier."""
    frame = workforce(day)
    return Finder(
        [_column("name", frame["name"]), _column("title", frame["title"])],
        frame["person_id"].to_list(),
        rows=frame.height,
    )


@kept_per_day(tables=("people", "tenures", "posts", "units"))
def names_finder(day: date) -> Finder:
    """Finds rows of ``workforce(day)`` by name alone."""
    frame = workforce(day)
    return Finder([people_finder(day).columns[0]], rows=frame.height)


@kept_per_day(tables=("units",))
def units_finder(day: date) -> Finder:
    """Finds rows of ``unit_frame`` on ``day`` by name."""
    units = unit_frame(snapshot(day))
    return Finder([_column("unit", units["name"])], rows=units.height)


@kept_per_day(tables=("units", "posts", "tenures"))
def posts_finder(day: date) -> Finder:
    """Finds rows of ``seats(day)`` by title and the name of the unit."""
    posts = seats(day)
    return Finder([_column("post", posts["title"]), _column("post unit", posts["unit_name"])], rows=posts.height)


_grown: dict[str, Growing] = {}
_lock = Lock()


def _column(name: str, texts: pl.Series) -> Column:
    """A column of texts, each distinct one indexed once; of texts that other days or earlier records had only the new ones are read."""
    distinct = texts.drop_nulls().unique(maintain_order=True)
    with _lock:
        grown = _grown.setdefault(name, Growing())
        grown.take_in(distinct.to_list())
        numbers = pl.Series([grown.numbers[text] for text in distinct], dtype=pl.Int32)
        of_row = texts.replace_strict(distinct, numbers, default=-1, return_dtype=pl.Int32)
        return Column(grown, of_row.to_numpy().astype(np.int32))
