"""What leaves for the national database of officials: one payload per person and change, with its operation and its key.

No public description of that database's interface is in our sources, so the shape is the project's own (``dungviec-national/1``) around the
record JSON; an adapter for the real interface has this to translate. A payload carries the items of the form of Thông tư 06/2023/TT-BNV
and no more: what the office keeps for itself (open proceedings, the state of the file, evidence of strengths) stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dungviec.documents.readiness import readiness
from dungviec.documents.record_json import read_json_text, to_json, write_json_text
from dungviec.records.dossiers import EVENTS, SINGLE, Dossier
from dungviec.records.sensitivity import group_key

FORMAT = "dungviec-national/1"
Operation = Literal["create", "update", "end"]
OPERATIONS: dict[str, tuple[str, str]] = {
    "create": ("Lập hồ sơ", "New record"), "update": ("Cập nhật", "Update"), "end": ("Kết thúc", "End"),
}  # fmt: skip
TABLES = (*SINGLE, *EVENTS)
STAYS = frozenset({"strengths"})
"""Tables of a dossier that do not leave: their evidence is the office's own; item 29 is ``particulars.strength_words``."""
_STAYING_GROUPS = frozenset({"proceedings", "file", "leave"})
_STAYING = frozenset({"assets_declared", "assets_verified", "health_fit", "health_dated", "products_match"})
_ENDS = frozenset({"retired", "left_service", "died"})
"""Reasons for leaving a post that end the service."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a record does not leave. ``missing``: a value is wanted that nobody obliges (an officer may let it go without)."""

    key: str
    vi: str
    en: str
    do_vi: str
    do_en: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """Digests of what was last told of somebody: one per table, and one per rating, so that new results are recognised."""

    tables: Mapping[str, str] = field(default_factory=dict)
    ratings: frozenset[str] = frozenset()

    def changed_since(self, before: Marks) -> tuple[str, ...]:
        """The tables that differ from ``before``, in the order of the record."""
        return tuple(t for t in (*TABLES, "ended") if self.tables.get(t) != before.tables.get(t))


@dataclass(frozen=True, slots=True)
class Payload:
    """One thing to tell about one person. ``origin`` names the sending office, ``sequence`` is its place among all it sends."""

    origin: str
    sequence: int
    operation: Operation
    person_id: str
    as_of: date
    changed: tuple[str, ...]
    record: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The idempotency key: the same content under the same number has the same key, however often it is sent."""
        told = [FORMAT, self.origin, self.sequence, self.operation, self.person_id, digest(self.record)]
        return hashlib.sha256(_canonical(told)).hexdigest()[:40]

    def to_json(self) -> dict[str, Any]:
        """The envelope as plain JSON values."""
        return {
            "format": FORMAT, "origin": self.origin, "sequence": self.sequence, "operation": self.operation, "idempotency_key": self.key,
            "person_id": self.person_id, "as_of": self.as_of.isoformat(), "changed": list(self.changed), "record": dict(self.record),
        }  # fmt: skip

    def body(self) -> bytes:
        """The bytes that are sent: the same payload gives the same bytes."""
        return _canonical(self.to_json()) + b"\n"


def record_for(dossier: Dossier) -> dict[str, Any]:
    """The record JSON of a dossier without what stays in the office."""
    (record,) = to_json([dossier])["records"]
    for table in STAYS:
        record.pop(table, None)
    record["people"] = {
        name: value
        for name, value in record["people"].items()
        if name not in _STAYING and group_key("people", name) not in _STAYING_GROUPS
    }
    if ended := ended_on(dossier):
        record["ended"] = ended
    return dict(record)


def closed_record(person_id: str, because: str, *, into: str = "") -> dict[str, Any]:
    """What is told of somebody whose record was taken off the file: withdrawn, or merged ``into`` another."""
    ended = {"because": because} | ({"into": into} if into else {})
    return {"person_id": person_id, "people": {}, "ended": ended}


def ended_on(dossier: Dossier) -> dict[str, str] | None:
    """When and why somebody's service ended: no post runs on the day and the last one ended by leaving; None while it goes on."""
    if dossier.current_tenures:
        return None
    past = [t for t in dossier.rows("tenures") if t.get("to_date") and t["to_date"] <= dossier.as_of]
    last = max(past, key=lambda t: t["to_date"], default=None)
    if last is None or last.get("left_because") not in _ENDS:
        return None
    return {"on": last["to_date"].isoformat(), "because": last["left_because"]}


def operation_of(record: Mapping[str, Any], *, told_before: bool) -> Operation:
    """What is to be done with a record at the other end."""
    if "ended" in record:
        return "end"
    return "update" if told_before else "create"


def marks_of(record: Mapping[str, Any]) -> Marks:
    """The digests of a record."""
    tables = {t: digest(record[t]) for t in (*TABLES, "ended") if record.get(t)}
    ratings = record.get("ratings", [])
    return Marks(tables, frozenset(digest(row) for row in ratings))


def new_ratings(record: Mapping[str, Any], before: Marks) -> list[Mapping[str, Any]]:
    """The ratings of the record that were not told before."""
    return [row for row in record.get("ratings", []) if digest(row) not in before.ratings]


def hindrances(dossier: Dossier) -> tuple[Hindrance, ...]:
    """Why the record cannot leave as it is: the findings of readiness, and values that the format or a code list does not take."""
    findings = readiness(dossier).findings
    found = [Hindrance(f.check, f.vi, f.en, f.do_vi, f.do_en, f.check.startswith("missing:")) for f in findings]
    judged = {f.place for f in findings}
    (read,) = read_json_text(write_json_text([dossier]))
    for note in read.notes:
        if note.place in judged:
            continue
        p = note.problem
        found.append(Hindrance(f"value:{note.place}", f"«{note.place}» {p.vi}", f"'{note.place}' {p.en}", "Sửa giá trị trong hồ sơ", "Correct the value on file", False))  # fmt: skip
    return tuple(found)


def digest(value: Any) -> str:
    """A short digest of plain JSON values; the order of keys does not matter."""
    return hashlib.sha256(_canonical(value)).hexdigest()[:24]


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
