"""Pages of the personnel office: topics, and the forms and kinds that can be renewed without code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.education import services_forms
from dungviec.office.education.definitions import KINDS, MOST_FIELDS, Asked, entry_form, fields_of, read_fields
from dungviec.office.education.faults import EducationRefused
from dungviec.office.education.forms import TopicForm, VersionForm
from dungviec.office.education.models import ActivityKind, FormVersion, Purpose, Topic
from dungviec.office.education.views.common import number, setting, told_in
from dungviec.office.registry.models import Unit
from dungviec.office.registry.viewing import opened_units, user_of
from dungviec.office.shell.middleware import parse_day
from dungviec.records.vietnamese import fold

SPARE = 3
"""Empty rows under a form's fields."""
_ROW = ("order", "key", "label", "kind", "required", "help", "options")


@require_http_methods(["GET", "HEAD", "POST"])
def topic_form(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """What is the topic, for whom, from when to when, on which forms, read by whom?"""
    records = setting(request)
    one = get_object_or_404(Topic.objects.select_related("reader"), pk=pk) if pk else None
    day = records.day
    units = dict(Unit.objects.filter(pk__in=opened_units(records.viewer)).values_list("pk", "name"))
    start: dict[str, Any] = {"year": day.year, "begins": f"01/01/{day.year}", "ends": f"31/12/{day.year}"}
    if one is not None:
        start = {n: getattr(one, n) for n in ("year", "title", "aim", "unit_id", "commitment_form", "reflection_form")}
        start |= {
            "begins": f"{one.begins:%d/%m/%Y}",
            "ends": f"{one.ends:%d/%m/%Y}",
            "reader": one.reader.username if one.reader else "",
        }
    form = TopicForm(
        request.POST if request.method == "POST" else None, initial=start, units=list(units.items()),
        commitments=[(f.key, f.title) for f in services_forms.forms_for(Purpose.COMMITMENT, day)], reflections=[(f.key, f.title) for f in services_forms.forms_for(Purpose.REFLECTION, day)],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = services_forms.keep_topic(
                form.cleaned_data, by=user_of(request), pk=pk or None, seen=number(request, "seen")
            )
            messages.success(request, _("Đã ghi chuyên đề."))
            return redirect("education:topic", made.pk)
        except EducationRefused as refused:
            told_in(form, refused)
    return render(
        request,
        "education/topic_form.html",
        {"form": form, "one": one},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def forms_page(request: HttpRequest) -> HttpResponse:
    """Which forms and kinds are used, since when, and which were used before?"""
    records = setting(request)
    versions: dict[str, list[FormVersion]] = {}
    for one in FormVersion.objects.all():
        versions.setdefault(one.key, []).insert(0, one)
    rows = [(found[0], found, services_forms.version_on(key, records.day)) for key, found in versions.items()]
    context = {"rows": rows, "kinds": ActivityKind.objects.all(), "day": records.day}
    return render(request, "education/forms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def design(request: HttpRequest, key: str = "") -> HttpResponse:
    """Which fields does this form ask, in which order, from when? Look at it first, then make it a version."""
    records = setting(request)
    last = FormVersion.objects.filter(key=key).last() if key else None
    if key and last is None:
        raise Http404("form")
    start = {"title": last.title, "purpose": last.purpose} if last else {}
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial=start | {"valid_from": f"{records.day:%d/%m/%Y}"}
    )
    rows: list[dict[str, Any]]
    preview, fault = None, ""
    if request.method == "POST":
        rows = _typed(request)
        try:
            fields = read_fields(rows)
            if form.is_valid():
                if request.POST.get("viec") == "luu":
                    return _save(request, key, form, fields, last)
                preview = entry_form(fields)
        except EducationRefused as refused:
            if refused.fields:
                told_in(form, refused)
            fault = str(refused)
        rows += [_blank(len(rows) + n) for n in range(1, SPARE + 1)]
    else:
        rows = [_shown(n, f) for n, f in enumerate(fields_of(last.fields) if last else [], 1)]
        rows += [_blank(len(rows) + n) for n in range(1, (SPARE if rows else 6) + 1)]
    context = {
        "form": form,
        "rows": rows,
        "kinds": KINDS.items(),
        "last": last,
        "preview": preview,
        "fault": fault,
        "seen": last.version if last else 0,
    }
    return render(request, "education/design.html", context, status=422 if fault or form.errors else 200)


def _save(request: HttpRequest, key: str, form: VersionForm, fields: Sequence[Asked], last: FormVersion | None) -> HttpResponse:  # fmt: skip
    given = form.cleaned_data
    new = key or _key(given["title"])
    if not key and FormVersion.objects.filter(key=new).exists():
        words = _("Đã có mẫu cùng tên; mở mẫu đó để ra bản mới.")
        raise EducationRefused(words, {"title": words})
    made = services_forms.make_version(
        key=new, fields=fields, seen=number(request, "seen") if last else 0, by=user_of(request), **given
    )
    messages.success(
        request, _("Đã ra bản %(n)d của mẫu «%(t)s»; bài đã viết giữ bản cũ.") % {"n": made.version, "t": made.title}
    )
    return redirect("education:forms")


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:40] or "mau"


def _typed(request: HttpRequest) -> list[dict[str, Any]]:
    many = min(number(request, "so-dong"), MOST_FIELDS + 10)
    return [{name: request.POST.get(f"{name}-{n}", "") for name in _ROW} for n in range(1, many + 1)]


def _shown(n: int, one: Asked) -> dict[str, Any]:
    return {"order": str(n), "key": one.key, "label": one.label, "kind": one.kind, "required": "on" if one.required else "", "help": one.help, "options": "; ".join(one.options)}  # fmt: skip


def _blank(n: int) -> dict[str, Any]:
    return dict.fromkeys(_ROW, "") | {"order": str(n), "kind": "text"}


@require_POST
def close_form(request: HttpRequest, key: str) -> HttpResponse:
    """The last day a form is used."""
    setting(request)
    return _closing(
        request,
        lambda day: services_forms.close_form(key, until=day, seen=number(request, "seen"), by=user_of(request)),
    )


@require_POST
def new_kind(request: HttpRequest) -> HttpResponse:
    """A new kind of activity."""
    records = setting(request)
    try:
        services_forms.make_kind(name=request.POST.get("ten", ""), valid_from=records.day, by=user_of(request))
        messages.success(request, _("Đã thêm loại sinh hoạt."))
    except EducationRefused as refused:
        messages.error(request, str(refused))
    return redirect("education:forms")


@require_POST
def close_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day a kind of activity is used."""
    setting(request)
    get_object_or_404(ActivityKind, pk=pk)
    return _closing(request, lambda day: services_forms.close_kind(pk, until=day, by=user_of(request)))


def _closing(request: HttpRequest, close: Any) -> HttpResponse:
    text = request.POST.get("ngay", "")
    day = parse_day(text)
    if day is None:
        messages.error(request, _("«%s» không phải ngày; ghi như 01/07/2025.") % text[:20])
        return redirect("education:forms")
    try:
        close(day)
        messages.success(request, _("Đã ghi ngày thôi dùng."))
    except EducationRefused as refused:
        messages.error(request, str(refused))
    return redirect("education:forms")
