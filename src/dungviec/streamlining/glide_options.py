"""What would bring a unit to its target that does not get there by itself: empty seats elsewhere, early leaving, a later year."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dungviec.law import LawBook, LawView
from dungviec.records import Snapshot
from dungviec.streamlining.exits import exits_of
from dungviec.streamlining.facts import Terms, facts_of
from dungviec.streamlining.glide_path import GlidePath, Of, Path
from dungviec.streamlining.places import Places

SHORT = ("not", "may")
LONGEST = 60
"""Early leaving is looked at for those with so many months of service left, or fewer."""
_EARLY = ("streamlining", "reorganisation", "cadre")


@dataclass(frozen=True, slots=True)
class GlideOptions:
    """For one unit that stays above its target: how many remain to be solved, and how many people each way is open to.

    ``seats``: people the law lets into an empty seat elsewhere; ``early``: people within five years of retirement whom a text in force
    reaches (its other conditions still to be judged one by one); ``later``: the year in which the median meets the target without
    any of it. One person may be counted in both ways.
    """

    unit_id: str
    name: str
    of: Of
    short_by: int
    seats: int
    early: int
    later: int | None


def glide_options(snapshot: Snapshot, path: GlidePath, view: LawView | None = None) -> tuple[GlideOptions, ...]:
    """The options of every unit that does not surely reach its target by itself, those with most to solve first."""
    law = view or LawBook.load().on(snapshot.as_of)
    asked = [p for p in path.units if p.reach in SHORT]
    posts = snapshot.live_posts.select("post_id", "unit_id", "role")
    rows = snapshot.main_posts.select("person_id", "post_id").join(posts, on="post_id")
    who = {(p.unit_id, p.of): _people(rows, p) for p in asked}
    everybody = list(dict.fromkeys(x for people in who.values() for x in people))
    if not everybody:
        return ()
    places = Places(snapshot, law, everybody)
    facts = facts_of(snapshot, law, Terms())
    early = {
        p for p in everybody
        if (facts[p].months_early or LONGEST + 1) <= LONGEST and any(e.scheme in _EARLY and e.standing != "closed" for e in exits_of(law, facts[p], Terms(), whys=("over_norm",)))
    }  # fmt: skip
    found = []
    for p in asked:
        people = who[p.unit_id, p.of]
        found.append(
            GlideOptions(
                p.unit_id, p.name, p.of, p.short_by, sum(places.seat_elsewhere(i) for i in people), sum(i in early for i in people), p.met_in
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda o: (-o.short_by, o.name, o.of)))


def _people(rows: pl.DataFrame, path: Path) -> list[str]:
    """Those who can be asked: the deputies, or everybody of the unit who heads nothing."""
    mine = rows.filter(pl.col("unit_id") == path.unit_id)
    wanted = mine.filter(pl.col("role") == "deputy") if path.of == "deputies" else mine.filter((pl.col("role") != "head") | pl.col("role").is_null())  # fmt: skip
    return sorted(wanted["person_id"])
