"""From what the room keeps to what the library asks for: courses, the catalogue of a year, requests, wishes, self-study."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from dungviec.office.training import models
from dungviec.office.training.models import AskedState, Opinion, Source, StudyState
from dungviec.training.asked import Asked, Request, SelfStudy, Wish
from dungviec.training.catalogue import Catalogue, Closes, Course, TitleStandard

_ANY = Course("–", "", "", "skills", (), 1, 1, 1, 0, 0, 1)
"""A class without a course of the catalogue: it narrows nobody."""


def library_course(course: models.Course | None) -> Course:
    """A course as the library reads it; without one, a course that takes anybody."""
    if course is None:
        return _ANY
    closes = tuple(Closes(w, start, end) for w, start, end in course.closes)
    return Course(
        course.code, course.title, course.title, course.kind, closes, course.least, course.seats, course.classes, course.per_class,
        course.per_person, course.days, course.owner, course.place, course.promised, course.begins, course.ends, course.part_time,  # type: ignore[arg-type]
        tuple(course.categories), tuple(course.levels), tuple(course.unit_kinds), course.party_member, course.postgraduate, course.months,
    )  # fmt: skip


def library_catalogue(year: int, *, day: date, only: Collection[str] = ()) -> Catalogue:
    """The courses offered on some day of the year from ``day`` on, and the office's standards of titles; ``only``: of these codes."""
    first, last = max(day, date(year, 1, 1)), date(year, 12, 31)
    offered = [
        library_course(c) for c in models.Course.objects.order_by("code")
        if c.valid_from <= last and (c.valid_to is None or c.valid_to >= min(first, last)) and (not only or c.code in only)
    ]  # fmt: skip
    return Catalogue(year, tuple(offered), library_standards())


def library_standards() -> tuple[TitleStandard, ...]:
    """The office's own standards of titles."""
    return tuple(
        TitleStandard(
            tuple(r.strip() for r in s.ranks.split(",") if r.strip()), s.kind, s.words, s.words, s.basis, s.start, s.until, s.months,
            s.grace_months,
        )
        for s in models.TitleStandard.objects.filter(withdrawn=False)
    )  # fmt: skip


def library_asked(year: int) -> Asked:
    """What is asked for a year and still open, with the self-study that was confirmed. Wishes the head refused are left out."""
    rows = models.Asked.objects.filter(year=year, state=AskedState.OPEN).order_by("pk")
    requests = tuple(
        Request(a.unit_id, a.what, a.wants, tuple(a.people), a.urgency, a.why) for a in rows if a.source == Source.UNIT
    )
    wishes = tuple(
        Wish(a.person_id, a.what, a.wants, a.urgency, a.major_fits)
        for a in rows if a.source == Source.WISH and a.opinion != Opinion.NO
    )  # fmt: skip
    studies = models.SelfStudy.objects.filter(state=StudyState.CONFIRMED).exclude(what="").order_by("pk")
    learned = tuple(SelfStudy(s.person_id, s.what, s.level, s.to_date, s.title, s.grade or 1) for s in studies)
    return Asked(requests, wishes, learned)
