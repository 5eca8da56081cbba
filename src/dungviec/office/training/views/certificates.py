"""Certificates due, the office's standards of titles, and self-study that waits for a word."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.requests.vault import FileRefused, hand_out
from dungviec.office.training import rights
from dungviec.office.training.forms.base import words
from dungviec.office.training.forms.commitments import StandardForm
from dungviec.office.training.forms.self_study import ConfirmForm
from dungviec.office.training.models import SelfStudy, TitleStandard
from dungviec.office.training.selectors import certificates as selectors
from dungviec.office.training.services import self_study, standards
from dungviec.office.training.views.frame import number, reading, tried

PAGE = 25


@require_safe
def certificates_page(request: HttpRequest) -> HttpResponse:
    """What runs out in the next twelve months, who lacks what the title asks for, whose self-study waits?"""
    records = reading(request)
    due = selectors.due_by_title(records, records.day.year) if rights.may_read_plan(records.viewer) else []
    soon, study = selectors.expiring(records), selectors.waiting(records, may_answer=rights.may_ask(records.viewer))
    page = Paginator(due, PAGE).get_page(request.GET.get("trang"))
    ledger.listed(records.viewer, "see_certificates", len(soon) + len(due))
    context = {
        "soon": soon, "page": page, "due": len(due), "study": [(r, ConfirmForm(name=f"xn{r.one.pk}")) for r in study], "may_keep": rights.may_keep(records.viewer),
        "standards": list(TitleStandard.objects.filter(withdrawn=False)), "ahead": selectors.AHEAD,
    }  # fmt: skip
    return render(request, "training/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def standard(request: HttpRequest) -> HttpResponse:
    """Which certificate does a rank or title ask for, and by which paper of the office?"""
    records = reading(request, rights.may_keep)
    form = StandardForm(request.POST if request.method == "POST" else None)
    kept = None
    if request.method == "POST" and form.is_valid():
        kept = tried(request, lambda: standards.state(records.viewer, form.cleaned_data))
    if kept is not None:
        return redirect("training:certificates")
    return render(request, "training/standard.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def withdraw_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """A standard that no longer holds."""
    records = reading(request, rights.may_keep)
    get_object_or_404(TitleStandard, pk=pk)
    tried(request, lambda: standards.withdraw(records.viewer, pk, number(request.POST.get("revision", ""))))
    return redirect("training:certificates")


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a piece of self-study, or give it back."""
    records = reading(request, rights.may_ask)
    one = _study(records, pk)
    form = ConfirmForm(request.POST)
    revision = number(request.POST.get("revision", ""))
    if request.POST.get("tra-loi") == "tra-lai":
        tried(
            request, lambda: self_study.give_back(records.viewer, one.pk, revision, why=request.POST.get("ly-do", ""))
        )
    elif form.is_valid():
        if (
            tried(
                request, lambda: self_study.confirm(records.viewer, one.pk, revision, grade=form.cleaned_data["grade"])
            )
            is not None
        ):
            messages.success(request, _("Đã xác nhận; việc tự học đã vào hồ sơ."))
    else:
        messages.error(request, words(form))
    return redirect("training:certificates")


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence of a piece of self-study: for the learner, and for who answers."""
    from dungviec.office.registry.viewing import seen_here

    records = seen_here(request)
    one = _study(records, pk)
    rights.require(one.person_id == records.viewer.person_id or rights.may_ask(records.viewer))
    if one.evidence is None:
        raise Http404("evidence")
    ledger.saw(records.viewer, "see_self_study_evidence", one.person_id)
    try:
        return hand_out(one.evidence)  # type: ignore[return-value]
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("training:mine" if one.person_id == records.viewer.person_id else "training:certificates")


def _study(records: SeenRecords, pk: int) -> SelfStudy:
    one = SelfStudy.objects.select_related("evidence").filter(pk=pk).first()
    if one is None or not records.named([{"person_id": one.person_id}]):
        raise Http404("self-study")
    return one
