"""The leading posts of a unit as seats, and who could take one: judged by the law of the day and scored, best first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

import polars as pl

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.behind import Behind, behind
from dungviec.office.registry.gate import seen
from dungviec.office.registry.governing import law_on, standing_law
from dungviec.office.registry.seating import seats as all_seats
from dungviec.office.registry.selectors import revision, snapshot

SHOWN = 12
_KEPT = 24
_kept: OrderedDict[tuple[str, str, date, str], pl.DataFrame] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a leading post."""

    post_id: str
    place: int
    title: str
    role: str
    level_rank: int
    term_months: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a seat."""

    person_id: str
    name: str
    title: str
    unit: str
    verdict: int
    fit: int
    holds: bool
    """Holds the post today."""


def leading_seats(day: date, unit_id: str) -> list[Seat]:
    """The seats of the unit's leading posts and those of the leadership units directly below, the highest first."""
    table = all_seats(day)
    below = table.filter(
        (pl.col("unit_kind") == "city_leadership") & pl.col("path").str.contains(f"{unit_id}/", literal=True)
    )
    units = [unit_id, *below["unit_id"].unique().to_list()]
    rows = table.filter(pl.col("unit_id").is_in(units) & pl.col("leads") & ~pl.col("unified")).sort(
        "level_rank", "post_id", descending=[True, False]
    )
    return [
        Seat(
            r["post_id"],
            place,
            r["title"],
            r["role"] or "",
            r["level_rank"] or 0,
            r["term_months"],
            r["unit_name"] or "",
        )
        for r in rows.iter_rows(named=True)
        for place in range(1, max(1, r["seats"] or 1) + 1)
    ]


def holders(day: date, posts: list[str]) -> dict[str, list[str]]:
    """Post → people who mainly hold it on the day."""
    rows = snapshot(day).main_posts.filter(pl.col("post_id").is_in(posts)).sort("from_date", "person_id")
    found: dict[str, list[str]] = {}
    for person, post in rows.select("person_id", "post_id").iter_rows():
        found.setdefault(post, []).append(person)
    return found


def ranked(day: date, post_id: str) -> pl.DataFrame:
    """Everybody in service for one post: ``person_id, verdict, fit, holds``, best first; kept until records or law change."""
    from dungviec.competency import score_pairs
    from dungviec.law import judge_pairs

    key = (revision(), standing_law().mark, day, post_id)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    s = snapshot(day)
    here = s.main_posts.filter(pl.col("post_id") == post_id)["person_id"].to_list()
    people = s.current_tenures["person_id"].unique().sort()
    pairs = pl.DataFrame(
        {"person_id": people, "post_id": [post_id] * len(people)}, schema={"person_id": pl.String, "post_id": pl.String}
    )
    judged = judge_pairs(s, pairs, law_on(day)).select("person_id", "verdict")
    scored = score_pairs(s, pairs).select("person_id", "fit")
    holds = pl.col("person_id").is_in(here)
    found = (
        judged.join(scored, on="person_id")
        .with_columns(holds=holds, verdict=pl.when(holds).then(pl.lit(0, pl.UInt8)).otherwise(pl.col("verdict")))
        .sort("verdict", "fit", "person_id", descending=[False, True, False])
    )
    with _lock:
        _kept[key] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def post_rank(day: date, post_id: str) -> int:
    """The rank of a post's level; 0 where none is on file."""
    found = all_seats(day).filter(pl.col("post_id") == post_id)["level_rank"].to_list()
    return int(found[0] or 0) if found else 0


def candidates(viewer: Viewer, day: date, post_id: str, *, text: str = "", limit: int = SHOWN) -> list[Candidate]:
    """The best people in the viewer's reach for a post whom the law does not forbid; with ``text``, those whose name holds its words."""
    frame = seen(viewer, day).people
    words = text.split()
    for word in words:
        frame = frame.filter(pl.col("search_key").str.contains(word, literal=True))
    rows = ranked(day, post_id).join(
        frame.select("person_id", "name", "title", "unit_name", "level_rank"), on="person_id"
    )
    if not words:  # nobody is looked for among those above the post; whoever is named is shown
        above = pl.col("level_rank").fill_null(0) > post_rank(day, post_id)
        rows = rows.filter((pl.col("verdict") < 3) & (~above | pl.col("holds")))
    return [
        Candidate(
            r["person_id"],
            r["name"],
            r["title"] or "",
            r["unit_name"] or "",
            int(r["verdict"]),
            int(r["fit"]),
            bool(r["holds"]),
        )
        for r in rows.sort("verdict", "fit", "person_id", descending=[False, True, False])
        .head(limit)
        .iter_rows(named=True)
    ]


def behind_candidates(viewer: Viewer, day: date, post_id: str, found: list[Candidate]) -> dict[str, Behind]:
    """The clauses behind the verdict on each candidate for a post, by person."""
    pairs = [(c.person_id, post_id) for c in found]
    return {person: told for (person, _post), told in behind(viewer, snapshot(day), pairs, law_on(day)).items()}
