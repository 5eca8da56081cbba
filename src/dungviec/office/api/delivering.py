"""Delivering the outbox: each waiting message once more until it is taken, with longer and longer pauses, then laid aside."""

from __future__ import annotations

import http.client
import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from dungviec.office.access.policy import Viewer, viewer_of
from dungviec.office.api.models import Delivery
from dungviec.office.api.sealing import unseal
from dungviec.office.api.sending import AddressRefused, send
from dungviec.office.api.tokens import refusal
from dungviec.office.registry.models import Person
from dungviec.office.registry.rights import SEE_PERSON

PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""Waits between the tries; after the last one the message is laid aside and can be sent again by hand."""
AT_ONCE = 200
_LEASE = timedelta(minutes=2)
"""So long a message is held by the worker that took it; a worker that died gives it free by that."""


def deliver_due(now: datetime) -> datetime | None:
    """Send what is due; answers when the next try is, None when nothing waits."""
    for pk in (
        Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=now)
        .order_by("event_id")
        .values_list("pk", flat=True)[:AT_ONCE]
    ):
        if Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING, next_at__lte=now).update(next_at=now + _LEASE):
            _deliver(Delivery.objects.select_related("event", "subscription__owner").get(pk=pk))
    return (
        Delivery.objects.filter(state=Delivery.State.WAITING)
        .order_by("next_at")
        .values_list("next_at", flat=True)
        .first()
    )


def _deliver(one: Delivery) -> None:
    viewer = viewer_of(one.subscription.owner)
    secret = unseal(one.subscription.secret)
    if not one.subscription.active or refusal(one.subscription.owner) or not may_hear(viewer, one):
        _settle(one, Delivery.State.BARRED, trouble="right")
        return
    if secret is None:
        _settle(one, Delivery.State.DEAD, trouble="secret")
        return
    status, trouble = None, ""
    body = json.dumps(payload(one), ensure_ascii=False, separators=(",", ":")).encode()
    try:
        status = send(
            one.subscription.url,
            name=f"evt_{one.event_id}",
            at=int(timezone.now().timestamp()),
            body=body,
            secret=secret,
        )
    except (AddressRefused, OSError, http.client.HTTPException) as failed:
        trouble = type(failed).__name__[:120]
    one.tries += 1
    one.status, one.trouble = status, trouble
    if status is not None and 200 <= status < 300:
        one.sent_at = timezone.now()
        _settle(one, Delivery.State.SENT, trouble="")
    elif one.tries > len(PAUSES):
        _settle(one, Delivery.State.DEAD, trouble=trouble)
    else:
        one.next_at = timezone.now() + PAUSES[one.tries - 1]
        _settle(one, Delivery.State.WAITING, trouble=trouble)


def _settle(one: Delivery, state: Delivery.State, *, trouble: str) -> None:
    one.state, one.trouble = state, trouble
    one.save(update_fields=["state", "tries", "next_at", "sent_at", "status", "trouble"])


def may_hear(viewer: Viewer, one: Delivery) -> bool:
    """Whether the subscription's account may know of the event: of people it may see; of others what its role oversees."""
    if one.event.person_id:
        person = Person.objects.filter(pk=one.event.person_id).first()
        return person is not None and SEE_PERSON.allows(viewer, person)
    return viewer.oversees


def payload(one: Delivery) -> dict[str, Any]:
    """What is sent: kind, identifiers, time, where to read on. No name, no value."""
    event = one.event
    return {
        "type": event.kind, "timestamp": event.at.isoformat(),
        "data": {"event": f"evt_{event.pk}", "subject_kind": event.subject_kind, "subject_id": event.subject_id, "person_id": event.person_id, "fetch": fetch_of(event.subject_kind, event.subject_id, event.person_id)},
    }  # fmt: skip


def fetch_of(kind: str, subject: str, person: str) -> str:
    """Where the API tells what happened."""
    if kind in ("decision", "request", "round"):
        return f"/api/v1/{kind}s/{subject}"
    return f"/api/v1/people/{person}" if person else ""


@transaction.atomic
def send_again(one: Delivery) -> None:
    """Put a message that was laid aside (or sent) in the queue once more, with the same identifier."""
    from dungviec.office.api.outbox import wake

    one.state, one.tries, one.next_at, one.trouble = Delivery.State.WAITING, 0, timezone.now(), ""
    one.save(update_fields=["state", "tries", "next_at", "trouble"])
    transaction.on_commit(wake)
