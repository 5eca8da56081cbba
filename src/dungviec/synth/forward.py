"""The demo city five years on: the same made-up people on 30 June 2025, the eve of the two-tier local government.

Nothing of it is published: it is the city of 2020 with five more years of ratings, renewed papers and terms, and those gone who
reached retirement age. It is the ground for the ready scenario of 1 July 2025.
"""

from __future__ import annotations

from datetime import date
from random import Random

import polars as pl

from dungviec.law import LawBook, service_ages
from dungviec.records import TABLES, Snapshot
from dungviec.records.dates import add_months
from dungviec.synth.city import build_city

EVE_OF_TWO_TIERS = date(2025, 6, 30)
_STEPS = ("failed", "completed", "good", "excellent")
NOTE = "Dữ liệu giả lập: thành phố mẫu năm 2020 được kéo dài đến 30/06/2025; người, xếp loại và nhiệm kỳ đều không có thật."


def build_city_2025(seed: int = 2020) -> Snapshot:
    """The demo city carried forward to 30/06/2025. The same seed gives the same tables on every machine."""
    return carry_forward(build_city(seed), EVE_OF_TWO_TIERS, seed=seed)


def carry_forward(snapshot: Snapshot, day: date, *, seed: int) -> Snapshot:
    """The same people on a later ``day``: yearly ratings since, papers of the last half-year, renewed terms and plans, the retired gone.

    Everybody else stays in post, which no real city does: read it as a ground to plan on, not as a forecast.
    """
    rng = Random(f"forward/{seed}/{day}")
    later = Snapshot(day, snapshot.name, snapshot.tables, snapshot.place_code, NOTE)
    later = later.with_table("ratings", _ratings(later, since=snapshot.as_of, rng=rng))
    later = later.with_table("people", _people(later, rng))
    later = later.with_table("plans", later["plans"].with_columns(until=pl.lit(None, pl.Date)))
    return later.with_table("tenures", _tenures(later))


def _ratings(later: Snapshot, *, since: date, rng: Random) -> pl.DataFrame:
    """Each year's rating is the last one, or a step beside it now and then."""
    last = {
        (p, system): rating
        for p, _, system, rating in later["ratings"].sort("year").select("person_id", "year", "system", "rating").iter_rows()
        if rating is not None
    }  # fmt: skip
    rows = []
    for year in range(since.year, later.as_of.year):
        for key in sorted(last):
            step = _STEPS.index(last[key])
            drawn = rng.random()
            step = min(3, step + 1) if drawn < 0.12 else max(1, step - 1) if drawn > 0.9 else max(1, step)
            last[key] = _STEPS[step]
            decided = date(year, 12, 20 if key[1] == "state" else 28)
            rows.append(
                {"person_id": key[0], "year": year, "system": key[1], "rating": _STEPS[step], "decided": decided}
            )
    return pl.concat([later["ratings"], TABLES["ratings"].conform(pl.DataFrame(rows))])


def _people(later: Snapshot, rng: Random) -> pl.DataFrame:
    """Papers renewed within the last half-year; what was pending in 2020 is settled; nobody is on the leave of five years ago."""
    dated = [add_months(later.as_of, -rng.randrange(6)) for _ in range(later.people.height)]
    settled = ("discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open")
    papers = pl.Series(dated, dtype=pl.Date)
    return later.people.with_columns(
        *(pl.when(pl.col(c).is_not_null()).then(pl.lit(False)).alias(c) for c in settled),
        file_dated=pl.when(pl.col("file_dated").is_not_null()).then(papers),
        health_dated=pl.when(pl.col("health_dated").is_not_null()).then(papers),
        on_leave=pl.lit(None, pl.String),
    )


def _tenures(later: Snapshot) -> pl.DataFrame:
    """Who reached retirement age has gone on that day; terms that ran out were renewed for as long again."""
    ages = service_ages(later, LawBook.load().on(later.as_of)).select("person_id", "retire_on")
    gone = (pl.col("retire_on") < later.as_of) & pl.col("to_date").is_null()
    renewed = pl.col("term_ends").dt.offset_by("60mo")
    return (
        later["tenures"]
        .join(ages, on="person_id", how="left", maintain_order="left")
        .with_columns(
            to_date=pl.when(gone).then("retire_on").otherwise("to_date"),
            left_because=pl.when(gone).then(pl.lit("retired")).otherwise("left_because"),
            term_ends=pl.when(pl.col("to_date").is_null() & (pl.col("term_ends") < later.as_of))
            .then(renewed)
            .otherwise("term_ends"),
        )
        .drop("retire_on")
    )
