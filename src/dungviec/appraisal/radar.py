"""Anti-formalism radar: patterns of a unit's monthly sheets that look like form rather than work.

Each sign is a question with its evidence, never an accusation; the limits are set so that innocent units rarely show one
(benchmarks/radar.py measures how rarely). Split tasks, bursts at the month's end, cloned scores, everybody at the top.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import comb
from typing import Literal

import polars as pl

SignKind = Literal["split_tasks", "month_end_burst", "cloned_scores", "all_at_the_top"]

TOP = 99.0
"""Points from which a month counts as at the top."""
LEAST_SHEETS = 24
"""Sheets of a unit below which nothing is said."""
LEAST_TASKS = 60
RARE = 1e-3
"""How unlikely a pattern must be, were the unit like all others, before it is shown."""
LAST_DAYS = 3

TASKS = {
    "unit": pl.String,
    "official": pl.String,
    "month": pl.Int32,
    "product": pl.String,
    "coefficient": pl.Float64,
    "finished": pl.Date,
}
"""Columns of finished tasks; ``month`` counts from 1."""
SHEETS = {"unit": pl.String, "official": pl.String, "month": pl.Int32, "points": pl.Float64}
"""Columns of monthly points."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign in one unit: what was seen, in how many of how many, what is usual elsewhere, how rare that would be by chance."""

    kind: SignKind
    unit: str
    seen: int
    of: int
    usual: float
    chance: float
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Measured:
    """How one sign did on made-up units: of how many innocent ones it spoke, in how many with the pattern planted it was seen."""

    kind: SignKind
    innocent: int
    false: int
    planted: int
    seen: int


@lru_cache(maxsize=1)
def measured() -> dict[str, Measured]:
    """What ``python -m benchmarks radar --write`` found last, by kind of sign."""
    text = files("dungviec.appraisal").joinpath("radar_measured.json").read_text(encoding="utf-8")
    return {kind: Measured(kind, **figures) for kind, figures in json.loads(text).items()}


def signs(tasks: pl.DataFrame, sheets: pl.DataFrame) -> list[Sign]:
    """Signs of all units, by unit and kind. A unit is compared with all the others together, never with itself."""
    found = [*_splits(tasks), *_bursts(tasks), *_clones(sheets), *_tops(sheets)]
    return sorted(found, key=lambda s: (s.unit, s.kind))


def tail(seen: int, of: int, share: float) -> float:
    """Chance of ``seen`` or more of ``of`` where each happens with ``share`` (binomial, exact).

    >>> round(tail(3, 3, 0.5), 4)
    0.125
    """
    if seen <= 0:
        return 1.0
    share = min(max(share, 1e-9), 1 - 1e-9)
    if of > 1000:  # far out the normal bound serves: it only has to say rare or not
        from math import erfc, sqrt

        return 0.5 * erfc((seen - 0.5 - of * share) / sqrt(2 * of * share * (1 - share)))
    return min(sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(seen, of + 1)), 1.0)


def _unusual(
    counts: pl.DataFrame, *, least: int, factor: float, floor: float
) -> Iterator[tuple[str, int, int, float, float]]:
    """Units whose share is at least ``floor``, ``factor`` times that of all the others, and rarer than chance allows.

    Chance is counted as if rows were independent, which they are not within a unit; the floor and the factor carry the rest.
    """
    seen, of = int(counts["seen"].sum()), int(counts["of"].sum())
    units = counts.height
    for unit, mine, whole in counts.select("unit", "seen", "of").iter_rows():
        rest = of - whole
        if whole < least or rest < least:
            continue
        usual = (seen - mine + 1) / (rest + 2)  # never exactly 0: nothing is impossible elsewhere
        chance = tail(int(mine), int(whole), usual) * units
        if mine / whole >= max(factor * usual, floor) and chance < RARE:
            yield str(unit), int(mine), int(whole), usual, min(chance, 1.0)


