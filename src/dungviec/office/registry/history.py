"""How one person's record came to be as it is: every writing with who, when, why and what stood before; every field's timeline.

Read from entries and withdrawn rows. Only fields the viewer sees are told; where a writing touched others too, its
reason is not told either, for it may speak of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from dungviec.office.registry.gate import SeenFile
from dungviec.office.registry.holdings import Holding, Row, holdings
from dungviec.office.registry.models import Batch, Change, Entry
from dungviec.office.registry.stored import from_entry
from dungviec.office.registry.wording import heading, worded
from dungviec.office.shell import standpoint
from dungviec.records.schema import Column


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after."""

    field: str
    before: str
    after: str
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a writing did to one row: ``added``, ``withdrawn``, ``changed``."""

    table: str
    verb: str
    differences: tuple[Difference, ...]


@dataclass
class Act:
    """One writing."""

    at: datetime
    who: str = ""
    why: str = ""
    basis: str = ""
    undoes: str = ""
    """Title of the batch it undid."""
    undone: bool = False
    """Whether it was undone later."""
    parts: list[Part] = field(default_factory=list)
    hidden: bool = False
    """Whether it touched fields the viewer does not see."""

    @property
    def groups(self) -> list[tuple[str, str, list[Part]]]:
        """The parts by table and verb: twenty rows of one table added together are one line of a page."""
        found: dict[tuple[str, str], list[Part]] = {}
        for part in self.parts:
            found.setdefault((part.table, part.verb), []).append(part)
        return [(table, verb, parts) for (table, verb), parts in found.items()]


@dataclass(frozen=True, slots=True)
class Spell:
    """One value of one field: from when it holds, since when and until when it was known."""

    value: str
    valid_from: date | None
    recorded_at: datetime
    who: str
    withdrawn_at: datetime | None
    basis: str


def acts(file: SeenFile) -> list[Act]:
    """The writings on a person's record, the latest first, as far as the viewer sees what they touched."""
    found: dict[datetime, Act] = {}
    for to in _tables():
        if to.single:
            _tell_entries(file, to, found)
            _tell_files(file, to, found)
        else:
            _tell_rows(file, to, found)
    moment = standpoint.known_on()
    told = [act for at, act in sorted(found.items(), reverse=True) if act.parts and (moment is None or at <= moment)]
    _sign(file.person_id, told)
    return told


def timelines(file: SeenFile) -> list[tuple[str, list[Spell]]]:
    """Each field that ever changed, with its values: those known now first, then those withdrawn."""
    found: list[tuple[str, list[Spell]]] = []
    moment = standpoint.known_on()
    for to in (table for table in _tables() if table.single):
        seen = set(file.seen_columns(to.name, to.table.by_name))
        by_field: dict[str, list[Entry]] = {}
        for entry in _entries(to, file.person_id):
            if entry.field in seen and (moment is None or entry.recorded_at <= moment):
                by_field.setdefault(entry.field, []).append(entry)
        for name in (c for c in to.table.by_name if c in by_field):
            column = to.table.by_name[name]
            line = sorted(
                by_field[name],
                key=lambda e: (e.withdrawn_at is not None, -_ordinal(e.valid_from), -e.recorded_at.timestamp()),
            )
            found.append((heading(column), [_spell(column, entry, moment) for entry in line]))
    return found


def _spell(column: Column, entry: Entry, moment: datetime | None) -> Spell:
    withdrawn = entry.withdrawn_at if moment is None or (entry.withdrawn_at and entry.withdrawn_at <= moment) else None
    value = worded(column, from_entry(column, entry.value))
    who = entry.recorded_by.username if entry.recorded_by else entry.batch.actor if entry.batch else ""
    return Spell(value, entry.valid_from, entry.recorded_at, who, withdrawn, entry.basis)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _tables() -> Iterable[Holding]:
    return [to for to in holdings().values() if to.is_about_people]


def _entries(to: Holding, person_id: str) -> list[Entry]:
    rows = Entry.objects.filter(table=to.name, key=person_id).exclude(field="")
    return list(rows.select_related("batch", "recorded_by").order_by("recorded_at", "pk"))


def _act(found: dict[datetime, Act], at: datetime) -> Act:
    return found.setdefault(at, Act(at))


def _tell_entries(file: SeenFile, to: Holding, found: dict[datetime, Act]) -> None:
    """Changes of fields: an entry beside the one it took the place of, or the one in force before."""
    recorded = dict(to.model._default_manager.filter(pk=file.person_id).values_list("pk", "recorded_at"))
    seen = set(file.seen_columns(to.name, to.table.by_name))
    by_field: dict[str, list[Entry]] = {}
    for entry in _entries(to, file.person_id):
        by_field.setdefault(entry.field, []).append(entry)
    changes: dict[datetime, list[Difference]] = {}
    for name, line in by_field.items():
        for entry in line:
            if entry.recorded_at == recorded.get(file.person_id):
                continue
            if name not in seen:
                _act(found, entry.recorded_at).hidden = True
                continue
            column = to.table.by_name[name]
            before, after = (worded(column, from_entry(column, v)) for v in (_before(line, entry), entry.value))
            changes.setdefault(entry.recorded_at, []).append(
                Difference(heading(column), before, after, entry.valid_from)
            )
    for at, differences in changes.items():
        order = {heading(c): i for i, c in enumerate(to.table.columns)}
        differences.sort(key=lambda d: order[d.field])
        _act(found, at).parts.append(Part(to.table.sheet, "changed", tuple(differences)))


