"""What others are told of: kinds of events, and the outbox written in the transaction of the deed itself.

Every deed of the office has its line in the ledger, inside its own transaction; from that line the event is made. So what was
done is told, what was rolled back is not, and a process killed in between has written both or neither.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.models import LedgerEntry
from dungviec.office.api.models import Delivery, Event, Subscription

KINDS: dict[str, Any] = {
    "record.changed": _("Hồ sơ thay đổi"),
    "batch.undone": _("Một đợt ghi được hoàn tác"),
    "import.done": _("Nhập hồ sơ xong"),
    "request.asked": _("Có đề nghị sửa hồ sơ"),
    "request.answered": _("Đề nghị được trả lời"),
    "decision.changed": _("Quyết định được lập, trình, trả lại hoặc bỏ"),
    "decision.signed": _("Quyết định được ký"),
    "decision.undone": _("Quyết định được thu hồi"),
    "decision.effective": _("Quyết định có hiệu lực"),
    "round.changed": _("Phương án bố trí được lập, tính xong hoặc qua bước"),
}
"""Kinds of events in words."""

_OF_ACTION = {
    "record_create": "record.changed", "record_amend": "record.changed", "record_withdraw": "record.changed", "record_import": "record.changed",
    "merge_people": "record.changed", "record_undo": "batch.undone", "intake_done": "import.done", "ask_change": "request.asked",
    "approve_request": "request.answered", "return_request": "request.answered", "withdraw_request": "request.answered",
    "draft_decision": "decision.changed", "change_decision": "decision.changed", "submit_decision": "decision.changed",
    "return_decision": "decision.changed", "drop_decision": "decision.changed", "except_decision": "decision.changed",
    "sign_decision": "decision.signed", "undo_decision": "decision.undone", "open_round": "round.changed", "round_ended": "round.changed",
    "pass_gate": "round.changed", "stop_round": "round.changed", "send_back_round": "round.changed",
}  # fmt: skip
_NUMBERS = ("decision", "request", "round")


def listen() -> None:
    """Make an event of every line of the ledger that has a kind, from now on."""
    post_save.connect(_on_line, sender=LedgerEntry, dispatch_uid="dungviec.office.api.outbox")


def _on_line(sender: Any, instance: LedgerEntry, created: bool = False, **_signal: Any) -> None:
    kind = _OF_ACTION.get(instance.action)
    if created and kind is not None:
        tell(kind, *_subject(instance), person=_person(instance))


def _subject(line: LedgerEntry) -> tuple[str, str]:
    """What it is about: the decision, request or round by number where the line names one, else its own subject."""
    for name in _NUMBERS:
        if line.detail.get(name):
            return name, str(line.detail[name])
    return line.subject_kind, line.subject_id


def _person(line: LedgerEntry) -> str:
    if line.subject_kind in ("person", "people"):
        return line.subject_id[:40]
    return str(line.detail.get("person", ""))[:40]


def tell(kind: str, subject_kind: str, subject_id: str, *, person: str = "", once: str | None = None) -> None:
    """Write an event and its deliveries, inside the running transaction; nothing while nobody has asked for the kind."""
    takers = [s for s in Subscription.objects.filter(active=True) if kind in s.kinds]
    if not takers:
        return
    now = timezone.now()
    if once is not None and Event.objects.filter(once=once).exists():
        return
    event = Event.objects.create(
        kind=kind, subject_kind=subject_kind, subject_id=subject_id, person_id=person, at=now, once=once
    )
    Delivery.objects.bulk_create([Delivery(event=event, subscription=s, next_at=now) for s in takers])
    if not any(hook[1] is wake for hook in connection.run_on_commit):
        transaction.on_commit(wake)


def wake() -> None:
    """Ask the worker to deliver what waits."""
    from dungviec.office.api.tasks import deliver

    deliver.enqueue()


def tell_effective(day: date) -> None:
    """An event for every signed decision whose day of effect has come by ``day``, each once."""
    from dungviec.office.decisions.models import Decision, State

    if not any("decision.effective" in s.kinds for s in Subscription.objects.filter(active=True)):
        return
    told = set(Event.objects.filter(once__startswith="decision.effective:").values_list("once", flat=True))
    for pk, person in Decision.objects.filter(state=State.SIGNED, effective__lte=day).values_list("pk", "person_id"):
        if f"decision.effective:{pk}" not in told:
            with transaction.atomic():
                tell("decision.effective", "decision", str(pk), person=person, once=f"decision.effective:{pk}")
