"""What is on file about somebody's merits: titles, ratings, recognised works, discipline, open procedures; out of a Snapshot.

What the tables of the records do not hold (who registered, what a collective judged, initiatives) is *stated*: by the office's own
registers, or in a file (:mod:`dungviec.emulation.stated_file`). What nobody stated is not known, and is asked for by name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

import polars as pl

from dungviec.emulation.titles import LADDER, read_award
from dungviec.records import Snapshot

Scope = Literal["base", "province", "nation"]
SCOPES: tuple[Scope, ...] = ("base", "province", "nation")
"""How far a work is recognised to reach, the narrowest first."""
OPEN: dict[str, str] = {
    "discipline": "discipline_open", "inspection": "inspection_open", "investigation": "criminal_open",
    "denunciation": "denunciation_open",
}  # fmt: skip
"""The open procedures that the law packs name, and the column of ``people`` that tells each."""


@dataclass(frozen=True, slots=True)
class Work:
    """A recognised work of a year: an initiative (sáng kiến), accepted research (đề tài), or merit in combat or service (mưu trí)."""

    kind: Literal["initiative", "research", "merit"]
    year: int
    scope: Scope = "base"
    title: str = ""
    recognised_by: str = ""

    def reaches(self, scope: Scope) -> bool:
        """Whether it is recognised at least as far as ``scope``."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


@dataclass(frozen=True, slots=True)
class Stated:
    """What no record holds about one person. ``works`` None: nobody said; an empty tuple: a register is kept, and holds none.

    ``takes_part``: registered in the emulation of a year. ``judged``: whether the collective found the four criteria of the law of
    2013 met in a year (in force to the end of 2023).
    """

    takes_part: Mapping[int, bool] = field(default_factory=dict)
    judged: Mapping[int, bool] = field(default_factory=dict)
    works: tuple[Work, ...] | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """One disciplinary decision: the day it began, and the last day it was in force where that is on file."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Merits:
    """Everything of one person that the ladder looks at.

    ``titles``: year → keys held. ``ratings``: year → rating, None where somebody was lawfully not rated. ``procedures``: each open
    procedure the packs name → whether it is open (None: not on file); None as a whole: not to be told to whoever asks.
    """

    person_id: str
    name: str
    titles: Mapping[int, frozenset[str]] = field(default_factory=dict)
    forms: tuple[tuple[int, str], ...] = ()
    unread: tuple[tuple[int, str], ...] = ()
    ratings: Mapping[int, str | None] = field(default_factory=dict)
    discipline: tuple[Served, ...] = ()
    procedures: Mapping[str, bool | None] | None = field(default_factory=lambda: dict.fromkeys(OPEN, False))
    stated: Stated = field(default_factory=Stated)

    def held(self, title: str) -> frozenset[int]:
        """The years in which a title was given."""
        return frozenset(y for y, keys in self.titles.items() if title in keys)

    def without_procedures(self) -> Merits:
        """The same for somebody who may not read who is being looked into: neither that there is something nor that there is not."""
        return replace(self, procedures=None)

    def with_title(self, year: int, title: str) -> Merits:
        """As if this title had been given too."""
        return replace(self, titles={**self.titles, year: self.titles.get(year, frozenset()) | {title}})


def merits_of(
    snapshot: Snapshot, *, stated: Mapping[str, Stated] | None = None, people: Collection[str] | None = None
) -> dict[str, Merits]:
    """The merits of everybody on file, or of ``people``, as they stand on the snapshot's day; by identifier, in the order on file."""
    mine = pl.lit(True) if people is None else pl.col("person_id").is_in(list(people))
    rows, known = snapshot.people.filter(mine), stated or {}
    awards, ratings = _awards(snapshot, mine), _ratings(snapshot, mine)
    served: dict[str, list[Served]] = {}
    for one in snapshot["discipline"].filter(mine).iter_rows(named=True):
        served.setdefault(one["person_id"], []).append(Served(one["effective"] or one["decided"], one["ends"]))
    found: dict[str, Merits] = {}
    for row in rows.select("person_id", "name", *OPEN.values()).iter_rows(named=True):
        who: str = row["person_id"]
        titles, forms, unread = awards.get(who, ({}, (), ()))
        found[who] = Merits(
            who, row["name"], titles, forms, unread, ratings.get(who, {}), tuple(served.get(who, ())),
            {key: row[column] for key, column in OPEN.items()}, known.get(who, Stated()),
        )  # fmt: skip
    return found


def _ratings(snapshot: Snapshot, mine: pl.Expr) -> dict[str, dict[int, str | None]]:
    """The State's ratings decided by the snapshot's day, by person and year."""
    rows = snapshot["ratings"].filter(
        mine & (pl.col("system") == "state") & (pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of))
    )
    found: dict[str, dict[int, str | None]] = {}
    for who, year, rating in rows.select("person_id", "year", "rating").iter_rows():
        found.setdefault(who, {})[year] = rating
    return found


_Awards = tuple[dict[int, frozenset[str]], tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]


def _awards(snapshot: Snapshot, mine: pl.Expr) -> dict[str, _Awards]:
    by_person: dict[str, list[tuple[int, str]]] = {}
    known = pl.col("decided").is_null() | (pl.col("decided") <= snapshot.as_of)
    rows = snapshot["awards"].filter(mine & known & (pl.col("year") <= snapshot.as_of.year)).sort("year", "title")
    for who, year, title in rows.select("person_id", "year", "title").iter_rows():
        by_person.setdefault(who, []).append((year, title))
    own = {t.key for t in LADDER}
    # Few texts stand in many rows: each is read once.
    read = {text: _kind(text, own) for text in rows["title"].unique().to_list()}
    return {who: _sorted_out(lines, read) for who, lines in by_person.items()}


def _kind(text: str, own: Collection[str]) -> tuple[str, str]:
    """``title`` with its key in the ladder, ``form`` or ``unread``."""
    found = read_award(text)
    if found.kind == "title" and found.key in own:
        return "title", found.key
    return ("form" if found.kind == "form" else "unread"), ""


def _sorted_out(lines: Iterable[tuple[int, str]], read: Mapping[str, tuple[str, str]]) -> _Awards:
    titles: dict[int, set[str]] = {}
    forms: list[tuple[int, str]] = []
    unread: list[tuple[int, str]] = []
    for year, text in lines:
        kind, key = read[text]
        if kind == "title":
            titles.setdefault(year, set()).add(key)
        else:
            (forms if kind == "form" else unread).append((year, text))
    return {y: frozenset(keys) for y, keys in titles.items()}, tuple(forms), tuple(unread)


def to_plain(merits: Merits) -> dict[str, Any]:
    """Titles and forms of one person as plain data."""
    return {
        "titles": {str(y): sorted(keys) for y, keys in sorted(merits.titles.items())},
        "forms": [list(f) for f in merits.forms],
        "unread": [list(u) for u in merits.unread],
    }
