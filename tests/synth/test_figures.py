"""Every figure the chairman of Cẩm Phả gave in December 2020, met to the person (mission.md S1–S18)."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS

LEADERS = [c.value for c in LEVELS if c.rank >= LEADERSHIP_RANK]
SCHOOLS = ["kindergarten", "primary_school", "secondary_school"]

pytestmark = pytest.mark.city


def counts(frame: pl.DataFrame, column: str) -> dict[str | None, int]:
    return dict(frame[column].value_counts().iter_rows())


def posts_with_units(city: Snapshot) -> pl.DataFrame:
    return city.posts.join(city.units.select("unit_id", "kind", "place_code"), on="unit_id")


def new_in_2020(city: Snapshot) -> pl.DataFrame:
    """Leadership tenures that began in the year, with the kind of unit."""
    return (
        city["tenures"]
        .filter((pl.col("from_date").dt.year() == 2020) & pl.col("level").is_in(LEADERS))
        .join(posts_with_units(city).select("post_id", "role", unit_kind="kind"), on="post_id", how="left")
    )


def test_city_is_cam_pha_on_the_day_of_the_interview(city: Snapshot) -> None:
    assert (city.name, city.as_of, city.place_code) == ("Thành phố Cẩm Phả", date(2020, 12, 10), "195")


def test_everybody_holds_one_current_post(city: Snapshot) -> None:
    assert city.people.height == 2380
    assert city.main_posts.height == 2380
    main = city.current_tenures.filter(pl.col("kind") == "main")
    assert main["person_id"].n_unique() == main.height == 2380


def test_degrees(city: Snapshot) -> None:
    assert counts(city.people, "degree") == {
        "doctor": 1, "master": 115, "university": 1684, "college": 322, "intermediate": 252, None: 6,
    }  # fmt: skip


def test_political_theory(city: Snapshot) -> None:
    assert counts(city.people, "theory") == {
        "bachelor": 8, "advanced": 121, "intermediate": 510, "elementary": 489, None: 1252,
    }  # fmt: skip


def test_sixteen_wards_and_communes_with_their_codes_of_2020(city: Snapshot) -> None:
    wards = city.units.filter(pl.col("kind").is_in(["ward", "commune"]))
    assert counts(wards, "kind") == {"ward": 13, "commune": 3}
    named = dict(wards.select("place_code", "name").iter_rows())
    assert named == {
        "06760": "Phường Mông Dương", "06763": "Phường Cửa Ông", "06766": "Phường Cẩm Sơn", "06769": "Phường Cẩm Đông",
        "06772": "Phường Cẩm Phú", "06775": "Phường Cẩm Tây", "06778": "Phường Quang Hanh", "06781": "Phường Cẩm Thịnh",
        "06784": "Phường Cẩm Thủy", "06787": "Phường Cẩm Thạch", "06790": "Phường Cẩm Thành", "06793": "Phường Cẩm Trung",
        "06796": "Phường Cẩm Bình", "06799": "Xã Cộng Hòa", "06802": "Xã Cẩm Hải", "06805": "Xã Dương Huy",
    }  # fmt: skip
    assert city.units.filter(pl.col("kind") == "division").height == 12


def test_nothing_is_known_of_the_years_after_2020(city: Snapshot) -> None:
    """The merger of 2024 and the end of the city in 2025 were not known on 10/12/2020."""
    assert city.units["valid_to"].null_count() == city.units.height
    for table, column in (("tenures", "from_date"), ("tenures", "decided"), ("training", "from_date"), ("ratings", "decided"),
                          ("discipline", "decided"), ("plans", "approved"), ("competencies", "assessed"), ("strengths", "noted"),
                          ("wishes", "stated"), ("people", "joined"), ("people", "party_joined"), ("people", "file_dated")):  # fmt: skip
        latest = city[table][column].max()
        assert isinstance(latest, date)
        assert latest <= city.as_of, f"{table}.{column}"


def test_unified_heads_nine_and_two(city: Snapshot) -> None:
    held = city.posts.filter(pl.col("held_with").is_not_null()).join(
        city.posts.select("post_id", with_functions="functions"), left_on="held_with", right_on="post_id"
    )
    assert all("party_secretary" in f for f in held["with_functions"].to_list())
    functions = [f[0] for f in held["functions"].to_list()]
    assert (functions.count("committee_chair"), functions.count("council_chair"), len(functions)) == (9, 2, 11)
    concurrent = city.current_tenures.filter(pl.col("kind") == "concurrent")
    secretaries = dict(city.main_posts.select("post_id", "person_id").iter_rows())
    wanted = {(secretaries[h], p) for p, h in held.select("post_id", "held_with").iter_rows()}
    assert set(concurrent.select("person_id", "post_id").iter_rows()) == wanted


def test_fifteen_of_sixteen_commune_secretaries_are_not_locals(city: Snapshot) -> None:
    posts = posts_with_units(city).filter(
        pl.col("kind").is_in(["ward", "commune"]) & pl.col("functions").list.contains("party_secretary")
    )
    rows = posts.join(city.main_posts, on="post_id").join(city.people, on="person_id")
    assert rows.height == 16
    inside = {"195", *posts["place_code"].to_list()}
    local = [home == place for home, place in rows.select("home_code", "place_code").iter_rows()]
    outside = [home not in inside for home in rows["home_code"].to_list()]
    assert (sum(local), sum(outside)) == (1, 15)


def test_moves_of_the_year(city: Snapshot) -> None:
    moves = new_in_2020(city)
    assert set(moves["kind"].to_list()) == {"main"}
    school = moves.filter(pl.col("unit_kind").is_in(SCHOOLS))
    admin = moves.filter(~pl.col("unit_kind").is_in(SCHOOLS))
    assert admin.height == 13
    assert set(admin["how"].to_list()) == {"appointed", "rotated", "transferred"}
    assert set(admin["unit_kind"].to_list()) <= {"division", "party_board", "centre", "ward", "commune"}
    assert school.filter(pl.col("how").is_in(["appointed", "rotated", "transferred"])).height == 9
    assert school.filter(pl.col("how") == "reappointed").height == 2
    assert moves.height == 13 + 9 + 2


def test_reappointment_is_a_new_row_of_the_same_post(city: Snapshot) -> None:
    for row in new_in_2020(city).filter(pl.col("how") == "reappointed").iter_rows(named=True):
        before = city["tenures"].filter(
            (pl.col("person_id") == row["person_id"])
            & (pl.col("post_id") == row["post_id"])
            & pl.col("to_date").is_not_null()
        )
        assert before.height >= 1
        assert before["left_because"].to_list() == ["end_of_term"] * before.height
        assert row["first_appointed"] == before["from_date"].min()


@pytest.mark.parametrize(
    ("kind", "classes", "people"),
    [
        ("theory_advanced", 1, 7), ("theory_intermediate", 1, 80), ("party_prospective", 3, 182), ("party_new_member", 3, 158),
        ("cell_secretary", 3, 262), ("skills", None, 278),
    ],
)  # fmt: skip
def test_training_of_the_year(city: Snapshot, kind: str, classes: int | None, people: int) -> None:
    rows = city["training"].filter((pl.col("from_date").dt.year() == 2020) & (pl.col("kind") == kind))
    assert rows["attendees"].sum() == people
    if classes is not None:
        assert rows["class_id"].n_unique() == classes
    else:
        assert rows["class_id"].null_count() == rows.height == people


def test_training_costs_580_million(city: Snapshot) -> None:
    year = city["training"].filter(pl.col("from_date").dt.year() == 2020)
    assert year["cost"].sum() == 580_000_000
    assert year["cost"].null_count() == 0
    assert set(year["kind"].to_list()) == {
        "theory_advanced", "theory_intermediate", "party_prospective", "party_new_member", "cell_secretary", "skills",
    }  # fmt: skip


def test_whoever_studies_theory_does_not_have_that_level_yet(city: Snapshot) -> None:
    year = city["training"].filter(pl.col("from_date").dt.year() == 2020).join(city.people, on="person_id")
    assert set(year.filter(pl.col("kind") == "theory_advanced")["theory"].to_list()) == {"intermediate"}
    assert set(year.filter(pl.col("kind") == "theory_intermediate")["theory"].to_list()) <= {"elementary", None}
    assert not any(year.filter(pl.col("kind") == "party_prospective")["party_member"].to_list())
    assert all(year.filter(pl.col("kind") == "party_new_member")["party_member"].to_list())
