"""The pair table: one row per person and post with every fact a check may ask, built for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts_history import ranked_tenures
from dungviec.law.facts_people import STATE_GROUPS, person_facts, rank_of, rated_years, schedules
from dungviec.law.facts_relations import FRAMEWORK_BELOW as FRAMEWORK_BELOW
from dungviec.law.facts_relations import FRAMEWORK_FITS as FRAMEWORK_FITS
from dungviec.law.facts_relations import FRAMEWORK_MISSING as FRAMEWORK_MISSING
from dungviec.law.facts_relations import Relation, key_codes, relations
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
from dungviec.records.known_by import wishes_by
from dungviec.records.vietnamese import fold

TIES = ("stay", "same_unit", "planned_here", "asked")
"""Facts that few couples of person and post have: true where a tie is on file, else false."""


@cache
def derived_facts(*, plans_on_file: bool) -> dict[str, pl.Expr]:
    """Facts of a pair that follow from facts of the person and of the post."""
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
    return {
        "move": move.cast(pl.Enum(MOVES)),
        "planned_higher": (pl.col("max_plan_rank") > pl.col("target_rank")).fill_null(False),
        "plans_on_file": pl.lit(plans_on_file),
    }


@dataclass(frozen=True, eq=False, slots=True)
class FactBase:
    """Person facts, post facts, and what ties one to the other: ``relations`` by key, ``held`` (a post held or asked
    for), ``plan_posts`` and ``plan_titles`` (planned for)."""

    people: pl.DataFrame
    posts: pl.DataFrame
    relations: dict[str, Relation]
    held: pl.DataFrame
    plan_posts: pl.DataFrame
    plan_titles: pl.DataFrame
    plans_on_file: bool

    def pairs(self, pairs: pl.DataFrame) -> pl.LazyFrame:
        """``pairs`` (``row, person_id, post_id``) with all facts, in the same order."""
        keys = {"person_id": self.people.schema["person_id"], "post_id": self.posts.schema["post_id"]}
        frame = (
            pairs.lazy()
            .with_columns(pl.col(name).cast(kind) for name, kind in keys.items())
            .join(self.people.lazy(), on="person_id", how="left", maintain_order="left")
            .join(self.posts.lazy(), on="post_id", how="left", maintain_order="left")
            .join(self.held.lazy(), on=["person_id", "post_id"], how="left", maintain_order="left")
            .join(self.plan_posts.lazy(), on=["person_id", "seat_key"], how="left", maintain_order="left")
            .join(
                self.plan_titles.lazy(), on=["person_id", "title_key", "target_rank"], how="left", maintain_order="left"
            )
            .with_columns(
                pl.col("stay", "asked").fill_null(False),
                same_unit=(pl.col("current_unit") == pl.col("unit_id")).fill_null(False),
                planned_here=pl.col("planned_post").fill_null(False) | pl.col("planned_title").fill_null(False),
                **derived_facts(plans_on_file=self.plans_on_file),
            )
            .collect()
        )
        read = [
            relation.read(name, key_codes(frame[relation.person_key]), key_codes(frame[relation.post_key]))
            for name, relation in self.relations.items()
        ]
        return frame.with_columns(read).lazy()


def build_facts(snapshot: Snapshot, view: LawView) -> FactBase:
    """Every fact of the snapshot on its day, under the rules of ``view`` (windows, retirement schedule)."""
    tenures = ranked_tenures(snapshot)
    people = person_facts(snapshot, view, tenures)
    plans = _valid_plans(snapshot)
    posts = _post_facts(snapshot)
    people = people.join(
        plans.group_by("person_id").agg(max_plan_rank=pl.col("plan_rank").max()), on="person_id", how="left"
    )
    tables = {
        "people": people,
        "posts": posts,
        "held": _held(snapshot).join(_asked(snapshot), on=["person_id", "post_id"], how="full", coalesce=True),
        "plan_posts": plans.join(posts.select("post_id", "seat_key"), on="post_id")
        .select("person_id", "seat_key", planned_post=pl.lit(True))
        .unique(),
        "plan_titles": plans.filter(pl.col("post_id").is_null())
        .select("person_id", "title_key", target_rank="plan_rank", planned_title=pl.lit(True))
        .unique(),
    }
    keyed = _keyed(tables)
    tied = relations(
        snapshot, keyed["people"], keyed["posts"], tenures=tenures, plans=plans,
        framework=_asks_framework(view),
    )  # fmt: skip
    return FactBase(**keyed, relations=tied, plans_on_file=snapshot["plans"].height > 0)


def law_behind(view: LawView) -> tuple[object, ...]:
    """All that :func:`build_facts` takes from a law: the facts of one snapshot under two laws alike in this are the same."""
    asked = rated_years(view), schedules(view), _asks_framework(view)
    return view.day, view.counted_from, view.windows, *asked


def _asks_framework(view: LawView) -> bool:
    return any(r.params.get("framework") for r in view.judged)


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
    "current_post",
)
_SHARED = {"current_unit": "unit_id", "current_post": "post_id"}
"""Columns compared with another column take the values of both."""


def _keyed(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables with their text keys as enumerations: joins of half a million pairs then compare numbers, not text."""
    values: dict[str, list[pl.Series]] = {}
    for frame in tables.values():
        for name in _KEYS:
            if name in frame.columns:
                values.setdefault(_SHARED.get(name, name), []).append(frame[name].drop_nulls().unique().rename("key"))
    kinds = {name: pl.Enum(pl.concat(found).unique().sort()) for name, found in values.items()}
    coded = {name: pl.Enum(list(found)) for name, found in _CODED.items()}
    return {
        table: frame.with_columns(
            *(pl.col(n).cast(kinds[_SHARED.get(n, n)]) for n in frame.columns if n in _KEYS),
            *(pl.col(n).cast(kind) for n, kind in coded.items() if n in frame.columns),
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
        wishes_by(snapshot)
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
