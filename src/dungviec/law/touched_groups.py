"""Rules about plans, ratings, deputies and posts held together: whom they touch by what is on file today."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.deputies import deputies_norm
from dungviec.law.facts_ratings import last_due_year
from dungviec.law.planning import review_plan
from dungviec.law.posts_together import may_hold_together
from dungviec.law.rules import Rule
from dungviec.law.touched import SOON_MONTHS, Row, State, reaches_where
from dungviec.records import Snapshot
from dungviec.records.dates import add_months

_TERM = 60
_COMMUNE = ("ward", "commune")
_TERM_POSTS = {
    "party_secretary": "party_secretary", "committee_chair": "committee_chair", "inspectorate_head": "inspectorate",
    "finance_head": "finance",
}  # fmt: skip
"""Functions of posts and the posts the rule lists that they are; courts, procuracy, police, tax and customs are not on file."""


@reaches_where(lambda rule: rule.topic == "appraisal" and rule.kind == "clock" and "last" in rule.params)
def unrated(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever holds a post the rule reaches and has no result on file for the last year that is due: not known why."""
    posts = snapshot.live_posts
    if rule.applies_to.categories:
        posts = posts.filter(pl.col("category").is_in(rule.applies_to.categories))
    held = snapshot.main_posts.join(posts.select("post_id"), on="post_id", how="semi")
    year = last_due_year(view.day)
    rated = snapshot["ratings"].filter((pl.col("system") == "state") & (pl.col("year") == year))
    lacking = held.join(rated, on="person_id", how="anti")
    return held.height, [(p, "unknown", None, q) for p, q in lacking.select("person_id", "post_id").iter_rows()]


