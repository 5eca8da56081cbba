"""Rows put in the place of others: against taking out, adding and sorting."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dungviec.office.registry.patching import put

ROWS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("abcd")), unique_by=lambda row: row[0], max_size=30)


def _frame(rows: list[tuple[int, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"key": pl.Int64, "word": pl.String}, orient="row")


@given(rows=ROWS, fresh=ROWS, also=st.sets(st.integers(0, 30), max_size=3))
def test_as_if_sorted_anew(rows: list[tuple[int, str]], fresh: list[tuple[int, str]], also: set[int]) -> None:
    order = ["word", "key"]
    frame, new = _frame(rows).sort(order), _frame(fresh)
    gone = pl.Series([*{key for key, _ in fresh} | also], dtype=pl.Int64)
    naive = pl.concat([frame.filter(~pl.col("key").is_in(gone.implode())), new]).sort(order)
    assert put(frame, new, key="key", gone=gone, order=order).equals(naive)


def test_many_changes_leave_one_piece_now_and_then() -> None:
    frame = _frame([(i, "a") for i in range(100)])
    for i in range(100):
        frame = put(frame, _frame([(i, "a")]), key="key", gone=pl.Series([i]), order=["word", "key"])
        assert frame.n_chunks() <= 26
    assert frame.equals(_frame([(i, "a") for i in range(100)]))
