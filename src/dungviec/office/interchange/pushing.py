"""Sending what waits: at least once, in order for each person, with longer pauses after each failure.

Each payload is claimed in one transaction, sent outside of any, and its answer is written in another. A process that dies in between leaves
a claim behind, which runs out; the payload is then sent again under the same key.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.interchange.adapter import Adapter, Answer, adapter
from dungviec.office.interchange.models import Following, Payload, State

logger = logging.getLogger("dungviec.office.interchange")
CLAIM = timedelta(minutes=10)
"""After so long a claim has lost its process."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
MOST = 500
"""Payloads of one run."""
IN_A_ROW = 5
"""After so many failures one after another the other side is left alone until the next run."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a run did."""

    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    later: int = 0


def push(*, by: str, through: Adapter | None = None, now: datetime | None = None) -> Pushed:
    """Send what waits and may be tried at ``now``; nothing where no adapter is set up."""
    to = through or adapter()
    if to is None:
        return Pushed()
    moment, count = now or timezone.now(), {"acknowledged": 0, "accepted": 0, "refused": 0, "later": 0}
    failures, trouble, tried = 0, "", 0
    while tried < MOST and failures < IN_A_ROW and (one := _claim(moment)) is not None:
        answer = to.send(one.key, one.body.encode())
        _write(one, answer, now or timezone.now())
        count[answer.outcome] += 1
        tried += 1
        failures = failures + 1 if answer.outcome == "later" else 0
        trouble = answer.trouble if answer.outcome == "later" else trouble
    Following.objects.filter(pk=1).update(pushed_at=moment, push_trouble=trouble[:40])
    if tried:
        ledger.record(
            by,
            "push_payloads",
            kind="payload",
            sent=tried,
            acknowledged=count["acknowledged"],
            refused=count["refused"],
            later=count["later"],
        )
        logger.info(
            "national: %d sent, %d acknowledged, %d refused, %d later %s",
            tried,
            count["acknowledged"],
            count["refused"],
            count["later"],
            trouble,
        )
    return Pushed(tried, count["acknowledged"], count["refused"], count["later"])


def pause_after(attempts: int, asked: int | None = None) -> timedelta:
    """How long to wait after so many attempts: twice as long each time; longer where the other side asks for it."""
    own = min(FIRST_PAUSE * int(2 ** min(max(attempts - 1, 0), 12)), LONGEST_PAUSE)
    return max(own, min(timedelta(seconds=asked), LONGEST_PAUSE)) if asked else own


@transaction.atomic
def _claim(now: datetime) -> Payload | None:
    """The first payload that may be sent, now ours: waiting, or lost by a process, or taken earlier and to be asked again."""
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    lost = Q(state=State.SENDING, claimed_at__lt=now - CLAIM)
    asked_again = Q(state=State.SENT, parcel__isnull=True) & due
    ready = Payload.objects.filter((Q(state=State.WAITING) & due) | lost | asked_again).order_by("pk")
    for one in ready.select_for_update(skip_locked=True, of=("self",))[:50] if _skips() else ready[:50]:
        earlier = Payload.objects.filter(
            person_id=one.person_id, pk__lt=one.pk, state__in=(State.SENDING, State.SENT)
        ).exists()
        if earlier:
            continue
        taken = Payload.objects.filter(pk=one.pk, state=one.state, claimed_at=one.claimed_at).update(
            state=State.SENDING, claimed_at=now, attempts=one.attempts + 1
        )
        if taken:
            one.refresh_from_db()
            return one
    return None


def _skips() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked


@transaction.atomic
def _write(one: Payload, answer: Answer, now: datetime) -> None:
    """What the answer makes of a payload that is still ours."""
    ours = Payload.objects.filter(pk=one.pk, state=State.SENDING, claimed_at=one.claimed_at)
    if answer.outcome == "acknowledged":
        ours.update(
            state=State.ACKNOWLEDGED,
            sent_at=now,
            answered_at=now,
            receipt=answer.receipt,
            body="",
            refusal="",
            next_try_at=None,
        )
    elif answer.outcome == "refused":
        ours.update(state=State.REFUSED, sent_at=now, answered_at=now, refusal=answer.reason, next_try_at=None)
    elif answer.outcome == "accepted":
        ours.update(state=State.SENT, sent_at=now, next_try_at=now + pause_after(one.attempts, answer.wait_seconds))
    else:
        ours.update(state=State.WAITING, next_try_at=now + pause_after(one.attempts, answer.wait_seconds))
