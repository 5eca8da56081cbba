"""What makes the demo city worth placing: people out of place, vacancies, ties, plans, gaps in the facts, plausible names."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from dungviec.law import LawBook
from dungviec.law.facts_people import service_ages
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, LEVELS
from dungviec.records.vietnamese import split_name

pytestmark = pytest.mark.city


def placed(city: Snapshot) -> pl.DataFrame:
    """Everybody beside the post held; the person's own columns end in ``_of`` where both have one."""
    return city.main_posts.join(city.posts, on="post_id").join(city.people, on="person_id", suffix="_of")


def test_some_specialists_work_outside_their_training(city: Snapshot) -> None:
    specialists = placed(city).filter((pl.col("level") == "specialist") & (pl.col("majors").list.len() > 0))
    outside = specialists.filter(~pl.col("majors").list.contains(pl.col("major")))
    assert 0.05 <= outside.height / specialists.height <= 0.08


def test_people_out_of_place_are_wanted_elsewhere(city: Snapshot) -> None:
    """Most of them studied what a post of the same service asks for, so that swaps and chains can help."""
    specialists = placed(city).filter((pl.col("level") == "specialist") & (pl.col("majors").list.len() > 0))
    outside = specialists.filter(~pl.col("majors").list.contains(pl.col("major")))
    wanted: dict[str, set[str]] = {}
    for category, majors in specialists.select("category", "majors").iter_rows():
        wanted.setdefault(category, set()).update(majors)
    useful = [major in wanted[category] for category, major in outside.select("category", "major").iter_rows()]
    assert sum(useful) / len(useful) > 0.95


def test_ratings_are_mostly_good(city: Snapshot) -> None:
    ratings = city["ratings"].filter(pl.col("system") == "state")
    assert set(ratings["year"].to_list()) == {2016, 2017, 2018, 2019}
    share = {k: n / ratings.height for k, n in ratings["rating"].value_counts().iter_rows()}
    assert 0.97 <= share["completed"] + share["good"] + share["excellent"] <= 0.985
    assert share["good"] > 0.5
    early = ratings.join(city.people, on="person_id").filter(pl.col("joined").dt.year() > pl.col("year"))
    assert early.is_empty()


def test_facts_are_missing_for_a_few_only(city: Snapshot) -> None:
    facts = ("file_complete", "file_verified", "file_dated", "assets_declared", "assets_verified", "health_fit", "health_dated",
             "products_match", "discipline_open", "denunciation_open", "criminal_open", "suspended", "barred")  # fmt: skip
    unknown = city.people.filter(pl.any_horizontal(pl.col(f).is_null() for f in facts)).height
    assert 0.02 <= unknown / 2380 <= 0.04
    flags = city.people.select(pl.col(facts[8:]).fill_null(value=False).sum())
    assert 6 <= sum(flags.row(0)) <= 14


def test_discipline_is_rare_and_shows_in_the_rating(city: Snapshot) -> None:
    rows = city["discipline"]
    assert 15 <= rows.height <= 40
    assert (rows["effective"] >= rows["decided"]).all()
    assert rows.filter(pl.col("ends") >= city.as_of).height >= 2
    rated = rows.with_columns(year=pl.col("decided").dt.year()).join(
        city["ratings"].filter(pl.col("system") == "state"), on=["person_id", "year"]
    )
    assert set(rated["rating"].to_list()) <= {"completed", "failed"}


def test_succession_plans_keep_three_and_three(city: Snapshot) -> None:
    plans = city["plans"].join(city.main_posts.select("person_id", held="post_id"), on="person_id")
    assert plans.group_by("post_id").len()["len"].max() == 3
    assert max(plans.group_by("person_id", "level").len()["len"].to_list()) <= 3
    rank = {c.value: c.rank for c in LEVELS}
    levels = dict(city.posts.select("post_id", "level").iter_rows())
    moved = set(city["tenures"].filter(pl.col("from_date").dt.year() == 2020)["person_id"].to_list())
    for person, level, held in plans.select("person_id", "level", "held").iter_rows():
        assert rank[level] > rank[levels[held]] or person in moved
    leadership = city.posts.filter(pl.col("term_months").is_not_null() & pl.col("held_with").is_null())
    assert plans["post_id"].n_unique() / leadership.height > 0.7


def test_profiles_cover_every_post_and_follow_annex_c(city: Snapshot) -> None:
    assert city.posts["profile_id"].null_count() == 0
    profiles = city["profiles"]
    assert 25 <= profiles["profile_id"].n_unique() <= 40
    assert (profiles["min_level"] <= profiles["max_level"]).all()
    by_level = city.posts.select("profile_id", "level").unique().join(profiles, on="profile_id")
    general = by_level.filter(pl.col("competency").str.starts_with("G"))
    lows = dict(general.group_by("level").agg(pl.col("min_level").min()).iter_rows())
    assert lows["support"] == 1
    assert lows["specialist"] == 2
    assert lows["head_of_division"] == 2, "computer and language skills stay at 2 for leaders"
    strict = general.filter(~pl.col("competency").is_in(["G6", "G7"]) & (pl.col("level") == "head_of_division"))
    assert strict["min_level"].min() == 3


