"""What the search box offers for a typed text: people, units and posts, each as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.people_list import visible
from dungviec.office.registry.search.also import Hit, hits
from dungviec.office.registry.search.finder import Finder, Found
from dungviec.office.registry.search.indexes import names_finder, people_finder, posts_finder, units_finder
from dungviec.office.registry.seating import seats
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.workforce import unit_frame

PEOPLE, UNITS, POSTS = 7, 4, 4
"""How many of each are shown."""


@dataclass(frozen=True)
class Offer:
    """The first rows of each kind, how many more people there are, and whether any kind only comes near the text."""

    people: list[dict[str, Any]]
    more_people: int
    units: list[dict[str, Any]]
    posts: list[dict[str, Any]]
    also: list[Hit]
    """What other rooms found."""
    nearly: bool

    @property
    def empty(self) -> bool:
        """Whether there is nothing to offer."""
        return not (self.people or self.units or self.posts or self.also)


def offer(viewer: Viewer, text: str, opened: Collection[str] | None) -> Offer:
    """The offer for ``text``; ``opened`` are the units the viewer may open (None all).

    People whose name fits come before those whose post fits. Where a kind is found as typed, near rows of the others are left
    out: «noi vu» is a division, not somebody called Nội Vũ by a slip.
    """
    day = viewer.day
    assert day is not None
    people, people_found = _people(viewer, text)
    units = _place(unit_frame(snapshot(day)), "unit_id", opened)
    posts = _place(seats(day), "unit_id", opened)
    units_found, posts_found = units_finder(day).find(text, units[1]), posts_finder(day).find(text, posts[1])
    others = hits(viewer, text)
    exact = any(found.any and not found.nearly for found in (people_found, units_found, posts_found))
    exact = exact or any(not hit.nearly for hit in others)
    kept = [found if not (exact and found.nearly) else None for found in (people_found, units_found, posts_found)]
    names = people.filter(_flags(kept[0], people)) if kept[0] is not None else people.clear()
    return Offer(
        people=names.head(PEOPLE).to_dicts(),
        more_people=max(names.height - PEOPLE, 0),
        units=_first(units[0], kept[1], UNITS),
        posts=_first(posts[0], kept[2], POSTS, by=["level_rank", "importance"]),
        also=[hit for hit in others if not (exact and hit.nearly)],
        nearly=not exact,
    )


def _people(viewer: Viewer, text: str) -> tuple[pl.DataFrame, Found]:
    """The visible people, those whose name alone fits first, and which of them fit."""
    assert viewer.day is not None
    frame = visible(viewer, viewer.day)
    rows = frame["row"].to_numpy()
    among = np.zeros(people_finder(viewer.day).height, dtype=bool)
    among[rows] = True
    found = people_finder(viewer.day).find(text, among)
    by_name: Finder = names_finder(viewer.day)
    first = by_name.find(text, found.rows)
    if not first.any or (first.nearly and not found.nearly):
        return frame, found
    fitting = frame.filter(pl.Series(found.rows[rows], dtype=pl.Boolean))
    named = pl.Series("named", first.rows[fitting["row"].to_numpy()], dtype=pl.Boolean)
    return fitting.with_columns(named).sort("named", descending=True, maintain_order=True), found


def _flags(found: Found, frame: pl.DataFrame) -> pl.Series:
    return pl.Series(found.rows[frame["row"].to_numpy()], dtype=pl.Boolean)


def _place(
    frame: pl.DataFrame, key: str, opened: Collection[str] | None
) -> tuple[pl.DataFrame, np.ndarray[Any, Any] | None]:
    if opened is None:
        return frame, None
    return frame, frame[key].is_in(list(opened)).to_numpy()


def _first(frame: pl.DataFrame, found: Found | None, count: int, *, by: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The first rows found, those high in ``by`` before the others."""
    if found is None:
        return []
    rows = frame.gather(np.flatnonzero(found.rows))
    if by:
        rows = rows.sort(by, descending=True, nulls_last=True, maintain_order=True)
    return rows.head(count).to_dicts()
