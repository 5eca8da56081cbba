"""Pages on which the personnel office sets the programme: themes, resolutions, targets; always with the old beside the new."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dungviec.office.programme import rights, services
from dungviec.office.programme.board import unit_names
from dungviec.office.programme.entries import known, standing
from dungviec.office.programme.faults import ProgrammeRefused
from dungviec.office.programme.forms import ProgrammeForm, ResolutionForm, TargetForm, ThemeForm
from dungviec.office.programme.models import PARTS, Programme, Resolution, Target, TargetEntry
from dungviec.office.programme.views import number, seen_programme, told_in, uploaded
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.measures import measures
from dungviec.office.registry.viewing import opened_units, user_of
from dungviec.office.requests.vault import FileRefused
from dungviec.office.shell.language import lang


def _setting(request: HttpRequest) -> SeenRecords:
    records = seen_programme(request)
    rights.require(rights.may_set(records.viewer))
    return records


@require_http_methods(["GET", "HEAD", "POST"])
def new_programme(request: HttpRequest) -> HttpResponse:
    """What is the year about?"""
    records = _setting(request)
    start = {"year": records.day.year + (records.day.month == 12), "day": f"{records.day:%d/%m/%Y}"}
    form = ProgrammeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_programme(**form.cleaned_data, by=user_of(request))
            messages.success(request, _("Đã lập chương trình năm %d.") % made.year)
            return redirect("programme:programme", made.year)
        except ProgrammeRefused as refused:
            told_in(form, refused)
    status = 422 if request.method == "POST" else 200
    return render(request, "programme/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_page(request: HttpRequest, year: int) -> HttpResponse:
    """What does the programme say, since when, and on which resolutions does it rest?"""
    records = seen_programme(request)
    one = get_object_or_404(Programme, year=year)
    form = None
    if request.method == "POST":
        rights.require(rights.may_set(records.viewer))
        form = ThemeForm(request.POST)
        if form.is_valid():
            try:
                services.change_programme(
                    one.pk, **form.cleaned_data, seen=number(request, "seen"), by=user_of(request)
                )
                messages.success(request, _("Đã sửa; bản cũ còn đọc được ở dưới."))
                return redirect("programme:programme", year)
            except ProgrammeRefused as refused:
                told_in(form, refused)
    return _programme(request, records, one, theme=form)


def _programme(request: HttpRequest, records: SeenRecords, one: Programme, *, theme: ThemeForm | None = None, resolution: ResolutionForm | None = None) -> HttpResponse:  # fmt: skip
    entries = known(one.entries.all())
    here, newest = standing(entries, records.day), one.entries.last()
    day = f"{records.day:%d/%m/%Y}"
    start = {"theme": newest.theme, "aim": newest.aim, "day": day} if newest else {"day": day}
    context = {
        "one": one, "entry": here, "entries": list(reversed(entries)), "newest": newest, "resolutions": one.resolutions.select_related("file"),
        "theme_form": theme or ThemeForm(initial=start), "resolution_form": resolution or ResolutionForm(), "may_set": rights.may_set(records.viewer),
    }  # fmt: skip
    return render(request, "programme/programme.html", context, status=422 if theme or resolution else 200)


@require_POST
def add_resolution(request: HttpRequest, year: int) -> HttpResponse:
    """A resolution, with its paper."""
    records = _setting(request)
    one = get_object_or_404(Programme, year=year)
    form = ResolutionForm(request.POST)
    if form.is_valid():
        try:
            services.add_resolution(one.pk, **form.cleaned_data, file=uploaded(request), by=user_of(request))
            messages.success(request, _("Đã thêm nghị quyết."))
            return redirect("programme:programme", year)
        except (ProgrammeRefused, FileRefused) as refused:
            told_in(form, refused)
    return _programme(request, records, one, resolution=form)


@require_POST
def withdraw_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a resolution out, with the reason."""
    _setting(request)
    one = get_object_or_404(Resolution.objects.select_related("programme"), pk=pk)
    try:
        services.withdraw_resolution(pk, why=request.POST.get("ly-do", ""), by=user_of(request))
        messages.success(request, _("Đã rút nghị quyết."))
    except ProgrammeRefused as refused:
        messages.error(request, str(refused))
    return redirect("programme:programme", one.programme.year)


