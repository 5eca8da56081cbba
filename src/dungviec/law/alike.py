"""Who is alike: rows with the same values share a number, so that a question is put once to each kind of row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

_Whole = TypeVar("_Whole", bound=np.integer[Any])
Codes = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_COLUMNS_AT_ONCE = 32


def alike(columns: Iterable[npt.NDArray[np.integer[Any]]], rows: int) -> tuple[Codes, Codes]:
    """``(first, kind)``: the kind of each of ``rows`` rows, and the first row of each kind; no columns make one kind.

    ``columns`` hold small whole numbers from 0 on. They are joined into one number as long as that stays small enough to
    count, and numbered afresh where it does not.
    """
    kind, kinds = np.zeros(rows, dtype=np.int64), 1
    countable = max(1 << 16, 8 * rows)
    for column in columns:
        span = int(column.max(initial=0)) + 1
        if kinds * span > countable:
            kind, kinds = _numbered_afresh(kind, kinds, countable)
        kind, kinds = kind * span + column, kinds * span
    kind, kinds = _numbered_afresh(kind, kinds, countable)
    return _first(kind, kinds), kind


def _numbered_afresh(kind: Codes, kinds: int, countable: int) -> tuple[Codes, int]:
    if kinds > countable:
        found, kind = np.unique(kind, return_inverse=True)
        return kind.astype(np.int64, copy=False), len(found)
    used = np.zeros(kinds, dtype=np.bool_)
    used[kind] = True
    met = np.flatnonzero(used)
    number = np.empty(kinds, dtype=np.int64)
    number[met] = np.arange(len(met))
    return number[kind], len(met)


def _first(kind: Codes, kinds: int) -> Codes:
    first = np.empty(kinds if len(kind) else 0, dtype=np.int64)
    first[kind[::-1]] = np.arange(len(kind))[::-1]
    return first


def alike_rows(table: npt.NDArray[np.integer[Any]]) -> tuple[Codes, Codes]:
    """The same for the rows of a wide table of any whole numbers.

    Rows are told apart by a hash, which is then checked value by value; should it fail, the rows themselves are sorted.
    """
    rows, columns = table.shape
    salt: Words = np.random.default_rng(columns).integers(1, 2**63, size=(columns,), dtype=np.uint64)
    salt |= np.uint64(1)
    mixed = np.zeros(rows, dtype=np.uint64)
    for start in range(0, columns, _COLUMNS_AT_ONCE):
        part = table[:, start : start + _COLUMNS_AT_ONCE].astype(np.uint64) * _MIX
        part ^= part >> _SHIFT
        part *= salt[start : start + _COLUMNS_AT_ONCE]
        mixed += part.sum(axis=1, dtype=np.uint64)
    _, first, kind = np.unique(mixed, return_index=True, return_inverse=True)
    if not np.array_equal(np.take(table, np.take(first, kind), axis=0), table):
        _, first, kind = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return first, kind.astype(np.int64, copy=False)


def alike_columns(columns: Iterable[npt.NDArray[_Whole]]) -> tuple[list[npt.NDArray[_Whole]], Codes]:
    """The different ones among long columns, and for each column which of them it equals."""
    place: dict[bytes, int] = {}
    different: list[npt.NDArray[_Whole]] = []
    kind: list[int] = []
    for column in columns:
        at = place.setdefault(column.tobytes(), len(place))
        if at == len(different):
            different.append(column)
        kind.append(at)
    return different, np.array(kind, dtype=np.int64)


def numbered(facts: pl.DataFrame) -> dict[str, npt.NDArray[np.int32]]:
    """Columns of facts as small whole numbers from 0 on, equal exactly where the facts are (0 where there is none)."""
    whole = [
        pl.col(name).rank("dense") if kind == pl.String or kind.is_float() else pl.col(name).to_physical()
        for name, kind in facts.schema.items()
    ]
    values = facts.select(column.cast(pl.Int32) for column in whole)
    values = values.select((pl.all() - pl.all().min() + 1).fill_null(0))
    return {name: values[name].to_numpy() for name in values.columns}
