"""Many rows at once: an import of fifty thousand rows in one transaction, set by set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Holding, Row, holding, holdings
from dungviec.office.registry.models import Batch, Change
from dungviec.office.registry.services.batches import Writing, begin, enter
from dungviec.office.registry.services.checking import check_references, checked
from dungviec.office.registry.services.rows import chunks, facts, insert, stored
from dungviec.office.registry.services.timelines import restart, write_changes
from dungviec.office.registry.services.writing import already_there, retire

FEW = 200
"""Up to so many rows of a table the feed names each; more are one line, and the table is read again."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a bulk write did, by table: rows created, rows amended, rows that were so already."""

    created: dict[str, int] = field(default_factory=dict)
    amended: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def write_many(
    batch: Batch,
    *,
    creates: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    amends: Mapping[str, Sequence[tuple[str | int, Mapping[str, Any]]]] | None = None,
    valid_from: date | None = None,
    basis: str = "",
) -> Written:
    """Write rows of any tables in one transaction under ``batch``; all or nothing.

    ``creates``: rows of values by table, in any order (a person and that person's tenures may come together).
    ``amends``: key and changes by table; ``valid_from`` as in ``amend``, for single-row tables.
    Raises RegistryFault on the first row that does not fit; nothing is written then.
    """
    creates, amends = creates or {}, amends or {}
    writing = begin(batch.actor, batch.title, batch=batch, verb="import")
    ready = {name: [checked(holding(name), row) for row in rows] for name, rows in creates.items() if rows}
    coming = {
        name: {str(row[holding(name).key_column]) for row in rows}
        for name, rows in ready.items()
        if holding(name).single
    }
    done = Written()
    lines: list[Change] = []
    for name in [n for n in holdings() if n in ready]:
        check_references(holding(name), ready[name], coming=coming)
        lines.extend(_create(holding(name), writing, ready[name]))
        done.created[name] = len(ready[name])
    for name, pairs in amends.items():
        if pairs:
            written, found = _amend(holding(name), writing, pairs, valid_from=valid_from, basis=basis, coming=coming)
            done.amended[name], done.unchanged[name] = written, len(pairs) - written
            lines.extend(found)
    for name in {*ready, *amends}:
        holding(name).settle()
    if lines:
        writing.close(lines)
        enter(writing, "record_import", "batch", str(batch.pk), created=done.created, amended=done.amended)
    return done


def _create(to: Holding, writing: Writing, rows: list[Row]) -> list[Change]:
    if not to.single:
        insert(to, rows, at=writing.at, account=writing.account, batch=writing.batch.pk)
        return _many(to, writing, rows) if len(rows) > FEW else _each_event(to, writing)
    keys = [str(row[to.key_column]) for row in rows]
    twice = (
        next((key for i, key in enumerate(keys) if key in set(keys[:i])), None) if len(set(keys)) < len(keys) else None
    )
    if twice is not None:
        raise RegistryFault(
            f"Bảng «{to.table.sheet}»: mã «{twice}» có hai lần trong đợt này. Xin bỏ bớt một dòng.",
            f"Table {to.name}: the key {twice!r} stands twice in this batch. Leave one row out.",
        )
    there = stored(to, keys)
    taken = next((key for key, row in there.items() if row["withdrawn_at"] is None), None)
    if taken is not None:
        raise already_there(to, taken)
    fresh = [row for key, row in zip(keys, rows, strict=True) if key not in there]
    back = {key: row for key, row in zip(keys, rows, strict=True) if key in there}
    insert(to, fresh, at=writing.at, account=writing.account, batch=writing.batch.pk)
    if back:
        restart(to, writing, there, back)
        for part in chunks(list(back)):
            to.model._default_manager.filter(pk__in=part).update(withdrawn_at=None, withdrawn_in=None)
    if len(rows) > FEW:
        return _many(to, writing, rows)
    return [writing.note(to.name, key, "create", person=to.subject(row)) for key, row in zip(keys, rows, strict=True)]


def _amend(
    to: Holding,
    writing: Writing,
    pairs: Sequence[tuple[str | int, Mapping[str, Any]]],
    *,
    valid_from: date | None,
    basis: str,
    coming: Mapping[str, set[str]],
) -> tuple[int, list[Change]]:
    asked = {to.pk_value(key): checked(to, changes, partial=True) for key, changes in pairs}
    if len(asked) < len(pairs):
        raise RegistryFault(
            f"Bảng «{to.table.sheet}»: có dòng được sửa hai lần trong một đợt ghi. Xin gộp lại thành một.",
            f"Table {to.name}: a row is amended twice in one write. Put the changes together.",
        )
    rows = stored(to, asked)
    gone = next((pk for pk in asked if pk not in rows or rows[pk]["withdrawn_at"] is not None), None)
    if gone is not None:
        raise RegistryFault(
            f"Bảng «{to.table.sheet}»: dòng «{gone}» không có trong hồ sơ nên không sửa được.",
            f"Table {to.name}: the row {gone!r} is not on file and cannot be amended.",
        )
    if to.single and any(row.get(to.key_column, pk) != pk for pk, row in asked.items()):
        raise RegistryFault(
            f"Bảng «{to.table.sheet}»: mã của hồ sơ không đổi được.", f"Table {to.name}: a record's key cannot change."
        )
    check_references(to, asked.values(), coming=coming)
    if to.single:
        told = write_changes(to, writing, rows, asked, valid_from=valid_from, basis=basis)
        if len(told) > FEW:
            return len(told), _many(to, writing, list(told.values()))
        lines = [writing.note(to.name, key, "amend", person=to.subject(rows[key])) for key in told]
        return len(told), lines
    told = {pk: row for pk, row in asked.items() if any(rows[pk][n] != value for n, value in row.items())}
    for part in chunks(list(told)):
        retire(to, list(part), writing)
    after = [facts(to, rows[pk]) | row for pk, row in told.items()]
    insert(to, after, at=writing.at, account=writing.account, batch=writing.batch.pk)
    if len(told) > FEW:
        return len(told), _many(to, writing, after)
    lines = [writing.note(to.name, str(pk), "withdraw", person=to.subject(rows[pk])) for pk in told]
    return len(told), lines + (_each_event(to, writing) if told else [])


def _many(to: Holding, writing: Writing, rows: Sequence[Row]) -> list[Change]:
    return [writing.note(to.name, "", "many", why=str(len(rows)))]


def _each_event(to: Holding, writing: Writing) -> list[Change]:
    """A line for each row this write has added to an event table."""
    added = to.model._default_manager.filter(batch=writing.batch, recorded_at=writing.at)
    names = ("pk", "person_id") if to.is_about_people else ("pk",)
    return [
        writing.note(to.name, str(pk), "create", person=str(person[0] or "") if person else "")
        for pk, *person in added.values_list(*names)
    ]
