"""After the visit: the answer, the remedy, the check of it; a finding taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.models import Checked, Finding, VisitState
from dungviec.office.inspection.rights import may_answer, may_remedy, require


def answer(finding: Finding, words: str, *, viewer: Viewer, by: User) -> None:
    """What the person, or the head for the unit, says to it. Said once; late is said too, and shown as late."""
    require(may_answer(viewer, finding))
    words = words.strip()
    if not words:
        raise InspectionRefused(_("Xin ghi nội dung giải trình."))
    if len(words) > 3000:
        raise InspectionRefused(_("Giải trình dài quá 3.000 ký tự."))
    with transaction.atomic():
        one = _held(finding)
        if one.answered_at is not None:
            raise InspectionRefused(
                _("Phát hiện này đã có giải trình lúc %s.") % f"{timezone.localtime(one.answered_at):%d/%m/%Y %H:%M}"
            )
        one.answer, one.answered_at, one.answered_by = words, timezone.now(), by
        one.save(update_fields=["answer", "answered_at", "answered_by"])
        ledger.record(by.get_username(), "answer_finding", kind="finding", subject=one.key.hex)


def report_remedy(finding: Finding, note: str, on: date | None, *, day: date, viewer: Viewer, by: User) -> None:
    """Say that what was asked for is done; an inspector checks it."""
    require(may_remedy(viewer, finding))
    note = " ".join(note.split())
    if not note or len(note) > 300:
        raise InspectionRefused(_("Xin ghi đã khắc phục thế nào, không quá 300 ký tự."))
    if on is None or on > day or (finding.visit.closed_on and on < finding.visit.planned_on):
        raise InspectionRefused(_("Ngày khắc phục phải từ ngày kiểm tra đến hôm nay, ghi theo mẫu 10/12/2020."))
    with transaction.atomic():
        one = _held(finding)
        if not one.remedy:
            raise InspectionRefused(_("Phát hiện này không có yêu cầu khắc phục."))
        if one.checked == Checked.DONE:
            raise InspectionRefused(_("Việc khắc phục đã được kiểm tra, không sửa được nữa."))
        one.fixed_on, one.fixed_note, one.checked = on, note, Checked.NOT_YET
        one.save(update_fields=["fixed_on", "fixed_note", "checked"])
        ledger.record(by.get_username(), "report_remedy", kind="finding", subject=one.key.hex)


def check_remedy(finding: Finding, state: str, note: str, *, due: date | None, day: date, by: User) -> None:
    """What the re-check saw. Not done: a new day may be set, and the unit is asked again."""
    note = " ".join(note.split())
    if state not in (Checked.DONE, Checked.NOT_DONE):
        raise InspectionRefused(_("Xin chọn đã khắc phục hay chưa."))
    if not note or len(note) > 300:
        raise InspectionRefused(_("Xin ghi đã xem gì, không quá 300 ký tự."))
    if due is not None and due < day:
        raise InspectionRefused(_("Hạn khắc phục mới %s đã qua.") % f"{due:%d/%m/%Y}")
    with transaction.atomic():
        one = _held(finding)
        if one.visit.state != VisitState.CLOSED or not one.remedy:
            raise InspectionRefused(_("Phát hiện này không có việc khắc phục để kiểm tra."))
        one.checked, one.checked_on, one.checked_note = state, day, note
        if state == Checked.NOT_DONE:
            one.fixed_on = None
            one.remedy_due = due or one.remedy_due
        one.save(update_fields=["checked", "checked_on", "checked_note", "fixed_on", "remedy_due"])
        ledger.record(
            by.get_username(), "check_remedy", kind="finding", subject=one.key.hex, done=state == Checked.DONE
        )


def drop(finding: Finding, why: str, *, day: date, by: User) -> None:
    """Take a finding back, usually after the answer. It stays on file with the reason and counts nowhere."""
    why = " ".join(why.split())
    if not why or len(why) > 300:
        raise InspectionRefused(_("Xin ghi lý do rút phát hiện, không quá 300 ký tự."))
    with transaction.atomic():
        one = _held(finding)
        if one.visit.state != VisitState.CLOSED:
            raise InspectionRefused(_("Cuộc kiểm tra chưa khép: xin sửa ghi chép tại chỗ."))
        one.dropped_on, one.dropped_why = day, why
        one.save(update_fields=["dropped_on", "dropped_why"])
        ledger.record(by.get_username(), "drop_finding", kind="finding", subject=one.key.hex)


def _held(finding: Finding) -> Finding:
    """The finding as it stands now, held until the end of the deed."""
    one = Finding.objects.select_for_update().select_related("visit").get(pk=finding.pk)
    if one.dropped_on is not None:
        raise InspectionRefused(_("Phát hiện đã được rút."))
    return one
