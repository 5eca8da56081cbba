"""What a decision does to the records: which posts held end, which begin, and on which day. Reads rows, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dungviec.office.decisions.models import Decision

Row = dict[str, Any]
ENDS = {
    "dismissal": "dismissed",
    "resignation": "resigned",
    "relief": "relieved_of_post",
    "reappointment": "end_of_term",
}
"""Kind of decision → why the post held so far is left; other kinds end it by reassignment."""
HOW = {"rotation": "rotated", "reappointment": "reappointed", "appointment": "appointed"}
LEAVES = frozenset(
    {"transfer", "rotation", "appointment", "reappointment", "dismissal", "resignation", "relief", "position_change"}
)
"""Kinds that end the post held so far."""


@dataclass(frozen=True, slots=True)
class Effects:
    """Rows of tenures to amend (by key) and to add, and courses to add."""

    amends: tuple[tuple[int, Row], ...] = ()
    adds: tuple[Row, ...] = ()
    training: tuple[Row, ...] = ()
    left: tuple[Row, ...] = field(default=())
    """The rows that end, as they were."""


def running(rows: Iterable[Row], person_id: str, day: date, *, kind: str = "") -> list[Row]:
    """The posts somebody holds on a day, the main one first."""
    mine = [
        r
        for r in rows
        if r["person_id"] == person_id
        and r["from_date"] <= day
        and (r["to_date"] is None or r["to_date"] >= day)
        and (not kind or r["kind"] == kind)
    ]
    return sorted(mine, key=lambda r: (r["kind"] != "main", -r["from_date"].toordinal()))


def effects_of(one: Decision, rows: Sequence[Row], post: Row | None, *, number: str, signed_on: date) -> Effects:
    """What ``one`` does to ``rows`` (tenures with their ``_key``). ``post`` is the post it leads to, as on file."""
    if one.kind == "training":
        course = {
            "person_id": one.person_id, "kind": "skills", "title": one.course, "place": one.school or None,
            "from_date": one.effective, "to_date": one.until,
        }  # fmt: skip
        return Effects(training=(course,))
    eve = one.effective - timedelta(days=1)
    held = next((r for r in running(rows, one.person_id, eve) if r["post_id"] == one.from_post_id), None)
    if one.kind == "extension":
        changes = {"term_ends": one.until, "decision": number, "decided": signed_on}
        return Effects(amends=((held["_key"], changes),) if held else ())
    amends: list[tuple[int, Row]] = []
    left: list[Row] = []
    if one.kind in LEAVES and held is not None:
        amends.append((held["_key"], {"to_date": eve, "left_because": ENDS.get(one.kind, "reassigned")}))
        left.append(held)
        # Acting in the post one is now given ends with it.
        for acting in running(rows, one.person_id, eve, kind="acting"):
            if one.to_post_id and acting["post_id"] == one.to_post_id:
                amends.append((acting["_key"], {"to_date": eve, "left_because": "reassigned"}))
                left.append(acting)
    adds = (_new(one, post, held, number, signed_on),) if post is not None else ()
    return Effects(tuple(amends), adds, left=tuple(left))


def _new(one: Decision, post: Row, held: Row | None, number: str, signed_on: date) -> Row:
    kind = {"secondment": "seconded", "acting": "acting"}.get(one.kind, "main")
    away = kind != "main"
    first = held["first_appointed"] or held["from_date"] if held and one.kind == "reappointment" else None
    leads = one.kind in ("appointment", "reappointment", "rotation")
    return {
        "person_id": one.person_id, "post_id": post["post_id"], "title": post["title"], "unit_name": one.to_unit or None,
        "level": post["level"], "field": post["field"], "kind": kind, "from_date": one.effective,
        "to_date": one.until if away else None, "term_ends": one.until if leads else None,
        "first_appointed": first or (one.effective if one.kind == "appointment" else None),
        "decision": number, "decided": signed_on, "how": None if away else HOW.get(one.kind, "transferred"),
    }  # fmt: skip


def apply(rows: Sequence[Row], effects: Iterable[Effects]) -> list[Row]:
    """The rows as they would stand after all effects."""
    changes: dict[int, Row] = {}
    added: list[Row] = []
    for effect in effects:
        for key, changed in effect.amends:
            changes.setdefault(key, {}).update(changed)
        added += [{"_key": 0, **row} for row in effect.adds]
    return [row | changes.get(row["_key"], {}) for row in rows] + added


def as_if_taken_back(rows: Iterable[Row], old: Decision, day: date) -> list[Row]:
    """The rows as they will stand once a decision that is to be replaced before its day of effect has been taken back."""
    if old.effective <= day:
        return list(rows)
    eve = old.effective - timedelta(days=1)
    found = []
    for row in rows:
        mine = row["person_id"] == old.person_id
        if mine and row["decision"] == old.symbol and row["from_date"] == old.effective:
            continue
        ended = mine and row["post_id"] == old.from_post_id and row["to_date"] == eve
        found.append(row | {"to_date": None, "left_because": None} if ended else row)
    return found


def crowded(rows: Iterable[Row], post_id: str, seats: int, *, since: date) -> tuple[date, list[Row]] | None:
    """The first day from ``since`` on which a post is held by more people than it has seats, and who they are."""
    of_post = [r for r in rows if r["post_id"] == post_id and (r["to_date"] is None or r["to_date"] >= since)]
    for day in sorted({since, *(r["from_date"] for r in of_post if r["from_date"] > since)}):
        there = [r for r in of_post if r["from_date"] <= day and (r["to_date"] is None or r["to_date"] >= day)]
        if len({r["person_id"] for r in there}) > seats:
            return day, there
    return None
