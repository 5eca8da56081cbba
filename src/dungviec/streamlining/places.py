"""Where somebody on the surplus list could stand: in an empty seat, in one after training, or in a colleague's who moves to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dungviec.law import LawView, Verdict, judge_grid
from dungviec.records import Snapshot
from dungviec.records.codes import LEADERSHIP_RANK, TRAINING_KINDS
from dungviec.streamlining.surplus import marked
from dungviec.succession.acquiring import Acquiring, Lacking
from dungviec.succession.readiness import readiness

_BY_LEARNING = frozenset({"standard", "job_positions", "competency"})
TRIED = 6
"""So many posts per person are looked at closely for what training would open."""


@dataclass(frozen=True, slots=True)
class Place:
    """A post with an empty seat. ``lacking`` is what has to be acquired first; empty where the law allows it today."""

    post_id: str
    title: str
    unit_id: str
    unit_name: str
    free: int
    lacking: tuple[Lacking, ...] = ()

    def courses(self, lang: str = "vi") -> tuple[str, ...]:
        """The courses that close what is lacking, each once."""
        return tuple(dict.fromkeys(TRAINING_KINDS.label(x.training, lang) for x in self.lacking))


@dataclass(frozen=True, slots=True)
class Chain:
    """A colleague of the unit goes to an empty seat elsewhere, and the person takes over the colleague's post."""

    colleague_id: str
    colleague: str
    post_id: str
    title: str
    to: Place


