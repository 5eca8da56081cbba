"""Creating, amending and withdrawing one row; corrections add, they never overwrite."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Holding, Row, holding, holdings
from dungviec.office.registry.models import Batch
from dungviec.office.registry.services.batches import Actor, Writing, begin, digests, enter
from dungviec.office.registry.services.checking import check_references, checked, refuse_own_tie
from dungviec.office.registry.services.rows import facts, insert, stored
from dungviec.office.registry.services.timelines import leave_file, restart, write_changes


@transaction.atomic
def create(table: str, values: Mapping[str, Any], *, by: Actor, why: str, batch: Batch | None = None) -> str:
    """Add a row and answer with its key. A key that was withdrawn comes back on file with these values.

    Raises RegistryFault on values the table does not take and on a key that is on file already.
    """
    to = holding(table)
    row = checked(to, values)
    check_references(to, [row], coming={table: {row[to.key_column]}} if to.single else None)
    writing = begin(by, why, batch=batch, verb="create")
    if to.single:
        key = str(row[to.key_column])
        there = stored(to, [key]).get(key)
        if there is None:
            insert(to, [row], at=writing.at, account=writing.account, batch=writing.batch.pk)
        elif there["withdrawn_at"] is None:
            raise already_there(to, key)
        else:
            restart(to, writing, {key: there}, {key: row})
            to.model._default_manager.filter(pk=key).update(withdrawn_at=None, withdrawn_in=None)
    else:
        key = add_event(to, row, writing)
    finish(to, writing, key, "create", row, row, why)
    return key


@transaction.atomic
def amend(
    table: str,
    key: str | int,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    why: str,
    valid_from: date | None = None,
    basis: str = "",
    batch: Batch | None = None,
) -> str:
    """Change fields of a row and answer with its key (event tables: the key of the row that takes its place).

    In single-row tables the change holds from ``valid_from`` on; without it the newest value is corrected. Rows of event
    tables carry their own dates: there ``valid_from`` says nothing. What is so already changes nothing.
    Raises RegistryFault when the row is not on file or a value does not fit.
    """
    to = holding(table)
    asked = checked(to, changes, partial=True)
    row = required_row(to, key)
    if to.single and asked.get(to.key_column, key) != key:
        raise RegistryFault(
            f"Bảng «{to.table.sheet}»: mã «{key}» không đổi được. Xin lập hồ sơ mới và thu hồi hồ sơ này.",
            f"Table {table}: the key {key!r} cannot change. Create a new record and withdraw this one.",
        )
    changed = {name: value for name, value in asked.items() if to.single or value != row[name]}
    check_references(to, [changed])
    refuse_own_tie(to, {**row, **changed})
    if not changed:
        return str(key)
    writing = begin(by, why, batch=batch, verb="amend", basis=basis)
    if to.single:
        told = write_changes(to, writing, {str(key): row}, {str(key): changed}, valid_from=valid_from, basis=basis)
        if not told:
            if batch is None:
                writing.batch.delete()
            return str(key)
        changed, new_key = told[str(key)], str(key)
    else:
        retire(to, [to.pk_value(key)], writing)
        new_key = add_event(to, facts(to, row) | changed, writing)
        writing.note(table, str(key), "withdraw", person=to.subject(row), why=why).save(force_insert=True)
    finish(to, writing, new_key, "amend", changed, facts(to, row) | changed, why, before=row)
    return new_key


@transaction.atomic
def withdraw(table: str, key: str | int, *, by: Actor, why: str, batch: Batch | None = None) -> None:
    """Take a row that was wrong off the file; what was known until now stays known of the past.

    Raises RegistryFault when it is not on file, or when other records still point at it.
    """
    to = holding(table)
    row = required_row(to, key)
    writing = begin(by, why, batch=batch, verb="withdraw")
    if to.single:
        refuse_while_referred(to, [str(key)])
        leave_file(table, writing, [str(key)])
    retire(to, [to.pk_value(key)], writing)
    finish(to, writing, str(key), "withdraw", {}, row, why)


def required_row(to: Holding, key: str | int) -> Row:
    """The stored row. Raises RegistryFault when it is not on file."""
    row = stored(to, [to.pk_value(key)]).get(to.pk_value(key))
    if row is None or row["withdrawn_at"] is not None:
        state = "không có" if row is None else "đã thu hồi"
        raise RegistryFault(
            f"Bảng «{to.table.sheet}»: dòng «{key}» {state} trong hồ sơ. Xin tải lại trang để xem dòng hiện có.",
            f"Table {to.name}: the row {key!r} is {'not' if row is None else 'no longer'} on file. Reload the page.",
        )
    return row


def already_there(to: Holding, key: str) -> RegistryFault:
    """The refusal of a key that is taken."""
    return RegistryFault(
        f"Bảng «{to.table.sheet}» đã có mã «{key}». Xin sửa hồ sơ đó hoặc dùng mã khác.",
        f"Table {to.name} holds the key {key!r} already. Change that record or use another key.",
    )


def add_event(to: Holding, row: Row, writing: Writing) -> str:
    """One row of an event table; answers with its key."""
    values = {to.attributes[name]: value for name, value in row.items()}
    made = to.model._default_manager.create(
        **values, recorded_at=writing.at, recorded_by_id=writing.account, batch=writing.batch
    )
    return str(made.pk)


def retire(to: Holding, pks: list[Any], writing: Writing) -> None:
    """Mark rows as withdrawn."""
    to.model._default_manager.filter(pk__in=pks).update(withdrawn_at=writing.at, withdrawn_in=writing.batch)


def refuse_while_referred(to: Holding, keys: list[str] | QuerySet[Any, Any], *, besides: Batch | None = None) -> None:
    """Refuse when rows on file (other than those of the batch ``besides``) point at these keys."""
    for other in holdings().values():
        for column in other.table.columns:
            if column.refers_to != f"{to.name}.{to.key_column}":
                continue
            pointing = other.model._default_manager.filter(
                **{f"{other.attributes[column.name]}__in": keys}, withdrawn_at__isnull=True
            )
            if besides is not None:
                pointing = pointing.exclude(batch=besides)
            if other.name == to.name:
                pointing = pointing.exclude(pk__in=keys)
            count = pointing.count()
            if count:
                key = pointing.values_list(other.attributes[column.name], flat=True)[0]
                raise RegistryFault(
                    f"Còn {count} dòng của bảng «{other.table.sheet}» chỉ tới «{key}» (cột «{column.vi}»). "
                    f"Xin sửa hoặc thu hồi các dòng đó trước.",
                    f"{count} rows of {other.name} still point at {key!r} ({column.name}). "
                    f"Change or withdraw them first.",
                )


def finish(
    to: Holding, writing: Writing, key: str, verb: str, changed: Row, whole: Row, why: str, *, before: Row | None = None
) -> None:
    """Settle what depends on other rows, and write feed and ledger."""
    to.settle()
    writing.close([writing.note(to.name, key, verb, person=to.subject(whole), why=why)])
    detail: dict[str, Any] = {"fields": sorted(changed), "after": digests(to.name, key, changed)}
    if to.is_about_people and not to.single:
        detail["person"] = to.subject(whole)
    if before is not None:
        detail["before"] = digests(to.name, key, {name: before[name] for name in changed})
    enter(writing, f"record_{verb}", to.name, key, **detail)
