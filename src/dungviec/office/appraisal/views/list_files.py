"""The file of a task list, handed out of the vault."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.models import TaskList
from dungviec.office.appraisal.services.list_files import may_open
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import opened_units, seen_here
from dungviec.office.requests.vault import FileRefused, hand_out


def opens(kept: TaskList | None, records: SeenRecords) -> bool:
    """Whether whoever looks may open the file of a list."""
    if kept is None or kept.file_id is None:
        return False
    units = assembling.branch_of(opened_units(records.viewer), records.day)
    return may_open(kept, records.viewer, unit_in_reach=any(u["unit_id"] == kept.unit_id for u in units))


@require_safe
def list_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it came, as a download; who took it is written down."""
    kept = get_object_or_404(TaskList.objects.select_related("file"), pk=pk, file__isnull=False)
    records = seen_here(request)
    if not opens(kept, records) or kept.file is None:
        raise PermissionDenied("task list")
    try:
        response = hand_out(kept.file)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("appraisal:lists")
    ledger.listed(records.viewer, "download_file", kept.rows, kind="unit", subject=kept.unit_id, file=kept.file.sha256)
    return response
