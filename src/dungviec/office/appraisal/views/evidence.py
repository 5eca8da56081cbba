"""Files that bear out a line of work, handed out of the vault."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.appraisal.models import TaskFile
from dungviec.office.appraisal.services.evidence import may_read
from dungviec.office.appraisal.views.common import row_of
from dungviec.office.registry.viewing import seen_here
from dungviec.office.requests.vault import FileRefused, hand_out


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file as a download, never shown inside a page; who took it is written down."""
    one = get_object_or_404(TaskFile.objects.select_related("file", "task"), pk=pk, withdrawn_at__isnull=True)
    records = seen_here(request)
    row_of(records, one.task.person_id)
    if not may_read(one.task, records.viewer):
        raise PermissionDenied("evidence")
    try:
        response = hand_out(one.file)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("appraisal:line", pk=one.task_id)
    ledger.saw(records.viewer, "download_file", one.task.person_id, file=one.file.sha256)
    return response
