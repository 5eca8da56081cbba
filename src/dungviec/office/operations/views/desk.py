"""The page of whoever keeps the machines: what is amiss, workers, the disk, backups."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access.models import Role, User
from dungviec.office.operations import backups, health
from dungviec.office.operations.faults import OperationsFault
from dungviec.office.operations.models import UNFINISHED, RunKind, UpkeepRun
from dungviec.office.operations.standing import standing
from dungviec.office.operations.words import said, span
from dungviec.office.registry.viewing import user_of
from dungviec.office.shell.language import lang

SHOWN = 10


def _keeper(request: HttpRequest) -> User:
    if request.viewer.role != Role.ADMINISTRATOR:  # type: ignore[attr-defined]
        raise PermissionDenied("operations")
    return user_of(request)


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """Is everything well, and when was the office last backed up?"""
    _keeper(request)
    now = timezone.now()
    found = standing(now)
    runs = list(UpkeepRun.objects.select_related("made_by")[:SHOWN])
    context = {
        "checks": [said(check) for check in health.everything(now)],
        "found": found,
        "backups": backups.backups()[:SHOWN],
        "folder": backups.folder(),
        "schedule": settings.BACKUP_AT,
        "runs": [(run, run.trouble(lang())) for run in runs],
        "busy": any(run.status in UNFINISHED for run in runs),
        "rehearsed": span(found.rehearsal_age) if found.rehearsal_age is not None else "",
        "used": round(100 * (1 - found.disk_free / found.disk_total)),
    }
    return render(request, "operations/desk.html", context)


@require_POST
def back_up(request: HttpRequest) -> HttpResponse:
    """Ask for a backup now."""
    return _asked(request, RunKind.BACKUP, _("Đã xếp hàng việc sao lưu."))


@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """Ask for a rehearsal of the restore of one backup."""
    return _asked(
        request, RunKind.REHEARSAL, _("Đã xếp hàng việc diễn tập khôi phục."), file=request.POST.get("tep", "")
    )


def _asked(request: HttpRequest, kind: RunKind, done: str, *, file: str = "") -> HttpResponse:
    keeper = _keeper(request)
    try:
        backups.ask(kind, keeper, file=file)
        messages.success(request, done)
    except OperationsFault as refused:
        messages.error(request, refused.english if lang() == "en" else refused.vi)
    return redirect("operations:desk")
