"""Who reads and handles cases, signs and declarations. Who is concerned never meets the room's side of the own case."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.conduct.models import Case

GROUPS = ("basic", "service", "discipline", "proceedings", "assets", "family")
"""What a case or a sign tells."""


def may_enter(viewer: Any) -> bool:
    """Whether cases, signs and registers are open: who oversees everybody and sees proceedings, assets and family."""
    return bool(viewer is not None and viewer.oversees and sees(viewer.role, Scope.WITHIN, *GROUPS))


def may_handle(viewer: Viewer) -> bool:
    """Whether the viewer opens cases and carries them on: the personnel office of the whole body."""
    return may_enter(viewer) and viewer.role == Role.PERSONNEL


def may_ask(viewer: Viewer) -> bool:
    """Whether the viewer takes up signs: the personnel office and the inspectorate."""
    return may_enter(viewer) and viewer.role in (Role.PERSONNEL, Role.INSPECTOR)


def may_sign(viewer: Viewer) -> bool:
    """Whether the viewer signs: the leader of the whole body."""
    return may_enter(viewer) and viewer.role == Role.LEADER


def sees_case(viewer: Viewer, one: Case) -> bool:
    """Whether the viewer reads the room's side of a case: never the own one."""
    return may_enter(viewer) and not (viewer.person_id and viewer.person_id == one.person_id)


def own(viewer: Viewer | None) -> str:
    """The viewer's own person, where the account belongs to one."""
    if viewer is None or viewer.role in (None, Role.ADMINISTRATOR, Role.AUDITOR) or not viewer.person_id:
        raise PermissionDenied("conduct")
    return viewer.person_id


def has_own(viewer: Any) -> bool:
    """Whether there is an own side of the room."""
    return bool(viewer is not None and viewer.person_id and viewer.role not in (None, Role.ADMINISTRATOR, Role.AUDITOR))


def not_mine(viewer: Viewer, people: Collection[str]) -> list[str]:
    """``people`` without the viewer."""
    return [p for p in people if p != viewer.person_id]


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("conduct")
