"""Who tries a reorganisation, and who commits one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer

MAKERS = frozenset({Role.PERSONNEL, Role.LEADER})


def may_enter(viewer: Any) -> bool:
    """A reorganisation concerns everybody: whoever prepares or decides it, and sees everybody."""
    return bool(viewer is not None and viewer.role in MAKERS and viewer.oversees)


def may_commit(viewer: Viewer) -> bool:
    """Whether the viewer writes the records, once a resolution has been issued."""
    return may_enter(viewer) and viewer.may_write


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("sandbox")
