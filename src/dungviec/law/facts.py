"""The pair table: one row per person and post with every fact a check may ask, built for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts_history import months_at_or_above, ranked_tenures
from dungviec.law.facts_people import STATE_GROUPS, person_facts, rank_of
from dungviec.law.rules import MOVES
from dungviec.records import Snapshot
from dungviec.records.codes import (
    CATEGORIES,
    DEGREES,
    LEADERSHIP_RANK,
    LEVELS,
    SEXES,
    STATE_MANAGEMENT,
    THEORY,
    UNIT_KINDS,
)
from dungviec.records.vietnamese import fold

FRAMEWORK_FITS, FRAMEWORK_BELOW, FRAMEWORK_MISSING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class FactBase:
    """Person facts, post facts and the small tables that tie one to the other; ``pairs`` joins them."""

    people: pl.DataFrame
    posts: pl.DataFrame
    ranked: pl.DataFrame
    tied: pl.DataFrame
    plan_posts: pl.DataFrame
    plan_titles: pl.DataFrame
    majors: pl.DataFrame
    framework: pl.DataFrame
    plans_on_file: bool

    def pairs(self, pairs: pl.DataFrame) -> pl.LazyFrame:
        """``pairs`` (``row, person_id, post_id``) with all facts, in the same order."""
        leading = pl.col("target_rank") >= LEADERSHIP_RANK
        was_leading = (pl.col("current_rank") >= LEADERSHIP_RANK).fill_null(False)
        move = (
            pl.when(~leading)
            .then(pl.lit("professional"))
            .when(was_leading & (pl.col("target_rank") <= pl.col("current_rank")))
            .then(pl.lit("lateral_or_lower"))
            .when(was_leading | pl.col("had_leadership"))
            .then(pl.lit("higher"))
            .otherwise(pl.lit("first_leadership"))
        )
        keys = {"person_id": self.people.schema["person_id"], "post_id": self.posts.schema["post_id"]}
        return (
            pairs.lazy()
            .with_columns(pl.col(name).cast(kind) for name, kind in keys.items())
            .join(self.people.lazy(), on="person_id", how="left", maintain_order="left")
            .join(self.posts.lazy(), on="post_id", how="left", maintain_order="left")
            .join(self.ranked.lazy(), on=["person_id", "target_rank"], how="left", maintain_order="left")
            .join(self.tied.lazy(), on=["person_id", "post_id"], how="left", maintain_order="left")
            .join(self.plan_posts.lazy(), on=["person_id", "seat_key"], how="left", maintain_order="left")
            .join(
                self.plan_titles.lazy(), on=["person_id", "title_key", "target_rank"], how="left", maintain_order="left"
            )
            .join(self.majors.lazy(), on=["majors_key", "major_key"], how="left", maintain_order="left")
            .join(self.framework.lazy(), on=["person_id", "profile_id"], how="left", maintain_order="left")
            .with_columns(
                move=move.cast(pl.Enum(MOVES)),
                stay=pl.col("stay").fill_null(False),
                same_unit=(pl.col("current_unit") == pl.col("unit_id")).fill_null(False),
                planned_here=pl.col("planned_post").fill_null(False) | pl.col("planned_title").fill_null(False),
                planned_equal=pl.col("planned_equal").fill_null(False),
                planned_higher=(pl.col("max_plan_rank") > pl.col("target_rank")).fill_null(False),
                plans_on_file=pl.lit(self.plans_on_file),
                months_adjacent=pl.col("months_adjacent").fill_null(0),
                asked=pl.col("asked").fill_null(False),
                major_fits=pl.when(pl.col("majors_key") == "").then(True).otherwise("major_fits"),
            )
        )


def build_facts(snapshot: Snapshot, view: LawView) -> FactBase:
    """Every fact of the snapshot on its day, under the rules of ``view`` (windows, retirement schedule)."""
    tenures = ranked_tenures(snapshot)
    people = person_facts(snapshot, view, tenures)
    plans = _valid_plans(snapshot)
    posts = _post_facts(snapshot)
    seat = posts.select("post_id", "seat_key")
    by_level = plans.filter(pl.col("plan_rank").is_not_null())
    people = people.join(
        by_level.group_by("person_id").agg(max_plan_rank=pl.col("plan_rank").max()), on="person_id", how="left"
    )
    levels = by_level.select("person_id", target_rank="plan_rank", planned_equal=pl.lit(True)).unique()
    both = ["person_id", "target_rank"]
    tables = {
        "people": people,
        "posts": posts,
        "ranked": months_at_or_above(tenures).join(levels, on=both, how="full", coalesce=True),
        "tied": _held(snapshot).join(_asked(snapshot), on=["person_id", "post_id"], how="full", coalesce=True),
        "plan_posts": plans.join(seat, on="post_id")
        .select("person_id", "seat_key", planned_post=pl.lit(True))
        .unique(),
        "plan_titles": plans.filter(pl.col("post_id").is_null())
        .select("person_id", "title_key", target_rank="plan_rank", planned_title=pl.lit(True))
        .unique(),
        "majors": _majors(people, posts),
        "framework": _framework(snapshot) if any(r.params.get("framework") for r in view.judged) else _NO_FRAMEWORK,
    }
    return FactBase(**_keyed(tables), plans_on_file=snapshot["plans"].height > 0)


_KEYS = (
    "person_id",
    "post_id",
    "seat_key",
    "title_key",
    "majors_key",
    "major_key",
    "profile_id",
    "current_unit",
    "unit_id",
)
_SHARED = {"current_unit": "unit_id"}
"""Columns compared with another column take the values of both."""


def _keyed(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables with their text keys as enumerations: joins of half a million pairs then compare numbers, not text."""
    values: dict[str, set[str]] = {}
    for frame in tables.values():
        for name in set(_KEYS) & set(frame.columns):
            values.setdefault(_SHARED.get(name, name), set()).update(frame[name].drop_nulls().unique().to_list())
    kinds: dict[str, pl.DataType] = {name: pl.Enum(sorted(found)) for name, found in values.items()}
    return {
        table: frame.with_columns(
            *(pl.col(n).cast(kinds[_SHARED.get(n, n)]) for n in frame.columns if n in _KEYS),
            *(pl.col(n).cast(pl.Enum(list(v))) for n, v in _CODED.items() if n in frame.columns),
        )
        for table, frame in tables.items()
    }


