"""The description of the API: for programs as OpenAPI, for people as a page."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dungviec.office.api.areas import AREAS
from dungviec.office.api.asking import answer
from dungviec.office.api.openapi import description
from dungviec.office.api.problems import Problem
from dungviec.office.api.service import api


def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, to whoever holds a key or is signed in."""
    if request.method != "GET":
        raise Problem(405, headers={"Allow": "GET"})
    return answer(request, description(api()))


@cache
def _operations() -> list[tuple[str, list[dict[str, Any]]]]:
    """The operations by tag, typed ones first, as the page lists them."""
    found = [
        {"method": method.upper(), "path": path, "tag": op["tags"][0], "summary": op.get("description") or op["summary"], "scope": op.get("x-scope", "")}
        for path, operations in description(api())["paths"].items()
        for method, op in operations.items()
    ]  # fmt: skip
    found.sort(key=lambda o: (o["tag"].startswith("pages"), o["tag"]))
    return [(tag, list(rows)) for tag, rows in groupby(found, key=lambda o: o["tag"])]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What can a program ask here, and with which scope?"""
    groups = _operations()
    return render(
        request,
        "api/described.html",
        {"groups": groups, "count": sum(len(rows) for _tag, rows in groups), "areas": AREAS.values()},
    )