@require_http_methods(["GET", "HEAD", "POST"])
def new_target(request: HttpRequest, year: int) -> HttpResponse:
    """What is asked, of whom, measured how, by when? ``?cha=`` makes a part of another target."""
    records = _setting(request)
    one = get_object_or_404(Programme, year=year)
    above = request.GET.get("cha", "")
    parent = get_object_or_404(one.targets, pk=int(above)) if above.isdecimal() and len(above) < 12 else None
    start: dict[str, Any] = {
        "day": f"{records.day:%d/%m/%Y}", "begins": f"01/01/{year}", "deadline": f"31/12/{year}", "weight": 1, "every_days": 90, "measure": request.GET.get("so", "")[:40],
    }  # fmt: skip
    if start["measure"] in measures():
        live = measures()[start["measure"]]
        start |= {"source": "live", "direction": live.better, "part": live.part, "title": live.words(lang())}
    if parent is not None and (over := standing(parent.entries.all(), records.day)) is not None:
        start |= {name: getattr(over, name) for name in ("title", "part", "measure", "unit_of_measure", "direction")}
        start["source"] = over.source if over.source != "rolled" else "reported"
    form = _target_form(records, request.POST if request.method == "POST" else None, start, part=parent is not None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.make_target(one.pk, given=given, day=given["day"], parent=parent, by=user_of(request))
            messages.success(request, _("Đã giao chỉ tiêu."))
            return redirect("programme:target", made.pk)
        except ProgrammeRefused as refused:
            told_in(form, refused)
    context = {"form": form, "one": one, "parent": parent, "over": parent and parent.entries.last()}
    return render(request, "programme/target_form.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_target(request: HttpRequest, pk: int) -> HttpResponse:
    """What shall the target ask from now on, and why? What it asked before stays to be read."""
    records = _setting(request)
    target = get_object_or_404(Target.objects.select_related("programme"), pk=pk)
    newest = target.entries.last()
    assert newest is not None
    form = _target_form(records, request.POST if request.method == "POST" else None, _typed(newest) | {"day": f"{records.day:%d/%m/%Y}"}, changing=True, part=target.parent_id is not None)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.change_target(
                pk,
                given=given,
                day=given["day"],
                reason=given["reason"],
                seen=number(request, "seen"),
                by=user_of(request),
            )
            messages.success(request, _("Đã sửa chỉ tiêu; nội dung cũ còn đọc được ở trang này."))
            return redirect("programme:target", pk)
        except ProgrammeRefused as refused:
            told_in(form, refused)
    context = {"form": form, "one": target.programme, "target": target, "newest": newest}
    return render(request, "programme/target_form.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def end_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a target out of the programme from the day looked at, with the reason."""
    records = _setting(request)
    get_object_or_404(Target, pk=pk)
    try:
        services.end_target(
            pk,
            day=records.day,
            reason=request.POST.get("ly-do", ""),
            seen=number(request, "seen"),
            by=user_of(request),
        )
        messages.success(request, _("Đã thôi chỉ tiêu từ ngày %s.") % f"{records.day:%d/%m/%Y}")
        return redirect("programme:board")
    except ProgrammeRefused as refused:
        messages.error(request, str(refused))
    return redirect("programme:target", pk)


def _target_form(records: SeenRecords, data: Any, start: dict[str, Any], *, changing: bool = False, part: bool = False) -> TargetForm:  # fmt: skip
    names = unit_names(records.day)
    units = [(u, names[u]) for u in opened_units(records.viewer) if u in names]
    live = [(m.key, f"{PARTS.get(m.part, m.part)}: {m.words(lang())}") for m in measures().values()]
    return TargetForm(data, initial=start, units=units, live=live, changing=changing, part=part)


def _typed(entry: TargetEntry) -> dict[str, Any]:
    """An entry as it is typed."""
    said = {name: getattr(entry, name) for name in services.ASKS}
    for name in ("base", "goal"):
        said[name] = "" if said[name] is None else f"{said[name]:f}".rstrip("0").rstrip(".").replace(".", ",")
    for name in ("begins", "deadline"):
        said[name] = f"{said[name]:%d/%m/%Y}"
    return said
