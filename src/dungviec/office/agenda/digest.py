"""The digest by mail: counts and addresses, never a name or another datum of a person: mail is no safe place.

Each account gets at most one a day. Whoever sends first notes the day and then sends; where the server refuses, the note is taken back and
the next run tries again. A process that dies between the two leaves the account without that day's mail rather than with two.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dungviec.office.access.accounts import has_left
from dungviec.office.agenda.gathering import Morning, gathered_for
from dungviec.office.agenda.models import Delivery, Rhythm

logger = logging.getLogger("dungviec.office.agenda")


@dataclass(frozen=True, slots=True)
class Letter:
    """One digest as it is sent."""

    subject: str
    text: str
    html: str
    settings: str = ""
    """The address where the account changes or stops it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did: digests sent, accounts with nothing to tell, attempts the server refused."""

    sent: int = 0
    empty: int = 0
    failed: int = 0


def due(now: datetime) -> Iterator[Delivery]:
    """Digests that are to be sent at a moment: the hour has come, and none was sent on that day (of that week)."""
    here = timezone.localtime(now)
    today, monday = here.date(), here.date() - timedelta(days=here.weekday())
    daily = Q(rhythm=Rhythm.DAILY) & (Q(sent_on__isnull=True) | Q(sent_on__lt=today)) & Q(hour__lte=here.hour)
    weekly = Q(rhythm=Rhythm.WEEKLY) & (Q(sent_on__isnull=True) | Q(sent_on__lt=monday))
    if here.weekday() == 0:
        weekly &= Q(hour__lte=here.hour)
    found = Delivery.objects.filter(daily | weekly, user__is_active=True).exclude(user__email="").select_related("user")
    return (one for one in found.order_by("pk") if not has_left(one.user))


def letter(one: Delivery, morning: Morning) -> Letter | None:
    """The digest in the account's language; None where nothing waits. Private matters are counted together and not told."""
    with translation.override(one.language):
        told = [(part.title, [m for m in part.matters if not (m.private or m.personal)]) for part in morning.parts]
        told = [(title, matters) for title, matters in told if matters]
        hidden = sum(m.private or m.personal for m in morning.matters)
        if not told and not hidden:
            return None
        lines = sum(len(matters) for _title, matters in told) + hidden
        subject = ngettext("%(n)d việc cần xem · Đúng Việc", "%(n)d việc cần xem · Đúng Việc", lines) % {"n": lines}
        base = settings.OFFICE_ADDRESS
        context = {"told": told, "hidden": hidden, "base": base, "language": one.language, "subject": subject}
        text, html = (render_to_string(f"agenda/digest.{kind}", context) for kind in ("txt", "html"))
        return Letter(subject, text, html, base + reverse("agenda:delivery"))


def send_due(now: datetime) -> Sent:
    """Send every digest that is due."""
    sent = empty = failed = 0
    for one in list(due(now)):
        outcome = send(one, timezone.localtime(now).date(), now)
        sent += outcome == "sent"
        empty += outcome == "empty"
        failed += outcome == "failed"
    return Sent(sent, empty, failed)


def send(one: Delivery, today: date, now: datetime) -> str:
    """One digest: ``sent``, ``empty``, ``failed``, or ``taken`` where another process was first."""
    before = one.sent_on
    mine = Delivery.objects.filter(pk=one.pk)
    if not mine.filter(sent_on=before).update(sent_on=today, tried_at=now):
        return "taken"
    try:
        made = preview(one)
        if made is None:
            mine.update(failures=0)
            return "empty"
        mail = EmailMultiAlternatives(
            made.subject,
            made.text,
            settings.DEFAULT_FROM_EMAIL,
            [one.user.email],
            connection=get_connection(),
            # RFC 2369 and 3834: where it is stopped, and that no machine needs to answer.
            headers={"List-Unsubscribe": f"<{made.settings}>", "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(made.html, "text/html")
        mail.send()
    except Exception as error:
        # Whatever the reason, it is tried again; the message may hold an address, so only its class is written down.
        mine.update(sent_on=before, failures=one.failures + 1)
        logger.warning("digest %s was not sent (%s); the next run tries again", one.pk, type(error).__name__)
        return "failed"
    mine.update(failures=0)
    return "sent"


def preview(one: Delivery) -> Letter | None:
    """What would be sent now. The rooms word their matters when they are asked, so they are asked in the account's language."""
    with translation.override(one.language):
        return letter(one, gathered_for(one.user))


def told_of(found: Sent) -> str:
    """A run in words."""
    return _("Đã gửi %(sent)d thư tóm tắt; %(empty)d tài khoản không có việc nào; %(failed)d thư chưa gửi được, lần sau gửi lại.") % {
        "sent": found.sent, "empty": found.empty, "failed": found.failed,
    }  # fmt: skip
