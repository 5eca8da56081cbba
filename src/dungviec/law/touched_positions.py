"""Rules about the periodic change of position beside its clock: the terms of the sectors, and the grounds to wait."""

from __future__ import annotations

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.position_clocks import MAYBE_LISTED, long_students
from dungviec.law.rotation import CHANGE_FIELDS, change_days
from dungviec.law.rules import Rule
from dungviec.law.touched import Row, reaches_where
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK

_SECTORS = {
    "inspection": ("inspection",), "investment": ("finance",), "culture": ("culture",), "information": ("it",),
    "justice": ("justice",), "finance": ("finance", "accounting"),
}  # fmt: skip
"""Sector of a circular (CDVT-05) → fields of work its posts may be in."""
_WAITS_FOR = ("discipline_open", "criminal_open", "inspection_open")
"""Procedures on file that postpone a change of position (CDVT-03)."""


@reaches_where(
    lambda rule: rule.topic == "position_change" and {"sector", "min_months", "max_months"} <= set(rule.params)
)
def changing_by_sector(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever has worked in the sector's field, without leading, for the least term: unknown, the sector's list is not on file.

    The day given is the one on which the change would be due.
    """
    fields = _SECTORS.get(str(rule.params["sector"]), ())
    posts = snapshot.live_posts.filter(
        (pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK) & pl.col("field").is_in(fields)
    )
    held = snapshot.main_posts.join(posts.select("post_id"), on="post_id", how="semi")
    rows: list[Row] = []
    for person, post, since in held.select("person_id", "post_id", "from_date").iter_rows():
        first, last = change_days(rule, since)
        if view.day >= first:
            rows.append((person, "unknown", last, post))
    return held.height, rows


@reaches_where(lambda rule: rule.topic == "position_change" and "postpone" in rule.params)
def change_postponed(snapshot: Snapshot, view: LawView, rule: Rule) -> tuple[int, list[Row]]:
    """Whoever works in a position to be changed and has a ground on file to wait: a procedure, long study, a secondment.

    Unknown where the file does not say of every procedure, or where only a field of work says that the position may change.
    """
    posts = snapshot.live_posts.filter(pl.col("level_rank").fill_null(0) < LEADERSHIP_RANK)
    held = snapshot.main_posts.join(posts.select("post_id", "functions", "field"), on="post_id").join(
        snapshot.people.select("person_id", *_WAITS_FOR), on="person_id"
    )
    away = set(snapshot.current_tenures.filter(pl.col("kind") == "seconded")["person_id"])
    away |= long_students(snapshot, int(rule.params["study_months"]))
    listed = set(CHANGE_FIELDS)
    rows: list[Row] = []
    for one in held.iter_rows(named=True):
        certain = bool(listed & set(one["functions"] or ()))
        if not certain and one["field"] not in MAYBE_LISTED:
            continue
        flags = [one[name] for name in _WAITS_FOR]
        waits = one["person_id"] in away or any(flags)
        if waits or None in flags:
            rows.append((one["person_id"], "now" if waits and certain else "unknown", None, one["post_id"]))
    return held.height, rows
