"""The recovery study: histories whose true leaving rates are known; the forecast must find them and hold what came in its bands."""

from __future__ import annotations

from datetime import date
from statistics import fmean

import polars as pl
import pytest
from tests.forecast.history import TRUTH, body

from dungviec.forecast import BackTest, ForecastFault, age_rates, back_test
from dungviec.records import TABLES


def test_rates_by_age_come_back() -> None:
    found = [age_rates(body(seed, people=900, hired=60)) for seed in range(4)]
    rates = [one.middle() for one in found]
    assert all(one.told_apart for one in found)
    for band, truth in enumerate(TRUTH.values()):
        assert fmean(r[band] for r in rates) == pytest.approx(truth, rel=0.25), band
    assert all(r[0] > r[1] > r[2] for r in rates)


def test_the_bands_hold_what_came_and_the_median_is_nearer_than_naive_forecasts() -> None:
    found = BackTest(tuple(row for seed in range(6) for row in back_test(body(seed), back=4).rows))
    # Rows of one history lie close to each other, so eight in ten is met loosely only.
    assert 0.68 <= found.inside <= 0.95, found.inside
    assert found.missed_by < 0.5 * found.nobody_missed_by
    assert found.missed_by < 0.9 * found.last_year_missed_by


def test_only_what_was_on_file_then_is_used() -> None:
    """A wave of leavers after the day stood on must not be foreseen."""
    here = body(3)
    tested = back_test(here, back=2).whole().rows[0]
    last = tested.stood_on
    wave = pl.when(pl.col("to_date").is_null() & (pl.col("from_date") < last)).then(pl.lit(date(2023, 6, 1))).otherwise("to_date")  # fmt: skip
    rows = here["tenures"].with_columns(
        to_date=wave, left_because=pl.when(wave.is_not_null()).then(pl.lit("left_service"))
    )
    then = back_test(here.with_table("tenures", TABLES["tenures"].conform(rows)), back=2).whole().rows[0]
    assert (then.low, then.median, then.high) == (tested.low, tested.median, tested.high)
    assert then.came < tested.low
    assert not then.inside


def test_records_without_leavers_are_not_tested() -> None:
    here = body(1)
    rows = here["tenures"].filter(pl.col("left_because").is_null())
    with pytest.raises(ForecastFault, match="0 người thôi việc") as told:
        back_test(here.with_table("tenures", rows))
    assert "too few to test" in told.value.english
