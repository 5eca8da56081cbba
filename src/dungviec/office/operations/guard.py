"""Who may read measurements and details of the office's health: whoever has the token, or this machine itself.

Behind a proxy every request comes from this machine, so there only the token counts.
"""

from __future__ import annotations

from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest

_LOOPBACK = ("127.", "::1", "::ffff:127.")
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def trusted(request: HttpRequest) -> bool:
    """Whether this request may learn more than yes or no."""
    token = settings.OPERATIONS_TOKEN
    word, _space, given = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if token and word.lower() == "bearer" and compare_digest(given.strip().encode(), token.encode()):
        return True
    if settings.BEHIND_PROXY or any(name in request.META for name in _FORWARDED):
        return False
    return str(request.META.get("REMOTE_ADDR", "")).startswith(_LOOPBACK)
