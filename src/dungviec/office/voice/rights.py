"""Who reads citizens' voices: overseers everything but the sealed inbox, a head the own unit, staff the totals of their own desk.

The sealed inbox is opened by keys, not by rights: whoever has none reads nothing, and a right alone gives no key to a report.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.models import Unit
from dungviec.office.voice.models import Desk

READERS = {Role.INSPECTOR: 1, Role.LEADER: 2}
"""Roles that may hold a key of the sealed inbox, and their tier (``dungviec.voice.routing``)."""


def may_enter(viewer: Viewer | None) -> bool:
    """Whether some page of figures is open."""
    if viewer is None:
        return False
    return viewer.oversees or viewer.role == Role.UNIT_HEAD or (viewer.role == Role.OFFICIAL and bool(viewer.person_id))


def may_read_words(viewer: Viewer | None) -> bool:
    """Whether what citizens wrote is open, and not the totals alone."""
    return bool(viewer is not None and (viewer.oversees or (viewer.role == Role.UNIT_HEAD and viewer.unit_id)))


def may_see_all(viewer: Viewer | None) -> bool:
    """Whether every desk is in reach."""
    return bool(viewer is not None and viewer.oversees)


def may_keep(viewer: Viewer | None) -> bool:
    """Whether the viewer sets up desks, takes in files, records meetings."""
    return bool(viewer is not None and viewer.oversees and viewer.may_write)


def may_hold_key(viewer: Viewer | None) -> bool:
    """Whether the viewer's role may have a key of the sealed inbox: an inspector or a leader of the whole, known on file."""
    return bool(viewer is not None and viewer.role in READERS and viewer.oversees and viewer.person_id)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("voice")


def desks_of(viewer: Viewer, own_unit: str = "") -> QuerySet[Desk]:
    """The desks whose figures a viewer may see; ``own_unit`` is where staff serve."""
    found = Desk.objects.all()
    if viewer.oversees:
        return found
    reach = viewer.unit_id if viewer.role == Role.UNIT_HEAD else own_unit if viewer.role == Role.OFFICIAL else ""
    return found.filter(unit_id__in=units_below(reach)) if reach else found.none()


def units_below(unit_id: str) -> list[str]:
    """A unit and everything below it."""
    path: Any = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first()
    return list(Unit.objects.filter(path__startswith=path).values_list("pk", flat=True)) if path else []
