"""What every page of the room begins with: the gate, the rights, and the words of a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.viewing import SeenRecords, seen_here
from dungviec.office.training import rights
from dungviec.office.training.faults import TrainingRefused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
T = TypeVar("T")


def reading(request: HttpRequest, allowed: Callable[..., bool] = rights.may_read) -> SeenRecords:
    """The gate of the request. Raises PermissionDenied unless the page is open to the viewer."""
    records = seen_here(request)
    rights.require(allowed(records.viewer))
    return records


def tried(request: HttpRequest, deed: Callable[[], T]) -> T | None:
    """Do it; a refusal becomes a message, and None."""
    try:
        return deed()
    except (TrainingRefused, RegistryFault) as refused:
        messages.error(request, str(refused))
        return None


def number(text: str) -> int | None:
    """A number of a form or an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def file(content: bytes, name: str, mime: str) -> HttpResponse:
    """A download."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
