"""Forms that one is asked to fill, and filling one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.competency import catalogue, rights
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.models import Form, RoundState
from dungviec.office.competency.selectors import rounds
from dungviec.office.competency.services import surveys
from dungviec.office.registry.viewing import seen_here

LEVELS = range(1, 6)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Whom am I asked about, and until when?"""
    records = seen_here(request)
    if not records.viewer.person_id:
        raise Http404("forms")
    forms = rounds.own_forms(records.viewer)
    people = rounds.people_of(records, forms)
    context = {"forms": [(f, people.get(f.person, {})) for f in forms], "left": sum(not f.answered for f in forms)}
    return render(request, "competency/forms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """At which level does this person work, and what shows it?"""
    records = seen_here(request)
    viewer = records.viewer
    form = get_object_or_404(Form.objects.select_related("round"), pk=pk)
    if not viewer.person_id or form.by != viewer.person_id:
        raise PermissionDenied("form")
    given = {code: request.POST.get(f"muc-{code}", "") for code in form.codes} if request.method == "POST" else {c: str(v) for c, v in form.levels.items()}  # fmt: skip
    context: dict[str, Any] = {"evidence": request.POST.get("minh-chung", form.evidence)}
    if request.method == "POST":
        levels = {code: int(value) for code, value in given.items() if value.isdecimal()}
        try:
            surveys.answer(
                pk, levels, evidence=context["evidence"], own_person=viewer.person_id, by=rights.account(request)
            )
            messages.success(request, _("Đã nhận phiếu. Cảm ơn anh/chị."))
            return redirect("competency:forms")
        except CompetencyRefused as refused:
            context["fault"] = str(refused)
    rows = [
        (
            code,
            catalogue.name_of(code),
            [(n, catalogue.meaning_of(code, n), given.get(code) == str(n)) for n in LEVELS],
            not given.get(code),
        )
        for code in form.codes
    ]
    person = rounds.people_of(records, [form]).get(form.person, {})
    context |= {"form": form, "person": person, "rows": rows, "taken": form.round.state == RoundState.OPEN and not (form.answered and form.source == "colleague")}  # fmt: skip
    return render(request, "competency/form.html", context, status=422 if "fault" in context else 200)
