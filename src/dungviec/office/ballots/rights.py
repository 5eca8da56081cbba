"""Who prepares and counts a vote, who sees its course, whose slip it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.decisions.rights import may_draft, may_watch_clocks

may_run = may_draft
may_follow = may_watch_clocks


def may_vote(viewer: Any) -> bool:
    """Whether the viewer can be on a roll: an account tied to a record."""
    return bool(viewer is not None and viewer.person_id and viewer.role not in (None, Role.AUDITOR, Role.ADMINISTRATOR))


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("ballots")


def own(viewer: Viewer) -> str:
    """The record a viewer votes as; PermissionDenied for an account that is nobody on file."""
    require(may_vote(viewer))
    return viewer.person_id
