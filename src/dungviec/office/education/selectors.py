"""Reading the room, through the gate: whose topics, who registered, who was there, what is missing; figures by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet
from django.http import Http404

from dungviec.office.access.models import Membership, Role, User
from dungviec.office.education.models import (
    Activity,
    Attendance,
    Commitment,
    CommitmentState,
    Mark,
    Reflection,
    Topic,
)
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import opened_units

REGISTERED = (CommitmentState.SENT, CommitmentState.CONFIRMED)
COLUMNS = ("person_id", "name", "unit_id", "unit_name", "unit_path")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the viewer's reach, with the unit they stand in."""

    person_id: str
    name: str
    unit_id: str
    unit_name: str
    unit_path: str

    def in_unit(self, unit_id: str) -> bool:
        """Whether they stand in a unit or below it; everybody stands in the whole body (empty)."""
        return not unit_id or f"/{unit_id}/" in f"/{self.unit_path}"


def people_of(records: SeenRecords, unit_id: str = "") -> list[Person]:
    """Everybody in reach on the day, of one unit with all below it where asked; by unit and name."""
    frame = records.people.filter(pl.col("unit_id").is_not_null())
    found = [Person(*row) for row in frame.select(COLUMNS).iter_rows()]
    return [p for p in found if p.in_unit(unit_id)]


def person_of(records: SeenRecords, person_id: str) -> Person:
    """One person in reach. Http404 for anybody else, or who stands in no unit that day."""
    rows = records.people.filter((pl.col("person_id") == person_id) & pl.col("unit_id").is_not_null())
    found = [Person(*row) for row in rows.select(COLUMNS).iter_rows()]
    if not found:
        raise Http404(person_id)
    return found[0]


def years() -> list[int]:
    """Years with topics, the latest first."""
    return list(Topic.objects.order_by("-year").values_list("year", flat=True).distinct())


def year_of(day: date, asked: str) -> int:
    """The year asked for; else the day's where it has topics, else the latest before it, else the day's."""
    if asked.isdecimal() and len(asked) == 4:
        return int(asked)
    there = years()
    return day.year if day.year in there else max((y for y in there if y < day.year), default=day.year)


def topics_for(person: Person, year: int) -> list[Topic]:
    """Topics of a year that ask this person."""
    return [t for t in Topic.objects.filter(year=year) if person.in_unit(t.unit_id)]


def topics_seen(records: SeenRecords, year: int) -> list[Topic]:
    """Topics of a year that ask anybody in the viewer's reach."""
    every = list(Topic.objects.filter(year=year).select_related("reader"))
    if records.viewer.reaches_all:
        return every
    mine = people_of(records)
    return [t for t in every if any(p.in_unit(t.unit_id) for p in mine)]


@dataclass(frozen=True, slots=True)
class Line:
    """What one unit (or all) did: of how many people, who registered, was confirmed, was there, wrote a reflection."""

    unit_id: str
    name: str
    people: int
    registered: int
    confirmed: int
    attended: int
    reflected: int
    held: int
    missing: int
    """People asked to register who have not."""


