"""Signs of formalism: each planted pattern is seen in its unit, innocent units are left alone."""

from typing import get_args

import polars as pl
import pytest
from benchmarks.radar import KINDS, city

from dungviec.appraisal.radar import SHEETS, TASKS, SignKind, conform, measured, signs


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_pattern_is_seen_where_it_is(kind: str) -> None:
    found = signs(*city(5, kind))
    assert [(s.kind, s.unit) for s in found] == [(kind, "u0")]
    assert found[0].seen > found[0].of * found[0].usual
    assert found[0].vi.endswith("?")
    assert found[0].en.endswith("?")


def test_innocent_units_are_left_alone() -> None:
    assert signs(*city(5)) == []


def test_a_small_unit_or_a_lone_one_is_never_named() -> None:
    tasks, sheets = city(5, "all_at_the_top")
    few = sheets.filter((pl.col("unit") != "u0") | (pl.col("month") == 1))
    assert signs(tasks, few) == []
    alone = sheets.filter(pl.col("unit") == "u0")
    assert signs(tasks.filter(pl.col("unit") == "u0"), alone) == []


def test_tables_are_taken_with_their_columns_only() -> None:
    tasks, sheets = city(5)
    assert conform(tasks.head(0), sheets.head(0))[0].schema == pl.Schema(TASKS)
    assert signs(*conform(tasks.head(0), sheets.head(0))) == []
    with pytest.raises(ValueError, match="thiếu cột points"):
        conform(tasks, sheets.drop("points"))
    assert list(SHEETS) == sheets.columns


def test_what_was_measured_is_on_file_for_every_sign() -> None:
    found = measured()
    assert set(found) == set(get_args(SignKind))
    for one in found.values():
        assert one.innocent >= 500
        assert one.false <= 0.02 * one.innocent
        assert 0 < one.seen <= one.planted
