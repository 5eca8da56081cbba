"""Pages of meetings with voters and the promises made there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access.models import Role
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.voice import rights, selectors
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.forms import MeetingForm, PromiseForm
from dungviec.office.voice.models import Done, Meeting, Promise
from dungviec.office.voice.public_forms import text_of
from dungviec.office.voice.services import voters as work
from dungviec.office.voice.views.common import keeper_here, units_to_choose, viewer_here, whole

_SHOWN = 100


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """What was promised to voters, what is due, what is kept?"""
    viewer = viewer_here(request)
    day = citizens_day()
    promises = selectors.promises_shown()
    if not viewer.oversees:
        reach = rights.units_below(viewer.unit_id) if viewer.role == Role.UNIT_HEAD else []
        promises = promises.filter(Q(published=True) | Q(unit_id__in=reach))
    asked = request.GET.get("loc", "")
    if asked == "tre":
        promises = promises.filter(state=Done.OPEN, due__lt=day)
    elif asked in Done.values:
        promises = promises.filter(state=asked)
    found = list(promises.order_by("state", "due")[:_SHOWN])
    units = selectors.unit_names({p.unit_id for p in found})
    held = Meeting.objects.annotate(n=Count("promises"), kept=Count("promises", filter=Q(promises__state=Done.KEPT)))
    context = {
        "rows": [(p, units.get(p.unit_id, p.unit_id), p.state == Done.OPEN and p.due < day) for p in found], "asked": asked,
        "meetings": list(held[:_SHOWN]) if viewer.oversees else [], "may_keep": rights.may_keep(viewer), "states": Done.choices,
    }  # fmt: skip
    return render(request, "voice/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """What was said at this meeting, and what was promised?"""
    viewer = request_viewer(request)
    rights.require(rights.may_see_all(viewer) and (request.method != "POST" or rights.may_keep(viewer)))
    if not pk:
        keeper_here(request)
    one = get_object_or_404(Meeting, pk=pk) if pk else None
    initial = {name: getattr(one, name) for name in MeetingForm.base_fields} if one else {}
    form = MeetingForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = work.keep_meeting(form.cleaned_data, by=user_of(request), day=citizens_day(), pk=pk or None, version=whole(request.POST.get("ban", "")))  # fmt: skip
                messages.success(request, _("Đã ghi buổi tiếp xúc."))
                return redirect("voice:meeting", made.pk)
            except VoiceRefused as refused:
                form.add_error(None, str(refused))
    promises = list(one.promises.prefetch_related("steps")) if one else []
    units = selectors.unit_names({p.unit_id for p in promises})
    context = {"one": one, "form": form, "rows": [(p, units.get(p.unit_id, p.unit_id)) for p in promises], "may_keep": rights.may_keep(viewer), "version": request.POST.get("ban", one.version if one else 0)}  # fmt: skip
    return render(request, "voice/meeting.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, meeting_pk: int, pk: int = 0) -> HttpResponse:
    """What is promised, who does it, by when?"""
    keeper_here(request)
    held = get_object_or_404(Meeting, pk=meeting_pk)
    one = get_object_or_404(Promise, pk=pk, meeting=held) if pk else None
    initial = {name: getattr(one, name) for name in PromiseForm.base_fields} if one else {}
    form = PromiseForm(request.POST or None, initial=initial, units=units_to_choose())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                work.keep_promise(held, form.cleaned_data, by=user_of(request), pk=pk or None, version=whole(request.POST.get("ban", "")))  # fmt: skip
                messages.success(request, _("Đã ghi lời hứa."))
                return redirect("voice:meeting", held.pk)
            except VoiceRefused as refused:
                form.add_error(None, str(refused))
    context = {"meeting": held, "one": one, "form": form, "version": request.POST.get("ban", one.version if one else 0)}
    return render(request, "voice/promise.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been done for this promise?"""
    viewer = viewer_here(request)
    one = get_object_or_404(Promise.objects.select_related("meeting"), pk=pk)
    owns = viewer.role == Role.UNIT_HEAD and one.unit_id in rights.units_below(viewer.unit_id)
    rights.require(rights.may_see_all(viewer) or owns or (one.published and request.method != "POST"))
    may_follow = rights.may_keep(viewer) or owns
    given: dict[str, Any] = {"state": one.state}
    fault = ""
    if request.method == "POST":
        rights.require(may_follow)
        given = {"words": text_of(request.POST, "viec"), "evidence": text_of(request.POST, "minh-chung"), "state": request.POST.get("tinh-trang", "")}  # fmt: skip
        try:
            work.follow(pk, work.Step(given["words"], given["evidence"], given["state"]), seen=whole(request.POST.get("ban", "")), by=user_of(request), day=citizens_day())  # fmt: skip
            messages.success(request, _("Đã ghi tiến độ."))
            return redirect("voice:follow", pk)
        except VoiceRefused as refused:
            fault = str(refused)
    units = selectors.unit_names({one.unit_id})
    context = {"one": one, "unit": units.get(one.unit_id, one.unit_id), "steps": list(one.steps.select_related("by")), "may_follow": may_follow, "given": given, "fault": fault, "states": Done.choices, "overdue": one.state == Done.OPEN and one.due < citizens_day(), "sees_all": rights.may_see_all(viewer)}  # fmt: skip
    return render(request, "voice/follow.html", context, status=422 if fault else 200)
