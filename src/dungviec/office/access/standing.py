"""What a session is worth now: when it began, when somebody last worked in it, whether it is locked, what is due first.

All of it is kept in the session itself, so that looking costs no query: the account is read at the log-in and at most once a
minute after it.
"""

from __future__ import annotations

import time
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from dungviec.office.access.models import Membership, Role, User

BEGAN, ACTIVE, LOOKED, LOCKED, SHORT, DUE = "phien_tu", "phien_den", "phien_xem", "phien_khoa", "phien_ngan", "phien_no"
"""Keys of the session: begun at, last worked in at, account last read at, locked, with the shorter limit, what is due first."""
FRESH_SECONDS = 600
"""So long after a log-in or a confirmation nobody is asked again who he is."""
LOOK_SECONDS = 60
"""How often the account behind a session is looked at, and how exactly the last work is noted."""
Due = Literal["", "password", "factor"]


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Note the begin of a session and what is due in it."""
    if request is None or not hasattr(request, "session"):
        return
    now = time.time()
    request.session[BEGAN] = request.session[ACTIVE] = now
    request.session.pop(LOCKED, None)
    look(request, user)


def look(request: HttpRequest, user: User) -> None:
    """Read the account: the limit that applies and what is due."""
    from dungviec.office.access.passwords import is_due
    from dungviec.office.access.second_factor import has_factor, is_obligatory

    member = Membership.objects.filter(user=user).first()
    role, demo = (member.role, member.demo) if member else ("", False)
    due: Due = ""
    if not demo and is_due(user, role, timezone.now()):
        due = "password"
    elif is_obligatory(role, demo=demo) and not has_factor(user):
        due = "factor"
    request.session[LOOKED] = time.time()
    _put(request, DUE, due)
    _put(request, SHORT, role == Role.ADMINISTRATOR)


def work(request: HttpRequest) -> None:
    """Somebody worked in the session now; written at most once a minute."""
    now = time.time()
    if now - float(request.session.get(ACTIVE, 0)) >= LOOK_SECONDS:
        request.session[ACTIVE] = now


def is_stale(request: HttpRequest) -> bool:
    """Whether the account behind the session is to be looked at again."""
    return not 0 <= time.time() - float(request.session.get(LOOKED, 0)) < LOOK_SECONDS


def limit_seconds(request: HttpRequest) -> int:
    """How long nobody may work in the session before it is locked: shorter for administrators and on telephones."""
    short = bool(request.session.get(SHORT)) or is_phone(request)
    return 60 * (settings.IDLE_MINUTES_SHORT if short else settings.IDLE_MINUTES)


def is_phone(request: HttpRequest) -> bool:
    """Whether the browser says it is one of a telephone."""
    return request.headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobi" in request.headers.get("User-Agent", "")


def is_locked(request: HttpRequest) -> bool:
    """Whether the session is locked, by hand or because nobody worked in it for too long; an idle one is locked from now on."""
    if request.session.get(LOCKED):
        return True
    if -LOOK_SECONDS <= time.time() - float(request.session.get(ACTIVE, 0)) <= limit_seconds(request):
        return False  # work noted in the future is a clock that was set back: then nobody knows how long ago it was
    request.session[LOCKED] = True
    return True


def shut(request: HttpRequest) -> None:
    """Lock the session; it goes on where it stood."""
    request.session[LOCKED] = True


def reopen(request: HttpRequest) -> None:
    """The owner proved to be back."""
    request.session.pop(LOCKED, None)
    request.session[ACTIVE] = time.time()


def is_over(request: HttpRequest) -> bool:
    """Whether the session has lasted as long as any session may."""
    began = request.session.get(BEGAN)
    return began is not None and not -LOOK_SECONDS <= time.time() - float(began) <= settings.SESSION_HOURS * 3600


def due(request: HttpRequest) -> Due:
    """What is to be done before anything else opens."""
    found = request.session.get(DUE, "")
    return found if found in ("password", "factor") else ""


def _put(request: HttpRequest, key: str, value: Any) -> None:
    if request.session.get(key) != value:
        request.session[key] = value
