"""What people were known to be able to do, to do best and to wish for by the day of a snapshot: nothing from afterwards."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from dungviec.records.snapshot import Snapshot


def competencies_by(snapshot: Snapshot, people: Collection[str] | None = None) -> pl.DataFrame:
    """``competencies`` assessed by the day (or undated): per person, all or of ``people``, and competency the latest assessment."""
    known = _by(snapshot, "competencies", "assessed")
    known = known if people is None else known.filter(pl.col("person_id").is_in(list(people)))
    order = known.sort("assessed", nulls_last=False, maintain_order=True)
    return order.unique(["person_id", "competency"], keep="last", maintain_order=True)


def strengths_by(snapshot: Snapshot) -> pl.DataFrame:
    """``strengths`` noted by the day (or undated)."""
    return _by(snapshot, "strengths", "noted")


def wishes_by(snapshot: Snapshot) -> pl.DataFrame:
    """``wishes`` stated by the day (or undated)."""
    return _by(snapshot, "wishes", "stated")


def _by(snapshot: Snapshot, table: str, column: str) -> pl.DataFrame:
    return snapshot[table].filter(pl.col(column).is_null() | (pl.col(column) <= snapshot.as_of))
