"""The catalogue: which courses there are, one course, a file of courses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.intake.files import delete, path_of, take_in
from dungviec.office.shell.language import k
from dungviec.office.training import catalogue_file, rights
from dungviec.office.training.forms.courses import CourseForm, values_of
from dungviec.office.training.models import Course, Owner
from dungviec.office.training.services import courses
from dungviec.office.training.views.frame import XLSX, file, reading, tried


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Which courses can be planned, from whom, for how much?"""
    records = reading(request)
    owner = request.GET.get("ben", "")
    owner = owner if owner in Owner.values else ""
    found = Course.objects.filter(owner=owner) if owner else Course.objects.all()
    rows = [(c, c.offered(records.day)) for c in found]
    context = {
        "rows": rows, "owners": Owner.choices, "owner": owner, "may_keep": rights.may_keep(records.viewer), "money": rights.sees_money(records.viewer),
        "offered": sum(on for _c, on in rows),
    }  # fmt: skip
    return render(request, "training/catalogue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What does this course teach, whom does it take, what does it cost?"""
    records = reading(request, rights.may_keep)
    one = get_object_or_404(Course, pk=pk) if pk is not None else None
    if request.method == "POST":
        form = CourseForm(request.POST)
        if form.is_valid():
            kept = tried(
                request,
                lambda: courses.keep_course(
                    records.viewer, form.values, pk=one.pk if one else None, revision=form.cleaned_data["revision"]
                ),
            )
            if kept is not None:
                messages.success(request, _("Đã ghi khóa học vào danh mục."))
                return redirect("training:catalogue")
        return render(request, "training/course.html", {"form": form, "one": one}, status=422)
    start: dict[str, Any] = values_of(one) if one else {"valid_from": records.day, "classes": 1, "least": 1, "lifts": 1}
    return render(request, "training/course.html", {"form": CourseForm(initial=start), "one": one})


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The file to fill (``?ca=1``: with the courses that are there)."""
    reading(request, rights.may_keep)
    chosen = Course.objects.all() if request.GET.get("ca") else Course.objects.none()
    return file(catalogue_file.template(chosen), "danh-muc-khoa-hoc.xlsx", XLSX)


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """A filled file: taken over whole, or refused with every wrong cell."""
    records = reading(request, rights.may_keep)
    upload = request.FILES.get("tep")
    if not isinstance(upload, UploadedFile):
        messages.error(request, _("Xin chọn tệp danh mục (xlsx hoặc csv)."))
        return redirect("training:catalogue")
    stored = ""
    try:
        stored = take_in(upload).stored
        found = catalogue_file.read(path_of(stored))
    except UnreadableFileError as bad:
        messages.error(request, str(bad) if not k() else bad.en)
        return redirect("training:catalogue")
    finally:
        delete(stored)
    if found.wrong:
        return render(request, "training/wrong_cells.html", {"wrong": found.wrong, "good": len(found.rows)}, status=422)
    done = tried(request, lambda: courses.take_over(records.viewer, found.rows))
    if done is not None:
        messages.success(
            request,
            _("Đã nhận danh mục: %(new)d khóa mới, %(changed)d khóa đổi.") % {"new": done[0], "changed": done[1]},
        )
    return redirect("training:catalogue")
