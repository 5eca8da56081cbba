"""The finders of the office: people, units and posts of a day, built once per revision of the records."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.search.finder import Column, Finder
from dungviec.office.registry.seating import seats
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame, workforce


@kept_per_day(tables=("people", "tenures", "posts", "units"))
def people_finder(day: date) -> Finder:
    """Finds rows of ``workforce(day)`` by name, title of the post, and identifier."""
    frame = workforce(day)
    return Finder([_column(frame["name"]), _column(frame["title"])], frame["person_id"].to_list(), rows=frame.height)


@kept_per_day(tables=("people", "tenures", "posts", "units"))
def names_finder(day: date) -> Finder:
    """Finds rows of ``workforce(day)`` by name alone."""
    frame = workforce(day)
    return Finder([people_finder(day).columns[0]], rows=frame.height)


@kept_per_day(tables=("units",))
def units_finder(day: date) -> Finder:
    """Finds rows of ``unit_frame`` on ``day`` by name."""
    units = unit_frame(snapshot(day))
    return Finder([_column(units["name"])], rows=units.height)


@kept_per_day(tables=("units", "posts", "tenures"))
def posts_finder(day: date) -> Finder:
    """Finds rows of ``seats(day)`` by title and the name of the unit."""
    posts = seats(day)
    return Finder([_column(posts["title"]), _column(posts["unit_name"])], rows=posts.height)


def _column(texts: pl.Series) -> Column:
    """A column of texts, each distinct one indexed once."""
    distinct = texts.drop_nulls().unique(maintain_order=True)
    numbers = texts.replace_strict(distinct, pl.Series(range(len(distinct)), dtype=pl.Int32), default=-1)
    return Column(distinct.to_list(), numbers.cast(pl.Int32).to_numpy().astype(np.int32))
