"""Who is alike: rows with the same values share a number, so that a question is put once to each kind of row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Codes = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
_NOTHING = -(2**62)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def alike(table: npt.NDArray[np.integer[Any]]) -> tuple[Codes, Codes]:
    """``(first, kind)`` for a table of whole numbers: the kind of each row, and the first row of each kind.

    Rows are told apart by a hash, which is then checked value by value; should it fail, the rows themselves are sorted.
    """
    rows, columns = table.shape
    if not columns or not rows:
        return np.zeros(min(rows, 1), dtype=np.int64), np.zeros(rows, dtype=np.int64)
    salt = np.random.default_rng(columns).integers(1, 2**63, columns, dtype=np.uint64) | np.uint64(1)
    mixed = table.astype(np.uint64) * _MIX
    mixed ^= mixed >> _SHIFT
    mixed *= salt
    _, first, kind = np.unique(mixed.sum(axis=1, dtype=np.uint64), return_index=True, return_inverse=True)
    if not np.array_equal(table[first[kind]], table):
        _, first, kind = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return first, kind.astype(np.int64, copy=False)


def numbers(facts: pl.DataFrame, names: Sequence[str], *more: Codes) -> Codes:
    """Columns of facts as whole numbers, equal within a column exactly where the facts are (empty cells too).

    ``more`` are columns of numbers already, set beside them.
    """
    found = np.empty((facts.height, len(names) + len(more)), dtype=np.int64)
    for at, name in enumerate(names):
        column = facts[name]
        if column.dtype == pl.String or column.dtype.is_float():
            column = column.rank("dense")
        found[:, at] = column.to_physical().cast(pl.Int64).fill_null(_NOTHING).to_numpy()
    for at, numbered in enumerate(more, len(names)):
        found[:, at] = numbered
    return found
