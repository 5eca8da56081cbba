"""What the office's pages of this room share."""

from __future__ import annotations

from django.http import HttpRequest

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import request_viewer, seen_here
from dungviec.office.voice import rights


def viewer_here(request: HttpRequest) -> Viewer:
    """The viewer, who may enter the room."""
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    return viewer


def keeper_here(request: HttpRequest) -> Viewer:
    """The viewer, who may set the room up."""
    viewer = request_viewer(request)
    rights.require(rights.may_keep(viewer))
    return viewer


def own_unit(request: HttpRequest, viewer: Viewer) -> str:
    """The unit staff serve in, as the own record tells."""
    if viewer.role != Role.OFFICIAL:
        return ""
    mine = seen_here(request).people
    if "unit_id" not in mine.columns:
        return ""
    return next((str(u) for u in mine.filter(mine["person_id"] == viewer.person_id)["unit_id"] if u), "")


def units_to_choose() -> list[tuple[str, str]]:
    """Every unit that stands, by its place in the tree."""
    found = Unit.objects.filter(withdrawn_at__isnull=True, valid_to__isnull=True).order_by("path")
    return [(u.pk, u.name) for u in found]


def whole(text: str) -> int:
    """A small number as a page sends it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0
