"""Reflections: those sent to me to read, one of them, its file. Nobody else reads them, the personnel office neither."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access.policy import Viewer
from dungviec.office.education import rights, services
from dungviec.office.education.definitions import answered, fields_of
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.models import Reflection
from dungviec.office.registry.viewing import request_viewer, seen_here, user_of
from dungviec.office.requests.vault import FileRefused, hand_out


def _named(request: HttpRequest, people: list[str]) -> dict[str, str]:
    """Names of authors in reach; the others stand by their code."""
    frame = seen_here(request).on_file(people)
    return dict(frame.select("person_id", "name").iter_rows())


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Which reflections am I asked to read?"""
    user = user_of(request)
    rows = list(Reflection.objects.filter(reader=user, sent_at__isnull=False).select_related("topic")[:200])
    names = _named(request, [r.person_id for r in rows]) if rows else {}
    return render(request, "education/inbox.html", {"rows": [(r, names.get(r.person_id, r.person_id)) for r in rows]})


def _readable(request: HttpRequest, pk: int) -> tuple[Viewer, Reflection]:
    viewer = request_viewer(request)
    one = get_object_or_404(Reflection.objects.select_related("topic", "form", "file", "reader"), pk=pk)
    if not rights.may_read(user_of(request), viewer, one):
        raise Http404("reflection")  # that it exists is nobody's business either
    return viewer, one


@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: HttpRequest, pk: int) -> HttpResponse:
    """What did this person learn, and what do I answer?"""
    viewer, one = _readable(request, pk)
    user, own = user_of(request), viewer.person_id == one.person_id
    if request.method == "POST":
        rights.require(not own)
        try:
            services.read_reflection(pk, by=user, reply=request.POST.get("dap", ""))
            messages.success(request, _("Đã ghi lời đáp."))
        except EducationRefused as refused:
            messages.error(request, str(refused))
        return redirect("education:reflection", pk)
    if not own:
        one = Reflection.objects.select_related("topic", "form", "file", "reader").get(pk=services.read_reflection(pk, by=user).pk)  # fmt: skip
    name = _named(request, [one.person_id]).get(one.person_id, one.person_id)
    context = {"one": one, "own": own, "name": name, "answers": answered(fields_of(one.form.fields), one.answers)}
    return render(request, "education/reflection.html", context)


@require_safe
def reflection_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a reflection, for those who may read it."""
    _viewer, one = _readable(request, pk)
    if one.file is None:
        raise Http404("file")
    try:
        return hand_out(one.file)
    except FileRefused as refused:
        raise Http404(str(refused)) from None