class Places:
    """Answers of the law of the day for the people of the units concerned; everything is judged once."""

    def __init__(self, snapshot: Snapshot, view: LawView, people: Iterable[str]) -> None:
        """``people``: those on the surplus list; their colleagues are judged beside them."""
        self._snapshot, self._view = snapshot, view
        self._acquiring = Acquiring(snapshot)
        posts = snapshot.live_posts.filter(pl.col("held_with").is_null())
        units = dict(snapshot.live_units.select("unit_id", "name").iter_rows())
        self._posts: dict[str, dict[str, Any]] = {
            p["post_id"]: p | {"unit_name": units.get(p["unit_id"], "")} for p in posts.iter_rows(named=True)
        }
        self._main = {
            p: q for p, q in snapshot.main_posts.select("person_id", "post_id").iter_rows() if q in self._posts
        }
        self._names = dict(snapshot.people.select("person_id", "name").iter_rows())
        self._majors = dict(snapshot.people.select("person_id", "major").iter_rows())
        self.free = self._free()
        self._seats_in_order = list(self.free)
        self._seats = {post: self._place(post) for post in self.free}
        self._kept: dict[tuple[Any, ...], tuple[Place, ...]] = {}
        wanted = [p for p in dict.fromkeys(people) if p in self._names]
        homes = {self._posts[self._main[p]]["unit_id"] for p in wanted if p in self._main}
        self._colleagues: dict[str, list[str]] = {}
        for person, post in self._main.items():
            unit = self._posts[post]["unit_id"]
            if unit in homes:
                self._colleagues.setdefault(unit, []).append(person)
        asked_for = frozenset(wanted)
        everybody = [*wanted, *(p for mates in self._colleagues.values() for p in mates if p not in asked_for)]
        inside = [q for q, row in self._posts.items() if row["unit_id"] in homes]
        self._rows = {p: k for k, p in enumerate(everybody)}
        self._columns = {q: k for k, q in enumerate(dict.fromkeys((*self.free, *inside)))}
        self._allowed = np.zeros((len(everybody), len(self._columns)), dtype=np.bool_)
        self._forbidden = np.zeros((len(wanted), len(self.free)), dtype=np.bool_)
        self._judge(everybody)

    def _judge(self, everybody: list[str]) -> None:
        """What the law says of everybody in every post asked, as bits: a body of 50,000 has a hundred million pairs."""
        if not everybody or not self._columns:
            return
        posts = pl.Series("post_id", list(self._columns))
        wanted, free = self._forbidden.shape
        for part in judge_grid(self._snapshot, pl.Series("person_id", everybody), posts, self._view):
            at = np.array([self._rows[p] for p in part.people.to_list()], dtype=np.int64)
            for post, verdicts in zip(part.posts.to_list(), part.verdicts, strict=True):
                column = self._columns[post]
                self._allowed[at, column] = verdicts == Verdict.ALLOWED
                if column < free:
                    asked = at < wanted
                    self._forbidden[at[asked], column] = verdicts[asked] == Verdict.FORBIDDEN

    def _open_to(self, person_id: str) -> list[str]:
        """Empty seats the law of the day lets this person into."""
        row = self._rows.get(person_id)
        if row is None:
            return []
        return [self._seats_in_order[k] for k in np.flatnonzero(self._allowed[row, : len(self.free)]).tolist()]

    def _free(self) -> dict[str, int]:
        """Post → empty seats, in units that are below their norm or state none."""
        held = self._snapshot.current_tenures.filter(pl.col("post_id").is_not_null())
        taken = dict(held.group_by("post_id").agg(pl.col("person_id").n_unique()).iter_rows())
        present: dict[str, int] = {}
        for post in self._main.values():
            unit = self._posts[post]["unit_id"]
            present[unit] = present.get(unit, 0) + 1
        norms = dict(self._snapshot.live_units.select("unit_id", "norm").iter_rows())
        found = {}
        for post, row in self._posts.items():
            seats = (row["seats"] or 1) - int(taken.get(post, 0))
            norm = norms.get(row["unit_id"])
            room = seats if norm is None else min(seats, norm - present.get(row["unit_id"], 0))
            if room > 0 and not marked(row["title"]):
                found[post] = room
        return found

    def keep(self, person_id: str) -> tuple[Place, ...]:
        """Empty seats the law of the day allows this person, the nearest first: the own unit, the own field, the same level.

        Leading posts are left out unless the person holds one: being over the norm is no ground for a promotion.
        """
        row, own = self._rows.get(person_id), self._main.get(person_id)
        if row is None:
            return ()
        # Colleagues of one kind of post with the same answers have the same places, and everybody of a unit asks for theirs.
        at = (
            (self._posts[own]["unit_id"], self._posts[own]["field"], self._rank(own), own if own in self.free else None)
            if own
            else ()
        )
        key = (*at, np.packbits(self._allowed[row, : len(self.free)]).tobytes())
        found = self._kept.get(key)
        if found is None:
            fitting = [q for q in self._open_to(person_id) if q != own and not self._promotes(person_id, q)]
            found = self._kept[key] = tuple(self._seats[q] for q in self._near(person_id, fitting))
        return found

    def seat_elsewhere(self, person_id: str) -> bool:
        """Whether the law of the day lets this person into an empty seat of another unit."""
        own = self._main.get(person_id)
        home = self._posts[own]["unit_id"] if own is not None else None
        return any(
            self._posts[q]["unit_id"] != home and not self._promotes(person_id, q) for q in self._open_to(person_id)
        )

    def retrain(self, people: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        """Per person the empty seats from which only a standard keeps them that a course closes; the major must fit already."""
        tried = [(p, q, lacking) for p in people for q, lacking in self._within_reach(p)]
        ready = readiness(self._snapshot, [(p, q) for p, q, _ in tried], self._view) if tried else []
        found: dict[str, tuple[Place, ...]] = {}
        for (person, post, lacking), r in zip(tried, ready, strict=True):
            if r.horizon == "acquire" and {n.topic for n in r.needs} <= _BY_LEARNING:
                found[person] = (*found.get(person, ()), self._place(post, lacking))
        return found

    def _within_reach(self, person_id: str) -> list[tuple[str, tuple[Lacking, ...]]]:
        row = self._rows.get(person_id)
        if row is None or row >= len(self._forbidden):
            return []
        closed = [self._seats_in_order[k] for k in np.flatnonzero(self._forbidden[row]).tolist()]
        tried: list[tuple[str, tuple[Lacking, ...]]] = []
        for post in self._near(person_id, [q for q in closed if not self._promotes(person_id, q)]):
            majors = self._posts[post]["majors"]
            if majors and self._majors[person_id] not in majors:
                continue
            if lacking := self._acquiring.lacking(person_id, post):
                tried.append((post, lacking))
            if len(tried) == TRIED:
                break
        return tried

    def swap(self, person_id: str) -> tuple[Chain, ...]:
        """Colleagues in another post of the unit who may go to an empty seat elsewhere and whose post the person may take; one seat each."""
        own, row = self._main.get(person_id), self._rows.get(person_id)
        if own is None or row is None:
            return ()
        found = []
        for mate in self._colleagues.get(self._posts[own]["unit_id"], []):
            post = self._main[mate]
            if (
                mate == person_id
                or post == own
                or self._leads(post)
                or marked(self._posts[post]["title"])
                or post not in self._columns
                or not self._allowed[row, self._columns[post]]
            ):
                continue
            going = next((p for p in self.keep(mate) if p.unit_id != self._posts[own]["unit_id"]), None)
            if going is not None:
                found.append(Chain(mate, self._names[mate], post, self._posts[post]["title"], going))
        return tuple(sorted(found, key=lambda c: (c.title, c.colleague, c.colleague_id)))

    def _promotes(self, person_id: str, post_id: str) -> bool:
        own = self._main.get(person_id)
        return self._leads(post_id) and not (own is not None and self._rank(own) >= self._rank(post_id))

    def _leads(self, post_id: str) -> bool:
        return self._rank(post_id) >= LEADERSHIP_RANK

    def _rank(self, post_id: str) -> int:
        return int(self._posts[post_id]["level_rank"] or 0)

    def _near(self, person_id: str, posts: list[str]) -> list[str]:
        own = self._main.get(person_id)
        mine: Mapping[str, Any] = self._posts[own] if own is not None else {}

        def distance(post_id: str) -> tuple[bool, bool, int, str, str]:
            row = self._posts[post_id]
            level = abs(self._rank(post_id) - (self._rank(own) if own is not None else 1))
            return (
                row["unit_id"] != mine.get("unit_id"),
                row["field"] != mine.get("field"),
                level,
                row["unit_name"],
                post_id,
            )

        return sorted(posts, key=distance)

    def _place(self, post_id: str, lacking: tuple[Lacking, ...] = ()) -> Place:
        row = self._posts[post_id]
        return Place(post_id, row["title"], row["unit_id"], row["unit_name"], self.free.get(post_id, 0), lacking)
