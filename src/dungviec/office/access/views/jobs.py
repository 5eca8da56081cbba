"""The page of background jobs, for whoever keeps the machines."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import jobs
from dungviec.office.access.models import Role


def _keeper(request: HttpRequest) -> str:
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.role != Role.ADMINISTRATOR:
        raise PermissionDenied("jobs")
    return str(viewer.username)


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """What is the machine working at, what waits, what failed?"""
    _keeper(request)
    now = timezone.now()
    found = jobs.jobs(now)
    chosen = request.GET.get("xem", "")
    context = {
        "jobs": [job for job in found if not chosen or job.state == chosen],
        "chosen": chosen if chosen in jobs.STATES else "",
        "states": [(key, word, sum(job.state == key for job in found)) for key, word in jobs.STATES.items()],
        "total": len(found),
        "busy": any(job.state in ("running", "waiting") for job in found),
        "no_worker": jobs.no_worker(found, now),
        "shown": jobs.SHOWN,
    }
    return render(request, "access/jobs.html", context)


@require_POST
def act(request: HttpRequest, key: UUID) -> HttpResponse:
    """Stop a job, free one whose worker is gone, or put a failed one in the queue again."""
    keeper = _keeper(request)
    said = {
        "stop": _("Đã yêu cầu dừng."),
        "free": _("Đã giải phóng: việc này không còn tính là đang chạy."),
        "renew": _("Đã xếp hàng lại, theo đúng yêu cầu cũ của người đã giao."),
    }
    deed = request.POST.get("lam", "")
    if deed in said and jobs.act(deed, str(key), by=keeper):
        messages.success(request, said[deed])
    else:
        messages.error(request, _("Việc này đã sang bước khác; xin xem lại danh sách."))
    return redirect("access:jobs")
