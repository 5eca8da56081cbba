"""Who reads reports: whoever reads the records of others, each about the people in reach."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.models import Role
from dungviec.office.registry.gate import SeenRecords

READERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD, Role.INSPECTOR})


def may_enter(viewer: Any) -> bool:
    """Whether the room is open: a reader of records who reaches everybody or a unit."""
    return bool(viewer is not None and viewer.role in READERS and (viewer.reaches_all or viewer.reaches_unit))


def require(records: SeenRecords) -> None:
    """Raise PermissionDenied unless the room is open."""
    if not may_enter(records.viewer):
        raise PermissionDenied("reports")
