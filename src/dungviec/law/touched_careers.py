"""Rules about the way ahead: service left for plans and rotations, rotations that run, later retirement, heads from elsewhere."""

from __future__ import annotations

from datetime import date

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts_at_hand import facts_of
from dungviec.law.facts_discipline import REACHES, window_column
from dungviec.law.facts_people import service_ages
from dungviec.law.rules import Rule
from dungviec.law.touched import SOON_MONTHS, Row, State, reaches_where
from dungviec.law.touched_clocks import leaders_of
from dungviec.law.touched_groups import valid_plans
from dungviec.records import Snapshot
from dungviec.records.dates import add_months

_ROTATION = ("ROT-2022-01", "ROT-GOV-2025-01")
_PLACED = {"commune": ("ward", "commune"), "province": ("province", "department", "party_board")}
"""Kinds of units whose posts a rule for a level may mean."""
_BELOW_PROVINCE = ("city", "ward", "commune")


@reaches_where(lambda rule: rule.topic == "planning" and "aim_months" in rule.params)
def too_old_to_be_planned(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever is planned and has less service left today than the rule aims at: the next term begins later still.

    The day given is the one from which less is left; the first day of the next term is not on file, so whoever has enough
    left today is not counted.
    """
    return _short_of_service(snapshot, view, int(rule.params["aim_months"]))


@reaches_where(lambda rule: rule.topic == "rotation" and rule.kind == "clock" and "months_left" in rule.params)
def too_old_to_rotate(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever is planned, and so may be sent, and has less service left than a rotation asks for, or will within a year."""
    return _short_of_service(snapshot, view, int(rule.params["months_left"]))


def _short_of_service(snapshot: Snapshot, view: LawView, months: int) -> tuple[int, list[Row]]:
    planned = valid_plans(snapshot).select("person_id").unique(maintain_order=True)
    ages = planned.join(
        service_ages(snapshot, view).select("person_id", "retire_on", "months_left"), on="person_id", how="left"
    )
    rows: list[Row] = []
    for person, retires, left in ages.iter_rows():
        state: State | None
        state = (
            "unknown" if left is None else "now" if left < months else "soon" if left < months + SOON_MONTHS else None
        )
        if state is not None:
            rows.append((person, state, None if retires is None else add_months(retires, -months), None))
    return ages.height, rows


@reaches_where(lambda rule: "expired_forms" in rule.params and rule.topic == "planning")
def to_be_planned_again(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever was disciplined in no graver form than the rule names and has every window behind: may be planned again.

    Unknown where the decision is older than every window on file. Lessons only, and lapsed limitation, are not on file.
    """
    decided = snapshot["discipline"].filter(pl.col("decided") <= view.day)
    mild = decided.group_by("person_id", maintain_order=True).agg(
        mild=pl.col("form").is_in(rule.params["expired_forms"]).fill_null(False).all()
    )
    columns = {
        doubtful: [window_column(r, reach, doubtful=doubtful) for r in view.windows for reach in REACHES]
        for doubtful in (False, True)
    }
    people = facts_of(snapshot, view).people.select(
        pl.col("person_id").cast(pl.String),
        sure=pl.max_horizontal(columns[False]),
        doubt=pl.max_horizontal(columns[True]),
    )
    rows: list[Row] = []
    for person, fits, sure, doubt in mild.join(people, on="person_id").iter_rows():
        if fits and (sure is None or sure <= view.day):
            rows.append((person, "unknown" if sure is None or (doubt or date.min) > view.day else "now", sure, None))
    return mild.height, rows


@reaches_where(lambda rule: {"male_cap_months", "female_cap_months"} <= set(rule.params))
def beyond_the_age(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever holds a post beyond the normal age: over once the cap has passed; until then it is not on file who was granted it."""
    held = snapshot.main_posts.select("person_id", "post_id").join(
        service_ages(snapshot, view).select("person_id", "retire_on"), on="person_id", how="left"
    )
    late = held.join(snapshot.people.select("person_id", "sex", "born", "born_year_only"), on="person_id").filter(
        pl.col("retire_on").is_null() | (pl.col("retire_on") < view.day)
    )
    rows: list[Row] = []
    for one in late.iter_rows(named=True):
        born = one["born"] or (date(one["born_year_only"], 1, 1) if one["born_year_only"] else None)
        cap = rule.params["male_cap_months" if one["sex"] == "male" else "female_cap_months"]
        last = add_months(born, int(cap)) if born is not None and one["sex"] is not None else None
        state: State = "over" if last is not None and last <= view.day else "unknown"
        rows.append((one["person_id"], state, last, one["post_id"]))
    return held.height, rows


@reaches_where(lambda rule: rule.id in _ROTATION)
def rotating(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever came to the present leading post by a rotation whose least time still runs, with the day it is full."""
    came = snapshot.current_tenures.select("person_id", "post_id", "from_date", "how").unique()
    leaders = leaders_of(snapshot, rule).join(came, on=["person_id", "post_id", "from_date"], how="left")
    rows: list[Row] = []
    for person, post, began, how in leaders.select("person_id", "post_id", "from_date", "how").iter_rows():
        if how == "rotated":
            full = add_months(began, int(rule.params["min_months"]))
            if full > view.day:
                rows.append((person, "now", full, post))
    return leaders.height, rows


@reaches_where(lambda rule: rule.topic == "non_local" and {"level", "posts"} <= set(rule.params))
def meant_for_others(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever holds a post that the rule wants for somebody from elsewhere: unknown, for nobody has said who is a local."""
    parents = dict(snapshot.units.select("unit_id", "parent_id").iter_rows())
    kinds = dict(snapshot.units.select("unit_id", "kind").iter_rows())
    level = str(rule.params["level"])
    posts = (
        snapshot.live_posts.filter(
            pl.col("functions").list.eval(pl.element().is_in(list(rule.params["posts"]))).list.any().fill_null(False)
        )
        .select("post_id", "unit_id")
        .filter(pl.col("unit_id").map_elements(lambda u: _is_of(level, u, kinds, parents), return_dtype=pl.Boolean))
    )
    held = snapshot.main_posts.filter(pl.col("kind") != "acting").join(posts, on="post_id", how="semi")
    by = rule.params.get("deadline")
    on = date.fromisoformat(str(by)) if by is not None else None
    return held.height, [(p, "unknown", on, q) for p, q in held.select("person_id", "post_id").iter_rows()]


def _is_of(level: str, unit: str, kinds: dict[str, str], parents: dict[str, str | None]) -> bool:
    """Whether a unit is of the level: of a kind the level may mean, and for a province not below a city or a commune."""
    if kinds.get(unit) not in _PLACED[level]:
        return False
    above, seen = parents.get(unit), {unit}
    while level == "province" and above is not None and above not in seen:
        if kinds.get(above) in _BELOW_PROVINCE:
            return False
        seen.add(above)
        above = parents.get(above)
    return True
