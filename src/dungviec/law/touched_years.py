"""Rules about the year's ratings, discipline that weighs in them, ranks and lists of positions: whom they touch today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import polars as pl

from dungviec.law.answers import exact
from dungviec.law.book import LawView
from dungviec.law.facts_ratings import last_due_year
from dungviec.law.rank_quotas import rank_quotas
from dungviec.law.rules import Rule
from dungviec.law.touched import Row, State, reaches_where
from dungviec.records import Snapshot
from dungviec.records.dates import add_months

_SENIOR, _PRINCIPAL = "01.001", "01.002"
_SALARY_FORMS = {
    "manager_dismissed": ("dismissed_from_post",), "civil_reprimand_warning": ("reprimand", "warning"), "employee_warning": ("warning",),
    "employee_reprimand": ("reprimand",), "reprimand": ("reprimand",), "warning": ("warning",), "demotion": ("demotion",),
    "dismissed_from_post": ("dismissed_from_post",),
}  # fmt: skip
"""What a rule on salary steps counts, and the forms of discipline on file that it may be."""


def holders_of(snapshot: Snapshot, rule: Rule) -> pl.DataFrame:
    """The main posts held today whose category the rule reaches, with ``unit_id, role, post_category``."""
    posts = snapshot.live_posts
    if rule.applies_to.categories:
        posts = posts.filter(pl.col("category").is_in(rule.applies_to.categories))
    return snapshot.main_posts.select("person_id", "post_id", "from_date").join(
        posts.select("post_id", "unit_id", "role", post_category="category"), on="post_id"
    )


@reaches_where(lambda rule: rule.topic == "appraisal" and {"excellent_share", "outstanding_share"} <= set(rule.params))
def too_many_excellent(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was rated excellent in a unit with more of them than the rule allows, in the last due year it covers.

    Over where even the share of an outstanding body is passed; between the two shares it is not on file which one holds.
    """
    held = holders_of(snapshot, rule)
    year = last_due_year(view.day)
    if year < rule.from_.year:
        return 0, []
    rated = held.join(
        snapshot["ratings"].filter((pl.col("system") == "state") & (pl.col("year") == year)), on="person_id"
    )
    rows: list[Row] = []
    for _, people in rated.group_by(["unit_id"], maintain_order=True):
        good = int((people["rating"] == "good").sum())
        best = people.filter(pl.col("rating") == "excellent")
        usual, most = (int(exact(rule.params[k]) * good) for k in ("excellent_share", "outstanding_share"))
        if best.height > usual:
            state: State = "over" if best.height > most else "unknown"
            rows += [(p, state, None, q) for p, q in best.select("person_id", "post_id").iter_rows()]
    return rated.height, rows


