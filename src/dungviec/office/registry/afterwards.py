"""Pages whose figures take long to count anew after a change: shown at once, the figures come afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dungviec.office.registry.keeping import NotAtHand, not_waiting

P = ParamSpec("P")
WHOLE = "day-du"
"""In the address: wait until everything is counted."""
PATIENCE = 6.0
"""A whole page is worth a third of a second's wait; only what takes longer is worth a page in between that opens and goes."""
_View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def counted_afterwards(view: _View[P]) -> _View[P]:
    """A page that says at once that it is being counted where something costly is not at hand, and then opens whole.

    The browser asks for the whole page by itself, without JavaScript too, and keeps showing what it has meanwhile; nothing
    older is shown. Parts that a page fetches for itself wait. The view must read before it writes into the ledger, so that
    what was not shown is not written down as seen.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        asked = request.GET.copy()
        if asked.pop(WHOLE, None) is not None or request.method != "GET" or request.headers.get("HX-Request"):
            request.GET = asked  # type: ignore[assignment]  # links of the page do not carry it on
            return view(request, *args, **named)
        try:
            with not_waiting(PATIENCE):
                return view(request, *args, **named)
        except NotAtHand:
            asked[WHOLE] = "1"
            return render(request, "registry/counting.html", {"whole": f"{request.path}?{asked.urlencode()}"})

    return answered
