"""Headers every answer carries, and where browsers report what the content security policy stopped."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

REPORTS = "/bao-vi-pham/"
"""Where browsers report to."""
POLICY = ", ".join(
    [f"{name}=()" for name in ("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking")]
    + ["publickey-credentials-get=(self)", "publickey-credentials-create=(self)"]
)  # fmt: skip
"""What no page of the office may use; passkeys on our own pages alone."""
_HEADERS = {
    "Permissions-Policy": POLICY, "Cross-Origin-Resource-Policy": "same-origin", "X-Permitted-Cross-Domain-Policies": "none",
    "Reporting-Endpoints": f'csp="{REPORTS}"',
}  # fmt: skip
MOST_A_MINUTE, LONGEST = 60, 16_384
logger = logging.getLogger("dungviec.csp")


class HeadersMiddleware:
    """Adds the headers to every answer; pages behind a log-in are kept in no shared or returned-to cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers and getattr(request, "user", None) is not None and request.user.is_authenticated:  # fmt: skip
            response.headers["Cache-Control"] = "private, no-store"
        return response


@csrf_exempt
@login_not_required
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """One report of a browser: the rule and the host that was stopped go to the log, nothing of the page or the person."""
    counter = caches["limits"]
    counter.add("csp-reports", 0, 60)
    if len(request.body) > LONGEST or counter.incr("csp-reports") > MOST_A_MINUTE:
        return HttpResponse(status=204)
    try:
        told = json.loads(request.body)
        body = told[0].get("body", {}) if isinstance(told, list) else told.get("csp-report", {})
        rule = str(body.get("effectiveDirective") or body.get("violated-directive") or "")[:40]
        host = str(body.get("blockedURL") or body.get("blocked-uri") or "").partition("//")[2].partition("/")[0][:80]
    except (ValueError, AttributeError, IndexError, KeyError, TypeError):
        return HttpResponse(status=204)
    logger.warning("csp stopped %s from %s", "".join(c for c in rule if c.isalpha() or c == "-"), "".join(c for c in host if c.isalnum() or c in ".-:") or "inline")  # fmt: skip
    return HttpResponse(status=204)
