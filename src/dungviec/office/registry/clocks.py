"""The two clocks of an official: when the term ends, and when the age of retirement is reached.

The ages are those of NĐ 135/2020/NĐ-CP, Điều 4 (shared law file: RET-01, RET-02, RET-03, verified): for men a step of three
months per nine birth months from January 1961, up to 62 years; for women a step of four months per eight birth months from
January 1966, up to 60. Retirement is the last day of the month in which the age is reached; an unknown day of birth is
taken as 1 January.
"""

from __future__ import annotations

import polars as pl

_MALE = {"base": 1961, "block": 9, "step": 3, "least": 60 * 12, "most": 62 * 12}
_FEMALE = {"base": 1966, "block": 8, "step": 4, "least": 55 * 12, "most": 60 * 12}


def _age_months(born: pl.Expr, rule: dict[str, int]) -> pl.Expr:
    months = (born.dt.year().cast(pl.Int32) - rule["base"]) * 12 + born.dt.month().cast(pl.Int32) - 1
    steps = pl.when(months < 0).then(0).otherwise(months // rule["block"] + 1)
    return (rule["least"] + steps * rule["step"]).clip(rule["least"], rule["most"])


def retirement_day() -> pl.Expr:
    """The day of retirement from ``sex`` and ``born`` (or ``born_year_only``); null when either is not known."""
    born = pl.coalesce(pl.col("born"), pl.date(pl.col("born_year_only"), 1, 1))
    months = (
        pl.when(pl.col("sex") == "male")
        .then(_age_months(born, _MALE))
        .when(pl.col("sex") == "female")
        .then(_age_months(born, _FEMALE))
    )
    reached = born.dt.year().cast(pl.Int32) * 12 + born.dt.month().cast(pl.Int32) - 1 + months
    return pl.date(reached // 12, reached % 12 + 1, 1).dt.month_end()
