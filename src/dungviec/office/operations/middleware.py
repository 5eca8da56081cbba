"""Health answered before anything else, and each request counted, timed and written down by the name of its page."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from dungviec.office.operations import metrics, tracing
from dungviec.office.operations.logs import pseudonym, requests
from dungviec.office.operations.views.health import ADDRESSES

_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")
STRANGE = "none"
"""The name of what no page answers to."""


class HealthMiddleware:
    """First of all: asked by machines under whatever name or without TLS, and not worth a line in the logs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = ADDRESSES.get(request.path_info)
        return self.get_response(request) if view is None else view(request)


class ObservedMiddleware:
    """The number of the request on its answer and on every line it writes; its page, status and time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        began, worked = time.perf_counter(), time.thread_time()
        given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
        number = given if _NUMBER.fullmatch(given) else secrets.token_hex(8)
        # Pages that promise to leave no trace are counted, and not written down: the moment alone could tell who it was.
        silent = any(request.path_info.startswith(prefix) for prefix in settings.NO_TRACE_PATHS)
        structlog.contextvars.clear_contextvars()
        if not silent:
            structlog.contextvars.bind_contextvars(request_id=number)
        try:
            with _Questions() as asked, tracing.span("request") as span:
                response = self.get_response(request)
                route = _route(request)
                if not silent:
                    span.update_name(route)
                    for key, value in (("method", str(request.method)), ("status", response.status_code), ("questions", asked.number)):  # fmt: skip
                        span.set_attribute(f"dungviec.{key}", value)
            seconds = time.perf_counter() - began
            metrics.count(
                route, str(request.method), response.status_code, seconds=seconds, processor=time.thread_time() - worked
            )
            if response.status_code >= 500:
                metrics.BROKEN.labels(route).inc()
            if not silent:
                self._write(request, response, route, seconds)
                response.headers["X-Request-ID"] = number
        finally:
            structlog.contextvars.clear_contextvars()
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, route: str, seconds: float) -> None:
        # The account as it was looked up already: a page without it is not made to ask the database.
        user: Any = getattr(request, "_cached_user", None)
        requests.info(
            "request", route=route, method=request.method, status=response.status_code, ms=round(1000 * seconds, 1),
            account=pseudonym(user.get_username(), settings.SECRET_KEY) if user is not None and user.is_authenticated else "",
        )  # fmt: skip


class _Questions:
    """How many questions the database is asked meanwhile; only counted where somebody collects traces."""

    def __init__(self) -> None:
        self.number = 0
        self._wrapped: Any = None

    def __enter__(self) -> _Questions:
        if tracing.collects():
            self._wrapped = connection.execute_wrapper(self._count)
            self._wrapped.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        if self._wrapped is not None:
            self._wrapped.__exit__(*problem)

    def _count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name or STRANGE if match else STRANGE
