"""Batches of writes as pages tell them: who, when, what, how many; what each changed; and why it cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dungviec.office.access.fields import ROW_GROUPS, Scope, group_of, sees
from dungviec.office.access.masks import Masked
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import SeenRecords, hidden
from dungviec.office.registry.holdings import Holding, Row, holdings
from dungviec.office.registry.merge_words import row_words, table_name
from dungviec.office.registry.models import Batch, Change, Entry
from dungviec.office.registry.stored import from_entry
from dungviec.office.registry.wording import heading, named, worded

KINDS: dict[str, Any] = {
    "create": gettext_lazy("Lập mới"), "amend": gettext_lazy("Sửa"), "withdraw": gettext_lazy("Thu hồi"),
    "import": gettext_lazy("Nạp từ tệp"), "dossier": gettext_lazy("Sửa lý lịch"), "paper": gettext_lazy("Nhận từ giấy tờ"),
    "request": gettext_lazy("Theo đề nghị"), "reorganisation": gettext_lazy("Sắp xếp tổ chức"), "merge": gettext_lazy("Gộp hồ sơ"),
    "demo": gettext_lazy("Dữ liệu giả lập"), "survey": gettext_lazy("Khảo sát năng lực"),
    "decision": gettext_lazy("Theo quyết định"), "appraisal": gettext_lazy("Xếp loại"), "profile": gettext_lazy("Khung năng lực của vị trí"),
    "revealed": gettext_lazy("Sở trường trong việc làm"),
}  # fmt: skip
SHOWN = 40
"""Rows of one table that a page shows; a sentence tells how many more there are."""
NAMED = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What a batch did to one table."""

    table: str
    added: int
    withdrawn: int
    changed: int
    rows: tuple[tuple[str, str, str, Any], ...]
    """Verb, identifier of the person (or empty), what it is about, the words or the mask."""


def batches_of(viewer: Viewer) -> QuerySet[Batch]:
    """The batches a viewer may read: who sees everybody all, others what they wrote themselves."""
    found = Batch.objects.all()
    return found if viewer.reaches_all else found.filter(actor=viewer.username)


def kind_word(kind: str) -> str:
    """The kind of a batch in words; kinds of other rooms stand as they are."""
    return str(KINDS.get(kind, kind))


def sizes(batches: Iterable[Batch]) -> dict[int, int]:
    """How many rows each batch wrote or withdrew, from the feed: a line that stands for many says how many."""
    found: dict[int, int] = {}
    lines = Change.objects.filter(batch__in=list(batches)).exclude(verb="undo")
    for batch, verb, why in lines.values_list("batch_id", "verb", "why"):
        found[batch] = found.get(batch, 0) + (int(why) if verb == "many" and why.isdigit() else 1)
    return found


def told(seen: SeenRecords, batch: Batch) -> list[Told]:
    """What a batch changed, table by table, as far as the viewer sees the fields."""
    found = []
    for to in holdings().values():
        own = to.model._default_manager
        added = own.filter(batch=batch)
        gone = own.filter(withdrawn_in=batch).exclude(batch=batch)
        entries = Entry.objects.filter(table=to.name, batch=batch).exclude(field="")
        if to.single:
            entries = entries.exclude(key__in=added.values("pk"))
        numbers = (added.count(), gone.count(), entries.count() if to.single else 0)
        if any(numbers):
            rows = [*_rows(seen, to, added, "added"), *_rows(seen, to, gone, "withdrawn")]
            if to.single:
                rows += _entries(seen, to, entries)
            found.append(Told(table_name(to.name), *numbers, tuple(rows[:SHOWN])))
    return found


def _rows(seen: SeenRecords, to: Holding, rows: QuerySet[Any], verb: str) -> list[tuple[str, str, str, Any]]:
    names = list(to.attributes)
    found = [dict(zip(names, r, strict=True)) for r in rows.order_by("pk").values_list(*to.attributes.values())[:SHOWN]]
    return [
        (verb, to.subject(row), "" if to.is_about_people else _label(to, row), _words(seen, to, row)) for row in found
    ]


def _words(seen: SeenRecords, to: Holding, row: Row) -> Any:
    if not to.is_about_people:
        return row_words(to.name, row)
    away = dict(hidden(seen.viewer.role, Scope.WITHIN, to.name, row))
    if to.name in ROW_GROUPS:
        column, value, group = ROW_GROUPS[to.name]
        if row[column] == value and not sees(seen.viewer.role, Scope.WITHIN, group):
            return Masked(group_of(to.name, "*"))
    if len(away) >= len(row) - 1:
        return Masked(group_of(to.name, next(iter(away))))
    return row_words(to.name, row, hidden=away)


def _entries(seen: SeenRecords, to: Holding, entries: QuerySet[Entry]) -> list[tuple[str, str, str, Any]]:
    found: list[tuple[str, str, str, Any]] = []
    for entry in entries.order_by("key", "field", "valid_from")[:SHOWN]:
        column = to.table.by_name[entry.field]
        if to.is_about_people and hidden(seen.viewer.role, Scope.WITHIN, to.name, [entry.field]):
            words: Any = Masked(group_of(to.name, entry.field))
        else:
            words = worded(column, from_entry(column, entry.value))
            if entry.valid_from:
                words += " " + _("(từ %s)") % f"{entry.valid_from:%d/%m/%Y}"
        about = heading(column) if to.is_about_people else f"{named(to.name, entry.key)} · {heading(column)}"
        found.append(("changed", entry.key if to.is_about_people else "", about, words))
    return found


def _label(to: Holding, row: Row) -> str:
    return named(to.name, str(row.get(to.key_column) or "")) if to.single else ""
