"""Whatever could tell who stands at the ballot box is taken off the request before anything else sees it.

Addresses below ``/hop-phieu/`` are asked without a log-in. The browser may still send its cookies, and servers add where a request
came from: neither reaches the session, the accounts, the ledger or a log line of this program.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

BOX = "/hop-phieu/"
KEPT = frozenset({"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"})
"""The only headers that pass: without them addresses and the redirect to TLS do not work."""


class NoTraceMiddleware:
    """First of all: strips the request to the box, and lets no cookie out of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BOX):
            return self.get_response(request)
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
