"""The sign NUL leaves forms and questions before a view reads them.

Nobody can type it, PostgreSQL cannot store it (the page would break there), SQLite would store it unseen. Views that are asked
without a form's token (citizens' pages, the ballot box, the interface for programs) bound and read what is sent by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class NullSignMiddleware:
    """Fields and questions without NUL; an address with it leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, named: dict[str, Any]) -> None:
        """Once the address is known; the token's check has read the form by now. Raises Http404 for NUL in an address."""
        if getattr(view, "csrf_exempt", False):
            return
        if any(isinstance(value, str) and NUL in value for value in named.values()):
            raise Http404
        if _holds(request.GET):
            request.GET = _without(request.GET)  # type: ignore[assignment,unused-ignore]
        if request.method == "POST" and _holds(request.POST):
            request.POST = _without(request.POST)  # type: ignore[assignment,unused-ignore]


def _holds(given: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in given.lists())


def _without(given: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in given.lists():
        clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    clean._mutable = False
    return clean
