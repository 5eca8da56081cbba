"""Who may compare ratings, and who may suggest a change: whoever reads the work and the ratings of others, never about themselves."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.gate import SeenRecords

GROUPS = ("work", "appraisal")
SUGGESTERS = frozenset({Role.UNIT_HEAD, Role.LEADER, Role.PERSONNEL})


def may_enter(viewer: Viewer | None) -> bool:
    """Whether the tabs are open: the work and the ratings of others are seen."""
    return viewer is not None and viewer.role is not None and sees(viewer.role, Scope.WITHIN, *GROUPS)


def require(records: SeenRecords) -> None:
    """Raise PermissionDenied unless the tabs are open."""
    if not may_enter(records.viewer):
        raise PermissionDenied("calibration")


def may_suggest(viewer: Viewer) -> bool:
    """Whether a change of somebody else's level may be suggested at all."""
    return viewer.role in SUGGESTERS