_CODED = {
    "post_category": CATEGORIES.values, "person_category": CATEGORIES.values, "unit_kind": UNIT_KINDS.values,
    "post_group": ("state", "service"), "person_group": ("state", "service"), "sex": SEXES.values,
}  # fmt: skip


def _asked(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, post_id, asked``: posts that people have said they want."""
    return (
        snapshot["wishes"]
        .filter(pl.col("kind") == "post")
        .select("person_id", post_id="target", asked=pl.lit(True))
        .unique()
        .join(snapshot.posts.select("post_id"), on="post_id", how="semi")
    )


def _held(snapshot: Snapshot) -> pl.DataFrame:
    return (
        snapshot.current_tenures.filter(pl.col("post_id").is_not_null() & (pl.col("kind") != "acting"))
        .select("person_id", "post_id", stay=pl.lit(True))
        .unique()
    )


def _post_facts(snapshot: Snapshot) -> pl.DataFrame:
    units = snapshot.units.select("unit_id", "newly_formed", "has_approved_plan", "place_code", unit_kind="kind")
    ranks = {c.value: c.rank for c in LEVELS}
    return (
        snapshot.posts.join(units, on="unit_id", how="left")
        .with_columns(title_key=pl.col("title").map_elements(fold, return_dtype=pl.String))
        .select(
            "post_id", "unit_id", "unit_kind", "newly_formed", "has_approved_plan", "party_managed", "term_months",
            "profile_id", "title_key",
            target_rank=pl.col("level").replace_strict(ranks, default=None, return_dtype=pl.Int32),
            post_category=pl.col("category"),
            post_group=pl.col("category").replace_strict(STATE_GROUPS, default=None),
            seat_key=pl.concat_str("unit_id", pl.lit("|"), "title_key"),
            min_degree=rank_of(DEGREES, "min_degree"),
            min_theory=rank_of(THEORY, "min_theory"),
            min_sm=rank_of(STATE_MANAGEMENT, "min_state_management"),
            needs_party=pl.col("party_member").fill_null(False),
            majors_key=pl.col("majors").list.join("|").fill_null(""),
        )
    )  # fmt: skip


def _valid_plans(snapshot: Snapshot) -> pl.DataFrame:
    day = snapshot.as_of
    ranks = {c.value: c.rank for c in LEVELS}
    return (
        snapshot["plans"]
        .filter((pl.col("approved") <= day) & (pl.col("until").is_null() | (pl.col("until") >= day)))
        .with_columns(
            title_key=pl.col("title").map_elements(fold, return_dtype=pl.String),
            plan_rank=pl.col("level").replace_strict(ranks, default=None, return_dtype=pl.Int32),
        )
    )


def _majors(people: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """``majors_key, major_key, major_fits``: a major fits when a wanted one stands in it word for word (marks ignored)."""
    majors = people["major_key"].drop_nulls().unique().to_list()
    wanted = [k for k in posts["majors_key"].unique().to_list() if k]
    rows = []
    for key in wanted:
        words = [f" {fold(w)} " for w in key.split("|")]
        rows += [(key, major, any(w in f" {major} " for w in words)) for major in majors]
    schema = {"majors_key": pl.String, "major_key": pl.String, "major_fits": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


_NO_FRAMEWORK = pl.DataFrame(schema={"person_id": pl.String, "profile_id": pl.String, "framework": pl.UInt8})


def _framework(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, profile_id, framework``: fits, below, or not assessed, for each profile and everybody on file."""
    needs = snapshot["profiles"].select("profile_id", "competency", "min_level")
    people = snapshot.people["person_id"].to_list()
    if needs.height == 0 or not people:
        return _NO_FRAMEWORK
    codes = sorted(needs["competency"].unique().to_list())
    at = {p: i for i, p in enumerate(people)}
    column = {c: j for j, c in enumerate(codes)}
    levels = np.zeros((len(people), len(codes)), dtype=np.int8)
    for person, code, level in snapshot["competencies"].select("person_id", "competency", "level").iter_rows():
        if person in at and code in column:
            levels[at[person], column[code]] = level
    parts = []
    for (profile,), rows in needs.group_by(["profile_id"], maintain_order=True):
        where = [column[c] for c in rows["competency"].to_list()]
        have, want = levels[:, where], rows["min_level"].to_numpy()
        below = ((have > 0) & (have < want)).any(axis=1)
        missing = (have == 0).any(axis=1)
        code = np.where(below, FRAMEWORK_BELOW, np.where(missing, FRAMEWORK_MISSING, FRAMEWORK_FITS)).astype(np.uint8)
        parts.append(pl.DataFrame({"person_id": people, "profile_id": [profile] * len(people), "framework": code}))
    return pl.concat(parts)
