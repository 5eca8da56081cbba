"""One person with several records at once: what the law would say, and whether the round would consider the pair, under many changes in one go.

Each set of changes makes a copy of the person under an id of its own; the facts of a pair never ask about other people, so the copies are judged
together and nobody else's record is gathered again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from dungviec.law import Judgement, explain_pairs
from dungviec.placement.build import LawOfDay
from dungviec.placement.candidates import survey, why_not_considered
from dungviec.placement.policy import Policy
from dungviec.placement.reasons import only_people
from dungviec.placement.record_changes import RecordChange, plan_row
from dungviec.records import TABLES, Snapshot
from dungviec.records.reserve import Reserve

Changes = tuple[RecordChange, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What law and round would say: the judgement, and why the pair would not be considered (vi, en), or None."""

    judgement: Judgement
    not_considered: tuple[str, str] | None


@dataclass(slots=True, eq=False)
class Variants:
    """A person and a post asked about under changes of the record; answers are kept. ``seats``: seats the round may fill in the post."""

    snapshot: Snapshot
    policy: Policy
    law: LawOfDay
    person_id: str
    post_id: str
    seat: str
    seats: int
    reserved: Reserve | None = None
    _told: dict[Changes, Told] = field(default_factory=dict)

    def told(self, asked: Sequence[Changes]) -> list[Told]:
        """The answers, one for each set of changes; those not yet known are found together."""
        fresh = [changes for changes in dict.fromkeys(asked) if changes not in self._told]
        by_day: dict[date, list[Changes]] = {}
        for changes in fresh:
            by_day.setdefault(self._day(changes), []).append(changes)
        for day, those in by_day.items():
            self._told |= dict(zip(those, self._on(day, those), strict=True))
        return [self._told[changes] for changes in asked]

    def works(self, changes: Changes) -> bool:
        """Whether the law lets the pair be proposed and the round considers it."""
        (found,) = self.told([changes])
        return found.not_considered is None and found.judgement.verdict <= self.policy.worst_verdict

    def _day(self, changes: Changes) -> date:
        days = [date.fromisoformat(str(c.value)) for c in changes if c.what == "day"]
        return max(days, default=self.snapshot.as_of)

    def _on(self, day: date, those: list[Changes]) -> list[Told]:
        ids = [f"{self.person_id}#{k}" for k in range(len(those))]
        copies = self._copies(ids, those).at(day)
        view = self.law(day)
        judged = explain_pairs(copies, [(p, self.post_id) for p in ids], view)
        locks = tuple(
            lock.model_copy(update={"person": p})
            for lock in self.policy.locks
            if lock.person == self.person_id
            for p in ids
        )
        at = survey(copies, self.policy.model_copy(update={"locks": locks}), view, reserved=self.reserved)
        if self.seat not in at.posts:
            gone = "Vị trí này không tồn tại ngày này", "This post does not exist on this day"
            return [Told(one, gone) for one in judged]
        seat = at.posts.index(self.seat)
        capacity = at.capacity.copy()
        capacity[seat] = self.seats
        at, people = replace(at, capacity=capacity), {p: i for i, p in enumerate(at.people)}
        out = "Người này không còn công tác ngày này", "This person is not in service on this day"
        return [
            Told(one, why_not_considered(at, self.policy, people[p], seat) if p in people else out)
            for p, one in zip(ids, judged, strict=True)
        ]

    def _copies(self, ids: list[str], those: list[Changes]) -> Snapshot:
        """A snapshot with one copy of the person for each set of changes; everybody's plans stay, so that plans are known to be kept at all."""
        one = only_people(self.snapshot, [self.person_id])
        tables: dict[str, pl.DataFrame] = {}
        named = pl.DataFrame({"person_id": ids}, schema={"person_id": pl.String})
        for name, table in TABLES.items():
            frame = one[name]
            if "person_id" in table.by_name and name != "people":
                frame = named.join(frame.drop("person_id"), how="cross").select(frame.columns)
            tables[name] = frame
        person = one.people.row(0, named=True)
        rows: list[dict[str, Any]] = []
        plans = []
        for k, changes in zip(ids, those, strict=True):
            facts = {c.column: c.value for c in changes if c.what in ("fact", "major")}
            rows.append({**person, **facts, "person_id": k})
            plans += [plan_row(self.snapshot, k, self.post_id) for c in changes if c.what == "plan"]
        tables["people"] = pl.DataFrame(rows, schema=one.people.schema)
        kept = self.snapshot["plans"].filter(pl.col("person_id") != self.person_id)
        added = TABLES["plans"].conform(pl.DataFrame(plans)) if plans else TABLES["plans"].empty()
        tables["plans"] = pl.concat([kept, tables["plans"], added])
        return replace(one, tables=tables)
