"""Pages of the surplus: the list, one unit, one person, what the sums rest on, the report as a file."""

from __future__ import annotations

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents import streamlining_excel, streamlining_paper
from dungviec.documents.streamlining_rows import whole_words
from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import request_viewer, seen_here
from dungviec.office.shell import seen
from dungviec.office.shell.language import k, lang
from dungviec.office.shell.paper_files import answer
from dungviec.office.streamlining import rights, selectors, services
from dungviec.office.streamlining.forms import BasisForm, StatementForm
from dungviec.office.streamlining.models import Statement, Way
from dungviec.office.streamlining.selectors import Leaving
from dungviec.streamlining.exits import nothing_on_file
from dungviec.streamlining.words import SCHEMES


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(rights.may_review(records.viewer))
    return records


def _leaving(request: HttpRequest) -> Leaving:
    return Leaving.ask(_records(request), request.GET.get("nhap", ""))


@require_safe
@counted_afterwards
def surplus_page(request: HttpRequest) -> HttpResponse:
    """Which units have too many people, what is open to them, and what would it cost?"""
    leaving = _leaving(request)
    review = leaving.review
    ledger.listed(leaving.records.viewer, "see_surplus", len(review.people))
    held = selectors.basis()
    chosen, money, unknown = selectors.chosen_so_far(review)
    context = {
        "review": review, "leaving": leaving, "day": leaving.day, "told": whole_words(review, lang()), "totals": [t for t in review.totals if t.must_go],
        "others": [t for t in review.totals if not t.must_go], "basis": held, "assumed": selectors.assumed_words(review), "trials": selectors.trials(),
        "nothing": "" if any(r[0].startswith(("MON", "SEV", "EXIT")) for r in review.rules) else nothing_on_file(leaving.day)[k()],
        "may_keep": rights.may_keep(leaving.records.viewer), "chosen": chosen, "money": money, "unknown": unknown, "asked": _asked(leaving),
        "form": BasisForm(initial={"base_pay": held.base_pay, "insured_since_joined": held.insured_since_joined, "reorganised_on": held.reorganised_on and f"{held.reorganised_on:%d/%m/%Y}"} if held else None),
    }  # fmt: skip
    return render(request, "streamlining/surplus.html", context)


def _asked(leaving: Leaving) -> str:
    return f"?nhap={leaving.trial.pk}" if leaving.trial is not None else ""


@require_POST
def keep_basis(request: HttpRequest) -> HttpResponse:
    """What the sums rest on, stated anew."""
    viewer = request_viewer(request)
    rights.require(rights.may_keep(viewer))
    form = BasisForm(request.POST)
    if form.is_valid():
        services.keep_basis(viewer, **form.cleaned_data)
        messages.success(request, _("Đã ghi căn cứ tính; các số tiền đã tính lại."))
    else:
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("streamlining:surplus")


@require_safe
@counted_afterwards
def unit_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    """In this unit, who is looked at, and which ways are open to each?"""
    leaving = _leaving(request)
    totals = next((t for t in leaving.review.totals if t.unit_id == unit_id), None)
    if totals is None:
        raise Http404("unit")
    rows = selectors.person_rows(leaving, unit_id)
    ledger.listed(leaving.records.viewer, "see_surplus", len(rows), subject=unit_id)
    context = {"t": totals, "rows": rows, "day": leaving.day, "asked": _asked(leaving), "leaving": leaving}
    return render(request, "streamlining/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_page(request: HttpRequest, person_id: str) -> HttpResponse:
    """For one person: stay where, learn what, swap with whom, leave by which scheme with how much?"""
    leaving = _leaving(request)
    card = leaving.records.file(person_id).card
    found = leaving.person(person_id)
    kept = Statement.objects.filter(pk=person_id).first()
    may_keep = rights.may_keep(leaving.records.viewer)
    form = StatementForm(
        request.POST if request.method == "POST" else None, instance=kept or Statement(person_id=person_id)
    )
    now = seen.stamp(model_to_dict(kept)) if kept else seen.stamp(None)
    if request.method == "POST":
        rights.require(may_keep)
        if seen.is_stale(request, now):
            form.add_error(None, seen.SENTENCE)
        elif form.is_valid():
            services.keep_statement(leaving.records.viewer, form.save(commit=False))
            messages.success(request, _("Đã ghi; các cách giải quyết đã xét lại."))
            return redirect(reverse("streamlining:person", args=[person_id]) + _asked(leaving))
    ledger.listed(leaving.records.viewer, "see_leaving", 1, subject=person_id)
    aims = [(e.scheme, SCHEMES[e.scheme][k()]) for e in found.exits if e.standing != "closed"]
    aims += [(p.post_id, f"{p.title}, {p.unit_name}") for p in (*found.keep[:8], *found.retrain)]
    context = {
        "seen": now, "card": card, "p": found, "why": selectors.why_words(found.surplus), "exits": selectors.exit_rows(leaving, found.exits), "day": leaving.day, "kept": kept,
        "form": form, "may_keep": may_keep, "asked": _asked(leaving), "ways": Way.choices, "aims": list(dict.fromkeys(aims)),
        "rated": list(dict(zip(found.facts.rated_years, found.facts.ratings, strict=True)).items()),
        "assumed": [w for w in selectors.assumed_words(leaving.review) if found.facts.assumed], "nothing": nothing_on_file(leaving.day)[k()],
    }  # fmt: skip
    return render(request, "streamlining/person.html", context)


@require_safe
def surplus_file(request: HttpRequest) -> HttpResponse:
    """The review as Excel, Word or PDF."""
    leaving, spoken = _leaving(request), lang()
    ledger.listed(leaving.records.viewer, "export_surplus", len(leaving.review.people))
    return answer(
        request.GET.get("kieu", ""), "tinh-gian", leaving.day, excel=lambda: streamlining_excel.write_review_excel(leaving.review, spoken),
        paper=lambda: streamlining_paper.review_paper(leaving.review, spoken),
    )  # fmt: skip
