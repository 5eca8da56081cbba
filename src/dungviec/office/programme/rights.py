"""Who reads the programme, who sets it, who reports: readers of others' records; the personnel office; the unit that answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.viewing import opened_units

READERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR})


def may_enter(viewer: Any) -> bool:
    """Whether the programme is open to the viewer."""
    return bool(viewer is not None and viewer.role in READERS and (viewer.reaches_all or viewer.reaches_unit))


def may_set(viewer: Viewer) -> bool:
    """Whether the viewer writes themes, resolutions and targets: the personnel office of the whole body."""
    return viewer.oversees and viewer.may_write


def may_report(viewer: Viewer, unit_id: str) -> bool:
    """Whether the viewer reports for a unit: its head, or the personnel office."""
    if may_set(viewer):
        return True
    return viewer.role in (Role.UNIT_HEAD, Role.PERSONNEL) and unit_id in opened_units(viewer)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("programme")
