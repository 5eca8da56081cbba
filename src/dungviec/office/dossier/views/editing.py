"""Filling in the record: a section of single fields, or a table row by row."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dungviec.documents.values import written
from dungviec.office.dossier import services
from dungviec.office.dossier.forms import RecordForm, SectionForm, columns_of, label_of, row_columns, saved_words
from dungviec.office.dossier.sections import ROW_SECTIONS, SECTIONS, RowSection
from dungviec.office.dossier.selectors import file_dossier, keyed_rows, row_on_file
from dungviec.office.dossier.views.opening import head, opened_to_write
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.reading import KEY
from dungviec.office.shell import seen


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, person_id: str, section: str) -> HttpResponse:
    """What goes into these items of the record?"""
    here = SECTIONS.get(section)
    if here is None:
        raise Http404(section)
    file = opened_to_write(request, person_id)
    dossier = file_dossier(file)
    asked = columns_of(f for f in here.fields if f not in dossier.hidden)
    stored = {name: dossier.one(*name.split("-", 1)) for name in asked}
    form = SectionForm(asked, request.POST or None, initial=stored)
    now = seen.stamp(stored)
    here_now: list[tuple[str, str]] = []
    if request.method == "POST" and seen.is_stale(request, now):
        form.add_error(None, seen.SENTENCE)
        here_now = [(label_of(c), written(c, stored[name])) for name, c in asked.items()]
    elif request.method == "POST" and form.is_valid():
        values = {name.replace("-", ".", 1): value for name, value in form.values().items()}
        try:
            count = services.save_fields(
                dossier, values, by=file.viewer.username, why=form.cleaned_data["why"], since=form.cleaned_data["since"]
            )
        except RegistryFault as fault:
            form.add_error(None, spoken(fault))
        else:
            messages.success(request, saved_words(count))
            return redirect("dossier:paper", person_id)
    return _page(
        request,
        "dossier/section.html",
        head(file) | {"section": here, "form": form, "seen": now, "here_now": here_now},
        form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, person_id: str, table: str, key: str = "") -> HttpResponse:
    """Which rows are on file, and what is added or put right?"""
    here = _table(table)
    file = opened_to_write(request, person_id)
    stored = row_on_file(table, key, person_id) if key else None
    if key and stored is None:
        raise Http404(key)
    columns = row_columns(table)
    form = RecordForm(columns, request.POST or None, initial={n: (stored or {}).get(n) for n in columns})
    if request.method == "POST" and form.is_valid():
        try:
            services.save_row(
                table, person_id, form.values(), key=key, by=file.viewer.username, why=form.cleaned_data["why"]
            )
        except RegistryFault as fault:
            form.add_error(None, spoken(fault))
        else:
            messages.success(request, saved_words(1))
            return redirect("dossier:rows", person_id, table)
    context = head(file) | {
        "section": here,
        "form": form,
        "key": key,
        "heads": [label_of(c) for c in columns.values()],
        "lines": [
            (r[KEY], [(label_of(c), written(c, r.get(n))) for n, c in columns.items()]) for r in keyed_rows(file, table)
        ],
    }
    return _page(request, "dossier/rows.html", context, form)


@require_POST
def withdraw(request: HttpRequest, person_id: str, table: str, key: str) -> HttpResponse:
    """Take a row that was wrong off the file."""
    _table(table)
    file = opened_to_write(request, person_id)
    try:
        services.withdraw_row(
            table,
            person_id,
            key,
            by=file.viewer.username,
            why=request.POST.get("why", "").strip() or _("Thu hồi dòng ghi nhầm"),
        )
    except RegistryFault as fault:
        messages.error(request, spoken(fault))
    else:
        messages.success(request, _("Đã thu hồi dòng; sổ ghi việc giữ cả hai lần."))
    return redirect("dossier:rows", person_id, table)


def _table(table: str) -> RowSection:
    here = ROW_SECTIONS.get(table)
    if here is None:
        raise Http404(table)
    return here


def _page(request: HttpRequest, template: str, context: dict[str, Any], form: RecordForm) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)
