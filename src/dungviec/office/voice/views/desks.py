"""Pages of the set-up: desks, their codes and posters, the numbers of the room."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents.desk_poster import Poster, qr_svg, write_poster
from dungviec.office.access import ledger
from dungviec.office.registry.selectors import city
from dungviec.office.registry.viewing import user_of
from dungviec.office.voice import selectors
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.forms import SetupForm
from dungviec.office.voice.models import CaseNumber, Desk, Setup
from dungviec.office.voice.public_forms import text_of
from dungviec.office.voice.services import desks as work
from dungviec.office.voice.views.common import keeper_here, units_to_choose, whole


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Which desks have a code, and since when?"""
    keeper_here(request)
    found = list(Desk.objects.annotate(answers=Count("ratings")))
    units = selectors.unit_names({d.unit_id for d in found})
    context = {"rows": [(d, units.get(d.unit_id, d.unit_id)) for d in found], "cases": CaseNumber.objects.count(), "used": CaseNumber.objects.filter(used=True).count()}  # fmt: skip
    return render(request, "voice/desks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """What is this desk called, to whom does it belong?"""
    keeper_here(request)
    one = get_object_or_404(Desk, pk=pk) if pk else None
    shown: dict[str, Any] = {"code": one.code, "name": one.name, "english": one.english, "unit": one.unit_id, "open": one.open, "version": one.version} if one else {"open": True, "version": 0}  # fmt: skip
    fault = ""
    if request.method == "POST":
        given = request.POST
        shown = {"code": text_of(given, "ma"), "name": text_of(given, "ten"), "english": text_of(given, "ten-anh"), "unit": text_of(given, "don-vi"), "open": bool(given.get("mo")), "version": whole(given.get("ban", ""))}  # fmt: skip
        try:
            wanted = work.DeskGiven(shown["code"], shown["name"], shown["english"], shown["unit"], shown["open"])
            made = work.keep_desk(wanted, by=user_of(request), day=citizens_day(), pk=pk or None, version=shown["version"])  # fmt: skip
            messages.success(request, _("Đã ghi quầy %s.") % made.code)
            return redirect("voice:desk", made.pk)
        except VoiceRefused as refused:
            fault = str(refused)
    address = request.build_absolute_uri(reverse("voice:answer", args=[one.token])) if one else ""
    context = {"one": one, "given": shown, "fault": fault, "units": units_to_choose(), "address": address, "qr": b64encode(qr_svg(address)).decode() if one else ""}  # fmt: skip
    return render(request, "voice/desk.html", context, status=422 if fault else 200)


@require_POST
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh code; the old poster goes off the wall."""
    keeper_here(request)
    get_object_or_404(Desk, pk=pk)
    one = work.turn_code(pk, by=user_of(request), day=citizens_day())
    messages.success(request, _("Quầy %s có mã mới. Tờ cũ không dùng được nữa: xin in và dán tờ mới.") % one.code)
    return redirect("voice:desk", pk)


@require_safe
def poster(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The poster as PDF, or the code as SVG."""
    viewer = keeper_here(request)
    one = get_object_or_404(Desk, pk=pk)
    address = request.build_absolute_uri(reverse("voice:answer", args=[one.token]))
    ledger.record(viewer.username, "print_desk", kind="desk", subject=one.code)
    if kind == "svg":
        body, mime = qr_svg(address), "image/svg+xml"
    else:
        here = city()
        inbox = request.build_absolute_uri(reverse("voice:report"))
        body, mime = write_poster(Poster(one.name, one.english, address, here.name if here else "", inbox)), "application/pdf"  # fmt: skip
    response = HttpResponse(body, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="quay-{one.code}.{"svg" if kind == "svg" else "pdf"}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """By which numbers does this room work?"""
    keeper_here(request)
    now = Setup.now()
    form = SetupForm(request.POST or None, initial={name: getattr(now, name) for name in SetupForm.base_fields})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                work.keep_setup(form.cleaned_data, version=whole(request.POST.get("ban", "")), by=user_of(request))
                messages.success(request, _("Đã ghi cài đặt."))
                return redirect("voice:setup")
            except VoiceRefused as refused:
                form.add_error(None, str(refused))
    return render(request, "voice/setup.html", {"form": form, "version": request.POST.get("ban", now.version)}, status=status)  # fmt: skip
