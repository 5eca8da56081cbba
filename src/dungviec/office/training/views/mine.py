"""The own page: my courses, my commitments, my wishes, my self-study, why I am on the plan or not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.registry.viewing import SeenRecords, user_of
from dungviec.office.requests.vault import ACCEPT, Checked, FileRefused, check
from dungviec.office.training import rights
from dungviec.office.training.forms.asked import WishForm
from dungviec.office.training.forms.self_study import SelfStudyForm
from dungviec.office.training.models import Asked, Source
from dungviec.office.training.selectors import mine, plans
from dungviec.office.training.services import asked, self_study
from dungviec.office.training.views.frame import number, reading, tried
from dungviec.office.training.views.needs import plan_year


@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """What have I learned, what do I owe, what do I wish, and what does the plan say of me?"""
    records = reading(request, rights.has_own)
    return _page(request, records)


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What do I wish to learn, and why?"""
    records = reading(request, rights.has_own)
    one = (
        get_object_or_404(Asked, pk=pk, source=Source.WISH, person_id=records.viewer.person_id)
        if pk is not None
        else None
    )
    if request.method == "POST":
        form = WishForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            kept = tried(
                request,
                lambda: asked.change(records.viewer, one.pk, given["revision"], given, day=records.day) if one is not None
                else asked.wish(records.viewer, given, day=records.day),
            )  # fmt: skip
            if kept is not None:
                messages.success(request, _("Đã ghi nguyện vọng; thủ trưởng đơn vị sẽ cho ý kiến."))
                return redirect("training:mine")
        return render(request, "training/wish.html", {"form": form, "one": one}, status=422)
    start: dict[str, Any] = {"year": plan_year(records), "urgency": 2}
    if one is not None:
        what = f"{one.what}@{one.wants}" if one.what in ("theory", "state_management", "degree") else one.what
        start = {
            "year": one.year,
            "what": what,
            "level": str(one.wants),
            "urgency": one.urgency,
            "why": one.why,
            "revision": one.revision,
        }
    return render(request, "training/wish.html", {"form": WishForm(initial=start), "one": one})


@require_POST
def withdraw_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an own wish."""
    records = reading(request, rights.has_own)
    one = get_object_or_404(Asked, pk=pk, source=Source.WISH, person_id=records.viewer.person_id)
    tried(request, lambda: asked.withdraw(records.viewer, one.pk, number(request.POST.get("revision", ""))))
    return redirect("training:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest) -> HttpResponse:
    """What have I learned by myself, and what shows it?"""
    records = reading(request, rights.has_own)
    form = SelfStudyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            evidence = _evidence(request)
        except FileRefused as refused:
            form.add_error(None, str(refused))
        else:
            if (
                tried(request, lambda: self_study.tell(records.viewer, user_of(request), form.cleaned_data, evidence))
                is not None
            ):
                messages.success(request, _("Đã gửi; khi được xác nhận thì tính như một lượt học."))
                return redirect("training:mine")
    context = {"form": form, "accept": ACCEPT}
    return render(request, "training/study.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw_study(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an own piece of self-study."""
    records = reading(request, rights.has_own)
    tried(request, lambda: self_study.withdraw(records.viewer, pk, number(request.POST.get("revision", ""))))
    return redirect("training:mine")


def _evidence(request: HttpRequest) -> Checked | None:
    upload = request.FILES.get("tep")
    if not isinstance(upload, UploadedFile):
        return None
    return check(upload.name or "", upload, upload.size)


def _page(request: HttpRequest, records: SeenRecords) -> HttpResponse:
    file = records.file(records.viewer.person_id)
    plan = plans.latest_approved()
    year = plan_year(records)
    learned = file.table("training").sort("from_date", descending=True).to_dicts()
    context = {
        "card": file.card, "learned": learned, "classes": mine.own_classes(file.person_id), "clocks": mine.own_commitments(file), "wishes": mine.wishes(file.person_id),
        "studies": mine.studies(file.person_id), "needs": mine.own_needs(file, year), "plan": plan, "plan_words": mine.plan_words(plan, file.person_id), "year": year,
    }  # fmt: skip
    return render(request, "training/mine.html", context)
