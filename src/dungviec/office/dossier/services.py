"""Writing dossiers: always through the registry, so that nothing is overwritten and every change has its line in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from dungviec.documents.reading import Change
from dungviec.office.dossier.selectors import row_on_file
from dungviec.office.registry import services as registry
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.holdings import holding
from dungviec.records.dossiers import Dossier


@transaction.atomic
def save_fields(
    dossier: Dossier, values: Mapping[str, Any], *, by: registry.Actor, why: str, since: date | None = None
) -> int:
    """Write single fields (``table.column`` → value) that differ from the dossier, in one batch; answers how many changed.

    Raises RegistryFault with a sentence; nothing is written then. Hidden fields are refused.
    """
    changed: dict[str, dict[str, Any]] = {}
    for place, value in values.items():
        table, _, column = place.partition(".")
        if place in dossier.hidden:
            raise RegistryFault(
                f"Trường «{place}» không được xem nên không sửa được.",
                f"The field {place!r} is hidden and cannot be changed.",
            )
        if dossier.one(table, column) != value:
            changed.setdefault(table, {})[column] = value
    if not changed:
        return 0
    batch = registry.open_batch("dossier", why, by=by)
    if own := changed.pop("particulars", None):
        _write_particulars(dossier, own, by=by, why=why, since=since, batch=batch)
    for table, row in changed.items():
        registry.amend(table, dossier.person_id, row, by=by, why=why, valid_from=since, batch=batch)
    return sum(len(row) for row in changed.values()) + len(own or {})


def _write_particulars(
    dossier: Dossier, own: Mapping[str, Any], *, by: registry.Actor, why: str, since: date | None, batch: Any
) -> None:
    there = (
        holding("particulars").model._default_manager.filter(pk=dossier.person_id, withdrawn_at__isnull=True).exists()
    )
    if there:
        registry.amend("particulars", dossier.person_id, own, by=by, why=why, valid_from=since, batch=batch)
    else:
        registry.create("particulars", {"person_id": dossier.person_id, **own}, by=by, why=why, batch=batch)


def save_row(
    table: str, person_id: str, values: Mapping[str, Any], *, key: str = "", by: registry.Actor, why: str
) -> str:
    """Add a row of an event table, or correct the one under ``key``; answers with the new key. Raises RegistryFault."""
    if key:
        _required(table, key, person_id)
        return registry.amend(table, key, values, by=by, why=why)
    return registry.create(table, {**values, "person_id": person_id}, by=by, why=why)


def withdraw_row(table: str, person_id: str, key: str, *, by: registry.Actor, why: str) -> None:
    """Take a row that was wrong off the file. Raises RegistryFault."""
    _required(table, key, person_id)
    registry.withdraw(table, key, by=by, why=why)


def _required(table: str, key: str, person_id: str) -> dict[str, Any]:
    found = row_on_file(table, key, person_id)
    if found is None:
        raise RegistryFault(
            "Dòng này không còn trong hồ sơ: có người vừa sửa hoặc thu hồi. Xin tải lại trang.",
            "This row is no longer on file: somebody has just changed or withdrawn it. Reload the page.",
        )
    return found


@transaction.atomic
def take_over(dossier: Dossier, found: Iterable[Change], *, by: registry.Actor, why: str) -> int:
    """Write what a paper changes, in one batch that can be undone; answers how many changes there were. Raises RegistryFault."""
    asked = list(found)
    if not asked:
        return 0
    batch = registry.open_batch("paper", why, by=by)
    single: dict[str, dict[str, Any]] = {}
    for change in asked:
        if change.column:
            single.setdefault(change.table, {})[change.column] = change.new
        elif change.old is None:
            registry.create(change.table, change.new, by=by, why=why, batch=batch)
        else:
            key = _key_of(change.table, change.old, dossier.person_id)
            if change.new is None:
                registry.withdraw(change.table, key, by=by, why=why, batch=batch)
            else:
                registry.amend(change.table, key, change.new, by=by, why=why, batch=batch)
    if own := single.pop("particulars", None):
        _write_particulars(dossier, own, by=by, why=why, since=None, batch=batch)
    for table, row in single.items():
        registry.amend(table, dossier.person_id, row, by=by, why=why, batch=batch)
    return len(asked)


def _key_of(table: str, row: Mapping[str, Any], person_id: str) -> str:
    """The key of the row on file that says exactly what ``row`` says."""
    to = holding(table)
    asked = {to.attributes[c]: v for c, v in row.items() if c in to.attributes}
    same = to.model._default_manager.filter(Q(withdrawn_at__isnull=True), Q(person_id=person_id))
    for stored in same.values("pk", *to.attributes.values()):
        if all(stored[name] == value for name, value in asked.items()):
            return str(stored["pk"])
    raise RegistryFault(
        "Hồ sơ đã thay đổi từ lúc đọc tệp. Xin đọc lại tệp.", "The record has changed since the file was read. Read the file again."
    )  # fmt: skip
