"""Who reads the surplus and who writes in it: whoever oversees everybody and sees pay, ratings, health and proceedings."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.policy import Viewer

GROUPS = ("basic", "service", "education", "appraisal", "pay", "leave", "health", "discipline", "proceedings")
"""What a review of somebody tells."""


def may_review(viewer: Viewer | None) -> bool:
    """Whether the surplus list and the glide path are open."""
    return bool(viewer is not None and viewer.oversees and sees(viewer.role, Scope.WITHIN, *GROUPS))


def may_keep(viewer: Viewer | None) -> bool:
    """Whether the viewer states facts and notes the way chosen."""
    return bool(viewer is not None and may_review(viewer) and viewer.may_write)


def may_read_ledger(viewer: Viewer | None) -> bool:
    """Whether the ledger of posts held together is open: it tells of posts, decisions and clauses, no sums of a person."""
    return bool(viewer is not None and viewer.oversees and sees(viewer.role, Scope.WITHIN, "basic", "service"))


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied("streamlining")
