"""The addresses asked by machines: alive, ready, all of it, measurements. Strangers learn yes or no and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.http import require_safe

from dungviec.office.operations import health
from dungviec.office.operations.guard import trusted


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Does the process answer at all? Touches nothing."""
    return _plain("ok", 200)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """May visitors be sent here? 503 where the database, its tables or the disk say no."""
    return _answer(request, health.ready())


@login_not_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Is anything amiss? 503 for any fault, also one that does not stop the pages; for monitors with the token."""
    return _answer(request, health.everything()) if trusted(request) else HttpResponseNotFound()


@login_not_required
@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """Prometheus' text; for whoever has the token, or this machine."""
    if not trusted(request):
        return HttpResponseNotFound()
    from dungviec.office.operations import metrics

    body, kind = metrics.text()
    return _uncached(HttpResponse(body, content_type=kind))


ADDRESSES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/suc-khoe/song": alive,
    "/suc-khoe/san-sang": ready,
    "/suc-khoe/day-du": everything,
    "/suc-khoe/so-do": measurements,
}


def _answer(request: HttpRequest, checks: list[health.Check]) -> HttpResponse:
    good = all(check.good for check in checks)
    status = 200 if good else 503
    if not trusted(request):
        return _plain("ok" if good else "not ready", status)
    told = {check.name: {"good": check.good, "told": check.told} for check in checks}
    return _uncached(JsonResponse({"good": good, "checks": told}, status=status))


def _plain(word: str, status: int) -> HttpResponse:
    return _uncached(HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8"))


def _uncached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