def _splits(tasks: pl.DataFrame) -> Iterator[Sign]:
    """Many small pieces of one product by one official on one day: one work booked as several."""
    piles = tasks.group_by("unit", "official", "product", "finished").agg(
        pl.len().alias("n"), pl.col("coefficient").first()
    )
    counts = piles.group_by("unit").agg(
        seen=pl.col("n").filter(pl.col("n") >= 5).sum(), of=pl.col("n").sum()
    ).sort("unit")  # fmt: skip
    for unit, seen, of, usual, chance in _unusual(counts, least=LEAST_TASKS, factor=3, floor=0.2):
        yield Sign(
            "split_tasks", unit, seen, of, usual, chance,
            f"{seen}/{of} việc được ghi thành từ 5 mảnh cùng sản phẩm, cùng người, cùng ngày (nơi khác {usual:.0%}): có phải một việc được tách ra không?",
            f"{seen} of {of} tasks were booked as 5 or more pieces of one product by one person on one day (elsewhere {usual:.0%}): was one piece of work split?",
        )  # fmt: skip


def _bursts(tasks: pl.DataFrame) -> Iterator[Sign]:
    """Work that is finished in the last three days of the month."""
    late = pl.col("finished").dt.month_end() - pl.col("finished") < pl.duration(days=LAST_DAYS)
    counts = tasks.group_by("unit").agg(seen=late.sum(), of=pl.len()).sort("unit")
    for unit, seen, of, usual, chance in _unusual(counts, least=LEAST_TASKS, factor=2.5, floor=0.5):
        yield Sign(
            "month_end_burst", unit, seen, of, usual, chance,
            f"{seen}/{of} việc hoàn thành trong {LAST_DAYS} ngày cuối tháng (nơi khác {usual:.0%}): việc đến dồn, hay ghi dồn?",
            f"{seen} of {of} tasks were finished in the last {LAST_DAYS} days of a month (elsewhere {usual:.0%}): did the work or the booking pile up?",
        )  # fmt: skip


def _clones(sheets: pl.DataFrame) -> Iterator[Sign]:
    """Months in which most of a unit have exactly the same points, other than full marks (those are the next sign)."""
    same = (
        sheets.filter(pl.col("points") < TOP)
        .group_by("unit", "month", pl.col("points").round(2).alias("points")).len("alike")
        .group_by("unit", "month").agg(pl.col("alike").max())
    )  # fmt: skip
    size = sheets.group_by("unit", "month").len("people").join(same, on=["unit", "month"], how="left")
    counts = (
        size.filter(pl.col("people") >= 3)
        .group_by("unit")
        .agg(
            seen=pl.col("alike").fill_null(0).filter(2 * pl.col("alike").fill_null(0) > pl.col("people")).sum(),
            of=pl.col("people").sum(),
        )
        .sort("unit")
    )
    for unit, seen, of, usual, chance in _unusual(counts, least=LEAST_SHEETS, factor=2, floor=0.6):
        yield Sign(
            "cloned_scores", unit, seen, of, usual, chance,
            f"{seen}/{of} phiếu có điểm giống hệt của quá nửa đơn vị trong tháng (nơi khác {usual:.0%}): điểm có được chấm riêng từng người không?",
            f"{seen} of {of} sheets carry exactly the points of more than half the unit that month (elsewhere {usual:.0%}): was everybody scored by themselves?",
        )  # fmt: skip


def _tops(sheets: pl.DataFrame) -> Iterator[Sign]:
    """Nearly everybody at the top every month."""
    counts = sheets.group_by("unit").agg(seen=(pl.col("points") >= TOP).sum(), of=pl.len()).sort("unit")
    for unit, seen, of, usual, chance in _unusual(counts, least=LEAST_SHEETS, factor=1.5, floor=0.9):
        yield Sign(
            "all_at_the_top", unit, seen, of, usual, chance,
            f"{seen}/{of} phiếu từ {TOP:.0f} điểm (nơi khác {usual:.0%}): mức giao việc có phân biệt được người làm tốt không?",
            f"{seen} of {of} sheets have {TOP:.0f} points or more (elsewhere {usual:.0%}): can the tasks tell good work apart?",
        )  # fmt: skip


def conform(tasks: pl.DataFrame, sheets: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both tables with the declared types. Raises ValueError naming a column that is missing or cannot be read so."""
    told = []
    for name, frame, columns in (("tasks", tasks, TASKS), ("sheets", sheets, SHEETS)):
        lacking = [c for c in columns if c not in frame.columns]
        if lacking:
            raise ValueError(
                f"Bảng «{name}» thiếu cột {', '.join(lacking)}. / Table '{name}' has no {', '.join(lacking)}."
            )
        told.append(frame.select([pl.col(c).cast(t) for c, t in columns.items()]))
    return told[0], told[1]
