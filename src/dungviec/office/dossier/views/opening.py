"""Opening a record for the pages of this room: through the gate, with a line in the ledger."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from dungviec.office.access import ledger
from dungviec.office.registry.viewing import SeenFile, seen_here


def opened(request: HttpRequest, person_id: str, action: str, **detail: Any) -> SeenFile:
    """The record as the viewer may see it; that it was opened is written down. 404 or 403 otherwise."""
    file = seen_here(request).file(person_id)
    ledger.saw(file.viewer, action, person_id, **detail)
    return file


def opened_to_write(request: HttpRequest, person_id: str) -> SeenFile:
    """The record for whoever keeps records; 403 for everybody else, on a past moment too: what was known is not rewritten."""
    file = seen_here(request).file(person_id)
    if not file.viewer.may_write:
        raise PermissionDenied("dossier")
    return file


def head(file: SeenFile) -> dict[str, Any]:
    """What every page of one record shows at its head."""
    return {"person": file.card, "own": file.own, "may_write": file.viewer.may_write}
