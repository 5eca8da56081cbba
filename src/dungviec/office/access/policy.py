"""Rights: each is one predicate and one ``Q`` scope that say the same thing (tests hold them together).

A room declares its rights (``registry.rights``) and asks for them in two ways::

    SEE_PERSON.allows(viewer, person)          # one object in hand
    SEE_PERSON.restrict(viewer, queryset)      # a list, filtered in the database
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from dungviec.office.access.models import Membership, Role, User

M = TypeVar("M", bound=Model)

EVERYBODY = Q()
NOBODY = Q(pk__in=[])
OVERSEERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.INSPECTOR})
"""Roles that see the whole city."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: the account, its role, the unit it reaches, the person it is on file, and the day looked at."""

    username: str
    role: Role | None
    unit_id: str = ""
    person_id: str = ""
    day: date | None = None

    @property
    def oversees(self) -> bool:
        """Whether the role sees everybody."""
        return self.role in OVERSEERS

    @property
    def may_write(self) -> bool:
        """Whether the role may change records or run rounds at all."""
        return self.role == Role.PERSONNEL


@dataclass(frozen=True)
class Right(Generic[M]):
    """A right over one model: a predicate for an object, a scope for a list."""

    name: str
    allows: Callable[[Viewer, M], bool]
    scope: Callable[[Viewer], Q]

    def restrict(self, viewer: Viewer, queryset: QuerySet[M]) -> QuerySet[M]:
        """The rows of ``queryset`` this viewer has the right to."""
        return queryset.filter(self.scope(viewer))

    def require(self, viewer: Viewer, instance: M) -> None:
        """Raise PermissionDenied unless the viewer has the right to ``instance``."""
        if not self.allows(viewer, instance):
            raise PermissionDenied(self.name)


def viewer_of(user: Any, day: date | None = None) -> Viewer:
    """The viewer an account is; an account without a role reaches nothing."""
    if not isinstance(user, User) or not user.is_active:
        return Viewer("", None)
    membership = Membership.objects.filter(user=user).first()
    if membership is None:
        return Viewer(user.username, None, day=day)
    return Viewer(user.username, Role(membership.role), membership.unit_id, membership.person_id, day)
