"""A province is the same model at another size: people counted exactly, ids unique, districts alike, errors plain."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dungviec.exchange import read_city, write_city
from dungviec.records import TABLES
from dungviec.synth import build_province


@pytest.mark.parametrize("people", [150, 311, 600, 1999, 7300])
def test_a_province_has_exactly_the_people_asked_for(people: int) -> None:
    province = build_province(people, 5)
    assert province.people.height == people == province.main_posts.height
    assert province.people["person_id"].n_unique() == province.people["citizen_id"].n_unique() == people
    assert province.units["unit_id"].n_unique() == province.units.height
    assert province.posts["post_id"].n_unique() == province.posts.height


def test_bigger_provinces_have_more_districts() -> None:
    cities = build_province(7300, 5).units.filter(pl.col("kind") == "city")
    assert cities.height == 3
    assert cities["parent_id"].unique().to_list() == ["TINH"]


def test_references_hold_across_districts() -> None:
    province = build_province(5000, 1)
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers_to:
                other, target = column.refers_to.split(".")
                assert set(province[name][column.name].drop_nulls().to_list()) <= set(province[other][target].to_list())


def test_the_seed_decides() -> None:
    one, same, other = build_province(1000, 1), build_province(1000, 1), build_province(1000, 2)
    assert all(one[n].equals(same[n]) for n in TABLES)
    assert not one.people.equals(other.people)


def test_too_few_people_for_a_district_is_said_plainly() -> None:
    with pytest.raises(ValueError, match="ít nhất 150 người"):
        build_province(149, 1)


@pytest.mark.slow
def test_twenty_thousand_people() -> None:
    province = build_province(20_000, 2020)
    assert province.people.height == 20_000
    assert province.main_posts.height == 20_000


def test_a_province_of_several_districts_is_read_back_without_a_rejected_row(tmp_path: Path) -> None:
    province = build_province(4000, 5)
    assert province.units.filter(pl.col("kind") == "city").height > 1
    read = read_city(write_city(province, tmp_path / "province.xlsx"))
    assert read.rejected == ()
    assert read.balance.skipped == 0
