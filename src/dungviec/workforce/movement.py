"""Who came and who went: opening + in − out = closing, for the scope and for each unit, every mover named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.codes import LEFT_BECAUSE
from dungviec.workforce.counting import inner
from dungviec.workforce.scope import Scope, rolls

HOW = {
    "recruited": ("tuyển dụng", "recruited"), "appointed": ("bổ nhiệm", "appointed"), "rotated": ("luân chuyển", "rotated"),
    "transferred": ("điều động, chuyển đến", "transferred"), "reappointed": ("bổ nhiệm lại", "reappointed"),
}  # fmt: skip
_UNSTATED = ("chưa ghi lý do", "reason not stated")


@dataclass(frozen=True, slots=True)
class Mover:
    """One person who came to, or went from, a unit of the scope."""

    person_id: str
    name: str
    coming: bool
    unit_id: str
    """The unit come to, or gone from."""
    other_unit_id: str | None
    """The unit of the scope that the person came from or went to; None when from or to outside."""
    why_vi: str
    why_en: str
    day: date | None
    decision: str = ""
    outside: str = ""
    """The unit outside the scope, as written in the records; empty when not on file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit: people at the opening, come, gone, at the closing."""

    unit_id: str
    name: str
    opening: tuple[str, ...]
    came: tuple[Mover, ...]
    went: tuple[Mover, ...]
    closing: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Whether opening + in − out = closing, person by person."""
        expected = (set(self.opening) | {m.person_id for m in self.came}) - {m.person_id for m in self.went}
        return expected == set(self.closing) and len(self.opening) + len(self.came) - len(self.went) == len(
            self.closing
        )


@dataclass(frozen=True)
class Movement:
    """The movement of a scope over its period; ``opening`` stands for the evening before its first day."""

    scope: Scope
    lines: tuple[Line, ...]
    passed: tuple[str, ...]
    """People who came after the opening and left before the closing: in neither count, named apart."""

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """Everybody on the rolls before the first day."""
        return tuple(p for line in self.lines for p in line.opening)

    @cached_property
    def closing(self) -> tuple[str, ...]:
        """Everybody on the rolls on the last day."""
        return tuple(p for line in self.lines for p in line.closing)

    @cached_property
    def came(self) -> tuple[Mover, ...]:
        """Whoever came to the scope from outside it."""
        return tuple(m for line in self.lines for m in line.came if m.other_unit_id is None)

    @cached_property
    def went(self) -> tuple[Mover, ...]:
        """Whoever left the scope."""
        return tuple(m for line in self.lines for m in line.went if m.other_unit_id is None)

    @property
    def balanced(self) -> bool:
        """Whether every unit and the whole add up."""
        whole = len(self.opening) + len(self.came) - len(self.went) == len(self.closing)
        return whole and all(line.balanced for line in self.lines)


def movement(snapshot: Snapshot, *, since: date | None = None, unit: str | None = None) -> Movement:
    """The movement of the scope from the evening before ``since`` to the snapshot's day. Raises WorkforceFault as ``interview`` does."""
    scope = Scope.ask(snapshot, since=since, unit=unit)
    before = snapshot.at(scope.since - timedelta(days=1))
    was, now = _where(before, scope.inside), _where(snapshot, scope.inside)
    known = _Known(snapshot, scope.since)
    units = dict(snapshot.units.select("unit_id", "name").iter_rows())
    held = set(was.values()) | set(now.values())
    ids = [u for u in snapshot.units["unit_id"].to_list() if u in held]
    stayed_in: dict[str, list[str]] = {u: [] for u in ids}
    at_end: dict[str, list[str]] = {u: [] for u in ids}
    came: dict[str, list[Mover]] = {u: [] for u in ids}
    went: dict[str, list[Mover]] = {u: [] for u in ids}
    for person, unit_id in was.items():
        stayed_in[unit_id].append(person)
        if now.get(person) != unit_id:
            went[unit_id].append(known.leaver(person, unit_id, now.get(person)))
    for person, unit_id in now.items():
        at_end[unit_id].append(person)
        if was.get(person) != unit_id:
            came[unit_id].append(known.comer(person, unit_id, was.get(person)))
    lines = tuple(Line(u, units[u], tuple(stayed_in[u]), tuple(came[u]), tuple(went[u]), tuple(at_end[u])) for u in ids)
    touched = scope.spells.filter((pl.col("from_date") <= scope.until) & (pl.col("to_date") >= scope.since))
    passed = tuple(p for p in dict.fromkeys(touched.sort("from_date")["person_id"]) if p not in was and p not in now)
    return Movement(scope, lines, passed)


def _where(snapshot: Snapshot, inside: frozenset[str]) -> dict[str, str]:
    return dict(rolls(snapshot, inside).select("person_id", "unit_id").iter_rows())


class _Known:
    """What the records say of comings and goings, read once."""

    def __init__(self, snapshot: Snapshot, since: date) -> None:
        self._names = dict(snapshot.people.select("person_id", "name").iter_rows())
        rows = snapshot["tenures"].filter(pl.col("from_date") <= snapshot.as_of).sort("from_date", "person_id")
        came = rows.filter((pl.col("from_date") >= since) & (pl.col("kind") != "concurrent"))
        ended = rows.filter(pl.col("to_date").is_between(since - timedelta(days=1), snapshot.as_of)).sort("to_date")
        self._came = {r["person_id"]: r for r in came.to_dicts()}
        self._ended = {r["person_id"]: r for r in ended.to_dicts()}
        earlier = rows.filter(pl.col("from_date") < since).select("person_id", "unit_name")
        self._from = {p: u or "" for p, u in earlier.iter_rows()}
        self._to = {p: str(r.get("unit_name") or "") for p, r in self._came.items()}

    def comer(self, person: str, unit: str, origin: str | None) -> Mover:
        """Somebody who is in ``unit`` at the closing and was not at the opening."""
        row = self._came.get(person, {})
        how = str(row.get("how") or "")
        why = HOW.get(how) or ((how, how) if how else _UNSTATED)
        return Mover(
            person,
            self._names[person],
            True,
            unit,
            origin,
            *why,
            row.get("from_date"),
            str(row.get("decision") or ""),
            "" if origin else self._from.get(person, ""),
        )

    def leaver(self, person: str, unit: str, goal: str | None) -> Mover:
        """Somebody who was in ``unit`` at the opening and is not at the closing."""
        row = self._ended.get(person, {})
        code = LEFT_BECAUSE.by_value.get(str(row.get("left_because") or ""))
        why = (inner(code.vi), inner(code.en)) if code else _UNSTATED
        return Mover(
            person,
            self._names[person],
            False,
            unit,
            goal,
            *why,
            row.get("to_date"),
            str(self._came.get(person, {}).get("decision") or "") if goal else "",
            "" if goal else self._to.get(person, ""),
        )
