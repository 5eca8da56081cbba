"""What templates know about who is looking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dungviec.office.access import standing


def viewer(request: HttpRequest) -> dict[str, Any]:
    """``viewer`` for every template; the idle limit, and the frame a page about one's own log-in stands in."""
    user = getattr(request, "user", None)
    inside = user is not None and user.is_authenticated and hasattr(request, "session")
    due = inside and standing.due(request)
    return {
        "viewer": getattr(request, "viewer", None),
        "idle_seconds": standing.limit_seconds(request) if inside else 0,
        "door_frame": "shell/base.html" if inside and not due else "access/door.html",
    }
