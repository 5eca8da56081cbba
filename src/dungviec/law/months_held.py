"""Months covered by periods that may overlap, for everybody at once: numbers in arrays, sorted once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

Numbers = npt.NDArray[np.int64]
DAYS_OF_A_MONTH = 30
"""Left-over days of several separate periods that make one more month."""


def cumulative_months(periods: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """``by, months``: whole months covered by the periods (``from_date``, ``end`` exclusive) of each group, overlaps once.

    Left-over days of several separate periods add up, 30 to a month; those of a single period never make one, whatever whole
    months the others cover.
    """
    ordered = periods.select(*by, "from_date", "end").sort([*by, "from_date"])
    first, months = covered_months(group_numbers(ordered, by), days_of(ordered["from_date"]), days_of(ordered["end"]))
    return ordered[first].select(*by, months=pl.Series(months, dtype=pl.Int32))


def covered_months(group: Numbers, start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """``(first, months)``: the first row of each group and the whole months its periods cover.

    Rows are sorted by group (a number from 0 on), then by ``start``; days are counted from 1970-01-01, ``end`` exclusive.
    """
    if not len(group):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    fresh = np.append(True, np.diff(group) != 0)
    low = int(min(start.min(), end.min()))
    shifted = group * (int(max(start.max(), end.max())) - low + 1)  # later groups lie wholly behind earlier ones
    latest = np.maximum.accumulate(shifted + (end - low))
    apart = np.append(True, (shifted + (start - low))[1:] > latest[:-1])
    run = np.flatnonzero(fresh | apart)
    months, days = _between(start[run], np.maximum.reduceat(end, run))
    owner = np.flatnonzero(fresh[run])
    several = np.add.reduceat((days > 0).astype(np.int64), owner) > 1
    extra = np.where(several, np.add.reduceat(days, owner) // DAYS_OF_A_MONTH, 0)
    return np.flatnonzero(fresh), np.add.reduceat(months, owner) + extra


def group_numbers(ordered: pl.DataFrame, by: Sequence[str]) -> Numbers:
    """A number from 0 on for each group of rows that agree in ``by``; rows of a group stand together."""
    keys = pl.col(by[0]) if len(by) == 1 else pl.struct(by)
    return ordered.select(keys.rle_id().cast(pl.Int64)).to_series().to_numpy()


def days_of(dates: pl.Series) -> Numbers:
    """Dates without gaps as days from 1970-01-01."""
    return dates.to_physical().cast(pl.Int64).to_numpy()


def whole_months_to(start: pl.Expr, end: date) -> pl.Expr:
    """Completed months from a column of dates to ``end`` (:func:`dungviec.records.dates.whole_months` for each); negative
    for later dates."""
    months = (end.year - start.dt.year()) * 12 + (end.month - start.dt.month().cast(pl.Int32))
    day, last = start.dt.day().cast(pl.Int32), start.dt.month_end().dt.day().cast(pl.Int32)
    end_last = pl.lit(end).dt.month_end().dt.day().cast(pl.Int32)
    back = -months - (pl.min_horizontal(pl.lit(end.day), last) > day).cast(pl.Int32)
    return pl.when(start > end).then(-back).otherwise(
        months - (pl.min_horizontal(day, end_last) > end.day).cast(pl.Int32)
    )  # fmt: skip


def _between(start: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Whole months of each period and the days left over."""
    from_month, from_day, _ = _split(start)
    to_month, to_day, last = _split(end)
    before = _length(to_month - 1)
    reached = to_day >= np.minimum(from_day, last)
    months = to_month - from_month - ~reached
    days = np.where(reached, to_day - np.minimum(from_day, last), to_day + before - np.minimum(from_day, before))
    return months, days


def _split(days: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Month (from 1970-01), day of the month, and the length of that month."""
    month = days.astype("datetime64[D]").astype("datetime64[M]")
    number = month.astype(np.int64)
    return number, days - month.astype("datetime64[D]").astype(np.int64) + 1, _length(number)


def _length(month: Numbers) -> Numbers:
    first = month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following = (month + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    found: Numbers = following - first
    return found
