"""From a figure's list to the paper: each entry the records behind it, each record the decision behind the record.

``Chain(snapshot, figure).links(entry)`` gives, for one entry of a figure's list, the rows that make it count: where a person
stands, the diploma, the rating, the course …, each with number, day and issuing body of its decision, or what is missing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dungviec.records import Snapshot
from dungviec.records.dates import last_rating_year
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.schema import TABLES, Table
from dungviec.records.whereabouts import placed
from dungviec.workforce.counting import Pair, written
from dungviec.workforce.figure import Behind, Figure
from dungviec.workforce.movement import HOW

_PROVED_BY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "degree": (("degree",), ("professional",)), "major": (("degree",), ("professional",)),
    "theory": (("theory_bachelor", "theory_advanced", "theory_intermediate", "theory_elementary"), ("theory",)),
    "state_management": (("state_management",), ("state_management",)),
}  # fmt: skip
"""Field of a person → kinds of course and kinds of study that prove it."""
_EVENTS = ("ratings", "training", "discipline", "awards", "plans", "competencies", "strengths")
_SKIPPED = frozenset({"person_id", "decision", "decided", "decided_by", "post_id", "class_id"})


@dataclass(frozen=True, slots=True)
class Basis:
    """The decision, or for a study the diploma, behind a record; empty where the record does not say."""

    number: str = ""
    dated: date | None = None
    body: str = ""

    @property
    def missing(self) -> list[Pair]:
        """What the record does not state of it, Vietnamese and English."""
        parts = (
            (self.number, ("số", "number")),
            (self.dated, ("ngày", "day")),
            (self.body, ("cơ quan ban hành", "issuing body")),
        )
        return [words for value, words in parts if not value]


@dataclass(frozen=True, slots=True)
class Link:
    """One record behind an entry: its table and key, what it says, and its decision; no basis where a table has none (own particulars)."""

    table: str
    key: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    """Heading and value of what the record says, Vietnamese headings."""
    basis: Basis | None

    @property
    def sheet(self) -> str:
        """The Vietnamese name of the table."""
        return declared(self.table).sheet

    @property
    def words(self) -> str:
        """What the record says in one line."""
        return "; ".join(f"{head}: {value}" for head, value in self.cells)


class Chain:
    """The records behind the entries of one figure, read once for all its people."""

    def __init__(self, snapshot: Snapshot, figure: Figure, dossiers: Mapping[str, pl.DataFrame] | None = None) -> None:
        self._s, self._needs = snapshot, figure.needs
        people = pl.DataFrame({"person_id": list(figure.people)}, schema={"person_id": pl.String})
        more = dossiers or {}
        frames: dict[str, pl.DataFrame] = {t: snapshot[t] for t in ("people", "tenures", *_EVENTS)}
        frames |= {t: more[t] for t in ("studies", "discipline_notes", "particulars") if t in more}
        self._own = {t: _by_person(f.join(people, on="person_id", how="semi")) for t, f in frames.items()}
        known = placed(snapshot.current_tenures.join(people, on="person_id", how="semi"), snapshot)
        self._now = _by_person(known)
        self._units = {r["unit_id"]: r for r in snapshot.units.to_dicts()}
        self._classes = (
            _classes(snapshot) if any(b.table == "training" and b.person_id is None for b in figure.behind) else {}
        )

    def links(self, entry: Behind) -> list[Link]:
        """The records behind one entry, the one it is made of first."""
        if entry.table == "people" and entry.person_id is not None:
            return self._of_person(entry.person_id)
        if entry.table == "units":
            found = [self._link("units", self._units[entry.key[0]])] if entry.key[0] in self._units else []
            return found + (self._standing(entry.person_id) if entry.person_id else [])
        if entry.table not in TABLES and entry.table not in DOSSIER_TABLES:
            return self._standing(entry.person_id)
        if entry.person_id is None:
            return [self._link(entry.table, row) for row in self._classes.get(entry.key, [])][:1]
        rows = self._own.get(entry.table, {}).get(entry.person_id, [])
        key = declared(entry.table).key
        return [
            self._link(entry.table, r) for r in rows if tuple(written(entry.table, c, r[c]) for c in key) == entry.key
        ]

    def _of_person(self, person: str) -> list[Link]:
        found = self._standing(person)
        asked: list[str] = []
        for need in self._needs:
            table, column = need.split(".", 1)
            if table == "people" and column in _PROVED_BY:
                found += self._proofs(person, column)
            elif table == "people" and column != "person_id":
                asked.append(column)
            elif table in _EVENTS and table not in {link.table for link in found}:
                found += [self._link(table, row) for row in self._running(table, person)]
            elif table in ("particulars", "studies"):
                found += [self._link(table, row, only=(column,)) for row in self._own.get(table, {}).get(person, ())]
        if asked:
            found += [self._link("people", row, only=tuple(asked)) for row in self._own["people"].get(person, ())]
        return list(dict.fromkeys(found))

    def _standing(self, person: str | None) -> list[Link]:
        return [self._link("tenures", row) for row in self._now.get(person or "", ())]

    def _proofs(self, person: str, column: str) -> list[Link]:
        courses, kinds = _PROVED_BY[column]
        stated = [self._link("people", row, only=(column,)) for row in self._own["people"].get(person, ())]
        studied = [r for r in self._own.get("studies", {}).get(person, ()) if r["kind"] in kinds]
        attended = [
            r for r in self._own["training"].get(person, ()) if r["kind"] in courses and r["from_date"] <= self._s.as_of
        ]
        return [*stated, *(self._link("studies", r) for r in studied), *(self._link("training", r) for r in attended)]

    def _running(self, table: str, person: str) -> list[dict[str, Any]]:
        """The rows of a table that a figure of the day rests on."""
        rows, day = self._own[table].get(person, []), self._s.as_of
        if table == "ratings":
            return [r for r in rows if r["year"] == last_rating_year(day) and r["system"] == "state"]
        if table == "plans":
            return [r for r in rows if r["approved"] <= day and (r["until"] is None or r["until"] >= day)]
        since = {
            "competencies": "assessed",
            "strengths": "noted",
            "training": "from_date",
            "discipline": "decided",
        }.get(table)
        return [r for r in rows if since is None or r[since] is None or r[since] <= day]

    def _link(self, table: str, row: Mapping[str, Any], *, only: tuple[str, ...] = ()) -> Link:
        form = declared(table)
        key = tuple(_said(form, c, row.get(c)) for c in form.key)
        shown = [c for c in form.columns if (c.name in only if only else c.name not in _SKIPPED)]
        cells = tuple((c.vi, said) for c in shown if (said := _said(form, c.name, row.get(c.name))))
        return Link(table, key, cells, self._basis(table, row))

    def _basis(self, table: str, row: Mapping[str, Any]) -> Basis | None:
        if table == "studies":
            return Basis(
                str(row.get("result") or ""), row.get("to_date") or row.get("from_date"), str(row.get("school") or "")
            )
        if table == "units":
            return Basis(str(row.get("basis") or ""), row.get("valid_from"), "") if row.get("basis") else None
        if table == "plans":
            return Basis(str(row.get("decision") or ""), row.get("approved"), str(row.get("decided_by") or ""))
        if "decided_by" not in declared(table).by_name:
            return None
        body = str(row.get("decided_by") or "")
        if table == "discipline" and not body:
            notes = self._own.get("discipline_notes", {}).get(row["person_id"], ())
            body = next(
                (n["decided_by"] or "" for n in notes if (n["kind"], n["decided"]) == (row["kind"], row["decided"])), ""
            )
        return Basis(str(row.get("decision") or ""), row.get("decided"), body)


def declared(table: str) -> Table:
    """The declaration of a table of the records or of the dossier."""
    return TABLES.get(table) or DOSSIER_TABLES[table]


def _said(form: Table, column: str, value: Any) -> str:
    """A value in words; lists joined, codes by their label."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if column == "how":
        return HOW.get(str(value), (str(value),))[0]
    codes = form.by_name[column].code_list
    if isinstance(value, list):
        return ", ".join(codes.label(v) if codes else str(v) for v in value)
    return codes.label(value) if codes is not None else str(value)


def _by_person(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.to_dicts():
        found.setdefault(row["person_id"], []).append(row)
    return found


def _classes(snapshot: Snapshot) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Attendances of people off the rolls and of whole classes, by the key an entry of a list bears."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in snapshot["training"].to_dicts():
        if row["class_id"]:
            found.setdefault((row["class_id"],), []).append(row)
        found.setdefault(tuple(written("training", c, row[c]) for c in TABLES["training"].key), []).append(row)
    return found
