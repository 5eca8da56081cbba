"""Classes and who is in them, as far as the viewer may know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404

from dungviec.office.registry.gate import SeenRecords
from dungviec.office.training.models import (
    Attendance,
    ClassState,
    Course,
    Enrolment,
    Place,
    Presence,
    Session,
    TrainingClass,
)
from dungviec.office.training.selectors.needs import needs_on, people_named


@dataclass(frozen=True, slots=True)
class Learner:
    """One person of a class."""

    one: Enrolment
    person: dict[str, Any]
    here: int
    absent: int
    presence: dict[int, str]
    """Session → presence."""


def classes_seen(records: SeenRecords) -> QuerySet[TrainingClass]:
    """Whoever does not oversee everybody sees the classes with people in reach."""
    if records.viewer.reaches_all:
        return TrainingClass.objects.all()
    people = records.people["person_id"].to_list()
    return TrainingClass.objects.filter(pk__in=Enrolment.objects.filter(person_id__in=people).values("training"))


def classes(records: SeenRecords, *, state: str = "", year: int | None = None) -> list[TrainingClass]:
    """The classes seen with how many are called."""
    found = classes_seen(records).select_related("course", "plan")
    if state in ClassState.values:
        found = found.filter(state=state)
    if year is not None:
        found = found.filter(from_date__year__lte=year, to_date__year__gte=year)
    return list(
        found.annotate(
            called=Count("enrolments", filter=Q(enrolments__place=Place.CALLED)),
            passed=Count("enrolments", filter=Q(enrolments__result="passed")),
        )
    )


def spent_of(numbers: list[int]) -> dict[int, int]:
    """Class → đồng spent."""
    found = TrainingClass.objects.filter(pk__in=numbers).annotate(n=Sum("spent__amount")).values_list("pk", "n")
    return {pk: n or 0 for pk, n in found}


def class_seen(records: SeenRecords, pk: int) -> TrainingClass:
    """One class. Http404 where it is not there, or none of its people is in reach."""
    one = TrainingClass.objects.select_related("course", "plan").filter(pk=pk).first()
    if one is None:
        raise Http404("class")
    if not records.viewer.reaches_all and not records.named(list(one.enrolments.values("person_id"))):
        raise Http404("class")
    return one


def learners(records: SeenRecords, one: TrainingClass) -> list[Learner]:
    """Who is in the class and in reach, by name, with how often they came."""
    found = list(one.enrolments.all())
    named = people_named(records, [e.person_id for e in found])
    came: dict[int, dict[int, str]] = {}
    for enrolment, session, presence in Attendance.objects.filter(session__training=one).values_list(
        "enrolment", "session", "presence"
    ):
        came.setdefault(enrolment, {})[session] = presence
    made = [
        Learner(
            e, named[e.person_id], sum(p == Presence.HERE for p in came.get(e.pk, {}).values()),
            sum(p == Presence.ABSENT for p in came.get(e.pk, {}).values()), came.get(e.pk, {}),
        )
        for e in found if e.person_id in named
    ]  # fmt: skip
    return sorted(made, key=lambda r: (r.one.place != Place.CALLED, r.person["sort_key"] or "", r.one.pk))


def session_of(one: TrainingClass, pk: int) -> Session:
    """One sitting of a class; Http404 for one of another class."""
    found = one.sessions.filter(pk=pk).first()
    if found is None:
        raise Http404("session")
    return found


def waiting_for(records: SeenRecords, course: Course | None, *, year: int, most: int = 40) -> list[dict[str, Any]]:
    """People in reach with an open need that the course closes, duties first: whom one may want to call."""
    if course is None:
        return []
    subjects = {w for w, _start, _end in course.closes} | {f"course:{course.code}"}
    tiers: dict[str, int] = {}
    for rank, need in enumerate(needs_on(records.day, year).open):
        if need.what in subjects:
            tiers.setdefault(need.person_id, rank)
    named = people_named(records, list(tiers)[: most * 4])
    return [named[p] for p in tiers if p in named][:most]
