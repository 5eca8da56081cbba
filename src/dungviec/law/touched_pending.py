"""Rules about whoever has a procedure pending, and about leaders who have to leave: whom they touch by what is on file today."""

from __future__ import annotations

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts_ratings import last_due_year
from dungviec.law.rules import Rule
from dungviec.law.touched import Row, reaches_where
from dungviec.law.touched_clocks import leaders_of
from dungviec.records import Snapshot

_FLAGS = {
    "discipline": "discipline_open", "criminal": "criminal_open", "investigation": "criminal_open", "inspection": "inspection_open",
    "denunciation": "denunciation_open",
}  # fmt: skip
"""What a rule waits for, and where a person's file says that it runs."""
_OF_A_CASE = ("DIS-FORM-2020", "DIS-FORM-2025", "DIS-TIME-2025", "DIS-172-TIME", "DIS-RETIRED-2025")
_LEFT = "DIS-RETIRED-2025"


def rests_on(rule: Rule) -> tuple[str, ...]:
    """Topics, beside the rule's own, of the facts that tell whom it touches: who may not learn these may not learn the names."""
    if _waits(rule):
        return ("blocks",)
    if _disciplines(rule):
        return ("blocks", "discipline")
    if rule.topic == "position_change" and "postpone" in rule.params:
        return ("blocks",)
    if "grounds" in rule.params or "delay_months" in rule.params:
        return ("discipline", "rating")
    if "expired_forms" in rule.params:
        return ("discipline",)
    return ("discipline", "rating") if _dismisses(rule) else ()


def _waits(rule: Rule) -> bool:
    return "pending" in rule.params and rule.topic in ("streamlining", "emulation")


def _disciplines(rule: Rule) -> bool:
    return rule.topic == "discipline" and rule.id in _OF_A_CASE


def _dismisses(rule: Rule) -> bool:
    return {"failing_years", "reprimands_in_term"} <= set(rule.params)


@reaches_where(_waits)
def pending(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever holds a post and has a procedure open that the rule waits for; unknown where the file does not say of each."""
    flags = sorted({_FLAGS[name] for name in rule.params["pending"]})
    found = snapshot.main_posts.select("person_id", "post_id").join(
        snapshot.people.select(
            "person_id", open=pl.any_horizontal(flags), known=pl.all_horizontal(pl.col(flags).is_not_null())
        ),
        on="person_id",
    )
    touched = found.filter(pl.col("open").fill_null(False) | ~pl.col("known"))
    rows: list[Row] = [
        (person, "now" if running else "unknown", None, post)
        for person, post, running in touched.select("person_id", "post_id", "open").iter_rows()
    ]
    return found.height, rows


@reaches_where(_disciplines)
def under_discipline(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever has a disciplinary case open by their file; unknown where the file does not say. Of the rule for those who
    have left, whoever holds no post; the days of a case stand in the case itself."""
    posts = snapshot.live_posts
    if rule.applies_to.categories:
        posts = posts.filter(pl.col("category").is_in(rule.applies_to.categories))
    held = snapshot.main_posts.select("person_id", "post_id").join(posts.select("post_id"), on="post_id", how="semi")
    people = snapshot.people.select("person_id", open="discipline_open")
    if rule.id == _LEFT:
        in_service = snapshot.current_tenures.select("person_id")
        found = people.join(in_service, on="person_id", how="anti").with_columns(post_id=pl.lit(None, pl.String))
    else:
        found = held.join(people, on="person_id")
    touched = found.filter(pl.col("open").fill_null(True))
    rows: list[Row] = [
        (person, "now" if running else "unknown", None, post)
        for person, post, running in touched.select("person_id", "post_id", "open").iter_rows()
    ]
    return found.height, rows


@reaches_where(_dismisses)
def to_be_dismissed(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Leaders whose last due years all failed, or who were reprimanded as often as the rule names since they took the post.

    Unknown where a year that decides has no result on file, or where the number is reached only with the Party's reprimands:
    the text does not say whether these count. Votes and capacity are not on file.
    """
    leaders = leaders_of(snapshot, rule)
    years = range(last_due_year(view.day) - int(rule.params["failing_years"]) + 1, last_due_year(view.day) + 1)
    rated = snapshot["ratings"].filter((pl.col("system") == "state") & pl.col("year").is_in(list(years)))
    ratings = {(p, year): rating for p, year, rating in rated.select("person_id", "year", "rating").iter_rows()}
    reprimands: dict[str, list[tuple[str, object]]] = {}
    decided = snapshot["discipline"].filter((pl.col("form") == "reprimand") & (pl.col("decided") <= view.day))
    for person, kind, on in decided.select("person_id", "kind", "decided").iter_rows():
        reprimands.setdefault(person, []).append((kind, on))
    most = int(rule.params["reprimands_in_term"])
    rows: list[Row] = []
    for person, post, since in leaders.select("person_id", "post_id", "from_date").iter_rows():
        told = [ratings.get((person, year), "missing") for year in years]
        mine = [kind for kind, on in reprimands.get(person, []) if since is None or on >= since]
        if all(t == "failed" for t in told) or sum(kind != "party" for kind in mine) >= most:
            rows.append((person, "now", None, post))
        elif all(t in ("failed", "missing") for t in told) or len(mine) >= most:
            rows.append((person, "unknown", None, post))
    return leaders.height, rows
