"""Classes: opened, people called and taken off, sittings and who came, results with certificates, money spent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.workforce import workforce
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import (
    Attendance,
    ClassState,
    Enrolment,
    Place,
    Result,
    Session,
    Spending,
    TrainingClass,
    YearPlan,
)
from dungviec.office.training.sending import Gate
from dungviec.office.training.services.attending import record
from dungviec.office.training.services.revising import put, taken


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call: who is on the list now, and who is not, with the reason."""

    called: int
    refused: list[tuple[str, str]]


@transaction.atomic
def keep_class(
    viewer: Viewer, values: Mapping[str, Any], *, pk: int | None = None, revision: int | None = None, plan: YearPlan | None = None
) -> TrainingClass:  # fmt: skip
    """A new class, or other facts of one. Raises TrainingRefused on a stale form, a double, or fewer seats than are taken."""
    one = TrainingClass(plan=plan) if pk is None else taken(TrainingClass, pk, revision)
    if one.state in (ClassState.ENDED, ClassState.DROPPED):
        raise TrainingRefused(_("Lớp đã kết thúc hoặc không mở nên không sửa được."))
    for name, value in values.items():
        setattr(one, name, value)
    same = TrainingClass.objects.filter(title=one.title, from_date=one.from_date, place=one.place).exclude(pk=one.pk)
    if same.exists():
        raise TrainingRefused(_("Đã có lớp cùng tên, cùng ngày khai giảng, cùng nơi học."))
    if one.pk and _on_list(one).count() > one.seats:
        raise TrainingRefused(_("Danh sách đã có %d người, nhiều hơn số chỗ.") % _on_list(one).count())
    return put(one, viewer, "keep_training_class")


@transaction.atomic
def move_on(viewer: Viewer, pk: int, revision: int | None, state: str) -> TrainingClass:
    """Open, end or drop a class. A class ends when everybody on its list has a result; one with results is not dropped."""
    one = taken(TrainingClass, pk, revision)
    steps = {
        ClassState.OPEN: (ClassState.PLANNED,),
        ClassState.ENDED: (ClassState.OPEN,),
        ClassState.DROPPED: (ClassState.PLANNED,),
    }
    if state not in steps or one.state not in steps[ClassState(state)]:
        raise TrainingRefused(_("Lớp đang «%s» nên không chuyển như vậy được.") % one.get_state_display())
    if state == ClassState.ENDED and _on_list(one).filter(result="").exists():
        raise TrainingRefused(_("Còn người trong danh sách chưa có kết quả. Xin ghi kết quả hoặc rút tên trước."))
    if state == ClassState.OPEN and not _on_list(one).exists():
        raise TrainingRefused(_("Lớp chưa có ai trong danh sách."))
    one.state = ClassState(state)
    return put(one, viewer, "move_training_class")


@transaction.atomic
def call(viewer: Viewer, pk: int, people: Sequence[str], *, day: date) -> Called:
    """Put people on the list as far as the law of the day and the seats allow; whoever is refused is told with the reason."""
    one = TrainingClass.objects.select_for_update(of=("self",)).select_related("course").get(pk=pk)
    if not one.going_on:
        raise TrainingRefused(_("Lớp đã kết thúc hoặc không mở nên không triệu tập thêm."))
    rows = {
        r["person_id"]: r
        for r in workforce(day)
        .filter(pl.col("person_id").is_in(list(people)))
        .select("person_id", "unit_id", "unit_path")
        .to_dicts()
    }
    there = {e.person_id: e for e in one.enrolments.all()}
    free = one.seats - sum(e.place == Place.CALLED for e in there.values())
    gate = Gate(day, last_day=one.to_date)
    refused, called = list[tuple[str, str]](), 0
    for person in people:
        held, row = there.get(person), rows.get(person)
        if row is None:
            refused.append((person, _("không có trong danh sách đang công tác")))
        elif held is not None and held.place == Place.CALLED:
            refused.append((person, _("đã có trong danh sách lớp")))
        elif called >= free:
            refused.append((person, _("lớp đã đủ chỗ")))
        elif (answer := gate.ask(person, one.course)).outcome == "not":
            refused.append((person, answer.words))
        else:
            seat = held or Enrolment(training=one, person_id=person)
            seat.place, seat.unit_id, seat.unit_path = Place.CALLED, row["unit_id"] or "", row["unit_path"] or ""
            seat.verdict = answer.verdict
            put(seat, viewer, "call_to_class", subject=person)
            called += 1
    return Called(called, refused)


@transaction.atomic
def take_off(viewer: Viewer, pk: int, revision: int | None) -> Enrolment:
    """Take somebody off the list; a result that is written stays."""
    one = taken(Enrolment, pk, revision)
    if one.result or not one.training.going_on:
        raise TrainingRefused(_("Người này đã có kết quả, hoặc lớp đã kết thúc, nên không rút tên được."))
    one.place = Place.LEFT
    return put(one, viewer, "take_off_class", subject=one.person_id)


@transaction.atomic
def add_session(viewer: Viewer, pk: int, *, day: date, words: str) -> Session:
    """One sitting within the days of the class."""
    one = TrainingClass.objects.get(pk=pk)
    if not one.from_date <= day <= one.to_date:
        raise TrainingRefused(_("Buổi học phải nằm trong thời gian của lớp."))
    if one.sessions.filter(day=day, words=words).exists():
        raise TrainingRefused(_("Đã có buổi này rồi."))
    made = Session.objects.create(training=one, day=day, words=words)
    ledger.listed(viewer, "keep_session", 1, subject=str(pk))
    return made


@transaction.atomic
def mark_presence(viewer: Viewer, session: Session, given: Mapping[int, str]) -> int:
    """Who came to a sitting."""
    mine = set(_on_list(session.training).values_list("pk", flat=True))
    for pk, presence in given.items():
        if pk in mine:
            Attendance.objects.update_or_create(session=session, enrolment_id=pk, defaults={"presence": presence})
    ledger.listed(viewer, "mark_presence", len(given), subject=str(session.training_id))
    return len(given)


@transaction.atomic
def write_result(viewer: Viewer, pk: int, revision: int | None, values: Mapping[str, Any]) -> Enrolment:
    """How it ended for one person; the records follow at once. Raises TrainingRefused on a stale form."""
    one = taken(Enrolment, pk, revision)
    training = one.training
    if training.state == ClassState.PLANNED or one.place != Place.CALLED:
        raise TrainingRefused(_("Lớp chưa khai giảng, hoặc người này đã rút tên, nên chưa ghi kết quả được."))
    if values["result"] == Result.NONE and one.result:
        raise TrainingRefused(_("Kết quả đã ghi thì sửa thành kết quả khác, không bỏ trống."))
    if all(getattr(one, name) == value for name, value in values.items()):
        return one
    for name, value in values.items():
        setattr(one, name, value)
    record(viewer, one, training)
    return put(one, viewer, "write_training_result", subject=one.person_id)


@transaction.atomic
def spend(viewer: Viewer, pk: int, values: Mapping[str, Any]) -> Spending:
    """Money spent on a class; the same paper counts once for an item."""
    one = TrainingClass.objects.get(pk=pk)
    try:
        with transaction.atomic():
            made = Spending.objects.create(training=one, by=viewer.username, at=timezone.now(), **values)
    except IntegrityError:
        raise TrainingRefused(_("Khoản chi theo chứng từ «%s» đã ghi rồi.") % values["paper"]) from None
    ledger.listed(viewer, "spend_on_class", 1, subject=str(pk))
    return made


def _on_list(one: TrainingClass) -> Any:
    return one.enrolments.filter(place=Place.CALLED)
