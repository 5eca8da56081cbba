"""What people write: commitments, activities and attendance, reflections, the year's review. Each deed with a line in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.models import (
    Activity,
    Attendance,
    Commitment,
    CommitmentState,
    CommitmentStep,
    FormVersion,
    Mark,
    Reflection,
    Review,
    Topic,
)
from dungviec.office.registry.selectors import office_day
from dungviec.office.requests.vault import Checked, store
from dungviec.office.shell.texts import within

OPEN = (CommitmentState.DRAFT, CommitmentState.RETURNED)


def today() -> date:
    """The last day that has come: the calendar's, or that of the data where it is later."""
    return max(office_day(), timezone.localdate())


def _stale(seen: int, now: int) -> None:
    if seen != now:
        raise EducationRefused(
            _("Nội dung này vừa được ghi ở nơi khác. Xem bản mới rồi ghi lại; chữ đã gõ còn ở dưới.")
        )


@transaction.atomic
def keep_commitment(topic: Topic, person_id: str, unit_id: str, form: FormVersion, answers: Mapping[str, Any], *, send: bool, seen: int, by: User) -> Commitment:  # fmt: skip
    """A commitment as a draft, or sent under the own name. ``seen``: the revision the writer had (0 for none).

    Raises EducationRefused when it waits for the head or is confirmed, or was written meanwhile.
    """
    one = Commitment.objects.select_for_update(of=("self",)).filter(topic=topic, person_id=person_id).first()
    if one is not None and one.state not in OPEN:
        raise EducationRefused(_("Bản đăng ký đã gửi; người đứng đầu trả lại thì mới sửa được."))
    _stale(seen, one.revision if one else 0)
    if one is None:
        one = Commitment(topic=topic, person_id=person_id, revision=0)
    one.unit_id, one.form, one.answers = unit_id, form, dict(answers)
    one.revision += 1
    if send:
        one.state, one.sent_at, one.note = CommitmentState.SENT, timezone.now(), ""
    one.save()
    if send:
        CommitmentStep.objects.create(commitment=one, step=CommitmentState.SENT, answers=one.answers, by=by, at=timezone.now())  # fmt: skip
    ledger.record(by.username, "send_commitment" if send else "keep_commitment", kind="person", subject=person_id, topic=topic.pk)  # fmt: skip
    return one


@transaction.atomic
def decide_commitment(pk: int, *, confirm: bool, note: str, seen: int, by: User) -> Commitment:
    """The head confirms, or returns with a reason. Raises EducationRefused when it does not wait, or without a reason to return."""
    one = Commitment.objects.select_for_update(of=("self",)).get(pk=pk)
    _stale(seen, one.revision)
    if one.state != CommitmentState.SENT:
        raise EducationRefused(_("Bản đăng ký này không chờ xác nhận."))
    if not confirm and not note.strip():
        raise EducationRefused(_("Trả lại thì ghi lý do để người đăng ký biết sửa gì."))
    one.state = CommitmentState.CONFIRMED if confirm else CommitmentState.RETURNED
    one.decided_by, one.decided_at, one.note = by, timezone.now(), within(note, 300, EducationRefused)
    one.revision += 1
    one.save()
    CommitmentStep.objects.create(commitment=one, step=one.state, answers=one.answers, note=one.note, by=by, at=timezone.now())  # fmt: skip
    ledger.record(by.username, "confirm_commitment" if confirm else "return_commitment", kind="person", subject=one.person_id, topic=one.topic_id)  # fmt: skip
    return one


