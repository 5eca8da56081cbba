"""Who may read, assign, confirm, receive and close: bounded by the people in reach and by the table of field groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.rights import visible_ids

WORK, YEAR = "work", "appraisal"
"""Field groups: assigned work and sheets of the months; the rating of the year."""
CONFIRMERS = frozenset({Role.UNIT_HEAD, Role.LEADER})
"""Roles whose word makes a self-score count (NĐ 335/2025 Điều 10.1)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose appraisal one viewer may read: everybody, or these people; the own sheets always."""

    viewer: Viewer
    group: str
    ids: frozenset[str] | None
    """None: everybody."""

    def __contains__(self, person_id: str) -> bool:
        return self.ids is None or person_id in self.ids

    def of_others(self) -> bool:
        """Whether more than the own record is in reach."""
        return self.ids is None or bool(self.ids - {self.viewer.person_id})


def reach_of(viewer: Viewer, group: str = WORK) -> Reach:
    """The people whose ``group`` the viewer may read. Nobody for accounts that see no people."""
    own = frozenset({viewer.person_id} if viewer.person_id and sees(viewer.role, Scope.OWN, group) else ())
    if not sees(viewer.role, Scope.WITHIN, group):
        return Reach(viewer, group, own)
    ids = visible_ids(viewer)
    return Reach(viewer, group, None if ids is None else frozenset(ids) | own)


def may_enter(viewer: Viewer | None) -> bool:
    """Whether the room is open: to whoever reads the sheets of others."""
    return viewer is not None and viewer.role is not None and sees(viewer.role, Scope.WITHIN, WORK)


def may_assign(viewer: Viewer, person_id: str) -> bool:
    """Give work to somebody: a head or leader to those in reach, not to themselves; the personnel office enters it for them."""
    return (viewer.role in CONFIRMERS or viewer.may_write) and _other_in_reach(viewer, person_id)


def assignable(viewer: Viewer, people: Iterable[str]) -> list[str]:
    """Those of ``people`` to whom the viewer may give work, reach asked once."""
    if not (viewer.role in CONFIRMERS or viewer.may_write):
        return []
    near = reach_of(viewer)
    return [p for p in people if p != viewer.person_id and p in near]


def may_confirm(viewer: Viewer, person_id: str) -> bool:
    """Put the head's word on a month or propose a level: heads and leaders, never about themselves."""
    return viewer.role in CONFIRMERS and _other_in_reach(viewer, person_id)


def may_receive(viewer: Viewer, person_id: str) -> bool:
    """Take a confirmed month over, write down a decision on a year: the personnel office, never about themselves."""
    return viewer.may_write and _other_in_reach(viewer, person_id)


def _other_in_reach(viewer: Viewer, person_id: str) -> bool:
    return person_id != viewer.person_id and person_id in reach_of(viewer)