def test_abilities_have_evidence_and_some_are_unassessed(city: Snapshot) -> None:
    rows = city["competencies"]
    assert rows["level"].is_between(1, 5).all()
    assert rows["evidence"].null_count() == 0
    assessed = rows["person_id"].n_unique()
    assert 0.95 <= assessed / 2380 < 1
    per_person = city["strengths"].group_by("person_id").len()["len"]
    assert (per_person.min(), per_person.max()) == (1, 4)
    assert 0.17 <= city["wishes"].height / 2380 <= 0.24


def test_abler_people_are_rated_better(city: Snapshot) -> None:
    """Competency and rating come from the same person, so they must go together."""
    level = city["competencies"].group_by("person_id").agg(level=pl.col("level").mean())
    last = city["ratings"].filter((pl.col("system") == "state") & (pl.col("year") == 2019))
    means = dict(last.join(level, on="person_id").group_by("rating").agg(pl.col("level").mean()).iter_rows())
    assert means["excellent"] > means["good"] > means["completed"]


def test_wishes_name_things_that_exist(city: Snapshot) -> None:
    known = {
        "unit": set(city.units["unit_id"].to_list()), "field": set(city.posts["field"].to_list()),
        "place": set(city.units["place_code"].to_list()), "post": set(city.posts["post_id"].to_list()), "stay": {None},
    }  # fmt: skip
    for kind, target in city["wishes"].select("kind", "target").iter_rows():
        assert target in known[kind]
    assert set(city["wishes"]["kind"].to_list()) == set(known)


def test_names_are_distributed_like_vietnamese_names(city: Snapshot) -> None:
    names = [split_name(n) for n in city.people["name"].to_list()]
    surnames = Counter(s for s, _, _ in names)
    assert [s for s, _ in surnames.most_common(2)] == ["Nguyễn", "Trần"]
    assert 0.32 <= surnames["Nguyễn"] / 2380 <= 0.42
    assert 0.08 <= surnames["Trần"] / 2380 <= 0.14
    assert len(surnames) > 30
    women = city.people.filter(pl.col("sex") == "female")["name"].to_list()
    assert sum(" Thị " in n for n in women) / len(women) > 0.35
    assert not any(" Văn " in n for n in women)
    assert not any(" Thị " in n for n in city.people.filter(pl.col("sex") == "male")["name"].to_list())
    assert 0.03 <= city.people.filter(pl.col("ethnicity") != "Kinh").height / 2380 <= 0.12
    tay = city.people.filter(pl.col("ethnicity") == "Tày")["name"].to_list()
    assert not any(n.startswith("Nguyễn ") for n in tay)


def test_degrees_follow_the_posts(city: Snapshot) -> None:
    rows = placed(city).with_columns(
        rank=pl.col("degree").replace_strict({c.value: c.rank for c in DEGREES}, default=0)
    )
    means = dict(rows.group_by("level").agg(pl.col("rank").mean()).iter_rows())
    assert means["head_of_division"] > means["specialist"] > means["support"]
    assert set(rows.filter(pl.col("degree").is_null())["level"].to_list()) == {"support"}


def test_family_ties_fit_age_and_sex(city: Snapshot) -> None:
    people = {p: row for p, *row in city.people.select("person_id", "born", "sex", "name").iter_rows()}
    ties = Counter(city["kinship"]["relation"].to_list())
    assert ties["spouse"] > 60
    assert {"parent", "sibling", "parent_in_law", "sibling_in_law"} <= set(ties)
    for a, b, relation in city["kinship"].select("person_id", "relative_id", "relation").iter_rows():
        (born, sex, name), (born_b, sex_b, name_b) = people[a], people[b]
        assert a != b
        if relation == "spouse":
            assert (sex, sex_b) == ("male", "female")
        if relation == "parent":
            assert born_b.year - born.year >= 21
            assert sex == "female" or split_name(name)[0] == split_name(name_b)[0]
        if relation == "sibling":
            assert split_name(name)[0] == split_name(name_b)[0]


def test_somebody_retires_in_each_of_the_next_years(city: Snapshot) -> None:
    """As in any city, a few of a hundred each year; nobody is past the day already."""
    ages = service_ages(city, LawBook.load().on(city.as_of))["retire_on"]
    within = [ages.is_between(city.as_of, date(city.as_of.year + years, 12, 10)).sum() for years in range(1, 6)]
    each = [later - sooner for sooner, later in pairwise([0, *within])]
    assert all(0.002 <= gone / city.people.height <= 0.03 for gone in each), each
    assert (ages < city.as_of).sum() == 0
