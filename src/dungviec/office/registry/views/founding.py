"""The beginning of a real office: which body its records are about."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dungviec.office.access import ledger
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.services import found_city
from dungviec.office.registry.viewing import request_viewer


class FoundingForm(forms.Form):
    """The name of the body, and where it lies."""

    name = forms.CharField(label=gettext_lazy("Tên cơ quan"), max_length=200, strip=True)
    place_code = forms.RegexField(
        r"^\d{2,5}$", label=gettext_lazy("Mã địa bàn"), required=False,
        help_text=gettext_lazy("2 đến 5 chữ số theo danh mục đơn vị hành chính của ngày; để trống nếu không rõ."),
        error_messages={"invalid": gettext_lazy("Mã địa bàn gồm 2 đến 5 chữ số, ví dụ 22 hoặc 06994.")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Which body is this office of? Asked once, of the personnel officer, while nothing is on file."""
    viewer = request_viewer(request)
    if not viewer.may_write:
        raise PermissionDenied("found")
    form = FoundingForm(request.POST or None)
    fault = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            with transaction.atomic():
                made = found_city(
                    told["name"], timezone.localdate(), place_code=told["place_code"] or None, follows_clock=True
                )
                ledger.record(viewer.username, "found_office", kind="city", subject=str(made.pk))
        except RegistryFault as refused:
            fault = spoken(refused)
        else:
            messages.success(request, _("Đã lập văn phòng. Nhập danh sách để bắt đầu."))
            return redirect("intake:intakes")
    return render(
        request, "registry/found.html", {"form": form, "fault": fault}, status=422 if request.method == "POST" else 200
    )
