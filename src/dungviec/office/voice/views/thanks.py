"""Pages of citizens' thanks passed on: pass one on from its answer, read them with what backs each, take a wrong one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.models import Role
from dungviec.office.registry.rights import visible_ids
from dungviec.office.voice import rights, selectors
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import PassedOn, Rating
from dungviec.office.voice.offering import standing
from dungviec.office.voice.services import thanks as work
from dungviec.office.voice.views.common import keeper_here, viewer_here

_MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: HttpRequest, number: str) -> HttpResponse:
    """Whom do these words thank?"""
    viewer = keeper_here(request)
    rating = get_object_or_404(Rating.objects.select_related("desk"), pk=number)
    if not work.may_be_passed_on(rating):
        messages.error(request, _("Chỉ chuyển được lời cảm ơn có mã hồ sơ đã đối chiếu, mức hài lòng trở lên và có lời viết."))  # fmt: skip
        return redirect("voice:words")
    given = {"ai": request.POST.get("ai", "")[:120], "loi": request.POST.get("loi", rating.words)[:1000]}
    fault = ""
    if request.method == "POST":
        try:
            work.pass_on(viewer, number, given["ai"], given["loi"], citizens_day())
            messages.success(request, _("Đã chuyển lời cảm ơn."))
            return redirect("voice:passed_on")
        except VoiceRefused as refused:
            fault = str(refused)
    context = {"rating": rating, "name": selectors.public_name(rating.desk), "given": given, "fault": fault, "most": work.LONGEST}  # fmt: skip
    return render(request, "voice/pass_on.html", context, status=422 if fault else 200)


@require_safe
def passed_on(request: HttpRequest) -> HttpResponse:
    """Which thanks of citizens were passed on, to whom, and what backs them?"""
    viewer = viewer_here(request)
    found = PassedOn.objects.select_related("rating__desk")
    if viewer.role == Role.OFFICIAL:
        found = found.filter(person_id=viewer.person_id)
    elif (ids := visible_ids(viewer)) is not None:
        found = found.filter(person_id__in=ids)
    rows = list(found[:_MOST])
    if viewer.role != Role.OFFICIAL:
        ledger.listed(viewer, "see_passed_thanks", len(rows))
    names = selectors.person_names({r.person_id for r in rows}, citizens_day())
    shown = [(r, names.get(r.person_id, r.person_id), standing(r)) for r in rows]
    return render(request, "voice/passed_on.html", {"rows": shown, "may_keep": rights.may_keep(viewer), "most": _MOST})


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take thanks passed on wrongly back."""
    viewer = keeper_here(request)
    try:
        work.take_back(viewer, pk, request.POST.get("ly-do", ""), citizens_day())
        messages.success(request, _("Đã rút lại lời cảm ơn."))
    except VoiceRefused as refused:
        messages.error(request, str(refused))
    return redirect("voice:passed_on")
