"""The list of intakes with the upload, the page of one intake by its step, waiting, stopping, undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.intake import selectors, services
from dungviec.office.intake.forms import UploadForm
from dungviec.office.intake.models import Intake, Status
from dungviec.office.intake.views.common import intake_seen, sentence, told, user_of, viewer_on
from dungviec.office.intake.views.mapping import mapping_page
from dungviec.office.intake.views.review import review_page
from dungviec.office.registry.selectors import office_day

STAGES = {
    "": "", "open": gettext_noop("Đang mở tệp"), "read": gettext_noop("Đang đọc các dòng"), "keep": gettext_noop("Đang lưu các dòng đã đọc"),
    "check": gettext_noop("Đang đối chiếu với hồ sơ"), "write": gettext_noop("Đang ghi vào hồ sơ"),
}  # fmt: skip


def intakes(request: HttpRequest) -> HttpResponse:
    """The intakes so far; posting a file opens a new one."""
    viewer = viewer_on(request)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                one = services.take_in(form.cleaned_data["file"], form.cleaned_data["day"], user_of(request))
                return redirect("intake:intake", pk=one.pk)
            except UnreadableFileError as error:
                form.add_error("file", sentence(error))
    else:
        form = UploadForm(initial={"day": office_day()})
    context = {"form": form, "intakes": selectors.intakes(viewer)[:100]}
    return render(request, "intake/intakes.html", context)


@require_GET
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """One intake, at the step where it stands."""
    one = intake_seen(request, pk)
    if one.at_work:
        return render(request, "intake/working.html", {"one": one} | _progress(one))
    if one.status in (Status.DONE, Status.UNDONE):
        return render(request, "intake/result.html", _result(one))
    if one.status == Status.CHECKED and request.GET.get("buoc") != "cot":
        return review_page(request, one)
    return mapping_page(request, one)


def _result(one: Intake) -> dict[str, Any]:
    rejected = one.rows.filter(outcome="rejected").order_by("position")
    return {
        "one": one, "balance": one.balance, "rejected": [(r, r.reason_vi if selectors.lang() == "vi" else r.reason_en) for r in rejected[:50]],
        "rejected_count": rejected.count(), "undone": one.status == Status.UNDONE,
    }  # fmt: skip


def _progress(one: Intake) -> dict[str, Any]:
    return {
        "stage": _(STAGES[one.stage]) if STAGES.get(one.stage) else "", "share": one.progress / 10, "seconds": selectors.spent(one),
        "nobody": selectors.nobody_works(one), "silent": selectors.gone_silent(one),
        "stoppable": one.status != Status.WRITING,
    }  # fmt: skip


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, asked for every second; a job that has ended makes the page load anew."""
    one = intake_seen(request, pk)
    if not one.at_work:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "intake/parts/progress.html", {"one": one} | _progress(one))


@require_POST
@told
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker to stop."""
    services.stop(intake_seen(request, pk), user_of(request))
    return redirect("intake:intake", pk=pk)


@require_POST
@told
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on after the worker has died."""
    one = intake_seen(request, pk)
    if selectors.gone_silent(one) or selectors.nobody_works(one):
        services.take_back(one, user_of(request))
    return redirect("intake:intake", pk=pk)


@require_POST
@told
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away an intake that wrote nothing."""
    services.give_up(intake_seen(request, pk), user_of(request))
    messages.info(request, _("Đã bỏ đợt nhập; tệp và các dòng đã đọc được xóa, hồ sơ không thay đổi."))
    return redirect("intake:intakes")


@require_POST
@told
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole batch back."""
    one = intake_seen(request, pk)
    services.undo(one, request.POST.get("why", ""), user_of(request))
    messages.success(request, _("Đã hoàn tác: hồ sơ trở lại như trước đợt nhập này."))
    return redirect("intake:intake", pk=pk)
