"""Files out of the vault."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.viewing import seen_here
from dungviec.office.requests.documents import may_read
from dungviec.office.requests.models import StoredFile
from dungviec.office.requests.vault import FileRefused, hand_out


@require_safe
def download(request: HttpRequest, pk: str) -> HttpResponseBase:
    """A file as a download, never shown inside a page; who took it is written down."""
    row = get_object_or_404(StoredFile, pk=pk)
    file = seen_here(request).file(row.person_id)
    if not may_read(file, row):
        raise PermissionDenied("file")
    try:
        response = hand_out(row)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("registry:person", row.person_id)
    ledger.saw(file.viewer, "download_file", row.person_id, file=row.sha256)
    return response
