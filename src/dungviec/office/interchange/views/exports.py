"""Taking data out: asking, watching it being made, fetching, deleting."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.interchange import exports
from dungviec.office.interchange.faults import InterchangeRefused
from dungviec.office.interchange.forms import ExportForm
from dungviec.office.interchange.models import DataExport, ExportState
from dungviec.office.interchange.rights import may_export, require
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.shell.language import k

_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def exports_page(request: HttpRequest) -> HttpResponse:
    """What may I take out, and where is what I asked for?"""
    viewer = request_viewer(request)
    require(may_export(viewer))
    exports.forget_old(timezone.now())
    form = ExportForm(request.POST if request.method == "POST" else None, day=viewer.day or office_day())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            exports.ask(
                user_of(request), day=given["as_of"], kind=given["kind"], with_dossiers=given["with_dossiers"], masked=given["masked"], purpose=given["purpose"],
            )  # fmt: skip
            messages.success(request, _("Đang lập gói dữ liệu. Trang này tự cập nhật."))
            return redirect("interchange:exports")
        except InterchangeRefused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, **_listed(request), "hours": int(exports.KEPT.total_seconds() // 3600)}
    return render(request, "interchange/exports.html", context, status=422 if form.errors else 200)


@require_safe
def exports_list(request: HttpRequest) -> HttpResponse:
    """The list alone, while something is being made."""
    require(may_export(request_viewer(request)))
    return render(request, "interchange/exports_list.html", _listed(request))


@require_safe
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The finished file: one's own alone."""
    require(may_export(request_viewer(request)))
    one = get_object_or_404(DataExport, pk=pk, made_by=user_of(request))
    try:
        path = exports.fetch(one, user_of(request), timezone.now())
    except InterchangeRefused as refused:
        messages.error(request, str(refused))
        return redirect("interchange:exports")
    name = f"du-lieu-{one.kind}-{one.as_of:%Y-%m-%d}.zip"
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
        headers={"Cache-Control": "no-store"},
    )


@require_POST
def export_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the file now."""
    require(may_export(request_viewer(request)))
    one = get_object_or_404(DataExport, pk=pk, made_by=user_of(request))
    if exports.drop(one, user_of(request)):
        messages.success(request, _("Đã xóa."))
    else:
        messages.error(request, _("Lần xuất này không còn gì để xóa."))
    return redirect("interchange:exports")


def _listed(request: HttpRequest) -> dict[str, object]:
    mine = list(DataExport.objects.filter(made_by=user_of(request)).exclude(status=ExportState.GONE)[:_SHOWN])
    rows = [(e, e.trouble_en if k() else e.trouble_vi, e.progress // 10) for e in mine]
    return {"rows": rows, "at_work": any(e.status in (ExportState.QUEUED, ExportState.RUNNING) for e in mine)}
