"""Finding what the other side does not know yet: the change feed says who was written about, digests say what differs.

A job and not part of each write: rooms below know nothing of this one, many writes about a person make one payload, and an import of fifty
thousand rows does not wait. Nothing is missed, because the feed is written in the transaction of the change and the cursor moves in the
transaction of the payloads; and because once per office day everybody is compared (a row dated ahead begins to hold without a write).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.documents.national import (
    Hindrance,
    Marks,
    closed_record,
    hindrances,
    marks_of,
    new_ratings,
    operation_of,
    record_for,
)
from dungviec.documents.national import Payload as Envelope
from dungviec.documents.national_clock import Clock, earliest, rating_clock
from dungviec.office.access import ledger
from dungviec.office.interchange.faults import InterchangeRefused
from dungviec.office.interchange.models import UNSENT, Following, Payload, State, Told
from dungviec.office.interchange.people import TABLES, in_service, whole_records
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.merged import record_of
from dungviec.office.registry.models import Change
from dungviec.office.registry.selectors import city, office_day
from dungviec.records.dossiers import Dossier

_PART = 500
"""Rows written at once."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one pass found: people compared, payloads made, and how many of them are held."""

    compared: int = 0
    made: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    person_id: str
    record: dict[str, Any]
    marks: Marks
    changed: tuple[str, ...]
    told_before: bool
    clock: Clock
    hindrances: tuple[Hindrance, ...]


