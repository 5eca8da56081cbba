"""Pools: who is planned for which title and term on a day, and which leading posts have nobody planned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import polars as pl

from dungviec.law import LawView, service_ages
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, LEVELS
from dungviec.records.vietnamese import fold

_COMMITTEE = frozenset({"party_secretary", "party_deputy_secretary"})


@dataclass(frozen=True, slots=True)
class Member:
    """One person planned for one title; ``rank`` is the order of the level held now, None when no post is on file."""

    person_id: str
    name: str
    sex: str | None
    age: int | None
    minority: bool | None
    retires: date | None
    post: str
    rank: int | None
    approved: date


@dataclass(frozen=True, slots=True)
class Pool:
    """The people planned for one title in one term; empty for a leading post nobody is planned for (``term`` empty then)."""

    key: str
    title: str
    post_id: str | None
    unit_id: str | None
    level: str
    rank: int
    term: str
    party_managed: bool | None
    committee: bool
    """Whether it is a title of a Party committee: its secretary or deputy secretary."""
    members: tuple[Member, ...]


def live_plans(snapshot: Snapshot) -> pl.DataFrame:
    """Rows of ``plans`` approved by the day and not yet run out, each person and title once (the latest approval)."""
    day = snapshot.as_of
    return (
        snapshot["plans"]
        .filter((pl.col("approved") <= day) & (pl.col("until").is_null() | (pl.col("until") >= day)))
        .with_columns(_key=pl.coalesce("post_id", pl.col("title").map_elements(fold, return_dtype=pl.String)))
        .sort("approved", "person_id")
        .unique(["person_id", "_key", "level", "term"], keep="last", maintain_order=True)
    )


def everybody(
    snapshot: Snapshot, view: LawView, *, units: Collection[str] | None = None
) -> dict[str, dict[str, object]]:
    """Per person: name, sex, age, day of retirement, minority, present post in words, its unit and level.

    ``units``: only people whose main post is in one of them, in the same order.
    """
    names = snapshot.units.select("unit_id", unit_name="name")
    posts = snapshot.live_posts.select("post_id", "title", "unit_id", "level_rank").join(
        names, on="unit_id", how="left"
    )
    held = snapshot.main_posts.join(posts, on="post_id").select(
        "person_id", "post_id", "title", "unit_id", "unit_name", "level_rank"
    )
    ages = service_ages(snapshot, view).select("person_id", "age_years", "retire_on")
    frame = (
        snapshot.people.select("person_id", "name", "sex", "ethnicity", "born", "born_year_only")
        .join(held, on="person_id", how="left", maintain_order="left")
        .join(ages, on="person_id", how="left", maintain_order="left")
        .with_columns(minority=pl.col("ethnicity") != "Kinh")
    )  # fmt: skip
    if units is not None:
        frame = frame.filter(pl.col("unit_id").is_in(list(units)))
    return {row["person_id"]: row for row in frame.iter_rows(named=True)}


def pools(snapshot: Snapshot, view: LawView) -> tuple[Pool, ...]:
    """Every pool of the day, posts in the order of the organisation, titles without a post last; empty pools included."""
    people = everybody(snapshot, view)
    unit_names = dict(snapshot.units.select("unit_id", "name").iter_rows())
    posts = {
        p["post_id"]: p
        for p in snapshot.live_posts.filter(
            (pl.col("level_rank") >= LEADERSHIP_RANK) & pl.col("held_with").is_null()
        ).iter_rows(named=True)
    }
    rows: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in live_plans(snapshot).iter_rows(named=True):
        rows.setdefault((row["_key"] if row["post_id"] in posts else f"{fold(row['title'])}|{row['level']}", row["term"] or ""), []).append(row)  # fmt: skip
    planned = {key for key, _ in rows}
    for post_id in posts:
        if post_id not in planned:
            rows[post_id, ""] = []
    order = {post_id: n for n, post_id in enumerate(posts)}
    found = []
    for (key, term), lines in sorted(rows.items(), key=lambda kv: (order.get(kv[0][0], len(order)), kv[0])):
        post = posts.get(key)
        level = str(post["level"] if post else lines[0]["level"])
        title = (
            f"{post['title']}, {unit_names.get(post['unit_id'], post['unit_id'])}" if post else str(lines[0]["title"])
        )
        found.append(
            Pool(
                f"{key}@{term}", title, key if post else None, post["unit_id"] if post else None, level,
                LEVELS.rank(level) or 0, term, post["party_managed"] if post else None,
                post is not None and not _COMMITTEE.isdisjoint(post["functions"] or ()),
                tuple(_member(people[str(line["person_id"])], line) for line in lines if line["person_id"] in people),
            )
        )  # fmt: skip
    return tuple(found)


def _member(person: dict[str, object], line: dict[str, object]) -> Member:
    return Member(
        str(person["person_id"]), str(person["name"]), person["sex"], person["age_years"], person["minority"],  # type: ignore[arg-type]
        person["retire_on"], present_post(person), person["level_rank"], line["approved"],  # type: ignore[arg-type]
    )  # fmt: skip


def present_post(person: dict[str, object]) -> str:
    """The post held now in words; empty when none is on file."""
    return f"{person['title']}, {person['unit_name']}" if person["title"] else ""