def _before(line: Sequence[Entry], entry: Entry) -> Any:
    """The value known just before the entry was written, on the day from which it holds."""
    known = [
        e for e in line
        if e.recorded_at < entry.recorded_at and (e.withdrawn_at is None or e.withdrawn_at >= entry.recorded_at)
        and _ordinal(e.valid_from) <= _ordinal(entry.valid_from)
    ]  # fmt: skip
    return max(known, key=lambda e: _ordinal(e.valid_from)).value if known else None


def _tell_files(file: SeenFile, to: Holding, found: dict[datetime, Act]) -> None:
    """When the row came on file, left it, came back."""
    row = to.model._default_manager.filter(pk=file.person_id).values_list("recorded_at").first()
    if row is None:
        return
    _act(found, row[0]).parts.append(Part(to.table.sheet, "added", ()))
    for recorded, withdrawn in Entry.objects.filter(table=to.name, key=file.person_id, field="").values_list(
        "recorded_at", "withdrawn_at"
    ):
        _act(found, recorded).parts.append(Part(to.table.sheet, "withdrawn", ()))
        if withdrawn:
            _act(found, withdrawn).parts.append(Part(to.table.sheet, "added", ()))


def _tell_rows(file: SeenFile, to: Holding, found: dict[datetime, Act]) -> None:
    """Rows added and withdrawn; one of each by the same writing is a row that was changed."""
    seen = set(file.seen_columns(to.name, to.table.by_name)) - {"person_id"}
    fields = ["pk", "recorded_at", "withdrawn_at", *to.attributes.values()]
    names = ["pk", "recorded_at", "withdrawn_at", *to.attributes]
    rows = [
        dict(zip(names, r, strict=True))
        for r in to.model._default_manager.filter(Q(person_id=file.person_id)).values_list(*fields)
    ]
    if not seen:
        for row in rows:
            for at in (row["recorded_at"], row["withdrawn_at"]):
                if at:
                    _act(found, at).hidden = True
        return
    came: dict[datetime, list[Row]] = {}
    went: dict[datetime, list[Row]] = {}
    for row in rows:
        came.setdefault(row["recorded_at"], []).append(row)
        if row["withdrawn_at"]:
            went.setdefault(row["withdrawn_at"], []).append(row)
    columns = [c for c in to.table.columns if c.name in seen]
    for at in {*came, *went}:
        new, old = sorted(came.get(at, []), key=lambda r: r["pk"]), sorted(went.get(at, []), key=lambda r: r["pk"])
        for i in range(max(len(new), len(old))):
            after = new[i] if i < len(new) and (len(new) == len(old) or not old) else None
            before = old[i] if i < len(old) and (len(new) == len(old) or not new) else None
            if after is None and before is None:
                after, before = (new[i], None) if i < len(new) else (None, old[i])
            _act(found, at).parts.append(_row_part(to, columns, before, after))


def _row_part(to: Holding, columns: Sequence[Column], before: Row | None, after: Row | None) -> Part:
    told = []
    for column in columns:
        b, a = (before or {}).get(column.name), (after or {}).get(column.name)
        if a != b:
            told.append(
                Difference(heading(column), worded(column, b) if before else "", worded(column, a) if after else "")
            )
    verb = "changed" if before and after else "added" if after else "withdrawn"
    return Part(to.table.sheet, verb, tuple(told))


def _sign(person_id: str, told: list[Act]) -> None:
    """Who wrote, why, on what decision: from the batch of each moment."""
    lines = Change.objects.filter(at__in=[act.at for act in told]).select_related("batch").order_by("seq")
    by_moment: dict[datetime, tuple[Batch | None, str, str]] = {}
    for line in lines:
        by_moment.setdefault(line.at, (line.batch, line.verb, line.why))
    for act in told:
        batch, _verb, why = by_moment.get(act.at, (None, "", ""))
        if batch is None:
            act.who, act.why = "", _("Nạp hồ sơ ban đầu")
            continue
        undoing = batch.undone_at == act.at
        act.who = batch.undone_by if undoing else batch.actor
        if not act.hidden:
            act.why = batch.undone_why if undoing else (why if why and not why.isdigit() else batch.title)
            act.basis = batch.basis
        act.undoes = batch.title if undoing and not act.hidden else ""
        act.undone = batch.undone_at is not None and not undoing
