"""Data about named people leave the office as a file only for a purpose that was written down: one step, the same everywhere.

The address of such a file answers a GET with a page that asks what for; the purpose comes back by POST to the same address, stands
on ``request.purpose``, and the room writes it into its line of the ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

FIELD = "muc-dich"
SHORTEST, LONGEST = 10, 200
"""Characters of a purpose: «thử» is none."""
View = Callable[..., HttpResponse]


def stated(request: HttpRequest) -> str:
    """The purpose that came with the request; empty where there is none worth the name."""
    text = " ".join(request.POST.get(FIELD, "").split())[:LONGEST]
    return text if len(text) >= SHORTEST else ""


def for_a_purpose(unless: Callable[..., bool] | None = None) -> Callable[[View], View]:
    """Decorate a view that hands out a file. ``unless`` (asked like the view) says when none is needed: one's own record, figures without names."""

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.purpose = stated(request)  # type: ignore[attr-defined]
            if request.purpose or (unless is not None and unless(request, *args, **kwargs)):  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)
            asked = request.method == "POST"
            fault = _("Xin ghi rõ hơn: dùng vào việc gì, cho ai (ít nhất %d ký tự).") % SHORTEST if asked else ""
            context = {"fault": fault, "given": request.POST.get(FIELD, "")[:LONGEST], "field": FIELD, "least": SHORTEST, "most": LONGEST}  # fmt: skip
            return render(request, "access/purpose.html", context, status=422 if asked else 200)

        return asking

    return decorate
