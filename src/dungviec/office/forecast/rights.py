"""Who reads the forecast: whoever oversees everybody and sees birth, service, education, ability and planning."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.registry.gate import SeenRecords

GROUPS = ("basic", "service", "education", "ability", "planning")
"""What the forecast tells."""


def may_enter(viewer: Any) -> bool:
    """Whether the room is open."""
    return bool(viewer is not None and viewer.oversees and sees(viewer.role, Scope.WITHIN, *GROUPS))


def require(records: SeenRecords) -> None:
    """Raise PermissionDenied unless the room is open."""
    if not may_enter(records.viewer):
        raise PermissionDenied("forecast")