@reaches_where(lambda rule: rule.topic == "streamlining" and "rating" in rule.params and "triggers" in rule.params)
def weakly_rated(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was rated as the rule names in one of the last two due years; unknown where one of them is not on file.

    The other grounds of the rule (a post that falls away, what somebody volunteers for) come from a plan, not from the file.
    """
    year = last_due_year(view.day)
    ratings = snapshot["ratings"].filter((pl.col("system") == "state") & pl.col("year").is_in([year - 1, year]))
    told = ratings.group_by("person_id").agg(
        weak=(pl.col("rating") == rule.params["rating"]).any(), years=pl.col("rating").is_not_null().sum()
    )
    held = snapshot.main_posts.select("person_id", "post_id").join(told, on="person_id", how="left")
    rows: list[Row] = []
    for person, post, weak, years in held.iter_rows():
        if weak or (years or 0) < 2:
            rows.append((person, "now" if weak else "unknown", None, post))
    return held.height, rows


@reaches_where(
    lambda rule: {"max_people_per_title", "max_titles_per_person"} <= set(rule.params) and "province" not in rule.params
)
def over_plan_limits(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever is planned for a title with too many people, or for too many titles of one level.

    People per title are counted for posts on file; a title written without its post may mean several posts and is not.
    """
    plans = valid_plans(snapshot)
    people, titles = int(rule.params["max_people_per_title"]), int(rule.params["max_titles_per_person"])
    lines = {
        (p, q or t, q, level) for p, t, q, level in plans.select("person_id", "title", "post_id", "level").iter_rows()
    }
    per_post = Counter(post for _, _, post, _ in lines if post is not None)
    per_person = Counter((person, level) for person, _, _, level in lines)
    rows: list[Row] = [
        (person, "over", None, post)
        for person, _, post, level in sorted(lines, key=str)
        if (post is not None and per_post[post] > people) or per_person[person, level] > titles
    ]
    return plans["person_id"].n_unique(), rows


def valid_plans(snapshot: Snapshot) -> pl.DataFrame:
    """Lines of plans that hold on the day."""
    day = snapshot.as_of
    until = pl.col("until").is_null() | (pl.col("until") >= day)
    return snapshot["plans"].filter((pl.col("approved") <= day) & until)


@reaches_where(lambda rule: rule.id == "PLAN-2025-02")
def plans_reviewed(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever leaves the plan at the yearly review, for tasks failed or a violation since; whether the standard is still
    met is for the reviewers to say, so all others are unknown."""
    year = last_due_year(view.day)
    failed = snapshot["ratings"].filter((pl.col("system") == "state") & (pl.col("year") == year))
    ratings = dict(failed.select("person_id", "rating").iter_rows())
    decided = (
        snapshot["discipline"].filter(pl.col("decided") <= view.day).group_by("person_id").agg(pl.col("decided").max())
    )
    violations = dict(decided.iter_rows())
    approved = valid_plans(snapshot).group_by("person_id", maintain_order=True).agg(pl.col("approved").min())
    rows: list[Row] = []
    for person, since in approved.iter_rows():
        rating = ratings.get(person)
        answer = review_plan(
            view,
            standards_met=None,
            tasks_failed=None if rating is None else rating == "failed",
            violated=person in violations and violations[person] >= since,
        )
        rows.append((person, "now" if answer.value else "unknown", None, None))
    return approved.height, rows


@reaches_where(lambda rule: rule.id == "DEPQ-2025-02")
def too_many_deputies(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """The deputies of units with more of them than half of the assigned people; unknown where the number is not on file."""
    posts = snapshot.live_posts.filter(pl.col("role") == "deputy").select("post_id", "unit_id")
    held = snapshot.current_tenures.filter(pl.col("kind").is_in(["main", "concurrent"])).join(posts, on="post_id")
    norms = dict(snapshot.live_units.select("unit_id", "norm").iter_rows())
    rows: list[Row] = []
    for (unit,), deputies in held.group_by(["unit_id"], maintain_order=True):
        norm = norms.get(str(unit))
        answer = deputies_norm(view, int(norm)) if norm is not None else None
        if answer is not None and answer.value is not None and deputies["person_id"].n_unique() <= answer.value.most:
            continue
        known = answer is not None and answer.value is not None
        for person, post in deputies.select("person_id", "post_id").iter_rows():
            rows.append((person, "over" if known else "unknown", None, post))
    return held["person_id"].n_unique(), rows


@reaches_where(lambda rule: rule.id == "INC-2025-01")
def held_together(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever holds two posts of one level at once that the clause does not let one person hold."""
    posts = snapshot.live_posts.select("post_id", "functions", "unit_id").join(
        snapshot.live_units.select("unit_id", "kind", "place_code"), on="unit_id"
    )
    held = snapshot.current_tenures.select("person_id", "post_id").unique().join(posts, on="post_id")
    several = held.filter(pl.len().over("person_id") > 1).sort("person_id", "post_id")
    rows: list[Row] = []
    for (person,), mine in several.group_by(["person_id"], maintain_order=True):
        for one, other in combinations(mine.iter_rows(named=True), 2):
            # Units of one place are of one level; where a place is not on file the level is not known.
            same = (
                None if None in (one["place_code"], other["place_code"]) else one["place_code"] == other["place_code"]
            )
            answer = may_hold_together(
                view, one["functions"] or (), other["functions"] or (), same_level=same is not False
            )
            if answer.value is False:
                rows.append((str(person), "over" if same else "unknown", None, one["post_id"]))
    return several["person_id"].n_unique(), rows


@reaches_where(lambda rule: rule.id == "ROT-2022-03")
def two_terms(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Heads in the listed posts of a province or a district who have been in one post for as long as two terms.

    How many terms somebody was appointed for is not on file, so time in the post stands for them; the day given is the one
    on which two terms are full. A term that is not on file is 60 months, the term of every rule on file.
    """
    listed = [name for name, code in _TERM_POSTS.items() if code in rule.params["posts"]]
    units = snapshot.live_units.filter(~pl.col("kind").is_in(_COMMUNE)).select("unit_id")
    posts = (
        snapshot.live_posts.join(units, on="unit_id", how="semi")
        .filter(pl.col("functions").list.eval(pl.element().is_in(listed)).list.any())
        .select("post_id", "term_months")
    )
    held = snapshot.main_posts.filter(pl.col("kind") == "main").join(posts, on="post_id")
    soon = add_months(view.day, SOON_MONTHS)
    rows: list[Row] = []
    for one in held.iter_rows(named=True):
        since = _since(snapshot, one["person_id"], one["post_id"])
        full = add_months(since, int(rule.params["max_terms"]) * (one["term_months"] or _TERM)) if since else None
        if full is None or full <= soon:
            state: State = "unknown" if full is None else "now" if full <= view.day else "soon"
            rows.append((one["person_id"], state, full, one["post_id"]))
    return held.height, rows


def _since(snapshot: Snapshot, person_id: str, post_id: str) -> date | None:
    """The day from which somebody has held a post without a break; decisions that follow each other are one stretch."""
    mine = (pl.col("person_id") == person_id) & (pl.col("post_id") == post_id) & (pl.col("kind") == "main")
    stretch: date | None = None
    for began, ended in (
        snapshot["tenures"].filter(mine).sort("from_date", descending=True).select("from_date", "to_date").iter_rows()
    ):
        if stretch is None or (ended is not None and ended >= stretch - timedelta(days=1)):
            stretch = began
    return stretch
