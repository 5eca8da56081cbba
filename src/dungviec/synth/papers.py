"""Numbers and issuing bodies of the made-up decisions behind ratings, courses, discipline, awards and plans.

They are worked out from the rows themselves, so that no other value of a made-up city hangs on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import polars as pl

PARTY = "Cấp ủy có thẩm quyền"


def add_papers(frames: Mapping[str, pl.DataFrame], name: str) -> dict[str, pl.DataFrame]:
    """The tables with ``decision``, ``decided`` and ``decided_by`` where a row of that table has such columns and none is stated."""
    body = f"UBND {name[:1].lower()}{name[1:]}"
    found = dict(frames)
    for table, day, own in (
        ("ratings", pl.col("decided"), pl.col("system") == "party"), ("training", _before(pl.col("from_date")), pl.lit(value=False)),
        ("discipline", pl.col("decided"), pl.col("kind") == "party"), ("awards", pl.date(pl.col("year"), 12, 25), pl.lit(value=False)),
        ("plans", pl.col("approved"), pl.lit(value=True)), ("tenures", pl.col("decided"), pl.col("decision").str.contains("/TU", literal=True)),
    ):  # fmt: skip
        frame = frames[table]
        party = own.fill_null(value=False)
        by: pl.Expr = pl.when(party).then(pl.lit(PARTY)).otherwise(pl.lit(body))
        if table == "tenures":
            stated = pl.col("decision").is_not_null()
            found[table] = frame.with_columns(decided_by=pl.when(stated).then(by))
            continue
        keys = frame.select(pl.concat_str(pl.all().cast(pl.String), separator="|", ignore_nulls=True)).to_series()
        numbers = pl.Series("decision", [20 + crc32(k.encode()) % 7000 for k in keys], dtype=pl.Int64)
        kinds: pl.Expr = pl.when(party).then(pl.format("{}-QĐ/TU", "_no")).otherwise(pl.format("{}/QĐ-UBND", "_no"))
        columns: dict[str, pl.Expr] = {
            "decision": pl.when(day.is_not_null()).then(kinds),
            "decided_by": pl.when(day.is_not_null()).then(by),
        }
        if table in ("training", "awards"):
            columns["decided"] = day
        found[table] = frame.with_columns(_no=numbers).with_columns(**columns).drop("_no")
    return found


def _before(day: pl.Expr) -> pl.Expr:
    """A week before, the day on which somebody is sent to a course."""
    return day.dt.offset_by("-7d")
