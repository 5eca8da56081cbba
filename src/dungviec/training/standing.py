"""Where everybody stands on the day: levels held, classes attended now, post and unit. The tables are read once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import add_months
from dungviec.records.known_by import competencies_by
from dungviec.training import subjects
from dungviec.training.asked import Asked
from dungviec.training.subjects import CERTIFICATE, QUALIFICATIONS, certificate

_THEORY_OF = {"theory_elementary": 1, "theory_intermediate": 2, "theory_advanced": 4}
"""The highest level of theory a class of a kind leads to (bachelor's studies are recorded as advanced ones)."""
TRUSTED = 2
"""Self-study counts from this grade of evidence; a certificate needs the highest."""


class Standing:
    """Looks up levels and places for one snapshot."""

    def __init__(self, snapshot: Snapshot, asked: Asked, *, blank_is_none: bool) -> None:
        self.snapshot, self.day, self.blank_is_none = snapshot, snapshot.as_of, blank_is_none
        self.people: dict[str, dict[str, Any]] = {r["person_id"]: r for r in snapshot.people.iter_rows(named=True)}
        units = snapshot.units.select("unit_id", "name", "kind")
        self.unit_names = dict(units.select("unit_id", "name").iter_rows())
        self.unit_kinds = dict(units.select("unit_id", "kind").iter_rows())
        self.posts = {p["post_id"]: p for p in snapshot.posts.iter_rows(named=True)}
        self.held = dict(snapshot.main_posts.select("person_id", "post_id").iter_rows())
        self.names = {i: p["name"] for i, p in self.people.items()}
        self.heads: Counter[str] = Counter(self.posts[p]["unit_id"] for p in self.held.values())
        levels = competencies_by(snapshot).select("person_id", "competency", "level")
        self._levels: dict[tuple[str, str], int] = {(p, c): level for p, c, level in levels.iter_rows()}
        self._attended: dict[tuple[str, str], date] = {}
        self._running: set[tuple[str, str]] = set()
        rows = snapshot["training"].filter(pl.col("person_id").is_not_null() & (pl.col("from_date") <= self.day))
        for person, kind, begins, ends in rows.select("person_id", "kind", "from_date", "to_date").iter_rows():
            if ends is not None and ends < self.day:
                self._attended[person, kind] = max(ends, self._attended.get((person, kind), ends))
            elif ends is not None or add_months(begins, 12) >= self.day:
                # without an end a class runs a year at most: records often leave the end out
                self._running.add((person, kind))
        self._own: dict[tuple[str, str], int] = {}
        for one in asked.self_study:
            enough = one.grade >= (3 if one.what.startswith(CERTIFICATE) else TRUSTED)
            if enough and one.on <= self.day:
                key = (one.person_id, one.what)
                self._own[key] = max(one.level, self._own.get(key, 0))

    def unit_of(self, person_id: str) -> str | None:
        """The unit of the main post; None without one."""
        post = self.held.get(person_id)
        return self.posts[post]["unit_id"] if post is not None else None

    def level(self, person_id: str, what: str) -> int | None:
        """The level held on the day, self-study included; None where nothing on file tells."""
        own = self._own.get((person_id, what))
        if what in QUALIFICATIONS:
            found = subjects.level_of(what, self.people[person_id][what])
            if found is None and self.blank_is_none:
                found = 0
        elif ":" in what:
            found = 0
        else:
            found = self._levels.get((person_id, what))
        return own if found is None else max(found, own or 0)

    def certified(self, person_id: str, kind: str, *, months: int | None, until: date) -> bool:
        """Whether a certificate of a kind of course is held and holds on ``until``; a register without it says that there is none."""
        if self._own.get((person_id, certificate(kind))):
            return True
        ended = self._attended.get((person_id, kind))
        return ended is not None and (months is None or add_months(ended, months) >= until)

    def learning(self, person_id: str, what: str, wants: int) -> bool:
        """Whether the person is in a class on the day that leads to the level."""
        if what == "theory":
            return any((person_id, kind) in self._running and to >= wants for kind, to in _THEORY_OF.items())
        kind = what.removeprefix(CERTIFICATE) if what.startswith(CERTIFICATE) else what
        return kind in ("degree", "state_management", "professional_title") and (person_id, kind) in self._running
