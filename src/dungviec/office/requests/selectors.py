"""Reading requests: the own ones, the queue of the office, and the difference a request makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dungviec.office.access.fields import group_of
from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.viewing import SeenFile
from dungviec.office.requests import askable
from dungviec.office.requests.models import ChangeRequest, State


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a request as it is shown: what stood there, what is asked, and whether the record has moved on since."""

    label: str
    group: Any
    before: str | Masked
    asked: str | Masked
    now: str | Masked
    moved: bool


def today() -> date:
    """The day of the calendar, by which deadlines run (not the day the office looks at)."""
    return timezone.localdate()


def own_requests(viewer: Viewer) -> QuerySet[ChangeRequest]:
    """The requests about the viewer's own record, latest first."""
    return ChangeRequest.objects.filter(person_id=viewer.person_id or "-").order_by("-pk")


def queue(viewer: Viewer, *, open_only: bool = True) -> QuerySet[ChangeRequest]:
    """The requests this officer may decide on, the most pressing first."""
    found = ChangeRequest.objects.select_related("asked_by", "decided_by").prefetch_related("fields")
    ids = visible_ids(viewer)
    if ids is not None:
        found = found.filter(person_id__in=ids)
    if not viewer.may_write:
        return found.none()
    return found.filter(state=State.OPEN) if open_only else found.exclude(state=State.OPEN).order_by("-decided_at")


def stands(one: ChangeRequest) -> dict[str, Any]:
    """What the record says now in the fields a request is about, as stored in it (``table.field``); nobody's rights asked."""
    found: dict[str, Any] = {}
    for field in one.fields.all():
        row, attributes = askable.row_of(field.table, one.person_id) or {}, holdings()[field.table].attributes
        found[f"{field.table}.{field.field}"] = askable.as_json(row.get(attributes.get(field.field, "")))
    return found


def differences(one: ChangeRequest, file: SeenFile) -> list[Difference]:
    """Field by field before and after, as far as the viewer of ``file`` sees the field."""
    now = {table: askable.current(file, table) for table in askable.TABLES}
    rows = []
    for field in one.fields.all():
        column = askable.column_of(field.table, field.field)
        if column is None:
            continue
        value = now[field.table].get(field.field, Masked(group_of(field.table, field.field)))
        hidden = isinstance(value, Masked)
        before, asked = (askable.from_json(column, v) for v in (field.before, field.asked))
        label = column.vi if askable.vietnamese() else column.en
        was, wanted, stands = (value if hidden else askable.in_words(column, v) for v in (before, asked, value))
        moved = one.open and not hidden and value != before
        rows.append(Difference(label, group_of(field.table, field.field), was, wanted, stands, moved))
    return rows
