"""Lock-out after wrong log-ins, counted in the database, so that all processes of the office share it.

A try is taken *before* the secret is looked at and given back when it was right: however many requests come at once, no more than
``settings.LOGIN_TRIES`` secrets are looked at. Tries count by account and address together: somebody who guesses from elsewhere
does not lock the owner out, and one person's wrong tries do not lock out the office that shares a proxy with him. An account
that does not exist is counted just like one that does.

One password tried on many accounts (spraying) never reaches the limit of any one of them. So the *accounts* that were tried wrongly
from one address, and not opened since, are counted too: at ``settings.LOGIN_SPREAD`` of them that address rests, but for browsers
in which the account was opened before. They carry a signed mark, so colleagues behind the same proxy go on working, and their own
slips count for their own account alone.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dungviec.office.access import ledger
from dungviec.office.access.models import Tries, User
from dungviec.office.shell.no_trace import address_of, network_of

GATES = ("password", "factor")
"""What is guessed: a password, or the code of a second factor."""
BROWSER, BROWSER_DAYS, BROWSER_KEEPS = "trinh_duyet_quen", 180, 4
"""The cookie of a browser in which accounts were opened before, for how long, and for how many accounts."""
_SPREAD = "spread"


def mark_of(text: str) -> str:
    """A keyed digest of what was typed, so that the table names nobody."""
    return hmac.new(settings.SECRET_KEY.encode(), text.strip().lower().encode(), hashlib.sha256).hexdigest()


def place_of(request: HttpRequest | None) -> str:
    """The address a request came from, past the proxies of the house; a /64 network of IPv6 is one address."""
    return network_of(address_of(request)) if request is not None else "unknown"


@transaction.atomic
def take(username: str, place: str, *, gate: str = "password", stranger: bool = False) -> datetime | None:
    """Take one try for an account from a place: None where it may be used, else the moment until which none is left.

    ``stranger``: the account was never opened in this browser; such tries add up over all accounts of the place.
    """
    row = _row(username, place, gate)
    now = timezone.now()  # after the wait for the row: whoever held it wrote earlier
    if _rests(row, now):
        return row.until
    if stranger:
        if (rests := _spread_until(row, place, now)) is not None:
            return rests
        row.place_mark = mark_of(place)
    if row.until is not None or not -ledger.BACK <= now - row.since <= pause():
        row.count, row.since, row.until = 0, now, None
    row.count += 1
    if row.count >= settings.LOGIN_TRIES:  # the last one: locked from now on unless it is given back
        row.until = now + pause()
    row.save(update_fields=["count", "since", "until", "place_mark"])
    return None


def _spread_until(row: Tries, place: str, now: datetime) -> datetime | None:
    """Until when strangers' browsers rest at a place from which too many accounts were tried; None where they may go on."""
    known = Tries.objects.filter(key=_key("", place, _SPREAD)).first()
    if known is not None and _rests(known, now):
        return known.until
    tried = Tries.objects.filter(
        place_mark=mark_of(place), count__gt=0, since__range=(now - pause(), now + ledger.BACK)
    )
    tried = tried.exclude(pk=row.pk)
    accounts = tried.count()
    if accounts < settings.LOGIN_SPREAD:
        return None
    whole = _row("", place, _SPREAD)
    if _rests(whole, now):  # another process was first
        return whole.until
    whole.count, whole.since, whole.until = min(accounts, 30_000), now, now + pause()
    whole.save(update_fields=["count", "since", "until"])
    ledger.record("dungviec", "lock_out_place", kind="place", subject=whole.key[:12], accounts=accounts)
    return whole.until


def _rests(row: Tries, now: datetime) -> bool:
    """Whether the row is locked; a lock that lasts longer than any pause was written by a clock that has been set back since."""
    return row.until is not None and now < row.until <= now + pause() + ledger.BACK


def is_stranger(request: HttpRequest | None, username: str) -> bool:
    """Whether the account was never opened in the browser that asks."""
    return mark_of(username) not in _opened_in(request)


def remember_browser(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """The account was opened in this browser: its next slips there are its owner's own."""
    marks = [mark_of(username), *(m for m in _opened_in(request) if m != mark_of(username))][:BROWSER_KEEPS]
    response.set_cookie(
        BROWSER, signing.dumps(marks, salt=BROWSER), max_age=BROWSER_DAYS * 24 * 3600, path=request.path, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _opened_in(request: HttpRequest | None) -> list[str]:
    if request is None or not (kept := request.COOKIES.get(BROWSER)):
        return []
    try:
        return list(signing.loads(kept, salt=BROWSER, max_age=BROWSER_DAYS * 24 * 3600))
    except signing.BadSignature:
        return []


def places_resting() -> list[int]:
    """For every address that rests now because too many accounts were tried from it: how many they were."""
    found = Tries.objects.filter(account_mark=mark_of(""), until__gt=timezone.now()).order_by("-count")
    return list(found.values_list("count", flat=True))


@transaction.atomic
def give_back(username: str, place: str, *, gate: str = "password") -> None:
    """The secret was right: the account starts anew from this place."""
    Tries.objects.filter(key=_key(username, place, gate)).delete()


def failed(username: str, place: str, *, gate: str = "password") -> bool:
    """The secret was wrong: whether that was the last try. The lock-out of an account that exists is a line of the ledger."""
    row = Tries.objects.filter(key=_key(username, place, gate)).first()
    locked = row is not None and row.until is not None and row.until > timezone.now()
    if locked and User.objects.filter(username__iexact=username.strip()).exists():
        ledger.record("dungviec", "lock_out", kind="account", subject=username.strip().lower()[:60], gate=gate)
    return locked


def locked_now(usernames: list[str]) -> set[str]:
    """Those of the accounts that are locked out from at least one address now."""
    marks = {mark_of(name): name for name in usernames}
    found = Tries.objects.filter(account_mark__in=marks, until__gt=timezone.now()).values_list(
        "account_mark", flat=True
    )
    return {marks[m] for m in found}


@transaction.atomic
def unlock(user: User, *, by: User) -> int:
    """An administrator gives an account its tries back, from everywhere; how many places were locked or counted."""
    done, _each = Tries.objects.filter(account_mark=mark_of(user.username)).delete()
    if done:
        ledger.record(by.username, "unlock_tries", kind="account", subject=user.username[:60], places=done)
    return done


def forget_old(now: datetime) -> int:
    """Take away the counts that no longer lock anybody."""
    return Tries.objects.filter(since__lt=now - 2 * pause()).delete()[0]


def pause() -> timedelta:
    """How long a lock-out lasts, and over which time wrong tries add up."""
    return timedelta(minutes=settings.LOGIN_PAUSE_MINUTES)


def _row(username: str, place: str, gate: str) -> Tries:
    """The row of an account and a place, held until the transaction ends."""
    key, begun = _key(username, place, gate), timezone.now()
    Tries.objects.bulk_create([Tries(key=key, account_mark=mark_of(username), since=begun)], ignore_conflicts=True)
    return Tries.objects.select_for_update().get(key=key)


def _key(username: str, place: str, gate: str) -> str:
    return mark_of(f"{gate}|{username.strip()}|{place}")
