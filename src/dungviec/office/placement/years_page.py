"""The page of several years: what was worked out, and the question to the worker."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from dungviec.office.access import ledger
from dungviec.office.placement import rights, selectors
from dungviec.office.placement import years as ahead
from dungviec.office.placement.models import Round
from dungviec.office.placement.views import round_seen
from dungviec.office.shell.fields import WholeField


class YearsForm(forms.Form):
    """How many years, and how many moves in each."""

    years = WholeField(label=_("Số năm"), min_value=ahead.FEWEST, max_value=ahead.MOST, initial=3)
    moves = WholeField(label=_("Số lượt chuyển nhiều nhất mỗi năm"), min_value=0, max_value=ahead.MOST_MOVES, initial=40)  # fmt: skip


@require_GET
def years(request: HttpRequest, pk: int) -> HttpResponse:
    """Who moves this year and who next, by the plan of one round."""
    viewer, one = round_seen(request, pk)
    rights.require(viewer.oversees and one.done)
    found = ahead.years_of(one)
    initial = {"years": found.count, "moves": found.moves} if found else {}
    if found is not None and found.years:
        ledger.listed(viewer, "view_years", found.people, kind="round", subject=str(pk))
    return _page(request, one, YearsForm(initial=initial), may_run=rights.may_run(viewer), found=found)


@require_POST
def try_years(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the years anew."""
    viewer, one = round_seen(request, pk)
    rights.require(rights.may_run(viewer) and one.done)
    form = YearsForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, may_run=True, found=ahead.years_of(one), status=422)
    ahead.ask_for(one, request.user, **form.cleaned_data)  # type: ignore[arg-type]
    return redirect("placement:years", pk=pk)


def _page(
    request: HttpRequest, one: Round, form: YearsForm, *, may_run: bool, found: ahead.Ahead | None, status: int = 200
) -> HttpResponse:
    from dungviec.placement.years import SENT_FAR

    context = {
        "one": one, "form": form, "may_run": may_run, "found": found, "outdated": selectors.is_outdated(one), "points": SENT_FAR,
    }  # fmt: skip
    return render(request, "placement/years.html", context, status=status)
