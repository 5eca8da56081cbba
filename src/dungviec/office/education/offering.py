"""What the room offers to others: two figures for the programme, and the review for whoever appraises, once the person has seen it."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _

from dungviec.office.access.policy import Viewer
from dungviec.office.appraisal.offered import Offered
from dungviec.workforce.counting import figure, of_people
from dungviec.workforce.measures import PERCENT, Made, Measure
from dungviec.workforce.scope import Scope

_NEEDS = ("people.person_id", "education.person_id")
_ALL = ("người trong biên chế", "people on the rolls")


def _among(scope: Scope, key: str, words: tuple[str, str], people: set[str]) -> Made:
    own = scope.everybody.filter(pl.col("person_id").is_in(list(people)))
    return (
        figure(key, words, words, of_people(own), needs=_NEEDS),
        figure(f"{key}.of", _ALL, _ALL, of_people(scope.everybody), needs=_NEEDS),
    )


def _registered(scope: Scope) -> Made:
    from dungviec.office.education.models import Commitment
    from dungviec.office.education.selectors import REGISTERED as STATES

    rows = Commitment.objects.filter(
        topic__year=scope.until.year, state__in=STATES, sent_at__date__lte=scope.until
    ).values_list("person_id", flat=True)
    words = (
        f"người đã đăng ký chuyên đề năm {scope.until.year}",
        f"people who registered for a topic of {scope.until.year}",
    )
    return _among(scope, "education.registered", words, set(rows))


def _attended(scope: Scope) -> Made:
    from dungviec.office.education.models import Attendance, Mark

    rows = Attendance.objects.filter(
        mark=Mark.PRESENT, activity__withdrawn_at__isnull=True, activity__day__range=(scope.since, scope.until)
    ).values_list("person_id", flat=True)
    words = ("người đã dự ít nhất một buổi sinh hoạt trong năm", "people who attended an activity in the year")
    return _among(scope, "education.attended", words, set(rows))


REGISTERED = Measure(
    "education.registered", "S12", "Tỉ lệ người đã đăng ký chuyên đề của năm", "Share of people registered for a topic of the year", PERCENT, "up", _registered,
    over_year=True, kept=False,
)  # fmt: skip
ATTENDED = Measure(
    "education.attended", "S12", "Tỉ lệ người đã dự sinh hoạt trong năm", "Share of people who attended an activity in the year", PERCENT, "up", _attended,
    over_year=True, kept=False,
)  # fmt: skip


def signs(viewer: Viewer, person_id: str, first: date, last: date) -> list[Offered]:
    """The year's review, for who may follow the person: evidence for the general criteria, no points; only once the person has seen it."""
    from dungviec.office.education import rights
    from dungviec.office.education.models import Review

    own = bool(viewer.person_id) and viewer.person_id == person_id
    if not own and not rights.may_follow(viewer):
        return []
    rows = Review.objects.filter(person_id=person_id, seen_at__isnull=False, year__range=(first.year, last.year))
    return [
        Offered(
            one.seen_at.date() if one.seen_at else last, _("Nhận xét năm %d về học tập, rèn luyện chính trị, đạo đức") % one.year,
            _("người được nhận xét đã xem, có ý kiến") if one.reply else _("người được nhận xét đã xem"),
            reverse("education:self_review", args=[one.year]) if own else reverse("education:review", args=[one.year, person_id]), "blue",
        )
        for one in rows
    ]  # fmt: skip
