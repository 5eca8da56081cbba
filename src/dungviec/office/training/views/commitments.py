"""Commitments after study, and cases of paying back."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.training import rights
from dungviec.office.training.forms.base import words
from dungviec.office.training.forms.commitments import CaseForm, CommitmentForm, PaymentForm
from dungviec.office.training.models import Commitment, Reimbursement
from dungviec.office.training.selectors import commitments as selectors
from dungviec.office.training.services import commitments as services
from dungviec.office.training.views.frame import number, reading, tried

_FIELDS = ("person_id", "course", "postgraduate", "studied_from", "studied_to", "months", "cost", "paper", "revision")


@require_safe
def commitments_page(request: HttpRequest) -> HttpResponse:
    """Who has promised to serve until when, and who owes something?"""
    records = reading(request, rights.may_read_money)
    rows = selectors.clocks(records)
    ledger.listed(records.viewer, "see_commitments", len(rows))
    context = {
        "rows": rows,
        "may_keep": rights.may_keep(records.viewer),
        "open": sum(c.state in ("studying", "serving") for c in rows),
        "cases": sum(c.state == "case" for c in rows),
    }
    return render(request, "training/commitments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Who has promised what, for which study?"""
    records = reading(request, rights.may_read_money)
    rights.require(rights.may_keep(records.viewer))
    one = _seen(records, pk) if pk is not None else None
    start = {name: getattr(one, name) for name in _FIELDS} if one else {}
    form = CommitmentForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.values
        if not records.on_file([given["person_id"]]).height:
            form.add_error("person_id", _("Không có cán bộ nào mang mã này."))
        elif (
            kept := tried(
                request,
                lambda: services.keep(
                    records.viewer, given, pk=one.pk if one else None, revision=form.cleaned_data["revision"]
                ),
            )
        ) is not None:
            return redirect("training:commitment", kept.pk)
    return render(
        request, "training/commitment_edit.html", {"form": form, "one": one}, status=422 if form.is_bound else 200
    )


@require_safe
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """How long still, and what would be owed?"""
    records = reading(request, rights.may_read_money)
    one = _seen(records, pk)
    ledger.saw(records.viewer, "see_commitments", one.person_id)
    return _page(request, records, one)


@require_POST
def keep_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of a case of paying back."""
    records = reading(request, rights.may_read_money)
    rights.require(rights.may_keep(records.viewer))
    one = _seen(records, pk)
    form = CaseForm(request.POST, name="den-bu")
    if form.is_valid():
        done = tried(
            request,
            lambda: services.keep_case(records.viewer, one, form.values, revision=form.cleaned_data["revision"]),
        )
        if done is not None:
            messages.success(request, _("Đã ghi; số tiền đền bù đã tính lại."))
            return redirect("training:commitment", pk)
    return _page(request, records, one, case_form=form)


@require_POST
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Money paid back."""
    records = reading(request, rights.may_read_money)
    rights.require(rights.may_keep(records.viewer))
    one = _seen(records, pk)
    case = Reimbursement.objects.filter(commitment=one).first()
    if case is None:
        raise Http404("case")
    form = PaymentForm(request.POST, name="nop")
    if form.is_valid():
        given = form.cleaned_data
        if tried(request, lambda: services.pay(records.viewer, case, **given)) is not None:
            messages.success(request, _("Đã ghi số tiền nộp."))
    else:
        messages.error(request, words(form))
    return redirect("training:commitment", pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The commitment is over."""
    records = reading(request, rights.may_read_money)
    rights.require(rights.may_keep(records.viewer))
    one = _seen(records, pk)
    tried(
        request,
        lambda: services.close(records.viewer, one.pk, number(request.POST.get("revision", "")), day=records.day),
    )
    return redirect("training:commitment", pk)


def _page(
    request: HttpRequest, records: SeenRecords, one: Commitment, *, case_form: CaseForm | None = None
) -> HttpResponse:
    case = Reimbursement.objects.filter(commitment=one).first()
    card = records.file(one.person_id).card
    clock = selectors.clock(one, card, records.day)
    names = ("cause", "day", "months_served", "service_years", "decision", "received", "decided_amount", "revision")
    start = {n: getattr(case, n) for n in names} if case else {"day": records.day}
    due = selectors.sum_of(one, case, clock.months) if case else None
    paid = case.payments.aggregate(n=Sum("amount"))["n"] or 0 if case else 0
    context = {
        "one": one, "card": card, "clock": clock, "asked_words": selectors.words_of(clock.asked), "case": case, "due": due, "due_words": selectors.words_of(due.answer if due else None),
        "case_form": case_form or CaseForm(initial=start, name="den-bu"), "pay_form": PaymentForm(name="nop", initial={"day": records.day}), "paid": paid,
        "payments": list(case.payments.all()) if case else [], "left": max(0, case.decided_amount - paid) if case and case.decided_amount is not None else None,
        "pay_by": selectors.pay_by(case) if case else None, "may_keep": rights.may_keep(records.viewer), "day": records.day,
    }  # fmt: skip
    return render(request, "training/commitment.html", context, status=422 if case_form is not None else 200)


def _seen(records: SeenRecords, pk: int) -> Commitment:
    one = Commitment.objects.filter(pk=pk).first()
    if one is None or not records.named([{"person_id": one.person_id}]):
        raise Http404("commitment")
    return one
