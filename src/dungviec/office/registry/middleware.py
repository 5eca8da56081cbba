"""One question for the city per request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dungviec.office.registry.selectors import one_request


class OneCityMiddleware:
    """The records are looked at as they stand when the request first asks; what it writes itself it sees at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_request():
            return self.get_response(request)
