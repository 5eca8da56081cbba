"""Pages for when something is not there, not allowed, or broken: what this place is for, and the next step."""

from __future__ import annotations

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dungviec.office.shell import broken


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"shell/errors/{status}.html", status=status)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 and 507 where the database or the disk is the reason; nothing here may depend on database or session."""
    status = broken.status_of(sys.exc_info()[1])
    answer = HttpResponse(render_to_string(f"shell/errors/{status}.html"), status=status)
    if status == broken.GONE:
        answer["Retry-After"] = str(broken.RETRY_AFTER)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old or came from elsewhere."""
    return render(request, "shell/errors/csrf.html", status=403)
