"""The doors of the mirror, and of addresses where there is nothing."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dungviec.office.api.mirror import act_on_page, ask_page
from dungviec.office.api.problems import Problem


def page(request: HttpRequest, address: str) -> HttpResponseBase:
    """A page as data (GET), or its deed (POST)."""
    if request.method == "GET":
        return ask_page(request, address)
    if request.method == "POST":
        return act_on_page(request, address)
    raise Problem(405, headers={"Allow": "GET, POST"})


def nowhere(request: HttpRequest, *_rest: object) -> HttpResponseBase:
    """There is nothing here."""
    raise Problem(404)
