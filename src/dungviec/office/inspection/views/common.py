"""What every page of the room begins with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from dungviec.office.access.models import User
from dungviec.office.inspection import rights
from dungviec.office.inspection.models import Finding, Visit
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here, user_of


def room(request: HttpRequest) -> tuple[SeenRecords, User]:
    """What the viewer sees, and the account; PermissionDenied for whom the room is closed."""
    records = seen_here(request)
    rights.require(rights.may_enter(records.viewer))
    return records, user_of(request)


def visit_here(records: SeenRecords, user: User, code: Any) -> Visit:
    """A visit the viewer may open; for others it does not exist."""
    found = (
        rights.seen_visits(records.viewer, user)
        .filter(code=code)
        .select_related("checklist", "lead", "draw", "recheck_of")
        .first()
    )
    if found is None:
        raise Http404("visit")
    return found


def finding_here(records: SeenRecords, user: User, key: Any) -> Finding:
    """A finding the viewer may read; for others it does not exist."""
    found = (
        rights.seen_findings(records.viewer, user)
        .filter(pk=key)
        .select_related("visit__checklist", "visit__lead", "answered_by")
        .first()
    )
    if found is None:
        raise Http404("finding")
    return found
