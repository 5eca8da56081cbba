"""Who may do what in the room. Whose data is shown stays with the registry's gate."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role, User
from dungviec.office.access.policy import Viewer

_FOLLOW = frozenset({Role.PERSONNEL, Role.LEADER})


def may_read(viewer: Viewer | None) -> bool:
    """Gaps, profiles, frameworks: whoever sees abilities of others, or has a record of the own."""
    if viewer is None or viewer.role in (None, Role.ADMINISTRATOR):
        return False
    return viewer.role == Role.OFFICIAL or sees(viewer.role, Scope.WITHIN, "ability")


def may_follow(viewer: Viewer | None) -> bool:
    """How rounds go, strengths across people, the back-test: who prepares and who decides."""
    return viewer is not None and viewer.role in _FOLLOW


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("competency")


def account(request: HttpRequest) -> User:
    """The account that asks. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied("account")
    return request.user