@reaches_where(lambda rule: rule.topic == "appraisal" and rule.kind == "clock" and "min_months" in rule.params)
def too_short_a_year(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever joined so late that the running year holds fewer months of work than the rule asks for; the day is that of joining.

    Leave without pay, for illness or for a birth is on file in words only.
    """
    held = holders_of(snapshot, rule)
    first = add_months(date(view.day.year + 1, 1, 1), -int(rule.params["min_months"]))
    people = held.join(snapshot.people.select("person_id", "joined"), on="person_id")
    rows: list[Row] = []
    for person, post, joined in people.select("person_id", "post_id", "joined").iter_rows():
        if joined is None or joined > first:
            rows.append((person, "unknown" if joined is None else "now", joined, post))
    return held.height, rows


@reaches_where(lambda rule: rule.topic == "appraisal" and ("grounds" in rule.params or "not_completed" in rule.params))
def disciplined_this_year(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was disciplined in the running year, which may make the rating *failed*: the day is that of the decision.

    Where the rule counts only discipline about duty, that is not on file and the answer is unknown.
    """
    held = holders_of(snapshot, rule)
    decided = snapshot["discipline"].filter(
        (pl.col("decided") <= view.day) & (pl.col("decided").dt.year() == view.day.year)
    )
    state: State = "unknown" if "grounds" in rule.params else "now"
    found = held.join(decided.select("person_id", "decided"), on="person_id")
    return held.height, [(p, state, on, q) for p, q, on in found.select("person_id", "post_id", "decided").iter_rows()]


@reaches_where(lambda rule: rule.id in ("RATE-335-ONCE", "RATE-VC-2026-15"))
def maybe_counted_twice(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was disciplined by the Party in one year and by the administration in another, one of them the running year.

    Whether both were about one act is not on file: unknown.
    """
    held = holders_of(snapshot, rule)
    years = (
        snapshot["discipline"]
        .filter(pl.col("decided") <= view.day)
        .group_by("person_id", "kind")
        .agg(years=pl.col("decided").dt.year())
    )
    told: dict[str, dict[str, set[int]]] = {}
    for person, kind, of in years.iter_rows():
        told.setdefault(person, {})[kind] = set(of)
    rows: list[Row] = []
    for person, post in held.select("person_id", "post_id").iter_rows():
        both = product(told.get(person, {}).get("party", ()), told.get(person, {}).get("administrative", ()))
        if any(a != b and view.day.year in (a, b) for a, b in both):
            rows.append((person, "unknown", None, post))
    return held.height, rows


@reaches_where(lambda rule: rule.id == "DIS-LINK")
def to_be_matched(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever the Party disciplined since the rule began and the administration has not since: by the day the rule gives."""
    held = holders_of(snapshot, rule)
    posts = dict(held.select("person_id", "post_id").iter_rows())
    decided = snapshot["discipline"].filter(pl.col("decided") <= view.day).sort("decided")
    rows: list[Row] = []
    for (person,), mine in decided.group_by(["person_id"], maintain_order=True):
        later = mine.filter(pl.col("kind") != "party")["decided"].max()
        for on in mine.filter((pl.col("kind") == "party") & (pl.col("decided") >= rule.from_))["decided"]:
            if person in posts and not (isinstance(later, date) and later >= on):
                due = on + timedelta(days=int(rule.params["days"]))
                rows.append((str(person), "over" if due < view.day else "now", due, posts[str(person)]))
    return held.height, rows


@reaches_where(lambda rule: rule.topic == "discipline" and "delay_months" in rule.params)
def salary_delayed(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was disciplined, or failed a year, since the rule began in a way that delays the next salary step.

    Which delay a past step has already served is not on file: unknown, with the day of the decision.
    """
    held = holders_of(snapshot, rule)
    forms = {form for name in rule.params["delay_months"] for form in _SALARY_FORMS.get(name, ())}
    discipline = snapshot["discipline"].filter(
        (pl.col("kind") == "administrative") & pl.col("form").is_in(sorted(forms)) & pl.col("decided").is_between(rule.from_, view.day)
    )  # fmt: skip
    found = held.join(discipline.select("person_id", on="decided"), on="person_id").select("person_id", "post_id", "on")
    rows: list[Row] = [(person, "unknown", on, post) for person, post, on in found.iter_rows()]
    if "failing_year" in rule.params["delay_months"]:
        years = (pl.col("year") >= rule.from_.year) & (pl.col("year") <= last_due_year(view.day))
        failed = snapshot["ratings"].filter((pl.col("system") == "state") & (pl.col("rating") == "failed") & years)
        rows += [
            (person, "unknown", None, post)
            for person, post in held.join(failed, on="person_id", how="semi").select("person_id", "post_id").iter_rows()
        ]
    return held.height, rows


@reaches_where(lambda rule: rule.topic == "discipline" and "validity_months" in rule.params)
def decision_in_force(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever has a decision of discipline, made since the rule began, that is still in force; with the day it ends."""
    held = holders_of(snapshot, rule)
    since = pl.col("decided").is_between(rule.from_, view.day) & (pl.col("kind") == "administrative")
    found = held.join(snapshot["discipline"].filter(since), on="person_id")
    rows: list[Row] = []
    for one in found.iter_rows(named=True):
        until = add_months(one["effective"] or one["decided"], int(rule.params["validity_months"]))
        if until > view.day:
            rows.append((one["person_id"], "now", until, one["post_id"]))
    return held.height, rows


@reaches_where(lambda rule: rule.id == "POSCAT-2025-03")
def ranks_over_quota(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Deputies and principal specialists of departments and of communes beyond the share the rule allows their body.

    Unknown where ranks that are not on file could pass the share. A commune is one body here; of its divisions no deputies
    are told apart.
    """
    kinds = dict(snapshot.live_units.select("unit_id", "kind").iter_rows())
    norms = dict(snapshot.live_units.select("unit_id", "norm").iter_rows())
    held = holders_of(snapshot, rule).join(snapshot.people.select("person_id", "rank_code"), on="person_id")
    rows: list[Row] = []
    asked = 0
    for (unit,), people in held.group_by(["unit_id"], maintain_order=True):
        kind = kinds.get(str(unit))
        if kind not in ("department", "ward", "commune"):
            continue
        asked += people.height
        rows += _beyond(view, people, norm=norms.get(str(unit)), province=kind == "department")
    return asked, rows


def _beyond(view: LawView, people: pl.DataFrame, *, norm: int | None, province: bool) -> Iterator[Row]:
    deputies = people.filter(pl.col("role") == "deputy")
    high = (_SENIOR,) if province else (_SENIOR, _PRINCIPAL)
    principal = people.filter(pl.col("rank_code") == _PRINCIPAL)
    groups = {"deputy_senior" if province else "deputy_principal": deputies.filter(pl.col("rank_code").is_in(high))}
    maybe = {name: int(deputies["rank_code"].is_null().sum()) for name in groups}
    if province:
        groups["principal"], maybe["principal"] = principal, int(people["rank_code"].is_null().sum())
    first = next(iter(groups.values()))
    answer = rank_quotas(
        view, "province" if province else "commune", deputies=deputies.height, deputies_at_rank=first.height,
        headcount=norm or 0, principals=principal.height if province else 0,
    )  # fmt: skip
    for quota in answer.value or ():
        known = quota.name != "principal" or norm is not None
        if quota.there + maybe[quota.name] > quota.most or not known:
            state: State = "over" if known and not quota.kept else "unknown"
            for person, post in groups[quota.name].select("person_id", "post_id").iter_rows():
                yield person, state, None, post


@reaches_where(lambda rule: {"placed_by", "recruited_before"} <= set(rule.params))
def to_be_placed(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was recruited before the day the rule names and must be placed by the list of positions: unknown who has been."""
    held = holders_of(snapshot, rule).join(snapshot.people.select("person_id", "joined"), on="person_id")
    by, before = (date.fromisoformat(str(rule.params[k])) for k in ("placed_by", "recruited_before"))
    reached = held.filter(pl.col("joined").is_null() | (pl.col("joined") < before))
    return held.height, [(p, "unknown", by, q) for p, q in reached.select("person_id", "post_id").iter_rows()]
