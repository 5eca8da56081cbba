"""Who reads succession: whoever oversees everybody and sees plans, careers and origins. A pool is made of the whole body."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import SeenRecords

GROUPS = ("basic", "planning", "service", "education", "ability", "discipline", "appraisal", "origin")


def may_enter(viewer: Viewer | None) -> bool:
    """Whether the room is open."""
    return viewer is not None and viewer.oversees and sees(viewer.role, Scope.WITHIN, *GROUPS)


def require(records: SeenRecords) -> None:
    """Raise PermissionDenied unless the room is open."""
    if not may_enter(records.viewer):
        raise PermissionDenied("succession")
