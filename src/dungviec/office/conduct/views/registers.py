"""The registers: declarations of assets of a year, conflicts of interest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.conduct import report_by, thresholds, who_declares
from dungviec.office.access import ledger
from dungviec.office.conduct import forms, rights
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Draw
from dungviec.office.conduct.registers import declarations_of, interests_of
from dungviec.office.conduct.services import declaring
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.governing import law_on
from dungviec.office.registry.viewing import request_viewer, seen_here, user_of
from dungviec.office.shell.language import lang
from dungviec.office.shell.middleware import current_day, parse_day


def _told(answer: Any) -> str:
    return str(answer.vi if lang() == "vi" else answer.en)


@require_safe
def declarations(request: HttpRequest) -> HttpResponse:
    """Who was asked to declare this year, who did, what is late, what was drawn?"""
    return _declarations(request, {})


def _declarations(request: HttpRequest, bound: dict[str, Any]) -> HttpResponse:
    records = seen_here(request)
    viewer = records.viewer
    rights.require(rights.may_enter(viewer))
    day, view = current_day(request), law_on(current_day(request))
    found = declarations_of(records, day)
    ledger.listed(viewer, "see_declarations", len(found))
    drawn = Draw.objects.filter(year=day.year, on__lte=day).first()
    may = rights.may_handle(viewer)
    made: dict[str, Any] = {"round": forms.RoundForm(initial={"day": day, "leads": True, "sensitive": True}), "draw": forms.DrawForm(initial={"day": day})} | bound  # fmt: skip
    for key, form in made.items():
        form.auto_id = f"{key}_%s"
    context = {
        "rows": found, "year": day.year, "day": day, "drawn": drawn, "may_handle": may, "forms": made if may else {},
        "who": _told(who_declares(view)), "values": thresholds(view), "values_told": _told(thresholds(view)),
        "counts": {w: sum(1 for r in found if r.state == w) for w in ("in", "waiting", "late")},
    }  # fmt: skip
    return render(request, "conduct/declarations.html", context, status=422 if bound else 200)


@require_POST
def act_on_declarations(request: HttpRequest, deed: str) -> HttpResponse:
    """Ask, put down a day, or draw."""
    rights.require(rights.may_handle(request_viewer(request)))
    day, by = current_day(request), user_of(request)
    form: Any = None
    try:
        if deed == "yeu-cau":
            form = forms.RoundForm(request.POST)
            if form.is_valid():
                got = form.cleaned_data
                n = declaring.ask_round(kind=got["kind"], asked=got["day"], due=got["due"], leads=got["leads"], sensitive=got["sensitive"], by=by, on=day)  # fmt: skip
                messages.success(request, _("Đã yêu cầu %d người kê khai.") % n)
                return redirect("conduct:declarations")
        elif deed == "rut":
            form = forms.DrawForm(request.POST)
            if form.is_valid():
                got = form.cleaned_data
                declaring.draw_round(year=day.year, count=got["count"], seed=got["seed"], source=got["source"], day=got["day"], by=by, on=day)  # fmt: skip
                messages.success(request, _("Đã rút; số rút và danh sách được công bố để ai cũng kiểm được."))
                return redirect("conduct:declarations")
        elif deed != "ghi":
            raise Http404(deed)
        else:
            given = request.POST
            when = parse_day(given.get("ngay", ""))
            if when is None:
                raise ConductRefused(_("«%s» không phải là một ngày. Xin ghi theo mẫu 10/12/2020.") % given.get("ngay", "")[:30])  # fmt: skip
            declaring.mark(given.get("ban", ""), given.get("viec", ""), when, by=by, on=day)
            messages.success(request, _("Đã ghi sổ."))
            return redirect("conduct:declarations")
    except (ConductRefused, RegistryFault) as refused:
        if form is None:
            messages.error(request, spoken(refused))
            return redirect("conduct:declarations")
        form.add_error(None, spoken(refused))
    return _declarations(request, {"round" if deed == "yeu-cau" else "draw": form})


@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    """Which conflicts of interest were declared, in time or not, and what was done?"""
    records = seen_here(request)
    rights.require(rights.may_enter(records.viewer))
    found = interests_of(records, current_day(request))
    ledger.listed(records.viewer, "see_interests", len(found))
    may = rights.may_handle(records.viewer)
    clause = report_by(law_on(current_day(request)), current_day(request))
    context = {"rows": found, "may_handle": may, "form": forms.MeasureForm(initial={"day": current_day(request)}) if may else None, "rule": clause.rule, "told": "" if clause.rule else _told(clause)}  # fmt: skip
    return render(request, "conduct/interests.html", context)


@require_POST
def act_on_interest(request: HttpRequest, key: int) -> HttpResponse:
    """The measure against a conflict of interest."""
    viewer = request_viewer(request)
    rights.require(rights.may_handle(viewer))
    form = forms.MeasureForm(request.POST)
    try:
        if not form.is_valid():
            raise ConductRefused(" ".join(str(e) for errors in form.errors.values() for e in errors))
        got = form.cleaned_data
        declaring.measure_interest(str(key), measure=got["measure"], day=got["day"], by=user_of(request), on=current_day(request), own_person=viewer.person_id)  # fmt: skip
        messages.success(request, _("Đã ghi biện pháp."))
    except (ConductRefused, RegistryFault) as refused:
        messages.error(request, spoken(refused))
    return redirect("conduct:interests")