@transaction.atomic
def make_activity(given: dict[str, Any], *, by: User) -> Activity:
    """Something that was held. Raises EducationRefused for a day to come, a kind that is not used that day, or the same twice."""
    day, kind, topic = given["day"], given["kind"], given.get("topic")
    if day > today():
        raise EducationRefused(
            _("Ngày %s chưa đến; ghi buổi đã tổ chức.") % f"{day:%d/%m/%Y}", {"day": _("Ngày này chưa đến.")}
        )
    if day < kind.valid_from or (kind.valid_until is not None and day > kind.valid_until):
        raise EducationRefused(_("Ngày đó không dùng loại «%s».") % kind, {"kind": _("Không dùng ngày đó.")})
    if topic is not None and not topic.begins <= day <= topic.ends:
        raise EducationRefused(
            _("Ngày đó ngoài thời gian của chuyên đề."), {"day": _("Ngoài thời gian của chuyên đề.")}
        )
    same = {k: given[k] for k in ("kind", "unit_id", "title", "day")}
    if Activity.objects.filter(**same, withdrawn_at__isnull=True).exists():
        raise EducationRefused(_("Buổi này đã được ghi."), {"title": _("Đã ghi một buổi như vậy trong ngày.")})
    made = Activity.objects.create(**given, by=by.username, at=timezone.now())
    ledger.record(by.username, "make_activity", kind="activity", subject=str(made.pk), unit=made.unit_id)
    return made


@transaction.atomic
def mark_attendance(pk: int, marks: Mapping[str, str], *, among: Collection[str], seen: int, by: User) -> int:
    """Who was there; how many marks stand. Only people in ``among`` are marked. Raises EducationRefused for strangers or a stale page."""
    one = Activity.objects.select_for_update(of=("self",)).get(pk=pk)
    _stale(seen, one.revision)
    if one.withdrawn_at is not None:
        raise EducationRefused(_("Buổi này đã được rút."))
    given = {p: m for p, m in marks.items() if m}
    if strangers := sorted(set(given) - set(among)):
        raise EducationRefused(_("Không thuộc đơn vị tổ chức: %s.") % ", ".join(strangers[:3]))
    if bad := sorted(set(given.values()) - set(Mark.values)):
        raise EducationRefused(_("Không có cách điểm danh «%s».") % bad[0][:20])
    one.attendances.filter(person_id__in=list(among)).delete()
    Attendance.objects.bulk_create(Attendance(activity=one, person_id=p, mark=m) for p, m in given.items())
    one.revision += 1
    one.save(update_fields=["revision"])
    ledger.record(by.username, "mark_attendance", kind="activity", subject=str(pk), people=len(given))
    return len(given)


@transaction.atomic
def withdraw_activity(pk: int, *, why: str, by: User) -> Activity:
    """Take back an activity written by mistake; it stays on file. Raises EducationRefused without a reason, or twice."""
    one = Activity.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.withdrawn_at is not None:
        raise EducationRefused(_("Buổi này đã được rút."))
    if not why.strip():
        raise EducationRefused(_("Ghi lý do rút."))
    one.withdrawn_at, one.withdrawn_why = timezone.now(), within(why, 300, EducationRefused)
    one.save(update_fields=["withdrawn_at", "withdrawn_why"])
    ledger.record(by.username, "withdraw_activity", kind="activity", subject=str(pk))
    return one


@transaction.atomic
def keep_reflection(topic: Topic, person_id: str, form: FormVersion, answers: Mapping[str, Any], *, file: Checked | None, reader: User | None, send: bool, seen: int, by: User) -> Reflection:  # fmt: skip
    """A reflection as a draft, or sent to its reader. Raises EducationRefused once it was sent, without a reader, or empty."""
    one = Reflection.objects.select_for_update(of=("self",)).filter(topic=topic, person_id=person_id).first()
    if one is not None and one.sent_at is not None:
        raise EducationRefused(_("Bài thu hoạch đã gửi, không sửa được nữa."))
    _stale(seen, one.revision if one else 0)
    if one is None:
        one = Reflection(topic=topic, person_id=person_id, revision=0)
    if send and reader is None:
        raise EducationRefused(_("Chọn người đọc bài; chỉ người đó và anh/chị đọc được."))
    if (
        send
        and file is None
        and one.file_id is None
        and not any(str(v).strip() for v in answers.values() if v is not False)
    ):
        raise EducationRefused(_("Bài thu hoạch chưa có chữ nào, cũng chưa có tệp."))
    one.form, one.answers, one.reader = form, dict(answers), reader
    if file is not None:
        one.file = store(file, person_id, by)
    one.revision += 1
    if send:
        one.sent_at = timezone.now()
    one.save()
    ledger.record(by.username, "send_reflection" if send else "keep_reflection", kind="person", subject=person_id, topic=topic.pk)  # fmt: skip
    return one


