"""Who may do what in the law book. Reading it is open to every role; whom a rule touches follows the right to judge people."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied

from dungviec.law.rules import Rule
from dungviec.law.touched_pending import rests_on
from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.viewing import seen

JUDGES = frozenset({Role.PERSONNEL, Role.LEADER, Role.UNIT_HEAD})
DRAFTERS = frozenset({Role.PERSONNEL, Role.LEADER})


def may_read(viewer: Viewer) -> bool:
    """The book itself: every account with a role."""
    return viewer.role is not None


def may_choose(viewer: Viewer) -> bool:
    """Choosing readings: those who keep the records."""
    return viewer.may_write and viewer.oversees


def may_try(viewer: Viewer) -> bool:
    """Trying own rules on the whole workforce: those who prepare or decide."""
    return viewer.oversees and viewer.role in DRAFTERS


def whom_seen(viewer: Viewer) -> list[str] | None:
    """The people of whom the viewer may know what a rule says: all (None), those below, the own file; nobody is empty."""
    if viewer.role in JUDGES:
        return visible_ids(viewer)
    return [viewer.person_id] if viewer.role == Role.OFFICIAL and viewer.person_id else []


def may_know(viewer: Viewer, rule: Rule) -> bool:
    """Whether the viewer may know whom a rule touches: who is in reach, and what the rule rests on."""
    here = seen(viewer, viewer.day or date.min)
    return whom_seen(viewer) != [] and all(here.may_tell(topic) for topic in {rule.topic, *rests_on(rule)})


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("law")
