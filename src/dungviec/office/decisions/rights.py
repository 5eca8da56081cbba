"""Who drafts, signs and reads decisions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from dungviec.office.access.models import Role
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.decisions.models import Decision, State
from dungviec.office.registry.models import Unit

_READERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.INSPECTOR, Role.UNIT_HEAD})
_OUT = (State.SIGNED, State.UNDONE, State.ANNULLED)
"""States in which a paper has left the personnel office."""


def may_enter(viewer: Any) -> bool:
    """Whether the room of decisions is open to the viewer."""
    return bool(viewer is not None and viewer.role in _READERS)


def may_draft(viewer: Viewer) -> bool:
    """Whether the viewer prepares decisions: the personnel office of the whole body."""
    return viewer.oversees and viewer.role == Role.PERSONNEL


def may_sign(viewer: Viewer) -> bool:
    """Whether the viewer signs: the leader of the whole body."""
    return viewer.oversees and viewer.role == Role.LEADER


def may_watch_clocks(viewer: Any) -> bool:
    """Whether procedures and clocks of everybody are open to the viewer."""
    return bool(viewer is not None and viewer.oversees and viewer.role in (Role.PERSONNEL, Role.LEADER))


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("decisions")


def _path(viewer: Viewer) -> str:
    if not viewer.reaches_unit or viewer.role not in _READERS:
        return ""
    return Unit.objects.filter(pk=viewer.unit_id).values_list("path", flat=True).first() or ""


def _own(viewer: Viewer) -> str:
    return viewer.person_id if viewer.role not in (None, Role.ADMINISTRATOR, Role.AUDITOR) else ""


def _scope(viewer: Viewer) -> Q:
    if viewer.oversees:
        return Q(state__in=_OUT) if viewer.role == Role.INSPECTOR else EVERYBODY
    path, own = _path(viewer), _own(viewer)
    mine = Q(person_id=own) if own else NOBODY
    if path:
        mine |= Q(from_path__startswith=path) | Q(to_path__startswith=path)
    return mine & Q(state__in=_OUT)


def _sees(viewer: Viewer, one: Decision) -> bool:
    if viewer.oversees:
        return viewer.role != Role.INSPECTOR or one.state in _OUT
    if one.state not in _OUT:
        return False
    path, own = _path(viewer), _own(viewer)
    return bool(own and one.person_id == own) or bool(
        path and (one.from_path.startswith(path) or one.to_path.startswith(path))
    )


SEE_DECISION: Right[Decision] = Right("decisions.see", _sees, _scope)
"""Personnel and leaders all; inspectors all that are signed; heads of units the signed ones that touch their people; an official
the own signed ones."""
