"""Whatever could tell who stands before a page without a log-in is taken off the request before anything else sees it.

Addresses below ``settings.NO_TRACE_PATHS`` (the ballot box, the citizens' pages) are asked without a log-in. The browser may
still send its cookies, and servers add where a request came from: neither reaches the session, the accounts, the ledger or a
log line of this program.

A path may keep a mark of the day, for limits on how often somebody asks: a keyed digest of the address. Its key is random, lives
in the memory of this process and is thrown away at midnight; the mark itself goes nowhere but into the counters in memory.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from datetime import date
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

KEPT = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})
"""The only headers that pass: without them addresses and the redirect to TLS do not work."""
_lock = threading.Lock()
_salt: tuple[date, bytes] = (date.min, b"")


class NoTraceMiddleware:
    """First of all: strips the request to such a page, and lets no cookie out of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prefix = next((p for p in settings.NO_TRACE_PATHS if request.path_info.startswith(p)), None)
        if prefix is None:
            return self.get_response(request)
        if settings.NO_TRACE_PATHS[prefix]:
            request.mark_of_day = mark_of_day(address_of(request))  # type: ignore[attr-defined]
        for name in [n for n in request.META if (n.startswith(("HTTP_", "REMOTE_", "SSL_")) and n not in KEPT)]:
            del request.META[name]
        request.META["REMOTE_ADDR"] = ""
        request.__dict__.pop("COOKIES", None)
        request.__dict__.pop("headers", None)
        response = self.get_response(request)
        response.cookies.clear()
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def mark_of_day(address: str) -> str:
    """The mark of an address for today: 32 bits, so that many addresses share one. Networks of IPv6 (/64) count as one address."""
    global _salt
    today = timezone.localdate()
    with _lock:
        if _salt[0] != today:
            _salt = (today, secrets.token_bytes(32))
        key = _salt[1]
    return hmac.new(key, network_of(address).encode(), hashlib.sha256).hexdigest()[:8]


def address_of(request: HttpRequest) -> str:
    """Where a request came from: past as many proxies of the house as the settings name, and no further."""
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    hops = settings.TRUSTED_PROXIES
    if hops and len(passed) >= hops:
        return str(passed[-hops])
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """The address as limits count it: a network of IPv6 (/64) is one place."""
    try:
        read = ip_address(address.strip("[]"))
    except ValueError:
        return "unknown"
    return str(ip_network((read, 64), strict=False)) if read.version == 6 else str(read)
