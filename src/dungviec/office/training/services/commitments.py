"""Commitments to serve, and cases of paying back: stated, decided, paid, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.training.faults import TrainingRefused
from dungviec.office.training.models import Commitment, Payment, Reimbursement
from dungviec.office.training.services.revising import put, taken


@transaction.atomic
def keep(
    viewer: Viewer, values: Mapping[str, Any], *, pk: int | None = None, revision: int | None = None
) -> Commitment:
    """A new commitment, or other facts of one that is not closed. Raises TrainingRefused on a double and on a stale form."""
    one = Commitment() if pk is None else taken(Commitment, pk, revision)
    if one.closed_on is not None:
        raise TrainingRefused(_("Cam kết này đã kết thúc."))
    for name, value in values.items():
        setattr(one, name, value)
    same = Commitment.objects.filter(person_id=one.person_id, course=one.course, studied_from=one.studied_from)
    if same.exclude(pk=one.pk).exists():
        raise TrainingRefused(_("Cam kết về khóa học này của người này đã có."))
    return put(one, viewer, "keep_commitment", subject=one.person_id)


@transaction.atomic
def close(viewer: Viewer, pk: int, revision: int | None, *, day: date) -> Commitment:
    """The commitment is served, or its case is paid."""
    one = taken(Commitment, pk, revision)
    if one.closed_on is not None:
        raise TrainingRefused(_("Cam kết này đã kết thúc."))
    if day < one.studied_to:
        raise TrainingRefused(_("Ngày kết thúc cam kết phải sau ngày học xong."))
    one.closed_on = day
    return put(one, viewer, "close_commitment", subject=one.person_id)


@transaction.atomic
def keep_case(
    viewer: Viewer, commitment: Commitment, values: Mapping[str, Any], *, revision: int | None
) -> Reimbursement:
    """The facts of a case of paying back. Raises TrainingRefused on a stale form and once money was paid."""
    there = Reimbursement.objects.filter(commitment=commitment).first()
    if there is None and revision is not None:
        raise TrainingRefused(_("Dòng này không còn nữa. Xin tải lại trang."))
    one = Reimbursement(commitment=commitment) if there is None else taken(Reimbursement, there.pk, revision)
    if there is not None and there.payments.exists():
        raise TrainingRefused(_("Đã có tiền nộp nên không sửa được số liệu của việc đền bù này."))
    if values["day"] < commitment.studied_from:
        raise TrainingRefused(_("Ngày xảy ra không thể trước ngày đi học."))
    for name, value in values.items():
        setattr(one, name, value)
    return put(one, viewer, "keep_reimbursement", subject=commitment.person_id)


@transaction.atomic
def pay(viewer: Viewer, case: Reimbursement, *, amount: int, day: date, receipt: str) -> Payment:
    """Money paid back; never more than was decided, and a receipt counts once."""
    locked = Reimbursement.objects.select_for_update().get(pk=case.pk)
    if locked.decided_amount is None:
        raise TrainingRefused(_("Chưa có quyết định đền bù nên chưa nhận tiền."))
    paid = locked.payments.aggregate(n=Sum("amount"))["n"] or 0
    if paid + amount > locked.decided_amount:
        raise TrainingRefused(_("Số nộp vượt số còn phải nộp."))
    try:
        with transaction.atomic():
            made = Payment.objects.create(
                reimbursement=locked, amount=amount, day=day, receipt=receipt, by=viewer.username, at=timezone.now()
            )
    except IntegrityError:
        raise TrainingRefused(_("Biên lai «%s» đã ghi rồi.") % receipt) from None
    ledger.listed(viewer, "pay_back_training", 1, subject=locked.commitment.person_id)
    return made
