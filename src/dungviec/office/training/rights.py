"""Who may do what in the room. Whose data is shown stays with the registry's gate."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer

_CLOSED = frozenset({None, Role.OFFICIAL, Role.ADMINISTRATOR})


def may_read(viewer: Viewer | None) -> bool:
    """Needs, catalogue, classes, certificates of the people in reach: whoever sees their education."""
    return bool(viewer is not None and viewer.role not in _CLOSED and sees(viewer.role, Scope.WITHIN, "education"))


def may_plan(viewer: Viewer | None) -> bool:
    """The year's plan with its gaps and wishes: whoever oversees everybody and sees ability and wishes of others."""
    return bool(
        viewer is not None
        and may_read(viewer)
        and viewer.oversees
        and sees(viewer.role, Scope.WITHIN, "ability", "wish")
    )


def may_read_plan(viewer: Viewer | None) -> bool:
    """What the plan says of the people in reach: heads of units too."""
    return bool(viewer is not None and may_read(viewer) and sees(viewer.role, Scope.WITHIN, "ability", "wish"))


def may_keep(viewer: Viewer | None) -> bool:
    """Catalogue, plan, classes, commitments are kept by the personnel office."""
    return bool(viewer is not None and may_plan(viewer) and viewer.may_write)


def may_approve(viewer: Viewer | None) -> bool:
    """A plan is approved by the leader who decides."""
    return bool(viewer is not None and viewer.role == Role.LEADER and viewer.oversees)


def may_ask(viewer: Viewer | None) -> bool:
    """A unit's request: its head, or the personnel office for it."""
    return bool(viewer is not None and viewer.role in (Role.UNIT_HEAD, Role.PERSONNEL) and may_read(viewer))


def sees_money(viewer: Viewer | None) -> bool:
    """What training costs belongs to the group of pay."""
    return bool(viewer is not None and sees(viewer.role, Scope.WITHIN, "pay"))


def may_read_money(viewer: Viewer | None) -> bool:
    """Commitments and what is paid back: whoever oversees everybody and sees pay and what the reduction rests on."""
    return bool(viewer is not None and may_plan(viewer) and sees(viewer.role, Scope.WITHIN, "pay", "origin"))


def has_own(viewer: Viewer | None) -> bool:
    """The own page: whoever is on file."""
    return bool(
        viewer is not None and viewer.role is not None and viewer.role != Role.ADMINISTRATOR and viewer.person_id
    )


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("training")
