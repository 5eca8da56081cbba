"""Checks on age, planning, time in post, ratings and cooldowns."""

from __future__ import annotations

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.checks import check, coded
from dungviec.law.rules import Rule
from dungviec.records.codes import LEADERSHIP_RANK, RATINGS
from dungviec.records.dates import add_months

_LONGEST_TERM = 240


def needed_months(rule: Rule) -> pl.Expr:
    """Months of service the rule asks for: the post's term (or the rule's normal term), within the rule's ceiling."""
    term = pl.col("term_months").fill_null(int(rule.params["default_term_months"]))
    ceiling = rule.params.get("max_needed_months")
    return pl.min_horizontal(term, pl.lit(int(ceiling), pl.Int32)) if ceiling else term


@check("term_cover")
def term_cover(rule: Rule, view: LawView) -> pl.Expr:
    """Remaining service covers the term; near the limit the day of counting decides, so the authority does."""
    need = needed_months(rule).clip(0, _LONGEST_TERM)
    limits = {n: add_months(view.counted_from, n) for n in range(_LONGEST_TERM + 1)}
    limit = need.replace_strict(limits, return_dtype=pl.Date)
    away = (pl.col("retire_on") - limit).dt.total_days().abs()
    near = (away <= view.settings.near_limit_days) & pl.lit(view.settings.near_limit_days > 0)
    return coded(
        forbidden=(pl.col("months_left") < need) & ~near,
        unknown=pl.col("retire_on").is_null(),
        authority=near,
    )


@check("age_cap")
def age_cap(rule: Rule, view: LawView) -> pl.Expr:
    """First appointment within the age caps of 2003; heads and deputies of district divisions have their own."""
    p = rule.params
    by_sex = (
        pl.when(pl.col("sex") == "male").then(int(p["male"])).when(pl.col("sex") == "female").then(int(p["female"]))
    )
    division = (pl.col("unit_kind") == "division").fill_null(False)
    cap = pl.when(division).then(pl.min_horizontal(by_sex, pl.lit(int(p["district_division"])))).otherwise(by_sex)
    age = "age_years" if view.settings.age_cap_reading == "completed_years" else "next_birthday_age"
    return coded(forbidden=pl.col(age) > cap, unknown=pl.col(age).is_null() | cap.is_null())


@check("in_plan")
def in_plan(rule: Rule, view: LawView) -> pl.Expr:
    """In the plan for the post or for what the rule accepts, by source; a new unit without a plan: the authority."""
    planned = (
        pl.when(pl.col("same_unit"))
        .then(_planned(rule.params["local"], view))
        .otherwise(_planned(rule.params["elsewhere"], view))
    )
    new = pl.col("newly_formed") & ~pl.col("has_approved_plan")
    maybe_new = new.is_null() & pl.lit(rule.exception is None)
    return coded(
        forbidden=~planned & ~new.fill_null(False) & ~maybe_new & pl.col("plans_on_file"),
        unknown=~planned & (maybe_new | (~pl.col("plans_on_file") & ~new.fill_null(False))),
        authority=~planned & new,
    )


def _planned(accepts: str, view: LawView) -> pl.Expr:
    here, equal, higher = pl.col("planned_here"), pl.col("planned_equal"), pl.col("planned_higher")
    if accepts == "this_post":
        return here
    if accepts == "equivalent" and not view.settings.higher_plan_counts_2020:
        return here | equal
    return here | equal | higher


@check("plan_versions_2024")
def plan_versions_2024(rule: Rule, view: LawView) -> pl.Expr:
    """2024: allowed or forbidden where both planning clauses agree, unknown where they differ."""
    new = (pl.col("newly_formed") & ~pl.col("has_approved_plan")).fill_null(False)
    old = pl.when(pl.col("same_unit")).then(_planned("this_post", view)).otherwise(_planned("equivalent", view))
    later = _planned("equivalent_or_higher", view)
    never = pl.lit(False)
    return coded(forbidden=never, unknown=~(old & later) & ~new, authority=new & ~later)


@check("months_versions_2024")
def months_versions_2024(rule: Rule, view: LawView) -> pl.Expr:
    """2024: unknown where only the older clause, which asks no months, is met."""
    return coded(forbidden=pl.lit(False), unknown=pl.col("months_equivalent") < int(rule.params["min_months"]))


@check("months_in_adjacent_post")
def months_in_adjacent_post(rule: Rule, view: LawView) -> pl.Expr:
    """Months in the next lower level or above it, cumulative; not asked for a first post at the lowest leading level."""
    short = pl.col("months_adjacent") < int(rule.params["min_months"])
    asked = (pl.col("move") == "higher") | (pl.col("target_rank") > LEADERSHIP_RANK)
    unsure = pl.col("has_unlevelled").fill_null(False)
    return coded(forbidden=asked & short & ~unsure, unknown=asked & short & unsure)


@check("months_in_equivalent_post")
def months_in_equivalent_post(rule: Rule, view: LawView) -> pl.Expr:
    """Months in the current or an equivalent post, cumulative.

    Time in the sector, which one text takes instead, is not on file: whoever falls short goes to the authority, and the
    reason says that such time may stand in.
    """
    short = pl.col("months_equivalent") < int(rule.params["min_months"])
    unsure = pl.col("has_unlevelled").fill_null(False)
    return coded(forbidden=short & ~unsure, unknown=short & unsure)


@check("last_ratings")
def last_ratings(rule: Rule, view: LawView) -> pl.Expr:
    """The last rated years are all good enough; too few rated years or a due year without a result is unknown."""
    least = RATINGS.rank(rule.params["min_rating"])
    whole = (pl.col("rated_n") >= int(rule.params["years"])) & (pl.col("rated_gaps") == 0)
    return coded(
        forbidden=(whole & (pl.col("rated_min") < least)) | (pl.col("rated_window_min") < least).fill_null(False),
        unknown=~whole,
    )


@check("cooldown")
def cooldown(rule: Rule, view: LawView) -> pl.Expr:
    """The waiting time after a leading post was left: an equal or higher post (or any) waits, a lower one does not."""
    p = rule.params
    left_on, left_rank = pl.col(f"left_{p['how']}_on"), pl.col(f"left_{p['how']}_rank")
    reached = pl.lit(True) if p.get("any_leading_post") else pl.col("target_rank") >= left_rank
    # Without months the bar stands until a post of that level is held again (REAPT-2026-06).
    waiting = left_on.dt.offset_by(f"{int(p['months'])}mo") > view.day if "months" in p else left_on.is_not_null()
    forbidden, unknown = reached & waiting, left_on.is_not_null() & left_rank.is_null()
    if "min_rating" in p:
        least = RATINGS.rank(p["min_rating"])
        forbidden = forbidden | (left_on.is_not_null() & reached & (pl.col("prev_rating") < least))
        unknown = unknown | (left_on.is_not_null() & reached & pl.col("prev_rating").is_null())
    if "min_months_left" in p:
        few = left_on.is_not_null() & (pl.col("months_left") < int(p["min_months_left"]))
        forbidden, unknown = (
            forbidden.fill_null(False) | few,
            unknown | (left_on.is_not_null() & pl.col("months_left").is_null()),
        )
    return coded(forbidden=forbidden, unknown=unknown)


@check("still_in_service")
def still_in_service(rule: Rule, view: LawView) -> pl.Expr:
    """The last day of service has not passed."""
    return coded(forbidden=pl.col("retire_on") < view.day, unknown=pl.col("retire_on").is_null())
