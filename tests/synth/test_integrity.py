"""The demo city as a set of tables: keys, references, code lists, required values, sensible dates."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dungviec.records import TABLES, Snapshot
from dungviec.synth import build_city

pytestmark = pytest.mark.city


@pytest.mark.parametrize("name", TABLES)
def test_rows_have_their_required_values_and_known_codes(city: Snapshot, name: str) -> None:
    frame = city[name]
    assert frame.height > 0
    for column in TABLES[name].columns:
        values = frame[column.name]
        if column.required:
            assert values.null_count() == 0, column.name
        if column.code_list is not None:
            flat = values.explode(empty_as_null=True) if column.type == "codes" else values
            assert set(flat.drop_nulls().to_list()) <= set(column.code_list.values), column.name


@pytest.mark.parametrize("name", TABLES)
def test_references_point_to_rows_that_exist(city: Snapshot, name: str) -> None:
    for column in TABLES[name].columns:
        if column.refers_to:
            table, target = column.refers_to.split(".")
            missing = set(city[name][column.name].drop_nulls().to_list()) - set(city[table][target].to_list())
            assert not missing, column.name


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_told_apart_by_their_key(city: Snapshot, name: str) -> None:
    frame = city[name]
    if name == "training":
        frame = frame.filter(pl.col("person_id").is_not_null())
    assert frame.select(TABLES[name].key).n_unique() == frame.height


def test_texts_are_composed_and_trimmed(city: Snapshot) -> None:
    for name, table in TABLES.items():
        for column in table.columns:
            if column.type == "text":
                for text in city[name][column.name].drop_nulls().unique().to_list():
                    assert text == unicodedata.normalize("NFC", text).strip(), (name, column.name)
                    assert text, (name, column.name)


def test_citizen_numbers_are_formed_and_unique(city: Snapshot) -> None:
    people = city.people
    assert people["citizen_id"].n_unique() == people.height
    for number, sex, born in people.select("citizen_id", "sex", "born").iter_rows():
        century = 2 if born.year >= 2000 else 0
        assert number[:6] == f"022{century + (sex == 'female')}{born.year % 100:02d}"
        assert len(number) == 12
        assert number.isdigit()


def test_no_post_has_more_holders_than_seats(city: Snapshot) -> None:
    held = city.main_posts.group_by("post_id").agg(holders=pl.len())
    posts = city.posts.join(held, on="post_id", how="left").with_columns(pl.col("holders").fill_null(0))
    assert posts.filter(pl.col("holders") > pl.col("seats")).is_empty()
    assert posts.filter(pl.col("held_with").is_not_null())["holders"].sum() == 0
    seated = posts.filter(pl.col("held_with").is_null())
    vacant = seated["seats"].sum() - seated["holders"].sum()
    assert 0.025 <= vacant / seated["seats"].sum() <= 0.035
    leadership = seated.filter(pl.col("term_months").is_not_null())
    assert leadership["seats"].sum() > leadership["holders"].sum()


def test_norms_follow_the_seats(city: Snapshot) -> None:
    posts = city.posts.filter(pl.col("held_with").is_null()).with_columns(
        beyond=pl.col("title").str.ends_with("(dôi dư)")
    )
    seats = posts.filter(~pl.col("beyond")).group_by("unit_id").agg(seats=pl.col("seats").sum())
    rows = city.units.join(seats, on="unit_id")
    assert (rows["norm"] == rows["seats"]).all()
    assert posts.filter("beyond")["seats"].sum() >= 15


def test_nobody_works_past_retirement_or_began_as_a_child(city: Snapshot) -> None:
    for sex, born, joined in city.people.select("sex", "born", "joined").iter_rows():
        assert born >= (date(1961, 1, 1) if sex == "male" else date(1966, 1, 1))
        assert joined.year - born.year >= 21
    joined_party = city.people.filter(pl.col("party_joined").is_not_null())
    assert ((joined_party["party_joined"] - joined_party["born"]).dt.total_days() >= 18 * 365.25).all()


def test_careers_run_without_gaps_or_overlaps(city: Snapshot) -> None:
    """Each main stage begins the day after the one before; the first on the day of joining; the last is still running."""
    rows = city["tenures"].filter(pl.col("kind") == "main").sort("person_id", "from_date")
    rows = rows.with_columns(before=pl.col("to_date").shift(1).over("person_id"))
    chained = rows.filter(pl.col("before").is_not_null())
    assert (chained["from_date"] == chained["before"].dt.offset_by("1d")).all()
    firsts = rows.group_by("person_id").agg(
        pl.col("from_date").first(), pl.col("to_date").last(), pl.col("post_id").last()
    )
    firsts = firsts.join(city.people.select("person_id", "joined"), on="person_id")
    assert (firsts["from_date"] == firsts["joined"]).all()
    assert firsts["to_date"].null_count() == firsts.height
    assert firsts["post_id"].null_count() == 0
    ended = rows.filter(pl.col("to_date").is_not_null())
    assert (ended["to_date"] >= ended["from_date"]).all()
    assert ended["left_because"].null_count() == 0


def test_leaders_meet_the_standards_of_their_posts(city: Snapshot) -> None:
    ranks = {"elementary": 1, "intermediate": 2, "advanced": 3, "bachelor": 4}
    rows = city.main_posts.join(city.posts, on="post_id").join(city.people, on="person_id", suffix="_of")
    leaders = rows.filter(pl.col("term_months").is_not_null())
    assert set(leaders["degree"].to_list()) <= {"university", "master", "doctor"}
    assert leaders["party_member_of"].all()
    assert leaders.filter(
        pl.col("theory").replace_strict(ranks, default=0) < pl.col("min_theory").replace_strict(ranks, default=0)
    ).is_empty()


def test_same_seed_same_city_in_another_process(city: Snapshot) -> None:
    """Equal row by row, in this process and in one with another hash seed."""
    again = build_city()
    assert all(city[name].equals(again[name]) for name in TABLES)
    code = "from tests.synth.test_integrity import fingerprint; from dungviec.synth import build_city; print(fingerprint(build_city()))"
    other = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert other.stdout.strip() == fingerprint(city)


def fingerprint(city: Snapshot) -> str:
    """One digest over all rows."""
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(repr(city[name].rows()).encode())
    return digest.hexdigest()


def test_another_seed_is_another_city_with_the_same_figures() -> None:
    one, two = build_city(1), build_city(2)
    assert one.people["name"].to_list() != two.people["name"].to_list()
    for column in ("degree", "theory"):
        assert (
            one.people[column]
            .value_counts(sort=True)
            .sort(column)
            .equals(two.people[column].value_counts().sort(column))
        )
