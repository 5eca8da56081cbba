"""A form sent twice is done once: a second click, or «back» and the button again, leads to where the first one led, and says so.

Each page a form stands on carries a token against forgery whose mask Django draws anew for every page. The same account sending the same
values with the same mask to the same address sends the same filled-in form again: nobody does that to mean a second one, for a second one
begins with a page of its own. Only what was done is remembered (an answer that leads elsewhere and tells no fault); whatever was refused
may be sent again as it is. Kept for ten minutes in the cache all processes share, as a keyed digest and an address of this office.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.messages import constants
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
KEPT = 600
"""Seconds a form is remembered."""
RUNNING = "…"
PATIENCE = 10.0
"""Seconds a second click waits for the first."""
_STEP = 0.1
_MARK = "mark_of_form"


class RepeatedFormMiddleware:
    """Does a form sent by a page of this office once, however often it is sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; what was done is remembered with where it led."""
        answer = self.get_response(request)
        mark = getattr(request, _MARK, "")
        if mark and answer.status_code in (302, 303) and answer.has_header("Location") and not _faulty(request):
            cache.set(mark, answer["Location"], KEPT)
        elif mark:
            cache.delete(mark)
        return answer

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _named: Any) -> HttpResponse | None:
        """The way to where the same form led before; after the token's check, which has read the form by now."""
        mark = "" if getattr(view, "csrf_exempt", False) else _mark(request)
        if not mark:
            return None
        if not cache.add(mark, RUNNING, KEPT):
            if led := _led(mark):
                messages.info(request, _("Biểu mẫu này đã được gửi và ghi rồi; không ghi lần nữa."))
                return HttpResponseRedirect(led)
            cache.set(mark, RUNNING, KEPT)  # the first was refused or broke: this one counts
        setattr(request, _MARK, mark)
        return None


def _led(mark: str) -> str:
    """Where the first of two led; nothing where it was not done. Waits while it runs."""
    until = time.monotonic() + PATIENCE
    while (led := cache.get(mark)) == RUNNING and time.monotonic() < until:
        time.sleep(_STEP)
    return "" if led is None or led == RUNNING else str(led)


def _mark(request: HttpRequest) -> str:
    """A digest of who sends what from which page; nothing for what no page of this office sent as a whole."""
    if (
        request.method != "POST"
        or request.headers.get("sec-fetch-mode", "navigate") != "navigate"
        or request.headers.get("hx-request")
    ):
        return ""
    if not request.user.is_authenticated or not request.POST.get(TOKEN):
        return ""
    files = sorted((name, f.name, f.size) for name, several in request.FILES.lists() for f in several)
    what = [
        request.session.session_key,
        request.get_full_path(),
        sorted((k, v) for k, v in request.POST.lists()),
        files,
    ]
    text = json.dumps(what, default=str, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return "form:" + hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def _faulty(request: HttpRequest) -> bool:
    """Whether the answer tells a fault on the page it leads to: then nothing may have been done."""
    told = getattr(request, "_messages", None)
    return any(m.level >= constants.WARNING for m in getattr(told, "_queued_messages", ()))
