"""Handing over when somebody leaves a post: a list that opens with the signature, ticked item by item."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.decisions.effects import LEAVES
from dungviec.office.decisions.models import Decision, HandoverItem

ITEMS = (
    gettext_noop("Công việc đang giải quyết, hạn của từng việc"),
    gettext_noop("Hồ sơ, tài liệu giấy và điện tử"),
    gettext_noop("Tài sản, trang thiết bị, chìa khóa, con dấu được giao"),
    gettext_noop("Tài khoản hệ thống: thu hồi và cấp quyền mới"),
    gettext_noop("Kinh phí, công nợ, tạm ứng"),
    gettext_noop("Biên bản bàn giao có chữ ký ba bên"),
)
"""What is handed over; a habit of offices, the office's own standard."""


def open_checklist(one: Decision) -> None:
    """The list of a decision by which somebody leaves a post (a case asks for it where its decision ends one); due on the eve of its effect."""
    if (one.kind not in LEAVES and not one.by_case) or one.kind == "reappointment":
        return
    due = one.effective - timedelta(days=1)
    HandoverItem.objects.bulk_create(HandoverItem(decision=one, words=words, due=due) for words in ITEMS)


@transaction.atomic
def tick(pk: int, *, done: bool, by: User) -> HandoverItem:
    """Mark one item as handed over, or take the mark away."""
    item = HandoverItem.objects.select_for_update().get(pk=pk)
    item.done_at, item.done_by = (timezone.now(), str(by)) if done else (None, "")
    item.save(update_fields=["done_at", "done_by"])
    ledger.record(by.username, "hand_over", kind="person", subject=item.decision.person_id, item=pk, done=done)
    return item
