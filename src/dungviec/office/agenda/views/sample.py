"""The sample data: filled in by one click, watched while they come, removed after a look at what goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.agenda import sample
from dungviec.office.agenda.models import SampleState
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.shell.language import lang


def _allowed(request: HttpRequest) -> None:
    if not sample.may_ask(request_viewer(request)):
        raise PermissionDenied("sample")


def told(refused: sample.SampleRefused) -> str:
    """The sentence in the language of the page."""
    return refused.english if lang() == "en" else str(refused)


@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    """Fill this empty office with the sample city."""
    _allowed(request)
    try:
        sample.ask_to_fill(by=user_of(request))
    except sample.SampleRefused as refused:
        messages.error(request, told(refused))
        return redirect("agenda:morning")
    return redirect("agenda:sample_progress")


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How far is the filling?"""
    _allowed(request)
    one = sample.here()
    busy = one.state in (SampleState.QUEUED, SampleState.FILLING)
    trouble = one.trouble_en if lang() == "en" else one.trouble_vi
    context = {"one": one, "busy": busy, "share": sample.progress(), "trouble": trouble}
    return render(request, "agenda/sample_progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    """What would go, what would stay? Then: out with it."""
    _allowed(request)
    try:
        if request.method == "POST":
            gone = sample.remove(by=user_of(request).username)
            messages.success(request, _("Đã gỡ dữ liệu mẫu: %d dòng. Văn phòng trống như trước khi nạp.") % gone)
            return redirect("agenda:morning")
        shown = sample.preview()
    except sample.SampleRefused as refused:
        if request.method != "POST":
            raise Http404("sample") from refused
        messages.error(request, told(refused))
        return redirect("agenda:morning")
    return render(request, "agenda/sample_remove.html", {"preview": shown})
