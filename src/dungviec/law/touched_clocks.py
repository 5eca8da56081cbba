"""Windows and clocks that run for somebody: discipline, retirement, the end of a term, acting, the change of position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.clocks import end_of_term
from dungviec.law.facts_at_hand import facts_of
from dungviec.law.facts_discipline import REACHES, window_column
from dungviec.law.facts_people import service_ages
from dungviec.law.position_clocks import MAYBE_LISTED, change_clocks
from dungviec.law.retirement import Sex, birth_day
from dungviec.law.rotation import CHANGE_FIELDS, change_days
from dungviec.law.rules import Rule
from dungviec.law.touched import SOON_MONTHS, Row, reaches_where, state_of
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.dates import add_months, period_end, whole_months


@reaches_where(lambda rule: rule.check == "discipline_window")
def windows(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Everybody for whom a window of this rule still runs, with the day it is lifted."""
    people = facts_of(snapshot, view).people
    rows: list[Row] = []
    for doubtful in (False, True):
        columns = [window_column(rule, reach, doubtful=doubtful) for reach in REACHES]
        last = people.select(pl.col("person_id").cast(pl.String), on=pl.max_horizontal(columns))
        running = last.filter(pl.col("on") > view.day)
        rows += [(person, "unknown" if doubtful else "now", on, None) for person, on in running.iter_rows()]
    return snapshot["discipline"]["person_id"].n_unique(), rows


@reaches_where(lambda rule: rule.check == "still_in_service")
def retiring(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Everybody in a post whose last day of service has passed or comes within a year."""
    soon = add_months(view.day, SOON_MONTHS)
    ages = snapshot.main_posts.select("person_id", "post_id").join(service_ages(snapshot, view), on="person_id")
    rows: list[Row] = []
    for person, post, on in ages.select("person_id", "post_id", "retire_on").iter_rows():
        if (state := state_of(on, view.day, soon)) is not None:
            rows.append((person, state, on, post))
    return ages.height, rows


@reaches_where(lambda rule: rule.topic in ("term", "reappointment") and rule.kind in ("clock", "set", "procedure"))
def terms(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Leaders whose term is over or ends within a year; of a rule for some of them, those it speaks about."""
    leaders = leaders_of(snapshot, rule)
    soon = add_months(view.day, SOON_MONTHS)
    rows: list[Row] = []
    for one in leaders.iter_rows(named=True):
        state = state_of(one["term_ends"], view.day, soon)
        if state in ("over", "soon"):
            concerned = _spoken_of(view, rule, one)
            state = state if concerned else None if concerned is False else "unknown"
        if state is not None:
            rows.append((one["person_id"], state, one["term_ends"], one["post_id"]))
    return leaders.height, rows


def leaders_of(snapshot: Snapshot, rule: Rule) -> pl.DataFrame:
    """Whoever holds a leading post that the rule reaches, with the term, the post's kind and the birth."""
    posts = snapshot.live_posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK)
    if rule.applies_to.categories:
        posts = posts.filter(pl.col("category").is_in(rule.applies_to.categories))
    if rule.applies_to.party_managed is not None:
        posts = posts.filter((pl.col("party_managed") == rule.applies_to.party_managed).fill_null(True))
    return (
        snapshot.main_posts.filter(pl.col("kind") != "acting")
        .join(posts.select("post_id", "term_months", post_category="category"), on="post_id")
        .join(snapshot.people.select("person_id", "sex", "born", "born_year_only"), on="person_id")
    )


