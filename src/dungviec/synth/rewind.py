"""The demo city with the moves of its leaders of 2020 still to be decided: everybody back where they came from.

For trying the whole way from a placement round to signed decisions on the interview's own year: 13 + 9 moves and 2 reappointments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.records.codes import LEADERSHIP_RANK
from dungviec.records.snapshot import Snapshot
from dungviec.synth.city import build_city
from dungviec.synth.model import SCHOOL_KINDS

YEAR = 2020
LAST_DAY = date(YEAR, 12, 24)
"""When the terms of those to be reappointed end in the city rewound."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """One decision of the year that is still to be made. ``post_id`` is the own post for a reappointment."""

    person_id: str
    post_id: str
    school: bool
    stays: bool


@dataclass(frozen=True, slots=True)
class Rewound:
    """The city before the year's decisions, and the decisions."""

    city: Snapshot
    undecided: tuple[Undecided, ...]


def rewind_moves(city: Snapshot | None = None) -> Rewound:
    """The city (the demo's when not given) with the leaders' moves of 2020 undone.

    Whoever came from a post that is not on file gets a seat in the post of that unit and level, so that the records hold everybody; whose
    term was renewed in the year is in the term before, which now ends before the year does. The day stays that of the city.
    """
    s = city or build_city()
    kinds = s.live_units.select("unit_id", "name", unit_kind="kind")
    posts = s.live_posts.join(kinds, on="unit_id")
    leading = posts.filter(pl.col("level_rank") >= LEADERSHIP_RANK)
    here = pl.col("post_id").is_in(leading["post_id"].to_list()) & (pl.col("kind") == "main")
    made = s["tenures"].filter(here & (pl.col("from_date") >= date(YEAR, 1, 1))).sort("person_id")
    schools = dict(leading.select("post_id", pl.col("unit_kind").is_in(list(SCHOOL_KINDS))).iter_rows())
    moved = {r["person_id"]: Undecided(r["person_id"], r["post_id"], schools[r["post_id"]], r["how"] == "reappointed") for r in made.to_dicts()}  # fmt: skip
    rows = [r for t in s["tenures"].to_dicts() if (r := _before(t, moved, posts)) is not None]
    tenures = pl.DataFrame(rows, schema=s["tenures"].schema)
    city_before = s.with_table("tenures", tenures)
    return Rewound(city_before.with_table("posts", _with_seats(city_before)), tuple(moved.values()))


def _before(row: dict[str, Any], moved: dict[str, Undecided], posts: pl.DataFrame) -> dict[str, Any] | None:
    """A row of tenures as it stood before the year's decisions; None for one that began with them."""
    move = moved.get(row["person_id"])
    if move is None or row["kind"] != "main":
        return row
    if row["from_date"].year >= YEAR:
        return None
    if row["to_date"] is None or row["to_date"].year < YEAR:
        return row
    back = row | {"to_date": None, "left_because": None, "post_id": row["post_id"] or _origin(row, posts)}
    return back | ({"term_ends": LAST_DAY} if move.stays else {})


def _origin(row: dict[str, Any], posts: pl.DataFrame) -> str | None:
    """The post somebody came from, found by unit, level and the words of its title."""
    there = posts.filter((pl.col("name") == row["unit_name"]) & (pl.col("level") == row["level"])).sort("post_id")
    likely = there.filter(pl.col("title").str.starts_with(row["title"]) & (pl.col("field") == row["field"]))
    found = (likely if likely.height else there)["post_id"]
    return str(found[0]) if len(found) else None


def _with_seats(s: Snapshot) -> pl.DataFrame:
    """Posts with a seat for everybody who holds them."""
    held = s.current_tenures.filter(pl.col("kind") == "main").group_by("post_id").len("held")
    seats = pl.max_horizontal("seats", pl.col("held").fill_null(0).cast(s["posts"].schema["seats"]))
    return s["posts"].join(held, on="post_id", how="left", maintain_order="left").with_columns(seats=seats).drop("held")
