"""Timelines of fields: what a change of a single-row table adds to them, and the value each column then shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dungviec.office.registry.holdings import Holding, Row
from dungviec.office.registry.models import Entry
from dungviec.office.registry.services.batches import Writing
from dungviec.office.registry.services.rows import chunks, insert_attributes, update
from dungviec.office.registry.stored import from_entry, to_entry

ON_FILE = ""
"""The field that says whether a row is on file."""
_Timelines = dict[tuple[str, str], list[Entry]]


def known_entries(table: str, keys: Sequence[str], *, fields: Sequence[str] | None = None) -> _Timelines:
    """Entries known now, by key and field, each timeline from the beginning on."""
    found: _Timelines = {}
    for part in chunks(list(keys)):
        entries = Entry.objects.filter(table=table, key__in=part, withdrawn_at__isnull=True)
        if fields is not None:
            entries = entries.filter(field__in=fields)
        for entry in entries:
            found.setdefault((entry.key, entry.field), []).append(entry)
    for timeline in found.values():
        timeline.sort(key=_start)
    return found


def write_changes(
    table: Holding,
    writing: Writing,
    rows: Mapping[str, Row],
    changes: Mapping[str, Row],
    *,
    valid_from: date | None,
    basis: str = "",
) -> dict[str, Row]:
    """Add what ``changes`` (by key, then column) say to the timelines and set the columns.

    With ``valid_from`` the value holds from that day on; without it the newest value was wrong and is corrected.
    Answers with the changes that were any: a value that was so already adds nothing.
    """
    fields = sorted({name for row in changes.values() for name in row})
    timelines = known_entries(table.name, list(changes), fields=fields)
    added: list[Entry] = []
    withdrawn: list[Entry] = []
    told: dict[str, Row] = {}
    columns: dict[str, Row] = {}
    for key, row in changes.items():
        stored = rows[key]
        for name, value in row.items():
            timeline = timelines.get((key, name)) or [_baseline(table, key, name, stored)]
            start = timeline[-1].valid_from if valid_from is None else valid_from
            new = Entry(
                table=table.name, key=key, field=name, value=to_entry(value), valid_from=start, basis=basis[:300],
                recorded_at=writing.at, recorded_by_id=writing.account, batch=writing.batch,
            )  # fmt: skip
            if value_on(timeline, start) == new.value:
                continue
            told.setdefault(key, {})[name] = value
            kept = [entry for entry in timeline if entry.valid_from != start]
            for entry in timeline:
                if entry.valid_from == start:
                    entry.withdrawn_at, entry.withdrawn_in = writing.at, writing.batch
                    if entry.pk:
                        withdrawn.append(entry)
            added.extend(entry for entry in timeline if entry.pk is None)
            added.append(new)
            newest = max([*kept, new], key=_start)
            columns.setdefault(key, {})[name] = from_entry(table.table.by_name[name], newest.value)
    withdraw_entries(withdrawn, writing)
    add_entries(added)
    update(table, columns)
    return told


def adopt(table: Holding, writing: Writing, row: Row, source: str, key: str, fields: Sequence[str]) -> None:
    """Give fields of the row ``key`` (stored as ``row``) the whole timelines that the row ``source`` has of them.

    Fields whose value never changed in ``source`` keep what they have; the columns must show the newest value already.
    """
    theirs = known_entries(table.name, [source], fields=fields)
    mine = known_entries(table.name, [key], fields=fields)
    added: list[Entry] = []
    withdrawn: list[Entry] = []
    for (_, name), timeline in theirs.items():
        for entry in mine.get((key, name)) or [_baseline(table, key, name, row)]:
            entry.withdrawn_at, entry.withdrawn_in = writing.at, writing.batch
            (withdrawn if entry.pk else added).append(entry)
        added.extend(
            Entry(
                table=table.name, key=key, field=name, value=entry.value, valid_from=entry.valid_from, basis=entry.basis,
                recorded_at=writing.at, recorded_by_id=writing.account, batch=writing.batch,
            )
            for entry in timeline
        )  # fmt: skip
    withdraw_entries(withdrawn, writing)
    add_entries(added)


def value_on(timeline: Sequence[Entry], day: date | None) -> Any:
    """The stored value on a day (None: at the beginning) along one timeline sorted from the beginning."""
    fitting = [entry for entry in timeline if entry.valid_from is None or (day is not None and entry.valid_from <= day)]
    return fitting[-1].value


def withdraw_entries(entries: Sequence[Entry], writing: Writing) -> None:
    """Stop knowing these entries from now on."""
    for part in chunks([entry.pk for entry in entries]):
        Entry.objects.filter(pk__in=part).update(withdrawn_at=writing.at, withdrawn_in=writing.batch)


def restart(table: Holding, writing: Writing, rows: Mapping[str, Row], values: Mapping[str, Row]) -> None:
    """Begin the timelines of rows that come back on file anew: every field has its new value from the beginning."""
    timelines = known_entries(table.name, list(values))
    added: list[Entry] = []
    withdrawn: list[Entry] = []
    for key, row in values.items():
        for name, value in row.items():
            timeline = timelines.get((key, name)) or [_baseline(table, key, name, rows[key])]
            if len(timeline) == 1 and timeline[0].value == to_entry(value):
                continue
            for entry in timeline:
                entry.withdrawn_at, entry.withdrawn_in = writing.at, writing.batch
                (withdrawn if entry.pk else added).append(entry)
            added.append(
                Entry(
                    table=table.name, key=key, field=name, value=to_entry(value), valid_from=None,
                    recorded_at=writing.at, recorded_by_id=writing.account, batch=writing.batch,
                )
            )  # fmt: skip
    gone = [entry for (_, name), timeline in timelines.items() if name == ON_FILE for entry in timeline]
    withdraw_entries([*withdrawn, *gone], writing)
    add_entries(added)
    update(table, values)


def leave_file(table: str, writing: Writing, keys: Sequence[str]) -> None:
    """Say of rows that they are no longer on file."""
    add_entries(
        [
            Entry(
                table=table, key=key, field=ON_FILE, value=False, valid_from=None,
                recorded_at=writing.at, recorded_by_id=writing.account, batch=writing.batch,
            )
            for key in keys
        ]
    )  # fmt: skip


def add_entries(entries: Sequence[Entry]) -> None:
    """Write entries by one prepared statement."""
    names = [str(f.attname) for f in Entry._meta.concrete_fields if not f.primary_key]
    insert_attributes(Entry, [{name: getattr(entry, name) for name in names} for entry in entries])


def _baseline(table: Holding, key: str, name: str, stored: Row) -> Entry:
    """The value a field had before it first changed: from the beginning, known since the row was recorded."""
    return Entry(
        table=table.name, key=key, field=name, value=to_entry(stored[name]), valid_from=None,
        recorded_at=stored["recorded_at"], recorded_by_id=stored["recorded_by_id"], batch_id=stored["batch_id"],
    )  # fmt: skip


def _start(entry: Entry) -> date:
    return entry.valid_from or date.min
