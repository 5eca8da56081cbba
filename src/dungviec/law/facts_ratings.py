"""Facts from yearly ratings: the last rated years, due years without a result, the rating of the last due year."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import RATINGS

RATINGS_DUE_MONTH, RATINGS_DUE_DAY = 12, 15
"""Yearly ratings are due by 15 December (interpretation of APT-2026-05)."""
_RANKS = {c.value: c.rank for c in RATINGS}
_NONE, _HIGHEST = -1, np.iinfo(np.int8).max


def last_due_year(day: date) -> int:
    """The last appraisal year whose result is due on a day: the running year from 15 December on, else the one before."""
    due = (day.month, day.day) >= (RATINGS_DUE_MONTH, RATINGS_DUE_DAY)
    return day.year if due else day.year - 1


def rating_facts(snapshot: Snapshot, years: int) -> pl.DataFrame:
    """Per person over State ratings due on ``as_of``: ``rated_n, rated_min, rated_window_min, rated_gaps, prev_rating``.

    ``rated_n``/``rated_min`` look at the last ``years`` rated years; ``rated_gaps`` counts due years among them without
    any row (a row with an empty rating means lawfully not rated and is skipped); ``rated_window_min`` is the lowest
    rating within the last ``years`` due years, which no missing year can push out. On 15 December the year that has just
    fallen due may still be without its row.
    """
    due = last_due_year(snapshot.as_of)
    calendar, filed, rating = _by_year(snapshot, due)
    rated = rating != _NONE
    last = rated & (np.cumsum(rated[:, ::-1], axis=1)[:, ::-1] <= years)
    count = last.sum(axis=1)
    oldest = np.where(count > 0, calendar[np.argmax(last, axis=1)], due + 1)
    gaps = due - oldest + 1 - (filed & (calendar >= oldest[:, None])).sum(axis=1)
    unfiled = ~filed[:, -1] & (due == snapshot.as_of.year)
    found = {
        "rated_n": count,
        "rated_min": _lowest(rating, last),
        "rated_window_min": _lowest(rating, last & (calendar > due - years)),
        "rated_gaps": np.where(count > 0, gaps - unfiled, 0),
        "prev_rating": np.where(unfiled, rating[:, -2], rating[:, -1]),
    }
    frame = pl.DataFrame(found).cast(pl.Int32)
    return frame.select(
        snapshot.people["person_id"],
        *(pl.when(pl.col(name) != _NONE).then(pl.col(name)).alias(name) if name not in ("rated_n", "rated_gaps") else name for name in found),
    )  # fmt: skip


def _by_year(snapshot: Snapshot, due: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.int8]]:
    """Years on file in their order, ending with the last two due; by person and year whether a row is on file, and the
    rating."""
    rows = snapshot["ratings"].filter((pl.col("system") == "state") & (pl.col("year") <= due))
    calendar = np.union1d(rows["year"].unique().to_numpy(), [due - 1, due]).astype(np.int64)
    who = rows["person_id"].cast(pl.Enum(snapshot.people["person_id"]), strict=False).to_physical()
    nobody = snapshot.people.height  # rows of people who are not in the snapshot go where nobody reads
    person = who.cast(pl.Int64).fill_null(nobody).to_numpy()
    year = np.searchsorted(calendar, rows["year"].to_numpy())
    filed = np.zeros((nobody + 1, len(calendar)), dtype=np.bool_)
    rating = np.full((nobody + 1, len(calendar)), _NONE, dtype=np.int8)
    filed[person, year] = True
    rating[person, year] = rows["rating"].replace_strict(_RANKS, default=_NONE, return_dtype=pl.Int8).to_numpy()
    return calendar, filed[:-1], rating[:-1]


def _lowest(rating: npt.NDArray[np.int8], among: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    lowest = np.where(among, rating, _HIGHEST).min(axis=1)
    found: npt.NDArray[np.int8] = np.where(lowest == _HIGHEST, _NONE, lowest).astype(np.int8)
    return found
