"""Who may open, run and read placement rounds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from dungviec.office.access.models import Role
from dungviec.office.access.policy import EVERYBODY, NOBODY, Right, Viewer
from dungviec.office.placement.models import EmptySeat, ProposedMove, Round, RoundStatus, WithoutPost
from dungviec.office.registry.models import Unit

RUNNERS = frozenset({Role.PERSONNEL, Role.LEADER})
READERS = RUNNERS | {Role.INSPECTOR, Role.UNIT_HEAD}


def may_enter(viewer: Any) -> bool:
    """Whether the room is open to the viewer at all: an official's own plan is told by a person, not read here."""
    return bool(viewer is not None and viewer.role in READERS)


def may_run(viewer: Viewer) -> bool:
    """Whether the viewer opens, stops and runs rounds and asks about any pair."""
    return viewer.oversees and viewer.role in RUNNERS


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("placement")


def reach(viewer: Viewer) -> str | None:
    """The path of the unit a head reads; an empty path for those who read all, None for those who read nothing."""
    if viewer.oversees:
        return ""
    if viewer.role not in READERS or not viewer.reaches_unit:
        return None
    return Unit.objects.filter(pk=viewer.unit_id).values_list("path", flat=True).first()


def _of_rounds(viewer: Viewer) -> Q:
    if viewer.oversees:
        return EVERYBODY
    return Q(status=RoundStatus.DONE) if viewer.role in READERS else NOBODY


def _sees_round(viewer: Viewer, one: Round) -> bool:
    return viewer.oversees or (viewer.role in READERS and one.done)


def _of_moves(viewer: Viewer) -> Q:
    path = reach(viewer)
    if path is None:
        return NOBODY
    return Q(from_path__startswith=path) | Q(to_path__startswith=path) if path else EVERYBODY


def _sees_move(viewer: Viewer, move: ProposedMove) -> bool:
    path = reach(viewer)
    return path is not None and (move.from_path.startswith(path) or move.to_path.startswith(path))


def _by_path(viewer: Viewer) -> Q:
    path = reach(viewer)
    if path is None:
        return NOBODY
    return Q(path__startswith=path) if path else EVERYBODY


def _sees_path(viewer: Viewer, line: EmptySeat | WithoutPost) -> bool:
    path = reach(viewer)
    return path is not None and line.path.startswith(path)


SEE_ROUND: Right[Round] = Right("placement.see_round", _sees_round, _of_rounds)
SEE_MOVE: Right[ProposedMove] = Right("placement.see_move", _sees_move, _of_moves)
SEE_SEAT: Right[EmptySeat] = Right("placement.see_seat", _sees_path, _by_path)
SEE_PERSON_WITHOUT: Right[WithoutPost] = Right("placement.see_without_post", _sees_path, _by_path)
