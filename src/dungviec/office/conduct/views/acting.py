"""Deeds on a case: opened, steps put down, paused, lengthened, signed, closed, appealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dungviec.office.access.models import User
from dungviec.office.conduct import forms, rights, services
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Case
from dungviec.office.conduct.views.cases import STEP_FORMS, case_seen, fit, page, signs
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.shell.middleware import current_day


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What happened, when, when was it found, and where does it come from?"""
    viewer = request_viewer(request)
    rights.require(rights.may_handle(viewer))
    day = current_day(request)
    start = {"opened": day, "found": day, "duty_related": True, "person_id": request.GET.get("cb", "")[:40]}
    form = forms.OpenForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        opening = services.Opening(
            got["person_id"].strip(), got["act"].strip(), got["source"], got["happened"], got["found"], got["opened"], got["kind"],
            got["duty_related"], got["source_paper"], got["reporter_id"].strip(), got["party_decided"],
        )  # fmt: skip
        try:
            made = services.open_case(opening, by=user_of(request), on=day)
            messages.success(request, _("Đã mở vụ việc. Bước đầu: thông báo và yêu cầu giải trình."))
            return redirect("conduct:case", made.pk)
        except (ConductRefused, RegistryFault) as refused:
            form.add_error(None, spoken(refused))
    return render(request, "conduct/new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on one case. What was typed stands again on the page when it cannot be taken."""
    viewer, one = case_seen(request, pk)
    if deed not in _DEEDS:
        raise Http404(deed)
    key, do, done = _DEEDS[deed]
    rights.require(signs(viewer, one) if deed == "ky" else rights.may_handle(viewer))
    form = _form(key, deed, request.POST)
    fit(form, one, current_day(request))
    if form.is_valid():
        try:
            do(one.pk, form, user_of(request), current_day(request))
            messages.success(request, done)
            return redirect("conduct:case", pk)
        except (ConductRefused, RegistryFault) as refused:
            form.add_error(None, spoken(refused))
    return page(request, viewer, one, bound={key: form})


def _form(key: str, deed: str, data: Any) -> Any:
    if key == "step":
        return STEP_FORMS[_STEPS[deed]](data)
    return _FORMS[key](data)


_STEPS = {"thong-bao": "notice", "giai-trinh": "explanation", "hoi-dong": "council", "hop": "meeting"}
_FORMS: dict[str, type[django_forms.Form]] = {
    "pause": forms.PauseForm, "resume": forms.ResumeForm, "extend": forms.ExtendForm, "close": forms.CloseForm, "sign": forms.SignForm,
    "appeal": forms.AppealForm, "answer": forms.AnswerForm,
}  # fmt: skip
Do = Callable[[int, Any, User, date], Case | object]


def _step(step: str) -> Do:
    def hold(pk: int, form: Any, by: User, on: date) -> object:
        got = form.cleaned_data
        given = services.StepGiven(
            step, got["day"], got.get("paper", ""), got.get("note", ""), got.get("explain_by"), got.get("heard"), got.get("explanation", ""),
            form.council() if step == "council" else (), got.get("meeting_at", ""), got.get("present"), form.votes() if step == "meeting" else {},
        )  # fmt: skip
        return services.hold_step(pk, got["version"], given, by=by, on=on)

    return hold


def _pause(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    return services.pause(pk, got["version"], ground=got["ground"], since=got["since"], paper=got["paper"], by=by, on=on)  # fmt: skip


def _resume(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    return services.end_pause(pk, got["version"], until=got["until"], asked=got["asked"], by=by, on=on)


def _extend(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    return services.extend(pk, got["version"], day=got["day"], paper=got["paper"], by=by, on=on)


def _close(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    return services.close_case(pk, got["version"], day=got["day"], why=got["why"], by=by, on=on)


def _sign(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    ruling = services.Ruling(
        got["form"], got["signed"], got["effective"], got["ends"], got.get("paper", ""), form.parting()
    )
    return services.sign_case(pk, got["version"], ruling, by=by, on=on)


def _appeal(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    return services.file_appeal(pk, day=got["day"], grounds=got["grounds"], by=by, on=on, due=got["due"], due_basis=got["due_basis"])  # fmt: skip


def _answer(pk: int, form: Any, by: User, on: date) -> object:
    got = form.cleaned_data
    given = services.Answered(
        got["outcome"], got["day"], got["paper"], got["words"], got["form"], got.get("reopen", False), form.parting()
    )
    return services.answer_appeal(pk, got["version"], given, by=by, on=on)


_DEEDS: dict[str, tuple[str, Do, Any]] = {
    "thong-bao": ("step", _step("notice"), gettext_lazy("Đã ghi thông báo; người đó thấy yêu cầu giải trình ở trang của mình.")),
    "giai-trinh": ("step", _step("explanation"), gettext_lazy("Đã ghi việc giải trình.")),
    "hoi-dong": ("step", _step("council"), gettext_lazy("Đã lập hội đồng; giấy triệu tập đã sẵn.")),
    "hop": ("step", _step("meeting"), gettext_lazy("Đã ghi cuộc họp; biên bản đã sẵn, chờ người có thẩm quyền ký.")),
    "tam-dung": ("pause", _pause, gettext_lazy("Đã ghi thời gian chưa xem xét.")),
    "tiep-tuc": ("resume", _resume, gettext_lazy("Vụ việc được xem xét tiếp.")),
    "keo-dai": ("extend", _extend, gettext_lazy("Đã ghi việc kéo dài thời hạn.")),
    "khep-lai": ("close", _close, gettext_lazy("Đã khép lại, không kỷ luật; hồ sơ không ghi gì về người đó.")),
    "ky": ("sign", _sign, gettext_lazy("Đã ký; quyết định đã vào hồ sơ và tự hết khi tới ngày.")),
    "khieu-nai": ("appeal", _appeal, gettext_lazy("Đã nhận khiếu nại.")),
    "giai-quyet": ("answer", _answer, gettext_lazy("Đã ghi kết quả giải quyết khiếu nại.")),
}  # fmt: skip
"""Deed → the form it takes, what it does, and what is said when it is done."""
