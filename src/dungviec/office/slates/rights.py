"""Who tries leadership teams, and of which units."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from dungviec.office.access.models import Role
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.registry.models import Unit
from dungviec.office.slates.models import Board

MAKERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD})


def may_enter(viewer: Any) -> bool:
    """Whether the room is open at all."""
    return bool(viewer is not None and viewer.role in MAKERS and (viewer.oversees or viewer.reaches_unit))


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("slates")


def reach(viewer: Viewer) -> str | None:
    """The path of the unit in reach; an empty path for everything, None for nothing."""
    if not may_enter(viewer):
        return None
    if viewer.oversees:
        return ""
    return Unit.objects.filter(pk=viewer.unit_id).values_list("path", flat=True).first()


def _sees(viewer: Viewer, board: Board) -> bool:
    path = reach(viewer)
    return path is not None and board.path.startswith(path)


def _seen_by(viewer: Viewer) -> Q:
    path = reach(viewer)
    if path is None:
        return NOBODY
    return Q(path__startswith=path) if path else EVERYBODY


SEE_BOARD: Right[Board] = Right("slates.see_board", _sees, _seen_by)
"""Boards of units in reach."""
