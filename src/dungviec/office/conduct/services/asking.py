"""Signs taken up: the person is asked, answers, and the question is closed with a reason. Nothing of it enters anybody's record."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dungviec.conduct.signs import Sign, accuses
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Answered, AskedSign
from dungviec.office.conduct.services.common import refuse_involved
from dungviec.office.shell.texts import within


@transaction.atomic
def ask(sign: Sign, *, by: User, on: date) -> AskedSign:
    """Send the question to the person it is about. A question about the office is nobody's to answer: it can only be closed."""
    if not sign.person_id:
        raise ConductRefused(
            _("Câu hỏi này về cách làm của cơ quan, không về riêng ai: xử lý rồi khép lại với kết quả.")
        )
    refuse_involved(sign.person_id, by, on)
    one = _row(sign)
    if one.state != Answered.OPEN:
        raise ConductRefused(_("Câu hỏi này đã được hỏi."))
    one.state, one.asked_on, one.by = Answered.ASKED, on, str(by)
    one.save()
    ledger.record(by.username, "ask_sign", kind="sign", subject=str(one.pk), sign=sign.kind)
    return one


@transaction.atomic
def tell(pk: int, person_id: str, words: str, *, by: User, on: date) -> AskedSign:
    """The person's answer; it may be changed until the question is closed."""
    one = AskedSign.objects.select_for_update().get(pk=pk, person_id=person_id)
    if one.state not in (Answered.ASKED, Answered.TOLD):
        raise ConductRefused(_("Câu hỏi này không chờ trả lời."))
    if not words.strip():
        raise ConductRefused(_("Xin ghi câu trả lời."))
    one.state, one.answer, one.answered_on = Answered.TOLD, within(words, 4000, ConductRefused), on
    one.save()
    ledger.record(by.username, "tell_sign", kind="sign", subject=str(pk))
    return one


@transaction.atomic
def close(sign: Sign, why: str, *, by: User, on: date) -> AskedSign:
    """Close a question with its reason. Raises ConductRefused without one, for words that judge, or while an answer is awaited."""
    if sign.person_id:
        refuse_involved(sign.person_id, by, on)
    one = _row(sign)
    if one.state == Answered.CLOSED:
        raise ConductRefused(_("Câu hỏi này đã khép lại."))
    if one.state == Answered.ASKED:
        raise ConductRefused(_("Đã hỏi người liên quan: chờ trả lời rồi mới khép lại."))
    if not why.strip():
        raise ConductRefused(_("Xin ghi lý do khép lại."))
    if accuses(why):
        raise ConductRefused(_("Lý do khép lại chỉ ghi điều đã làm rõ, không ghi kết luận về lỗi của ai. Có căn cứ thì mở vụ việc, nơi người đó được trình bày."))  # fmt: skip
    one.state, one.closed_on, one.closed_because, one.by = (
        Answered.CLOSED,
        on,
        within(why, 400, ConductRefused),
        str(by),
    )
    one.save()
    ledger.record(by.username, "close_sign", kind="sign", subject=str(one.pk), sign=sign.kind)
    return one


def _row(sign: Sign) -> AskedSign:
    made, _new = AskedSign.objects.select_for_update().get_or_create(
        kind=sign.kind, person_id=sign.person_id, mark=sign.mark,
        defaults={"question": sign.question.vi[:400], "question_en": sign.question.en[:400]},
    )  # fmt: skip
    return made
