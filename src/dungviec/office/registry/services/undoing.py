"""Undoing a batch: what it added is withdrawn, what it withdrew is known again; refused where later changes rest on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import Holding, Row, holding, holdings
from dungviec.office.registry.models import Batch, Change, Entry
from dungviec.office.registry.services.batches import Actor, Writing, begin, enter
from dungviec.office.registry.services.bulk import FEW
from dungviec.office.registry.services.merging import after_undo
from dungviec.office.registry.services.rows import chunks, insert_attributes, update
from dungviec.office.registry.services.timelines import ON_FILE, add_entries, known_entries, leave_file
from dungviec.office.registry.services.writing import refuse_while_referred
from dungviec.office.registry.stored import from_entry

_Touched = dict[str, dict[str, str]]
"""Keys by table, each with the person it is about."""


@transaction.atomic
def undo(batch: Batch, *, by: Actor, why: str) -> Batch:
    """Undo a batch as a whole and answer with it. Records are as before; that the batch was known for a while stays known.

    Raises RegistryFault when it was undone already, without a reason, or when later changes build on it.
    """
    if not why.strip():
        raise RegistryFault("Xin ghi lý do hoàn tác.", "Please state why the batch is undone.")
    writing = begin(by, why, batch=batch, verb="undo")
    found = writing.batch
    touched: _Touched = {}
    single = [table for table in reversed(holdings().values()) if table.single]
    for table in reversed(holdings().values()):
        if not table.single:
            _undo_events(table, writing, touched)
    for table in single:
        _refuse_if_changed(table, table.model._default_manager.filter(batch=found), found)
        _refuse_if_changed(table, Entry.objects.filter(table=table.name, batch=found), found)
    made = {
        table.name: set(table.model._default_manager.filter(batch=found).values_list("pk", flat=True))
        for table in single
    }
    for table in single:
        _undo_entries(table, writing, made[table.name], touched)
    for table in single:
        _undo_rows(table, writing, made[table.name], touched)
    lines: list[Change] = []
    for name, keys in touched.items():
        holding(name).settle()
        if len(keys) > FEW:
            lines.append(writing.note(name, "", "many", why=why))
        else:
            lines.extend(writing.note(name, key, "undo", person=person, why=why) for key, person in keys.items())
    if lines:
        writing.close(lines)
    found.undone_at, found.undone_by, found.undone_why = writing.at, writing.actor, why.strip()[:300]
    found.save(update_fields=["undone_at", "undone_by", "undone_why"])
    after_undo(found)
    enter(writing, "record_undo", "batch", str(found.pk), rows={name: len(keys) for name, keys in touched.items()})
    return found


def hindrance(batch: Batch) -> RegistryFault | None:
    """Why the batch cannot be undone as the records stand: the fault ``undo`` would raise for changes made later, or None."""
    try:
        for table in holdings().values():
            _refuse_if_changed(table, table.model._default_manager.filter(batch=batch), batch)
            if table.single:
                _refuse_if_changed(table, Entry.objects.filter(table=table.name, batch=batch), batch)
                made = table.model._default_manager.filter(batch=batch, withdrawn_at__isnull=True)
                refuse_while_referred(table, made.values("pk"), besides=batch)
    except RegistryFault as fault:
        return fault
    return None


def _undo_events(table: Holding, writing: Writing, touched: _Touched) -> None:
    batch, manager = writing.batch, table.model._default_manager
    _refuse_if_changed(table, manager.filter(batch=batch), batch)
    added = manager.filter(batch=batch, withdrawn_at__isnull=True)
    _touch(table, added, touched)
    added.update(withdrawn_at=writing.at, withdrawn_in=batch)
    attributes = [*table.attributes.values(), "batch_id"]
    lost = manager.filter(withdrawn_in=batch).exclude(batch=batch).values_list(*attributes)
    copies: list[Row] = [dict(zip(attributes, values, strict=True)) for values in lost]
    if not copies:
        return
    for row in copies:
        row |= {"recorded_at": writing.at, "recorded_by_id": writing.account}
    insert_attributes(table.model, copies)
    _touch(table, manager.filter(recorded_at=writing.at, withdrawn_at__isnull=True), touched)


def _undo_entries(table: Holding, writing: Writing, made: set[str], touched: _Touched) -> None:
    """Values the batch brought are withdrawn, values it replaced are known again, columns follow.

    Rows the batch itself ``made`` leave the file whole: their timelines stay as they are.
    """
    batch = writing.batch
    brought = list(
        Entry.objects.filter(table=table.name, batch=batch, withdrawn_at__isnull=True)
        .exclude(field=ON_FILE)
        .values_list("pk", "key", "field")
    )
    replaced = list(
        Entry.objects.filter(table=table.name, withdrawn_in=batch).exclude(batch=batch).exclude(field=ON_FILE)
    )
    replaced = [entry for entry in replaced if entry.key not in made]
    for part in chunks([pk for pk, key, _ in brought if key not in made]):
        Entry.objects.filter(pk__in=part).update(withdrawn_at=writing.at, withdrawn_in=batch)
    fields: dict[str, set[str]] = {}
    for key, name in [*((k, f) for _, k, f in brought), *((e.key, e.field) for e in replaced)]:
        if key not in made:
            fields.setdefault(key, set()).add(name)
    _know_again(replaced, writing)
    timelines = known_entries(table.name, list(fields))
    columns = {
        key: {n: from_entry(table.table.by_name[n], timelines[key, n][-1].value) for n in names}
        for key, names in fields.items()
    }
    update(table, columns)
    for key in fields:
        touched.setdefault(table.name, {})[key] = key if table.is_about_people else ""


def _undo_rows(table: Holding, writing: Writing, made: set[str], touched: _Touched) -> None:
    """Rows the batch put on file leave it; rows it took off the file come back."""
    batch, manager = writing.batch, table.model._default_manager
    marks = Entry.objects.filter(table=table.name, field=ON_FILE)
    off = marks.filter(batch=batch, withdrawn_at__isnull=True)
    gone = set(off.values_list("key", flat=True))
    returned = list(marks.filter(withdrawn_in=batch).exclude(batch=batch))
    leaving = sorted((made | {mark.key for mark in returned}) - gone)
    for part in chunks(leaving):
        later = (
            Entry.objects.filter(
                table=table.name,
                key__in=part,
                withdrawn_at__isnull=True,
                recorded_at__gt=batch.opened_at,
                recorded_at__lt=writing.at,
            )
            .exclude(batch=batch)
            .exclude(field=ON_FILE)
            .select_related("batch")
            .first()
        )
        if later is not None:
            raise _built_upon(table, later.key, later.batch)
    refuse_while_referred(table, manager.filter(batch=batch, withdrawn_at__isnull=True).values("pk"), besides=batch)
    for part in chunks([mark.key for mark in returned]):
        refuse_while_referred(table, list(part), besides=batch)
    for part in chunks(leaving):
        manager.filter(pk__in=part).update(withdrawn_at=writing.at, withdrawn_in=batch)
    leave_file(table.name, writing, [key for key in leaving if key in made])
    _know_again(returned, writing)
    back = sorted(gone - made)
    for part in chunks(back):
        off.filter(key__in=part).update(withdrawn_at=writing.at, withdrawn_in=batch)
        manager.filter(pk__in=part).update(withdrawn_at=None, withdrawn_in=None)
    for key in [*leaving, *back]:
        touched.setdefault(table.name, {})[key] = key if table.is_about_people else ""


def _know_again(entries: list[Entry], writing: Writing) -> None:
    """Add copies of withdrawn entries, known from now on, under the batch they came with."""
    for entry in entries:
        entry.pk, entry.withdrawn_at, entry.withdrawn_in = None, None, None
        entry.recorded_at, entry.recorded_by_id = writing.at, writing.account
    add_entries(entries)


def _refuse_if_changed(table: Holding, added: QuerySet[Any], batch: Batch) -> None:
    """Refuse when what a batch added was withdrawn by another batch that still stands."""
    row = (
        added.filter(withdrawn_at__isnull=False)
        .exclude(withdrawn_in=batch)
        .filter(withdrawn_in__undone_at__isnull=True)
        .select_related("withdrawn_in")
        .first()
    )
    if row is not None:
        raise _built_upon(table, row.key if isinstance(row, Entry) else str(row.pk), row.withdrawn_in)


def _built_upon(table: Holding, key: str, later: Batch | None) -> RegistryFault:
    title = later.title if later else ""
    when = f"{later.opened_at:%d/%m/%Y}" if later else ""
    return RegistryFault(
        f"Không hoàn tác được: bảng «{table.table.sheet}», dòng «{key}» đã thay đổi sau đó bởi đợt «{title}» ({when}). "
        f"Xin hoàn tác đợt đó trước.",
        f"This cannot be undone: table {table.name}, row {key!r} was changed later by {title!r} ({when}). "
        f"Undo that batch first.",
    )


def _touch(table: Holding, rows: QuerySet[Any], touched: _Touched) -> None:
    names = ("pk", "person_id") if table.is_about_people else ("pk",)
    for pk, *person in rows.values_list(*names):
        touched.setdefault(table.name, {})[str(pk)] = str(person[0] or "") if person else ""
