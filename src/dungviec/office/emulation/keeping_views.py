"""Pages of the register of works, the office's own terms, thanks."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.emulation import keeping, rights
from dungviec.office.emulation.faults import Refused
from dungviec.office.emulation.forms import TermsForm, WorkForm, columns, words_of
from dungviec.office.emulation.models import Initiative
from dungviec.office.emulation.round_views import records_here
from dungviec.office.registry.viewing import seen_here, user_of
from dungviec.office.requests.vault import ACCEPT, FileRefused, check, hand_out

PAGE = 12


@require_http_methods(["GET", "HEAD", "POST"])
def works_page(request: HttpRequest) -> HttpResponse:
    """Which initiatives and research were recognised, by whom, how far do they reach?"""
    records = records_here(request)
    viewer = records.viewer
    form, fault = WorkForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST":
        rights.require(rights.may_run(viewer))
        fault = _keep(request, form)
        if not fault:
            messages.success(request, _("Đã ghi vào sổ sáng kiến."))
            return redirect("emulation:works")
    mine = rights.reached(viewer)
    found = Initiative.objects.select_related("file")
    found = found if mine is None else found.filter(person_id__in=mine)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    names = dict(records.on_file([w.person_id for w in page]).select("person_id", "name").iter_rows()) if page else {}
    ledger.listed(viewer, "see_works", len(page))
    context = {"page": page, "rows": [(w, names.get(w.person_id, w.person_id)) for w in page], "count": found.count(), "form": form, "fault": fault, "accept": ACCEPT, "may_run": rights.may_run(viewer)}  # fmt: skip
    return render(request, "emulation/works.html", context, status=422 if fault else 200)


def _keep(request: HttpRequest, form: WorkForm) -> str:
    """Record a work; what is wrong with it, or nothing."""
    if not form.is_valid():
        return words_of(form)
    viewer = seen_here(request).viewer
    if form.cleaned_data["recognised_on"] > viewer.day:
        return _("Ngày công nhận ở sau ngày đang xem.")
    upload = request.FILES.get("tep")
    try:
        evidence = check(upload.name or "", upload, upload.size) if upload is not None else None
        keeping.record_work(viewer, user_of(request), columns(form), evidence)
    except (FileRefused, Refused) as refused:
        return str(refused)
    return ""


@require_POST
def withdraw_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wrong line off the register."""
    records = records_here(request)
    rights.require(rights.may_run(records.viewer))
    get_object_or_404(Initiative, pk=pk)
    try:
        keeping.withdraw_work(pk, request.POST.get("ly-do", ""), records.viewer)
        messages.success(request, _("Đã rút khỏi sổ."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("emulation:works")


@require_safe
def work_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The evidence behind a work, as a download."""
    row = get_object_or_404(Initiative.objects.select_related("file"), pk=pk, file__isnull=False)
    file = seen_here(request).file(row.person_id)
    if not file.sees("appraisal") or row.file is None:
        raise PermissionDenied("file")
    try:
        response = hand_out(row.file)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("emulation:works")
    ledger.saw(file.viewer, "download_file", row.person_id, file=row.file.sha256)
    return response


@require_POST
def keep_terms(request: HttpRequest) -> HttpResponse:
    """The ratio where the law sets none, and the thresholds of the council."""
    records = records_here(request)
    rights.require(rights.may_run(records.viewer))
    form = TermsForm(request.POST, prefix="muc")
    if form.is_valid():
        keeping.keep_terms(records.viewer, **form.cleaned_data)
        messages.success(request, _("Đã ghi mức cơ quan tự đặt."))
    else:
        messages.error(request, words_of(form))
    return redirect("emulation:rounds")


@require_POST
def thank(request: HttpRequest) -> HttpResponse:
    """Thank a colleague, signed."""
    viewer = seen_here(request).viewer
    rights.require(rights.has_own(viewer))
    named, text = request.POST.get("ai", "")[:120], request.POST.get("vi-dieu-gi", "")[:400]
    try:
        keeping.thank(viewer, user_of(request), named, text)
        messages.success(request, _("Đã gửi lời cảm ơn, ký tên anh/chị."))
    except Refused as refused:
        request.session["cam_on"] = {"ai": named, "text": text}
        messages.error(request, str(refused))
    return redirect("emulation:mine")
