"""The yearly review of accounts, for administrators and for heads of units."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access import review as kept
from dungviec.office.access.accounts import IDLE_DAYS, AccountRefused
from dungviec.office.access.models import Membership, ReviewDecision, Role
from dungviec.office.access.sudo import confirmed

PAGE = 50


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """Who still needs the account, with this role and reach?"""
    year = _year()
    found = _reach(request)
    everything = kept.rows(found, year)
    wanted = request.GET.get("loc", "")[:60]
    rows = [a for a in everything if wanted.lower() in f"{a.username} {a.shown_name} {a.unit_id}".lower()] if wanted else everything  # fmt: skip
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    done = sum(1 for a in everything if a.decision)
    context = {
        "page": page, "year": year, "done": done, "total": len(everything), "wanted": wanted, "days": IDLE_DAYS, "decisions": ReviewDecision.choices,
        "per_cent": 100 * done // len(everything) if everything else 0,
    }  # fmt: skip
    return render(request, "access/review.html", context)


@require_POST
@confirmed
def decide(request: HttpRequest) -> HttpResponse:
    """Keep, mark for change or lock one account."""
    member = get_object_or_404(_reach(request).select_related("user"), user__username=_sent(request, "tai-khoan"))
    try:
        kept.decide(
            member, _sent(request, "quyet-dinh"), year=_year(), note=_sent(request, "ly-do"),
            seen=request.POST.get("da-co", ""), by=request.user.get_username(),
        )  # fmt: skip
        messages.success(request, _("Đã ghi quyết định cho %s.") % member.user.username)
    except AccountRefused as refused:
        messages.error(request, f"{member.user.username}: {refused}")
    back = {k: v for k in ("loc", "trang") if (v := request.POST.get(k, "")[:60])}
    return redirect(f"{reverse('access:review')}?{urlencode(back)}" if back else "access:review")


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The review as an Excel file."""
    year = _year()
    found = kept.rows(_reach(request), year)
    ledger.record(request.user.get_username(), "export_review", kind="account", year=year, rows=len(found))
    response = HttpResponse(kept.as_workbook(found, year), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")  # fmt: skip
    response["Content-Disposition"] = f'attachment; filename="ra-soat-tai-khoan-{year}.xlsx"'
    return response


def _sent(request: HttpRequest, name: str) -> str:
    """What was sent, without the sign PostgreSQL keeps in no text."""
    return request.POST.get(name, "").replace("\x00", "")


def _year() -> int:
    return timezone.localdate().year


def _reach(request: HttpRequest) -> QuerySet[Membership]:
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.role not in (Role.ADMINISTRATOR, Role.UNIT_HEAD):
        raise PermissionDenied("review of accounts")
    units = import_string(settings.UNITS_BELOW_PROVIDER)(viewer.unit_id) if viewer.role == Role.UNIT_HEAD else None
    return kept.reach(viewer, units)
