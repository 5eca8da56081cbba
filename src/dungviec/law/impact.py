"""Impact: who changes status for appointments when a clause changes or a decree takes effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from dungviec.law.alike import Codes
from dungviec.law.book import LawView
from dungviec.law.differing import LawFacts, answered_differently, differing
from dungviec.law.facts import law_behind
from dungviec.law.facts_at_hand import facts_in_parts
from dungviec.law.grid import companions_of, table_of, with_companions
from dungviec.law.rule_columns import rule_columns
from dungviec.law.tally import CHANGED, Tally
from dungviec.law.verdict_table import VerdictTable
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK


@dataclass(frozen=True, slots=True)
class Impact:
    """``pairs`` judged; ``people``: one row per person and change of verdict; ``units``: counts by unit of today."""

    pairs: int
    changed_pairs: int
    people: pl.DataFrame
    units: pl.DataFrame


Tell = Callable[[str, float], None]
"""Told the stage (``law``) and the share done, now and then; may raise to leave the work."""


def impact(snapshot: Snapshot, before: LawView, after: LawView, *, progress: Tell | None = None) -> Impact:
    """Everybody against every leading post on file, by the law before and after, on the facts of ``after``'s day.

    ``people`` has ``person_id, name, unit_id, unit, before, after`` (verdict codes), ``posts`` (how many), ``example``
    (one post) and ``rules`` (new obstacles); ``units`` has ``unit_id, unit, people, stricter, looser``. ``progress`` is told
    the share of people judged.
    """
    facts = replace(snapshot, as_of=after.day)
    wanted = (pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null()
    posts = facts.live_posts.filter(wanted)["post_id"].sort()
    people = facts.people["person_id"]
    parts = _changes(facts, before, after, people, posts, progress) if len(posts) and len(people) else []
    changed = pl.concat([pl.DataFrame(schema=CHANGED), *parts])
    rows = (
        changed.group_by("person_id", "before", "after")
        .agg(
            posts=pl.col("posts").sum(),
            example=pl.col("example").min(),
            rules=pl.col("rules").explode().drop_nulls().unique().sort(),
        )
        .join(_today(facts), on="person_id", how="left")
        .select("person_id", "name", "unit_id", "unit", "before", "after", "posts", "example", "rules")
        .sort("unit", "name", "person_id", "before", "after")
    )
    worse = pl.col("after") > pl.col("before")
    units = (
        rows.group_by("unit_id", "unit")
        .agg(
            people=pl.col("person_id").n_unique(),
            stricter=pl.col("person_id").filter(worse).n_unique(),
            looser=pl.col("person_id").filter(~worse).n_unique(),
        )
        .sort("people", "unit", descending=[True, False])
    )
    return Impact(len(people) * len(posts), int(changed["posts"].sum()), rows, units)


def _changes(
    facts: Snapshot, before: LawView, after: LawView, people: pl.Series, posts: pl.Series, progress: Tell | None
) -> list[pl.DataFrame]:
    """The changes (:data:`CHANGED`) among the people, in parts where there are very many.

    Only the rules that differ are put to everybody, and the others to those whom the former answer differently.
    """
    together = companions_of(facts)
    laws = rule_columns(before), rule_columns(after)
    same = law_behind(before) == law_behind(after)
    rows, found = with_companions(posts, together), []
    done = 0
    others = facts_in_parts(facts, after, people, rows)
    for old, part in facts_in_parts(facts, before, people, rows):
        new = old if same else next(others)[0]
        share, here = done / len(people), len(part) / len(people)
        _tell(progress, share + 0.3 * here)  # the facts of this part are at hand
        split = differing(LawFacts(laws[0], old), LawFacts(laws[1], new))
        one = table_of(old, split.before, part, posts, together=together)
        other = table_of(new, split.after, part, posts, together=together)
        who, what = np.zeros(len(part), dtype=np.bool_), []
        for post, people_there in answered_differently(one, other, len(posts)):
            who[people_there] = True
            what.append(post)
            if not post % 64:
                _tell(progress, share + (0.3 + 0.4 * post / len(posts)) * here)
        if what:
            shared = table_of(new, split.common, part.filter(who), posts[what], together=together)
            asked = answered_differently(one, other, len(posts))
            found.append(_counted(asked, (one, other, shared), np.cumsum(who) - 1, Tally(part, posts)))
        done += len(part)
        _tell(progress, done / len(people))
    return found


def _tell(progress: Tell | None, share: float) -> None:
    if progress is not None:
        progress("law", share)


def _counted(
    asked: Iterable[tuple[int, Codes]],
    tables: tuple[VerdictTable, VerdictTable, VerdictTable],
    place: Codes,
    tally: Tally,
) -> pl.DataFrame:
    """The changes among those asked: the verdict is the gravest of what the differing and the shared rules say.

    ``tables`` are those of the rules of the law before, of the law after, and of the shared ones over the people (at their
    ``place``) and posts of ``asked`` alone.
    """
    old, new, shared = tables
    for at, (post, people) in enumerate(asked):
        said = old.column(post, people), new.column(post, people), shared.column(at, place[people])
        was, now, anyway = (table.outcomes.verdict_of(n) for table, n in zip(tables, said, strict=True))
        was, now = np.maximum(was, anyway), np.maximum(now, anyway)
        changed = np.flatnonzero(was != now)
        if len(changed):
            met = [(table.outcomes, numbers[changed]) for table, numbers in zip(tables, said, strict=True)]
            tally.add(post, people[changed], was[changed], now[changed], tally.obstacles.new(*met))
    return tally.rows()


def _today(snapshot: Snapshot) -> pl.DataFrame:
    """``person_id, name, unit_id, unit`` by the main post held today."""
    held = (
        snapshot.main_posts.join(snapshot.posts.select("post_id", "unit_id"), on="post_id")
        .join(snapshot.units.select("unit_id", unit="name"), on="unit_id", how="left")
        .select("person_id", "unit_id", "unit")
        .unique("person_id")
    )
    return snapshot.people.select("person_id", "name").join(held, on="person_id", how="left")
