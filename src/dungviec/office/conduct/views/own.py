"""What concerns oneself: what is asked, what was decided, how to appeal; the own declarations. Nothing of what is not told yet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.conduct import forms, papers, rights, selectors
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Answered, AskedSign, Stand
from dungviec.office.conduct.registers import own_rows
from dungviec.office.conduct.services import asking, declaring, explain, file_appeal
from dungviec.office.conduct.views.cases import paper_of
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.shell.language import lang
from dungviec.office.shell.middleware import current_day


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What am I asked, what was decided about me, and what did I declare?"""
    return _page(request, None)


def _page(request: HttpRequest, bound: forms.InterestForm | None) -> HttpResponse:
    person, day = rights.own(request_viewer(request)), current_day(request)
    rows = []
    for one in selectors.own_cases(person, day):
        held = {s.step for s in one.steps.all()}
        rows.append({
            "one": one, "may_explain": one.is_open and "notice" in held and "explanation" not in held,
            "papers": [p for p in papers.ready(one) if p in papers.OWN], "decided": one.state == Stand.DECIDED,
            "may_appeal": one.state == Stand.DECIDED and not any(a.answered is None for a in one.appeals.all()),
            "effects": [selectors.effect_line(e, day) for e in selectors.effects(one)],
        })  # fmt: skip
    asked = AskedSign.objects.filter(person_id=person, asked_on__lte=day).exclude(state=Answered.OPEN)
    context = {
        "rows": rows, "asked": list(asked), "declared": own_rows("asset_declarations", person, day), "interests": own_rows("interest_declarations", person, day),
        "form": bound or forms.InterestForm(initial={"known": day}), "lang": lang(),
    }  # fmt: skip
    return render(request, "conduct/mine.html", context, status=422 if bound else 200)


@require_POST
def act(request: HttpRequest, deed: str) -> HttpResponse:
    """Explain, appeal, answer a question, declare a conflict of interest."""
    person, day, by, given = rights.own(request_viewer(request)), current_day(request), user_of(request), request.POST
    if deed == "xung-dot":
        return _declare(request, person)
    words, number = given.get("noi-dung", ""), given.get("so", "")
    pk = int(number) if number.isdecimal() and len(number) < 10 else 0
    try:
        if deed == "giai-trinh":
            _own_case(person, pk)
            explain(pk, person, words, by=by, on=day)
            messages.success(request, _("Đã gửi giải trình; hội đồng đọc trước khi có kết luận."))
        elif deed == "khieu-nai":
            _own_case(person, pk)
            file_appeal(pk, day=day, grounds=words, by=by, on=day)
            messages.success(request, _("Đã gửi khiếu nại."))
        elif deed == "tra-loi":
            get_object_or_404(AskedSign, pk=pk, person_id=person)
            asking.tell(pk, person, words, by=by, on=day)
            messages.success(request, _("Đã gửi câu trả lời."))
        else:
            raise Http404(deed)
    except ConductRefused as refused:
        messages.error(request, str(refused))
    return redirect("conduct:mine")


def _own_case(person: str, pk: int) -> Any:
    return get_object_or_404(selectors.own_case_rows(person), pk=pk)


def _declare(request: HttpRequest, person: str) -> HttpResponse:
    form = forms.InterestForm(request.POST)
    if form.is_valid():
        got = form.cleaned_data
        try:
            declaring.declare_interest(person, known=got["known"], relation=got["relation"], matter=got["matter"], step_aside=got["step_aside"], by=user_of(request), on=current_day(request))  # fmt: skip
            messages.success(request, _("Đã báo cáo; chỉ người có trách nhiệm xem được."))
            return redirect("conduct:mine")
        except (ConductRefused, RegistryFault) as refused:
            form.add_error(None, spoken(refused))
    return _page(request, form)


@require_safe
def paper(request: HttpRequest, pk: int, name: str, export: str) -> HttpResponse:
    """A paper that went to oneself."""
    viewer = request_viewer(request)
    one = _own_case(rights.own(viewer), pk)
    if name not in papers.OWN:
        raise Http404(name)
    return paper_of(viewer, one, name, export)
