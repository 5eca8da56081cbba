"""Who reads who could be proposed, who registers and proposes, who runs a round, who decides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.rights import visible_ids

_PROPOSERS = frozenset({Role.UNIT_HEAD, Role.PERSONNEL})


def may_enter(viewer: Any) -> bool:
    """Whether the room is open: to whoever reads ratings and awards of others."""
    return bool(viewer is not None and viewer.role is not None and sees(viewer.role, Scope.WITHIN, "appraisal"))


def may_run(viewer: Viewer) -> bool:
    """Open and move rounds, hold the council, keep terms and the register of works: the personnel office of the whole body."""
    return viewer.oversees and viewer.role == Role.PERSONNEL


def may_decide(viewer: Viewer) -> bool:
    """Decide, and take back: the leader of the whole body."""
    return viewer.oversees and viewer.role == Role.LEADER


def may_propose(viewer: Viewer) -> bool:
    """Register and propose people in reach: heads of units and the personnel office, never themselves."""
    return viewer.role in _PROPOSERS


def may_see_shares(viewer: Any) -> bool:
    """Who gets titles by group: leaders and the personnel office of the whole body."""
    return bool(viewer is not None and viewer.oversees and viewer.role in (Role.PERSONNEL, Role.LEADER))


def tells_procedures(viewer: Viewer) -> bool:
    """Whether the viewer may read that somebody is being looked into."""
    return sees(viewer.role, Scope.WITHIN, "proceedings")


def has_own(viewer: Any) -> bool:
    """Whether the account is somebody on file who reads the own ratings."""
    return bool(viewer is not None and viewer.person_id and viewer.role is not None and sees(viewer.role, Scope.OWN, "appraisal"))  # fmt: skip


def reached(viewer: Viewer) -> frozenset[str] | None:
    """Identifiers of the people whose titles the viewer reads; None means everybody."""
    ids = visible_ids(viewer)
    return None if ids is None else frozenset(ids)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("emulation")
