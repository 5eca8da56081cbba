"""What every route is made with: the scope it needs, and the answer with its mark of version (ETag)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.api.callers import Caller
from dungviec.office.api.marks import told
from dungviec.office.api.problems import Problem
from dungviec.office.registry.viewing import SeenRecords, request_viewer, seen_here


def caller_of(request: HttpRequest) -> Caller:
    """Who calls."""
    found: Caller = request.caller  # type: ignore[attr-defined]
    return found


def user_of(request: HttpRequest) -> User:
    """The account that calls."""
    return caller_of(request).user


def viewer_of(request: HttpRequest) -> Viewer:
    """The account as its role reaches, on the day asked for."""
    return request_viewer(request)


def records_of(request: HttpRequest) -> SeenRecords:
    """The gate, for the caller and the day asked for."""
    return seen_here(request)


def needs(scope: str, *, versioned: bool = False) -> dict[str, Any]:
    """Arguments of a route that asks for a scope; ``versioned``: and for If-Match."""

    def holds(request: HttpRequest) -> Caller:
        caller = caller_of(request)
        caller.require(scope)
        return caller

    check: Callable[[HttpRequest], Caller] = holds
    told = {"security": [{"token": [scope]}, {"session": []}], "x-scope": scope, "x-if-match": versioned}
    return {"auth": check, "openapi_extra": told}


def version_of(data: Any) -> str:
    """The mark of version of what is told: it changes when a word of it does."""
    text = json.dumps(told(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return '"' + hashlib.sha256(text.encode()).hexdigest()[:32] + '"'


def answer(request: HttpRequest, data: Any, *, status: int = 200, version: str = "") -> HttpResponse:
    """``data`` as JSON with its ETag; 304 for a reader who has it already."""
    plain = told(data)
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    tag = version or '"' + hashlib.sha256(body).hexdigest()[:32] + '"'
    asked = request.headers.get("If-None-Match", "")
    if request.method == "GET" and status == 200 and tag in (t.strip().removeprefix("W/") for t in asked.split(",")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, status=status, content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@contextmanager
def of_version(request: HttpRequest, held: QuerySet[Any], now: Callable[[], str]) -> Iterator[None]:
    """One transaction for a write whose reader names the version read (If-Match); the write stands inside.

    The rows are held first, and ``now`` reads the version afterwards: of two who send the same version at the same instant the second
    waits, and meets what the first has written. 428 without If-Match, 409 where something has changed since it was read.
    """
    with transaction.atomic():
        _hold(held)
        _require_version(request, now())
        yield


def _hold(rows: QuerySet[Any]) -> None:
    """Keep everybody else from writing these rows until the end of the transaction (SQLite: from writing anything)."""
    list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))


def _require_version(request: HttpRequest, now: str) -> None:
    asked = request.headers.get("If-Match", "")
    if not asked:
        raise Problem(428)
    if asked.strip() != "*" and now not in (tag.strip() for tag in asked.split(",")):
        raise Problem(409, kind="stale")
