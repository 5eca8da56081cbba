"""Who may bring rosters into the records."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from dungviec.office.access.models import Role
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.intake.models import Intake


def may_enter(viewer: Any) -> bool:
    """Whether the room is open: a roster names everybody with every field, so only to personnel officers of the whole body."""
    return bool(viewer is not None and viewer.role == Role.PERSONNEL and viewer.whole)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("intake")


def _allows(viewer: Viewer, one: Intake) -> bool:
    return may_enter(viewer)


def _scope(viewer: Viewer) -> Q:
    return EVERYBODY if may_enter(viewer) else NOBODY


SEE_INTAKE: Right[Intake] = Right("intake.see", _allows, _scope)
"""Intakes are seen and worked on by any personnel officer: whoever is on leave is not waited for."""