@transaction.atomic
def read_reflection(pk: int, *, by: User, reply: str | None = None) -> Reflection:
    """The reader opened it, or answers. Only whoever may read calls this. Raises EducationRefused for an answer that is too long."""
    one = Reflection.objects.select_for_update(of=("self",)).get(pk=pk)
    if reply is not None:
        if len(reply) > 2000:
            raise EducationRefused(_("Lời đáp dài quá 2.000 ký tự."))
        one.reply = reply.strip()
    first = one.read_at is None
    one.read_at = one.read_at or timezone.now()
    one.save(update_fields=["read_at", "reply"])
    if first or reply is not None:
        ledger.record(by.username, "read_reflection" if reply is None else "reply_reflection", kind="person", subject=one.person_id, topic=one.topic_id)  # fmt: skip
    return one


@transaction.atomic
def review_self(
    year: int, person_id: str, unit_id: str, form: FormVersion, answers: Mapping[str, Any], *, seen: int, by: User
) -> Review:
    """The official's own words on the year. Raises EducationRefused once the head has written."""
    one = Review.objects.select_for_update(of=("self",)).filter(year=year, person_id=person_id).first()
    if one is not None and one.head_at is not None:
        raise EducationRefused(_("Người đứng đầu đã nhận xét; phần tự nhận xét không sửa được nữa."))
    _stale(seen, one.revision if one else 0)
    one = one or Review(year=year, person_id=person_id, revision=0)
    one.unit_id, one.self_form, one.self_answers, one.self_at = unit_id, form, dict(answers), timezone.now()
    one.revision += 1
    one.save()
    ledger.record(by.username, "review_self", kind="person", subject=person_id, year=year)
    return one


@transaction.atomic
def review_head(
    year: int, person_id: str, unit_id: str, form: FormVersion, answers: Mapping[str, Any], *, seen: int, by: User
) -> Review:
    """The head's words, after the official's own. Raises EducationRefused before those, and once the official has seen it."""
    one = Review.objects.select_for_update(of=("self",)).filter(year=year, person_id=person_id).first()
    if one is None or one.self_at is None:
        raise EducationRefused(_("Người được nhận xét chưa tự nhận xét."))
    if one.seen_at is not None:
        raise EducationRefused(_("Người được nhận xét đã xem và có ý kiến; nhận xét không sửa được nữa."))
    _stale(seen, one.revision)
    one.unit_id, one.head_form, one.head_answers, one.head_by, one.head_at = (
        unit_id,
        form,
        dict(answers),
        by,
        timezone.now(),
    )
    one.revision += 1
    one.save()
    ledger.record(by.username, "review_head", kind="person", subject=person_id, year=year)
    return one


@transaction.atomic
def see_review(year: int, person_id: str, *, reply: str, seen: int, by: User) -> Review:
    """The official has seen the head's words, and answers if they like. Only from then on is it offered to the appraisal."""
    one = Review.objects.select_for_update(of=("self",)).filter(year=year, person_id=person_id).first()
    if one is None or one.head_at is None:
        raise EducationRefused(_("Chưa có nhận xét của người đứng đầu."))
    if one.seen_at is not None:
        raise EducationRefused(_("Anh/chị đã xem và có ý kiến rồi."))
    _stale(seen, one.revision)
    if len(reply) > 2000:
        raise EducationRefused(_("Ý kiến dài quá 2.000 ký tự."))
    one.seen_at, one.reply = timezone.now(), reply.strip()
    one.revision += 1
    one.save()
    ledger.record(by.username, "review_seen", kind="person", subject=person_id, year=year)
    return one
