"""Strengths from the work itself: counts of three years compared with peers, as the library claims them.

Reads the raw counts of everybody (peers are needed), for services and selectors; pages show only whom the gate shows.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from dungviec.competency.tables import EVIDENCE_PREFIX
from dungviec.office.registry.keeping import kept_per_day
from dungviec.office.registry.selectors import rows
from dungviec.records.codes import STRENGTHS
from dungviec.records.vietnamese import format_number

if TYPE_CHECKING:
    from dungviec.competency.revealed import Claim

YEARS = 3
"""Years of work that are read; older work says little of today."""


@kept_per_day(tables=("work_counts",))
def claims(day: date) -> dict[str, list[Claim]]:
    """The claims about everybody whose work is counted, by person; counts that cannot be are left out."""
    from dungviec.competency.revealed import WORK, revealed

    counted = rows("work_counts", day).filter(pl.col("year").is_between(day.year - YEARS + 1, day.year))
    possible = (pl.col("assigned") > 0) & pl.all_horizontal(
        pl.col(c).is_between(0, pl.col("assigned")) for c in ("done", "good", "on_time")
    )
    work = (
        counted.filter(possible)
        .group_by("person_id", "kind")
        .agg(pl.col("assigned", "done", "good", "on_time").cast(pl.Int64).sum())
        .select(*WORK)
    )
    found: dict[str, list[Claim]] = {}
    for claim in revealed(work):
        found.setdefault(claim.person_id, []).append(claim)
    return found


def evidence(claim: Claim, day: date) -> str:
    """The claim in the words in which records are kept: years, number, rates beside the peers', interval."""
    share, peers = (round(100 * sum(r) / 3) for r in (claim.rates, claim.peers))
    low, high = (format_number(100 * x, decimals=1) for x in (claim.low, claim.high))
    return (
        f"{EVIDENCE_PREFIX} {day.year - YEARS + 1}–{day.year}: {claim.products} sản phẩm {STRENGTHS.label(claim.kind).lower()}, đạt {share} % "
        f"(đồng nghiệp {peers} %); hơn {low} đến {high} điểm phần trăm"
    )
