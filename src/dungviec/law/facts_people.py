"""Person facts: one row per person with everything the checks ask of the person alone."""

from __future__ import annotations

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts_discipline import discipline_facts
from dungviec.law.facts_history import history_facts, ranked_tenures
from dungviec.law.facts_ratings import rating_facts
from dungviec.law.months_held import whole_months_to
from dungviec.law.retirement import Sex, age_months, retirement_day
from dungviec.law.rules import Rule
from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY, CodeList
from dungviec.records.dates import month_end
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
        snapshot.people.join(current, on="person_id", how="left", maintain_order="left")
        .with_columns(person_category=pl.coalesce("category", "post_category"))
        .with_columns(person_group=pl.col("person_category").replace_strict(STATE_GROUPS, default=None))
    )
    learning = (
        snapshot["training"]
        .filter(pl.col("kind").is_in(["theory_intermediate", "theory_advanced"]))
        .filter(pl.col("to_date").is_null() | (pl.col("to_date") >= snapshot.as_of))["person_id"]
    )
    parts = [
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
            in_post=pl.col("current_post").is_not_null(),
            is_party_member=pl.col("party_member"),
            degree_rank=rank_of(DEGREES, "degree"),
            theory_rank=rank_of(THEORY, "theory"),
            sm_rank=rank_of(STATE_MANAGEMENT, "state_management"),
            major_key=pl.col("major").map_elements(fold, return_dtype=pl.String),
        ),
        service_ages(snapshot, view),
        history_facts(snapshot, tenures, current.select("person_id", "current_rank")),
        rating_facts(snapshot, rated_years(view)),
        discipline_facts(snapshot, view.windows, people.select("person_id", "person_category")),
        people.select("person_id", in_theory_training=pl.col("person_id").is_in(learning.implode())),
    ]
    return _side_by_side(parts)


def _side_by_side(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Frames with one row per person, all in the same order, as one: nothing is joined where the order says it all."""
    first, *others = parts
    if not all(first["person_id"].equals(part["person_id"]) for part in others):
        raise AssertionError("Facts of people came in another order than the people themselves.")
    return pl.concat([first, *(part.drop("person_id") for part in others)], how="horizontal")


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
        .join(main, on="person_id", how="left", maintain_order="left")
        .join(other, on="person_id", how="left", maintain_order="left")
        .with_columns(current_rank=pl.coalesce("post_rank", "other_rank"))
        .select("person_id", "current_post", "current_unit", "current_rank", "post_category")
    )


def service_ages(snapshot: Snapshot, view: LawView) -> pl.DataFrame:
    """``person_id, retire_on, months_left, retire_age, age_years, next_retire_on`` by the schedule in force that day.

    Whoever is born in the same month and of the same sex retires on the same day, so the schedules are asked once for each.
    """
    born = pl.coalesce(
        "born", pl.date(pl.col("born_year_only"), 1, 1)
    )  # RET-03: 1 January where only the year is known
    day, clipped = snapshot.as_of, pl.min_horizontal(pl.col("_born").dt.day(), pl.lit(month_end(snapshot.as_of).day))
    birthday = (pl.col("_born").dt.month() == day.month) & (clipped == day.day)
    ages = snapshot.people.select("person_id", "sex", _born=born).with_columns(
        _month=pl.col("_born").dt.truncate("1mo"),
        age_years=whole_months_to(pl.col("_born"), view.day) // 12,
        next_birthday_age=whole_months_to(pl.col("_born"), day) // 12 + 1 - birthday.cast(pl.Int32),
    )
    leaving = _leaving(ages.select("sex", "_month").unique().drop_nulls(), view)
    return ages.join(leaving, on=["sex", "_month"], how="left", maintain_order="left").select(
        "person_id", "age_years", "next_birthday_age", *leaving.columns[2:]
    )


def rated_years(view: LawView) -> int:
    """How many rated years the law looks back on."""
    return next((int(r.params["years"]) for r in view.judged if r.check == "last_ratings"), 3)


def schedules(view: LawView) -> tuple[Rule | None, Rule | None]:
    """The schedule of retirement ages in force, and the one that follows it."""
    now = next((r for r in view.judged if r.check == "still_in_service"), None)
    later = next((r for r in view.all_known if r.check == "still_in_service" and r.from_ > view.day), None)
    return now, later


def _leaving(births: pl.DataFrame, view: LawView) -> pl.DataFrame:
    """``sex, _month`` with the day of retirement, the months left, the age, and the day by the schedule that follows."""
    schedule, later = schedules(view)
    rows: list[tuple[object, ...]] = []
    for sex, month in births.iter_rows() if schedule is not None else ():
        gender: Sex = "male" if sex == "male" else "female"
        assert schedule is not None
        retire = retirement_day(schedule, gender, month)
        after = retirement_day(later, gender, month) if later is not None else None
        left = view.service_left(view.counted_from, retire)
        rows.append((sex, month, retire, left, age_months(schedule, gender, month), after))
    schema = {
        **births.schema,
        "retire_on": pl.Date(), "months_left": pl.Int32(), "retire_age": pl.Int32(), "next_retire_on": pl.Date(),
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")
