"""Person facts: one row per person with everything the checks ask of the person alone."""

from __future__ import annotations

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts_discipline import discipline_facts
from dungviec.law.facts_history import history_facts, ranked_tenures, rating_facts
from dungviec.law.retirement import Sex, age_months, birth_day, retirement_day
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY, CodeList
from dungviec.records.dates import add_months, whole_months, whole_years
from dungviec.records.vietnamese import fold

STATE_GROUPS = {
    "cadre": "state", "civil_servant": "state",
    "public_employee": "service", "public_employee_manager": "service",
}  # fmt: skip
FLAGS = ("barred", "discipline_open", "denunciation_open", "inspection_open", "suspended", "criminal_open")


def rank_of(codes: CodeList, column: str) -> pl.Expr:
    """The order number of a code column."""
    return pl.col(column).replace_strict({c.value: c.rank for c in codes}, default=None, return_dtype=pl.Int32)


def person_facts(snapshot: Snapshot, view: LawView, tenures: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row per person; see the columns selected at the end. Nulls mean not known."""
    tenures = ranked_tenures(snapshot) if tenures is None else tenures
    current = _current(snapshot, tenures)
    people = (
        snapshot.people.join(current, on="person_id", how="left")
        .with_columns(person_category=pl.coalesce("category", "post_category"))
        .with_columns(person_group=pl.col("person_category").replace_strict(STATE_GROUPS, default=None))
    )
    years = next((int(r.params["years"]) for r in view.judged if r.check == "last_ratings"), 3)
    fresh = snapshot.as_of
    return (
        people.select(
            "person_id",
            "sex",
            "person_category",
            "person_group",
            "current_post",
            "current_unit",
            "current_rank",
            "file_complete",
            "file_verified",
            "file_dated",
            "assets_declared",
            "assets_verified",
            "health_fit",
            "health_dated",
            "products_match",
            *FLAGS,
            is_party_member=pl.col("party_member"),
            degree_rank=rank_of(DEGREES, "degree"),
            theory_rank=rank_of(THEORY, "theory"),
            sm_rank=rank_of(STATE_MANAGEMENT, "state_management"),
            major_key=pl.col("major").map_elements(fold, return_dtype=pl.String),
        )
        .join(service_ages(snapshot, view), on="person_id", how="left")
        .join(history_facts(snapshot, tenures, current.select("person_id", "current_rank")), on="person_id", how="left")
        .join(rating_facts(snapshot, years), on="person_id", how="left")
        .join(
            discipline_facts(snapshot, view.windows, people.select("person_id", "person_category")),
            on="person_id",
            how="left",
        )
        .join(
            snapshot["training"]
            .filter(pl.col("kind").is_in(["theory_intermediate", "theory_advanced"]))
            .filter(pl.col("to_date").is_null() | (pl.col("to_date") >= fresh))
            .select("person_id", in_theory_training=pl.lit(True))
            .unique(),
            on="person_id",
            how="left",
        )
        .with_columns(pl.col("in_theory_training").fill_null(False))
    )


def _current(snapshot: Snapshot, tenures: pl.DataFrame) -> pl.DataFrame:
    """``person_id, current_post, current_unit, current_rank, post_category``; acting posts do not set the rank.

    Somebody without a main post on file takes the level of the latest other tenure (running ones first).
    """
    posts = snapshot.live_posts.select(
        "post_id", current_unit="unit_id", post_rank="level_rank", post_category="category"
    )
    main = (
        snapshot.main_posts.filter(pl.col("kind") != "acting")
        .join(posts, on="post_id")
        .select("person_id", "current_unit", "post_rank", "post_category", current_post="post_id")
    )
    other = (
        tenures.filter(pl.col("kind").is_in(["main", "seconded"]) & pl.col("rank").is_not_null())
        .sort(["person_id", "ended", "from_date"], descending=[False, False, True])
        .group_by("person_id", maintain_order=True)
        .first()
        .select("person_id", other_rank="rank")
    )
    return (
        snapshot.people.select("person_id")
        .join(main, on="person_id", how="left")
        .join(other, on="person_id", how="left")
        .with_columns(current_rank=pl.coalesce("post_rank", "other_rank"))
        .select("person_id", "current_post", "current_unit", "current_rank", "post_category")
    )


def service_ages(snapshot: Snapshot, view: LawView) -> pl.DataFrame:
    """``person_id, retire_on, months_left, retire_age, age_years, next_retire_on`` by the schedule in force that day."""
    schedule = next((r for r in view.judged if r.check == "still_in_service"), None)
    later = [r for r in view.all_known if r.check == "still_in_service" and r.from_ > view.day]
    rows = []
    births = ["sex", "born", "born_year_only"]
    for sex, born, year in snapshot.people.select(births).unique().iter_rows():
        day = birth_day(born, year)
        row: dict[str, object] = {"sex": sex, "born": born, "born_year_only": year}
        if day is not None:
            age = whole_years(day, snapshot.as_of)
            row["age_years"] = whole_years(day, view.day)
            row["next_birthday_age"] = age if add_months(day, age * 12) == snapshot.as_of else age + 1
        if day is not None and sex is not None and schedule is not None:
            gender: Sex = "male" if sex == "male" else "female"
            retire = retirement_day(schedule, gender, day)
            row |= {
                "retire_on": retire,
                "months_left": whole_months(view.counted_from, retire),
                "retire_age": age_months(schedule, gender, day),
                "next_retire_on": retirement_day(later[0], gender, day) if later else None,
            }
        rows.append(row)
    schema = {
        **snapshot.people.select(births).schema,
        "age_years": pl.Int32(), "next_birthday_age": pl.Int32(), "retire_on": pl.Date(), "months_left": pl.Int32(),
        "retire_age": pl.Int32(), "next_retire_on": pl.Date(),
    }  # fmt: skip
    ages = pl.DataFrame(rows, schema=schema)
    return (
        snapshot.people.select("person_id", *births)
        .join(ages, on=births, how="left", nulls_equal=True, maintain_order="left")
        .drop(births)
    )
