"""The calendar of an account: its secret address, and the feed (RFC 5545) of the days on which something falls due.

Titles hold counts and no names; names only where the account asked for them, and then those its own pages show.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, date, datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from dungviec.office.access import ledger
from dungviec.office.access.accounts import has_left
from dungviec.office.access.matters import Dated, Matter
from dungviec.office.access.models import User
from dungviec.office.agenda.gathering import gathered_for
from dungviec.office.agenda.models import CalendarKey

BACK, AHEAD = timedelta(days=31), timedelta(days=400)
"""Days of the calendar before and after the day of the data."""
MOST = 400
"""Events of one feed; the nearest are kept."""
MOST_NAMES = 20


def address_of(user: User) -> CalendarKey | None:
    """The live address of an account; None where there is none."""
    return CalendarKey.objects.filter(user=user, revoked_at__isnull=True).first()


@transaction.atomic
def make_address(user: User, *, names: bool, language: str) -> str:
    """A new secret, told once; the former address stops at that moment."""
    User.objects.select_for_update().get(pk=user.pk)  # two clicks at once end in one live address
    _revoke(user)
    secret = secrets.token_urlsafe(32)
    CalendarKey.objects.create(
        user=user, digest=_digest(secret), names=names, language=language, made_at=timezone.now()
    )
    ledger.record(user.username, "make_calendar", kind="account", subject=user.username[:60], names=names)
    return secret


@transaction.atomic
def revoke(user: User) -> bool:
    """Stop the address; False where there was none."""
    if not _revoke(user):
        return False
    ledger.record(user.username, "revoke_calendar", kind="account", subject=user.username[:60])
    return True


def _revoke(user: User) -> int:
    return CalendarKey.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())


def found_by(secret: str) -> CalendarKey | None:
    """The live key behind a secret, of an account that may still come in; None for anything else."""
    key = CalendarKey.objects.select_related("user").filter(digest=_digest(secret), revoked_at__isnull=True).first()
    return key if key is not None and key.user.is_active and not has_left(key.user) else None


def counted(key: CalendarKey, hour: int, most: int) -> bool:
    """Whether one more reading fits into the ``most`` of this hour (hours since 1970), over all processes of the office; it is counted then.

    A machine whose clock is behind counts into the hour that the others are in. A database too busy to count lets the reading in.
    """
    mine = CalendarKey.objects.filter(pk=key.pk)
    try:
        with transaction.atomic():
            if mine.filter(hour__lt=hour).update(hour=hour, readings=1):
                return True
            return bool(mine.filter(readings__lt=most).update(readings=F("readings") + 1))
    except OperationalError:
        return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def feed(key: CalendarKey, *, day: date, base: str) -> bytes:
    """The calendar as bytes: whole-day events around ``day``. ``base`` is the address of the office, without a stroke at its end."""
    with translation.override(key.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Dung Viec//Viec can lam//VI")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Việc cần làm – Đúng Việc"))
        calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
        calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
        near = [
            (when, one) for one in gathered_for(key.user).matters if not one.private for when in days_of(one)
            if day - BACK <= when.day <= day + AHEAD
        ]  # fmt: skip
        near.sort(key=lambda pair: (abs((pair[0].day - day).days), pair[1].key))
        made: set[str] = set()
        for when, one in sorted(near[:MOST], key=lambda pair: (pair[0].day, pair[1].key)):
            uid = _uid(key.user, one, when.day)
            if uid not in made:
                made.add(uid)
                calendar.add_component(_event(key, one, when, uid, base))
    return bytes(calendar.to_ical())


def days_of(one: Matter) -> tuple[Dated, ...]:
    """The days a matter stands on in a calendar: its own, or its nearest last day with the whole count."""
    return one.days or ((Dated(one.due, one.count),) if one.due is not None else ())


def _event(key: CalendarKey, one: Matter, when: Dated, uid: str, base: str) -> Event:
    words = one.event or one.words
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.now(UTC).replace(microsecond=0))
    event.add("dtstart", when.day)
    event.add("dtend", when.day + timedelta(days=1))
    event.add("summary", words if one.single else f"{when.count} {words}")
    told = [one.clause.source] if one.clause else []
    if key.names and when.who:
        told.append(", ".join(when.who[:MOST_NAMES]) + (" …" if len(when.who) > MOST_NAMES else ""))
    if told:
        event.add("description", "\n".join(told))
    event.add("url", base + one.url)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _uid(user: User, one: Matter, day: date) -> str:
    """The same for the same matter on the same day whenever the feed is read; says nothing about the account."""
    return hashlib.sha256(f"{user.pk}:{one.key}:{day.isoformat()}".encode()).hexdigest()[:32] + "@dung-viec"