def by_unit(records: SeenRecords, topics: Sequence[Topic], first: date, last: date) -> list[Line]:
    """One line a unit with somebody asked, those with more missing first. Days bound what was sent, held and attended."""
    people = people_of(records)
    asked = [p for p in people if any(p.in_unit(t.unit_id) for t in topics)]
    pks = [t.pk for t in topics]
    needs = [t for t in topics if t.commitment_form]
    sent = _dated(Commitment.objects.filter(topic__in=pks, state__in=REGISTERED), first, last)
    registered = {(c.topic_id, c.person_id): c.state for c in sent}
    held = activities(records, first, last).filter(topic__in=pks)
    there = set(Attendance.objects.filter(activity__in=held, mark=Mark.PRESENT).values_list("person_id", flat=True))
    wrote = {r.person_id for r in _dated(Reflection.objects.filter(topic__in=pks), first, last)}
    meetings = Counter(held.order_by().values_list("unit_id", flat=True))
    groups: dict[str, list[Person]] = {}
    for p in asked:
        groups.setdefault(p.unit_id, []).append(p)
    lines = []
    for unit, mine in groups.items():
        marks = [registered.get((t.pk, p.person_id)) for p in mine for t in needs if p.in_unit(t.unit_id)]
        by_person = {
            p.person_id: [registered.get((t.pk, p.person_id)) for t in needs if p.in_unit(t.unit_id)] for p in mine
        }
        lines.append(
            Line(
                unit, mine[0].unit_name, len(mine), sum(any(m) for m in by_person.values()),
                sum(CommitmentState.CONFIRMED in m for m in by_person.values()), sum(p.person_id in there for p in mine),
                sum(p.person_id in wrote for p in mine), meetings[unit], sum(m is None for m in marks),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (-line.missing, line.name))


def total(lines: Iterable[Line]) -> Line:
    """All units together."""
    rows = list(lines)
    sums = {
        n: sum(getattr(r, n) for r in rows)
        for n in ("people", "registered", "confirmed", "attended", "reflected", "held", "missing")
    }
    return Line("", "", **sums)


def _dated(rows: QuerySet[Any], first: date, last: date) -> QuerySet[Any]:
    return rows.filter(sent_at__isnull=False, sent_at__date__gte=first, sent_at__date__lte=last)


def activities(records: SeenRecords, first: date, last: date) -> QuerySet[Activity]:
    """What was held between two days by units in reach."""
    found = Activity.objects.filter(day__gte=first, day__lte=last, withdrawn_at__isnull=True).select_related(
        "kind", "topic"
    )
    return found if records.viewer.reaches_all else found.filter(unit_id__in=opened_units(records.viewer))


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands under one topic."""

    person: Person
    commitment: Commitment | None
    present: int
    of: int
    reflected: bool


def standings(records: SeenRecords, topic: Topic) -> list[Standing]:
    """Everybody in reach whom a topic asks: what is missing stands first."""
    people = people_of(records, topic.unit_id)
    ids = [p.person_id for p in people]
    commitments = {c.person_id: c for c in Commitment.objects.filter(topic=topic, person_id__in=ids)}
    marks: dict[str, list[str]] = {}
    rows = Attendance.objects.filter(activity__topic=topic, activity__withdrawn_at__isnull=True, person_id__in=ids)
    for person, mark in rows.values_list("person_id", "mark"):
        marks.setdefault(person, []).append(mark)
    wrote = set(Reflection.objects.filter(topic=topic, sent_at__isnull=False, person_id__in=ids).values_list("person_id", flat=True))  # fmt: skip
    found = [
        Standing(p, commitments.get(p.person_id), marks.get(p.person_id, []).count(Mark.PRESENT), len(marks.get(p.person_id, [])), p.person_id in wrote)
        for p in people
    ]  # fmt: skip
    order: Mapping[str, int] = {"sent": 0, "": 1, "draft": 1, "returned": 2, "confirmed": 3}
    return sorted(found, key=lambda s: order[s.commitment.state if s.commitment else ""])


def readers_for(person: Person, topic: Topic) -> list[User]:
    """Accounts that may be chosen to read a reflection: heads over the person's unit, and the reader the topic names."""
    heads = (
        Membership.objects.filter(role=Role.UNIT_HEAD, user__is_active=True).exclude(unit_id="").select_related("user")
    )
    over = [m for m in heads if person.in_unit(m.unit_id) and m.person_id != person.person_id]
    paths = dict(Unit.objects.filter(pk__in=[m.unit_id for m in over]).values_list("pk", "path"))
    found = [m.user for m in sorted(over, key=lambda m: -len(paths.get(m.unit_id, "")))]
    named = topic.reader
    if named is not None and named.is_active and named not in found:
        own = Membership.objects.filter(user=named, person_id=person.person_id).exclude(person_id="").exists()
        found += [] if own else [named]
    return found


def quarter(year: int, n: int) -> tuple[date, date]:
    """First and last day of a quarter; of the year for 0."""
    if n == 0:
        return date(year, 1, 1), date(year, 12, 31)
    ends = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}[n]
    return date(year, 3 * n - 2, 1), date(year, *ends)
