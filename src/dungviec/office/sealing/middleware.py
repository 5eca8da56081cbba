"""A page that needs a key this machine does not have says so, instead of breaking."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dungviec.office.sealing.faults import SealFault


class SealFaultMiddleware:
    """503 with the sentence of the fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only what the seal says; anything else goes on."""
        if not isinstance(exception, SealFault):
            return None
        return render(request, "sealing/no_key.html", {"said": exception.sentence(get_language())}, status=503)