def _spoken_of(view: LawView, rule: Rule, one: dict[str, object]) -> bool | None:
    """Whether a rule for some ends of term speaks about this one; None where that is not known."""
    if not {"extend_below_months", "reappoint_from_months"} & set(rule.params):
        return True
    born = birth_day(one["born"], one["born_year_only"])  # type: ignore[arg-type]
    ends, began, sex = one["term_ends"], one["from_date"], one["sex"]
    if born is None or sex is None or not isinstance(ends, date):
        return None
    months = one["term_months"] or (whole_months(began, ends + timedelta(days=1)) if isinstance(began, date) else None)
    if not isinstance(months, int):
        return None
    gender: Sex = "male" if sex == "male" else "female"
    found = end_of_term(view, category=str(one["post_category"]), sex=gender, born=born, ends=ends, months=months)
    if found.outcome == "unknown":
        return None
    return (found.outcome == "reappoint") == ("reappoint_from_months" in rule.params)


@reaches_where(lambda rule: "acting_max_months" in rule.params)
def acting(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever acts in a post today, with the last day the rule allows."""
    held = snapshot.current_tenures.filter(pl.col("kind") == "acting")
    rows: list[Row] = []
    for person, post, began in held.select("person_id", "post_id", "from_date").iter_rows():
        last = period_end(began, int(rule.params["acting_max_months"])) if began is not None else None
        rows.append((person, "unknown" if last is None else "over" if last < view.day else "now", last, post))
    return held.height, rows


@reaches_where(lambda rule: rule.topic == "secondment" and "max_months" in rule.params)
def seconded(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever is on secondment today, with the last day the rule allows."""
    held = snapshot.current_tenures.filter(pl.col("kind") == "seconded")
    soon = add_months(view.day, SOON_MONTHS)
    rows: list[Row] = []
    for person, post, began in held.select("person_id", "post_id", "from_date").iter_rows():
        last = period_end(began, int(rule.params["max_months"])) if began is not None else None
        rows.append((person, state_of(last, view.day, soon) or "now", last, post))
    return held.height, rows


@reaches_where(
    lambda rule: rule.topic == "position_change" and {"min_months", "max_months", "fields"} <= set(rule.params)
)
def changing(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever works, without leading, where personnel or public money is handled: due, or within the change period.

    Only a post's special functions say that it is on the list; in fields that may be on it the answer is unknown.
    """
    posts = snapshot.live_posts.filter(pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK)
    held = snapshot.main_posts.join(posts.select("post_id"), on="post_id")
    return held.height, list(_changes(snapshot, view, rule))


def _changes(snapshot: Snapshot, view: LawView, rule: Rule) -> Iterator[Row]:
    soon = add_months(view.day, SOON_MONTHS)
    for clock in change_clocks(snapshot, view):
        if clock.since is None:
            yield clock.person_id, "unknown", None, clock.post_id
        elif CHANGE_FIELDS[clock.function] in rule.params["fields"]:
            first, last = change_days(rule, clock.since)
            if view.day >= first:
                yield clock.person_id, "over" if last <= view.day else "now", last, clock.post_id
            elif first <= soon:
                yield clock.person_id, "soon", first, clock.post_id


@reaches_where(lambda rule: rule.topic == "position_change" and "exempt_below_months" in rule.params)
def too_near_to_retirement(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever works in a position to be changed and is, or comes within a year, too near to retirement to be moved.

    The day given is the one from which nothing is changed any more. In fields that may be on the list it is unknown.
    """
    posts = snapshot.live_posts.filter(pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK)
    held = snapshot.main_posts.join(posts.select("post_id", "functions", "field"), on="post_id")
    ages = held.join(service_ages(snapshot, view).select("person_id", "retire_on"), on="person_id", how="left")
    listed, soon = set(CHANGE_FIELDS), add_months(view.day, SOON_MONTHS)
    rows: list[Row] = []
    for person, post, has, field, retires in ages.select(
        "person_id", "post_id", "functions", "field", "retire_on"
    ).iter_rows():
        certain = bool(listed & set(has or ()))
        if not certain and field not in MAYBE_LISTED:
            continue
        free = add_months(retires, -int(rule.params["exempt_below_months"])) if retires is not None else None
        if free is None or free < soon:
            known = certain and free is not None
            rows.append((person, "unknown" if not known or free is None else "now" if free < view.day else "soon", free, post))  # fmt: skip
    return held.height, rows
