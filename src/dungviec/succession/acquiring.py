"""What somebody has yet to acquire for a post: degree, theory, state management, and the competencies of its profile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY, CodeList
from dungviec.records.known_by import competencies_by

_ASKED: tuple[tuple[str, str, CodeList, dict[str, str]], ...] = (
    ("degree", "min_degree", DEGREES, dict.fromkeys((c.value for c in DEGREES), "degree")),
    ("theory", "min_theory", THEORY, {
        "elementary": "theory_elementary", "intermediate": "theory_intermediate", "advanced": "theory_advanced",
        "bachelor": "theory_advanced",
    }),
    ("state_management", "min_state_management", STATE_MANAGEMENT, dict.fromkeys((c.value for c in STATE_MANAGEMENT), "state_management")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing the post asks for that the person has not: held and wanted value of a code list, the training that gives it.

    ``has`` None: not on file. ``learning``: the person is in such a class on the day.
    """

    field: str
    has: str | None
    wants: str
    training: str
    learning: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """One competency of the post's profile: the level assessed (None: never) and the least level asked."""

    competency: str
    level: int | None
    least: int


class Acquiring:
    """Looks up what is lacking for pairs of one snapshot; the tables are read once, of ``people`` alone where they are given."""

    def __init__(self, snapshot: Snapshot, people: Collection[str] | None = None) -> None:
        mine = pl.lit(True) if people is None else pl.col("person_id").is_in(list(people))
        self._people = {r["person_id"]: r for r in snapshot.people.filter(mine).iter_rows(named=True)}
        self._posts = {r["post_id"]: r for r in snapshot.posts.iter_rows(named=True)}
        running = snapshot["training"].filter(
            mine
            & (pl.col("from_date") <= snapshot.as_of)
            & (pl.col("to_date").is_null() | (pl.col("to_date") >= snapshot.as_of))
        )
        self._learning = set(running.select("person_id", "kind").iter_rows())
        levels = competencies_by(snapshot, people).select("person_id", "competency", "level")
        self._levels = {(p, c): level for p, c, level in levels.iter_rows()}
        self._profiles: dict[str, list[tuple[str, int]]] = {}
        for profile, competency, least in (
            snapshot["profiles"].select("profile_id", "competency", "min_level").iter_rows()
        ):
            self._profiles.setdefault(profile, []).append((competency, least))

    def lacking(self, person_id: str, post_id: str) -> tuple[Lacking, ...]:
        """Standards recorded with the post that the person's file does not reach."""
        person, post = self._people[person_id], self._posts[post_id]
        found = []
        for field, asked, codes, kinds in _ASKED:
            has, wants = person[field], post[asked]
            if wants is not None and (has is None or (codes.rank(has) or 0) < (codes.rank(wants) or 0)):
                kind = kinds[wants]
                found.append(Lacking(field, has, wants, kind, (person_id, kind) in self._learning))
        return tuple(found)

    def gaps(self, person_id: str, post_id: str) -> tuple[Gap, ...]:
        """Competencies of the post's profile below the least level, or never assessed."""
        profile = self._profiles.get(self._posts[post_id]["profile_id"] or "", [])
        levels = [(c, self._levels.get((person_id, c)), least) for c, least in profile]
        return tuple(Gap(c, level, least) for c, level, least in levels if level is None or level < least)
