"""Rows put in the place of others in a kept frame, as cheaply as few rows allow."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

FEW = 16
"""Up to so many rows are put in by slices that copy nothing."""
_CHUNKS = 24
"""A frame in more pieces than this is put together again."""


def put(frame: pl.DataFrame, fresh: pl.DataFrame, *, key: str, gone: pl.Series, order: Sequence[str]) -> pl.DataFrame:
    """``frame`` without the rows whose ``key`` is in ``gone``, with the ``fresh`` ones, in the ``order`` it is kept in.

    Where each fresh row belongs just where the old one stood, nothing is sorted.
    """
    at = frame[key].is_in(gone.implode()).arg_true()
    fresh = fresh.sort(order)
    names = list(dict.fromkeys((key, *order)))
    if not (0 < at.len() == fresh.height <= FEW and frame.select(names)[at].equals(fresh.select(names))):
        return pl.concat([frame.filter(~pl.col(key).is_in(gone.implode())), fresh]).sort(order)
    parts, start = [], 0
    for number, place in enumerate(at):
        parts += [frame.slice(start, place - start), fresh.slice(number, 1)]
        start = place + 1
    made = pl.concat([part for part in (*parts, frame.slice(start)) if part.height], rechunk=False)
    return made.rechunk() if made.n_chunks() > _CHUNKS else made
