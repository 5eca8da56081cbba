"""Who may do what in this room."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer


def has_file(viewer: Viewer | None) -> bool:
    """Whether the account is somebody on file, who asks for the own record."""
    return (
        viewer is not None and bool(viewer.person_id) and viewer.role is not None and viewer.role != Role.ADMINISTRATOR
    )


def keeps(viewer: Viewer | None) -> bool:
    """Whether the account answers requests and keeps the terms: the personnel officers of the whole body."""
    return viewer is not None and viewer.may_write and viewer.whole


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("privacy")
