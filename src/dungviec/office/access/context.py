"""What templates know about who is looking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def viewer(request: HttpRequest) -> dict[str, Any]:
    """``viewer`` for every template."""
    return {"viewer": getattr(request, "viewer", None)}
