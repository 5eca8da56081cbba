"""Who does and reads what: everybody their own; the head the unit's; the personnel office and leaders all; reflections the reader named."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import Viewer
from dungviec.office.education.models import Reflection

FOLLOWERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD})
GROUP = "appraisal"
"""The field group the words of a commitment and of a review belong to."""


def may_follow(viewer: Any) -> bool:
    """Whether the viewer reads what others registered and attended: heads, leaders, the personnel office."""
    return bool(
        viewer is not None and viewer.role in FOLLOWERS and (viewer.reaches_all or viewer.reaches_unit) and sees(viewer.role, Scope.WITHIN, GROUP)
    )  # fmt: skip


def may_set(viewer: Any) -> bool:
    """Whether the viewer makes topics, forms and kinds: the personnel office of the whole body."""
    return bool(viewer is not None and viewer.oversees and viewer.may_write)


def may_hold(viewer: Viewer) -> bool:
    """Whether the viewer writes activities down: heads and the personnel office."""
    return may_follow(viewer) and viewer.role in (Role.UNIT_HEAD, Role.PERSONNEL)


def may_confirm(viewer: Viewer, person_id: str) -> bool:
    """Whether the viewer's word stands on somebody's commitment and review: heads and leaders, never on their own."""
    return may_follow(viewer) and viewer.role in (Role.UNIT_HEAD, Role.LEADER) and viewer.person_id != person_id


def has_own(viewer: Any) -> bool:
    """Whether the viewer is somebody on file who takes part."""
    return bool(viewer is not None and viewer.person_id and viewer.role not in (None, Role.ADMINISTRATOR, Role.AUDITOR))


def may_read(user: User, viewer: Viewer, one: Reflection) -> bool:
    """Whether this account may read a reflection: its author, and once it is sent the reader named."""
    own = bool(viewer.person_id) and viewer.person_id == one.person_id
    return own or (one.sent_at is not None and one.reader_id == user.pk)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("education")
