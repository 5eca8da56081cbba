"""Who may take data out, and who looks after the national database."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer

_EXPORTERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR, Role.AUDITOR})


def may_export(viewer: Any) -> bool:
    """Whoever reads lists of people may take out what the lists show them."""
    return isinstance(viewer, Viewer) and viewer.role in _EXPORTERS


def may_see_outbox(viewer: Any) -> bool:
    """The keepers of all files, and the leaders of the whole."""
    return isinstance(viewer, Viewer) and viewer.oversees and viewer.role in (Role.PERSONNEL, Role.LEADER)


def may_send(viewer: Any) -> bool:
    """The keepers of all files: they answer for what leaves."""
    return may_see_outbox(viewer) and viewer.may_write


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied
