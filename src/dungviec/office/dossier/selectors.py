"""Reading dossiers: one record as its viewer may see it, or everybody in reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Q

from dungviec.office.access.fields import Scope, Shown, group_of, shown
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import SeenFile, scope_of, seen
from dungviec.office.registry.holdings import Holding, holding
from dungviec.office.registry.reading import KEY, dated_entries, entries_known, on_day, read_rows
from dungviec.office.registry.selectors import snapshot
from dungviec.office.shell import standpoint
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.records.dossiers import CORE, EVENTS, SINGLE, Dossier, Row, assemble, by_person, table_of

_WHEN = {"ratings": "year", "awards": "year", "plans": "approved", "strengths": "noted", "remarks": "dated"}
"""The column that says since when a row holds, where it is not ``from_date`` or ``decided``."""
_MOST = 800
"""Identifiers asked for at once."""


def file_dossier(file: SeenFile) -> Dossier:
    """The dossier of one record as ``file`` lets it be seen on its day: masked fields are empty and named as hidden."""
    hidden = hidden_fields(file.viewer, file.scope)
    grouped: dict[str, dict[str, list[Row]]] = {}
    for table in (*SINGLE, *EVENTS):
        grouped[table] = by_person(table, _so_far(table, _seen_rows(file, table).to_dicts(), file.day))
    return assemble(file.person_id, grouped, as_of=file.day, hidden=hidden)


def _seen_rows(file: SeenFile, table: str) -> pl.DataFrame:
    """The person's rows of a table with the columns that are seen; a single row is masked column by column, never as a whole."""
    if table == "particulars":
        frame = _rows(table, [file.person_id], file.day)
        return frame.select(file.seen_columns(table, frame.columns))
    return (
        file.table(table)
        if table not in DOSSIER_TABLES
        else file.table(table, _rows(table, [file.person_id], file.day))
    )


def dossiers(viewer: Viewer, day: date, person_ids: Sequence[str] | None = None) -> Iterator[Dossier]:
    """Dossiers of everybody in reach who is on the rolls (or of those asked for among them), in the order of the list."""
    records = seen(viewer, day)
    reach: list[str] = records.people["person_id"].to_list()
    wanted = reach if person_ids is None else [p for p in person_ids if p in set(reach)]
    away = {scope: hidden_fields(viewer, scope) for scope in Scope}
    tables = snapshot(day)
    for start in range(0, len(wanted), _MOST):
        part = wanted[start : start + _MOST]
        asked = pl.DataFrame({"person_id": part}, schema={"person_id": pl.String()})
        frames = {name: tables[name].join(asked, on="person_id", how="semi") for name in ("people", *CORE)}
        frames |= {name: _rows(name, part, day) for name in DOSSIER_TABLES}
        rows = {name: frame.to_dicts() for name, frame in frames.items()}
        whole = {name: by_person(name, _so_far(name, found, day)) for name, found in rows.items()}
        for person_id in part:
            hidden = away[scope_of(viewer, person_id)]
            yield _masked(assemble(person_id, whole, as_of=day, hidden=hidden))


def hidden_fields(viewer: Viewer, scope: Scope) -> frozenset[str]:
    """``table.column`` of every field the viewer does not see; ``table.*`` where nothing of a table is seen."""
    found: set[str] = set()
    for table in (*SINGLE, *EVENTS):
        names = [c.name for c in table_of(table).columns]
        away = [c for c in names if shown(viewer.role, scope, group_of(table, c).key) is not Shown.SEE]
        whole = table not in SINGLE and shown(viewer.role, scope, group_of(table, "*").key) is not Shown.SEE
        found |= {f"{table}.*"} if whole else {f"{table}.{c}" for c in away}
    return frozenset(found)


def _masked(dossier: Dossier) -> Dossier:
    """The dossier without the values of its hidden fields."""
    if not dossier.hidden:
        return dossier
    person = {k: v for k, v in dossier.person.items() if f"people.{k}" not in dossier.hidden}
    own = {k: v for k, v in dossier.particulars.items() if f"particulars.{k}" not in dossier.hidden}
    party = "party_posts.*" in dossier.hidden
    events = {
        table: [
            {k: v for k, v in row.items() if f"{table}.{k}" not in dossier.hidden}
            for row in rows
            if not (party and table == "ratings" and row["system"] == "party")
        ]
        for table, rows in dossier.events.items()
        if f"{table}.*" not in dossier.hidden
    }
    return Dossier(dossier.as_of, person, own, events, dossier.hidden)


def row_on_file(table: str, key: str, person_id: str) -> dict[str, Any] | None:
    """One row of an event table by its key, if it is that person's and on file."""
    to = holding(table)
    if not key.isdecimal() or len(key) > 18:
        return None
    found = to.model._default_manager.filter(Q(pk=int(key), withdrawn_at__isnull=True), Q(person_id=person_id))
    return next(iter(found.values(*to.attributes.values())), None)


def keyed_rows(file: SeenFile, table: str) -> list[dict[str, Any]]:
    """The person's rows of an event table with their keys, as they are shown; none where the table is not seen."""
    frame = _keyed(table, [file.person_id], file.day)
    kept = file.table(table, frame)
    if not kept.height:
        return []
    rows = frame.select(list(dict.fromkeys((*kept.columns, "person_id", KEY)))).to_dicts()
    return _so_far(table, by_person(table, rows).get(file.person_id, []), file.day)


def _rows(table: str, person_ids: Iterable[str], day: date) -> pl.DataFrame:
    """Rows of a dossier table of these people as known at the moment looked from, single rows with the values of ``day``."""
    return _keyed(table, list(person_ids), day).drop(KEY)


def _keyed(table: str, person_ids: Sequence[str], day: date) -> pl.DataFrame:
    """The same with the key of each row."""
    to, moment = holding(table), standpoint.known_on()
    keys = person_ids if to.single else _keys(to, person_ids)
    if not keys:
        return to.table.empty().with_columns(pl.lit(None, pl.Int64()).alias(KEY))
    frame = read_rows(to, keys=keys, known_on=moment)
    if not to.single:
        return frame
    return on_day(to, frame, dated_entries(to, keys=keys) if moment is None else entries_known(to, moment), day)


def _keys(to: Holding, person_ids: Sequence[str]) -> list[str]:
    known = Q(person_id__in=person_ids)
    if standpoint.known_on() is None:
        known &= Q(withdrawn_at__isnull=True)
    return [str(k) for k in to.model._default_manager.filter(known).values_list("pk", flat=True)]


def _so_far(table: str, rows: Iterable[Row], day: date) -> list[dict[str, Any]]:
    """Rows that had begun by ``day``; those without a day of their own stay."""
    column = _WHEN.get(table) or next((c for c in ("from_date", "decided") if c in table_of(table).by_name), "")
    bound: Any = day.year if column == "year" else day
    return [dict(row) for row in rows if not column or row.get(column) is None or row[column] <= bound]
