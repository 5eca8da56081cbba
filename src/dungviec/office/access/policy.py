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

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string

from dungviec.office.access.models import Membership, Role, User

M = TypeVar("M", bound=Model)

EVERYBODY = Q()
NOBODY = Q(pk__in=[])
OVERSEERS = frozenset({Role.PERSONNEL, Role.LEADER, Role.INSPECTOR})
"""Roles that see the whole city, and read plans made of it."""
READERS_OF_ALL = OVERSEERS | {Role.AUDITOR}
"""Roles whose list of people is not bounded by a unit; which fields they see of them is in ``fields``."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: the account, its role, the unit it reaches, the person it is on file, and the day looked at."""

    username: str
    role: Role | None
    unit_id: str = ""
    person_id: str = ""
    day: date | None = None
    whole: bool = True
    """Whether the unit reached is the whole body: no unit named, or the topmost one."""

    @property
    def oversees(self) -> bool:
        """Whether the account sees everybody, and reads plans made of everybody."""
        return self.whole and self.role in OVERSEERS

    @property
    def reaches_all(self) -> bool:
        """Whether everybody is in reach, whatever may be seen of them."""
        return self.whole and self.role in READERS_OF_ALL

    @property
    def reaches_unit(self) -> bool:
        """Whether the people of the own unit and below are in reach."""
        return bool(self.unit_id) and (self.role == Role.UNIT_HEAD or self.role in READERS_OF_ALL)

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
    is_top: Callable[[str], bool] = import_string(settings.TOP_UNIT_PROVIDER)
    whole = not membership.unit_id or (Role(membership.role) in READERS_OF_ALL and is_top(membership.unit_id))
    return Viewer(user.username, Role(membership.role), membership.unit_id, membership.person_id, day, whole)
