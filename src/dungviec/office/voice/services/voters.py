"""Meetings with voters, the promises made there, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.registry.models import Unit
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import Done, FollowUp, Meeting, Promise


@transaction.atomic
def keep_meeting(given: dict[str, Any], *, by: User, day: date, pk: int | None = None, version: int = 0) -> Meeting:
    """A new meeting, or the changed one; a day ahead, or somebody's change meanwhile, is refused."""
    if given["held_on"] > day:
        raise VoiceRefused(_("Ngày họp chưa tới. Buổi tiếp xúc được ghi sau khi họp."))
    one = Meeting() if pk is None else Meeting.objects.select_for_update().get(pk=pk)
    if pk is not None and one.version != version:
        raise VoiceRefused(_("Buổi tiếp xúc đã được người khác sửa trong lúc anh/chị mở trang này. Xin xem lại."))
    for name, value in given.items():
        setattr(one, name, value)
    one.version += pk is not None
    one.save()
    ledger.record(by.username, "keep_meeting_voters", kind="voters", subject=str(one.pk))
    return one


@transaction.atomic
def keep_promise(
    meeting: Meeting, given: dict[str, Any], *, by: User, pk: int | None = None, version: int = 0
) -> Promise:
    """A new promise of a meeting, or the changed one. Its owner is a unit; the due day is not before the meeting."""
    if not Unit.objects.filter(pk=given["unit_id"]).exists():
        raise VoiceRefused(_("Không có đơn vị mã «%s».") % str(given["unit_id"])[:40])
    if given["due"] < meeting.held_on:
        raise VoiceRefused(_("Hạn trước ngày họp. Xin ghi lại hạn."))
    one = Promise(meeting=meeting) if pk is None else Promise.objects.select_for_update().get(pk=pk, meeting=meeting)
    if pk is not None and one.version != version:
        raise VoiceRefused(_("Lời hứa đã được người khác sửa trong lúc anh/chị mở trang này. Xin xem lại."))
    for name, value in given.items():
        setattr(one, name, value)
    one.version += pk is not None
    one.save()
    ledger.record(by.username, "keep_promise", kind="promise", subject=str(one.pk))
    return one


@dataclass(frozen=True, slots=True)
class Step:
    """What was done for a promise, the paper that shows it, and where it stands now."""

    words: str
    evidence: str
    state: str


@transaction.atomic
def follow(pk: int, step: Step, *, seen: int, by: User, day: date) -> Promise:
    """Put down a step. «Done» needs its paper; a promise given up needs its reason (the words). Raises VoiceRefused."""
    one = Promise.objects.select_for_update().get(pk=pk)
    if one.version != seen:
        raise VoiceRefused(_("Lời hứa đã được người khác sửa trong lúc anh/chị mở trang này. Xin xem lại."))
    if step.state not in Done.values:
        raise VoiceRefused(_("Xin chọn tình trạng."))
    if not step.words.strip() or len(step.words) > 500 or len(step.evidence) > 160:
        raise VoiceRefused(_("Xin viết việc đã làm (không quá 500 ký tự)."))
    if step.state == Done.KEPT and not step.evidence.strip():
        raise VoiceRefused(_("Ghi «Đã xong» cần minh chứng: số văn bản, biên bản hoặc nơi xem được."))
    FollowUp.objects.create(promise=one, day=day, words=step.words.strip(), evidence=step.evidence.strip(), state=step.state, by=by)  # fmt: skip
    one.state, one.version = step.state, one.version + 1
    one.closed_on = None if step.state == Done.OPEN else day
    one.save()
    ledger.record(by.username, "follow_promise", kind="promise", subject=str(pk), state=step.state)
    return one