def begin(*, by: str, already_there: bool, now: datetime | None = None) -> Gathered:
    """Start following. ``already_there``: the other side knows the records as they are today; else everybody is to be told.

    Raises InterchangeRefused when it was started before.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        mark, _new = Following.objects.get_or_create(pk=1)
        mark = Following.objects.select_for_update().get(pk=1)
        if mark.begun_at:
            raise InterchangeRefused(_("Đã bắt đầu theo dõi từ trước."))
        mark.begun_at, mark.begun_by, mark.cursor = moment, by, _newest()
        if already_there:
            mark.day = office_day()
            everybody = in_service(mark.day)
            rows = [
                _told(p, marks_of(record_for(d)))
                for p, d in whole_records(everybody, mark.day, rolls=set(everybody))
                if d is not None
            ]
            Told.objects.bulk_create(rows, batch_size=_PART)
        mark.save()
        ledger.record(by, "follow_changes", kind="payload", already_there=already_there, people=Told.objects.count())
    return Gathered(Told.objects.count()) if already_there else gather(by=by, now=moment)


@transaction.atomic
def gather(*, by: str, now: datetime | None = None) -> Gathered:
    """Compare whoever may differ and put the differences into the outbox; all or nothing."""
    moment, here = now or timezone.now(), city()
    mark = Following.objects.select_for_update().filter(pk=1, begun_at__isnull=False).first()
    if mark is None or here is None:
        return Gathered()
    newest, day = _newest(), office_day()  # before the records are read: what comes later is found next time
    rolls = in_service(day)
    whom = _candidates(mark, newest, day, rolls)
    made = compare(sorted(whom), day=day, rolls=set(rolls), origin=here.origin, moment=moment)
    Following.objects.filter(pk=1).update(cursor=newest, day=day, gathered_at=moment)
    held = sum(1 for p in made if p.state == State.HELD)
    if made:
        ledger.record(by, "gather_changes", kind="payload", compared=len(whom), made=len(made), held=held)
    return Gathered(len(whom), len(made), held)


def compare(people: Sequence[str], *, day: date, rolls: set[str], origin: str, moment: datetime) -> list[Payload]:
    """Put into the outbox what differs from what was told of these people. ``rolls``: who of everybody is in service that day."""
    return _put(_differences(people, day, rolls=rolls), origin=origin, day=day, moment=moment)


def _newest() -> int:
    return Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _candidates(mark: Following, newest: int, day: date, rolls: Sequence[str]) -> set[str]:
    """Who may differ: those the feed names; everybody on a new day, after a write of many rows, and at the first pass."""
    lines = Change.objects.filter(seq__gt=mark.cursor, seq__lte=newest).values_list("table", "key", "person")
    people: set[str] = set()
    everybody = mark.day != day
    for table, key, person in lines:
        if table and table not in TABLES:
            continue
        if person:
            people.add(person)
        elif not key:
            everybody = True
    if everybody:
        people |= {*rolls, *Told.objects.filter(ended=False).values_list("pk", flat=True)}
    return people


def _differences(people: Sequence[str], day: date, *, rolls: set[str]) -> list[_Found]:
    before = (
        {t.pk: t for t in Told.objects.filter(pk__in=people)}
        if len(people) < _PART
        else {t.pk: t for t in Told.objects.all()}
    )
    known = [
        p for p in people if p in rolls or p in before
    ]  # whoever never was told of and does not serve is nobody's business here
    law = standing_law()
    found: list[_Found] = []
    for person_id, dossier in whole_records(known, day, rolls=rolls):
        told = before.get(person_id)
        if dossier is None:
            into = record_of(person_id)
            record = closed_record(
                person_id, "merged" if into != person_id else "withdrawn", into=into if into != person_id else ""
            )
        else:
            record = record_for(dossier)
        marks, old = marks_of(record), _marks(told)
        changed = marks.changed_since(old)
        if changed and not (told is not None and told.ended and "ended" in record):
            clock = _clock(dossier, record, old, law, told_before=told is not None)
            found.append(
                _Found(
                    person_id,
                    record,
                    marks,
                    changed,
                    told is not None,
                    clock,
                    hindrances(dossier) if dossier is not None else (),
                )
            )
    return found


def _clock(dossier: Dossier | None, record: dict[str, Any], old: Marks, law: Any, *, told_before: bool) -> Clock:
    """The clock of the results that are new; a record told for the first time brings its history without one."""
    if dossier is None or not told_before:
        return earliest([])
    return earliest(rating_clock(r, dossier.person.get("category"), law.on) for r in new_ratings(record, old))


def _put(found: Sequence[_Found], *, origin: str, day: date, moment: datetime) -> list[Payload]:
    """Write the payloads; those of the same people that did not arrive are replaced, and what they told is told with the new one."""
    people = [f.person_id for f in found]
    open_now = (
        {p.person_id: p for p in Payload.objects.select_for_update().filter(state__in=UNSENT, person_id__in=people)}
        if people
        else {}
    )
    made: list[Payload] = []
    for one in found:
        older = open_now.get(one.person_id)
        fresh = older is not None and older.operation == "create"
        operation = operation_of(one.record, told_before=one.told_before and not fresh)
        clock = _sooner(one.clock, older)
        reasons = [
            {"key": h.key, "vi": h.vi, "en": h.en, "do_vi": h.do_vi, "do_en": h.do_en, "missing": h.missing}
            for h in one.hindrances
        ]
        changed = [
            *(older.changed if older else ()),
            *(c for c in one.changed if older is None or c not in older.changed),
        ]
        row = Payload.objects.create(
            person_id=one.person_id, operation=operation, state=State.HELD if reasons else State.WAITING, changed=changed, as_of=day,
            found_at=moment, hindrances=reasons, **clock,
        )  # fmt: skip
        envelope = Envelope(origin, row.pk, operation, one.person_id, day, tuple(changed), one.record)
        row.key, row.body = envelope.key, envelope.body().decode()
        row.save(update_fields=["key", "body"])
        made.append(row)
    Payload.objects.filter(pk__in=[p.pk for p in open_now.values()]).update(state=State.REPLACED, body="")
    Told.objects.bulk_create(
        [_told(f.person_id, f.marks, ended="ended" in f.record) for f in found], batch_size=_PART,
        update_conflicts=True, unique_fields=["person_id"], update_fields=["marks", "ended"],
    )  # fmt: skip
    return made


def _sooner(clock: Clock, older: Payload | None) -> dict[str, Any]:
    """The clock of a payload: that of what it tells, or of the one it replaces where that runs out first."""
    if older is not None and older.due is not None and (clock.due is None or older.due < clock.due):
        return {"due": older.due, "due_if_working": older.due_if_working, "rule": older.rule}
    vi, en = clock.unknown
    return {
        "due": clock.due,
        "due_if_working": clock.due_if_working,
        "rule": clock.rule.id if clock.rule else "",
        "unknown_vi": vi[:200],
        "unknown_en": en[:200],
    }


def _marks(told: Told | None) -> Marks:
    return Marks() if told is None else Marks(told.marks.get("tables", {}), frozenset(told.marks.get("ratings", ())))


def _told(person_id: str, marks: Marks, *, ended: bool = False) -> Told:
    return Told(
        person_id=person_id, marks={"tables": dict(marks.tables), "ratings": sorted(marks.ratings)}, ended=ended
    )
