"""Needs, and what units and officials ask for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.afterwards import counted_afterwards
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.models import Unit
from dungviec.office.registry.rights import SEE_UNIT
from dungviec.office.shell.language import lang
from dungviec.office.training import rights
from dungviec.office.training.forms.asked import OpinionForm, UnitAskForm, subject_words
from dungviec.office.training.forms.base import words
from dungviec.office.training.models import Asked, Opinion, Source
from dungviec.office.training.selectors import asked as asked_rows
from dungviec.office.training.selectors import needs
from dungviec.office.training.services import asked as services
from dungviec.office.training.views.frame import number, reading, tried
from dungviec.training.needs import TIER_WORDS

PAGE = 25
SHOWN = 6
"""So many subjects are told at once, duties before titles and gaps, each by how many lack it; the others are folded, and print in full."""


def plan_year(records: SeenRecords, given: str = "") -> int:
    """The year asked for; next year in the last quarter, when plans are made, else this one."""
    asked = number(given)
    if asked is not None and 2017 <= asked <= 2100:
        return asked
    return records.day.year + (records.day.month >= 10)


@require_safe
@counted_afterwards
def needs_page(request: HttpRequest) -> HttpResponse:
    """Who needs to learn what, why, and who says so?"""
    records = reading(request, rights.may_read_plan)
    year = plan_year(records, request.GET.get("nam", ""))
    found = needs.seen_needs(records, year)
    asked = needs.Filter(
        request.GET.get("don-vi", ""), request.GET.get("bac", ""), request.GET.get("nguon", ""), request.GET.get("hoc", ""), request.GET.get("chua-ro") == "1",
    )  # fmt: skip
    rows = needs.rows_of(found, asked)
    page = Paginator(range(rows.height), PAGE).get_page(request.GET.get("trang"))
    shown = rows.slice((page.number - 1) * PAGE, PAGE)
    ledger.listed(records.viewer, "see_training_needs", rows["person_id"].n_unique())
    kept = {k: v for k in ("nam", "don-vi", "bac", "nguon", "hoc", "chua-ro") if (v := request.GET.get(k, ""))}
    lines = needs.counted(found)
    context = {
        "page": page, "rows": needs.told(found, shown, day=records.day), "lines": lines, "rest": len(lines) - SHOWN, "first": f":{SHOWN}", "others": f"{SHOWN}:", "year": year, "units": needs.units_of(found), "asked": asked, "address": urlencode(kept),
        "tiers": [(t, w[0 if lang() == "vi" else 1]) for t, w in TIER_WORDS.items()], "may_ask": rights.may_ask(records.viewer),
        "origins": (("records", _("Khoảng trống, tiêu chuẩn")), ("unit", _("Đơn vị đề nghị")), ("wish", _("Nguyện vọng"))),
        "people": found.people, "subject": subject_words(asked.what) if asked.what else "",
    }  # fmt: skip
    return render(request, "training/needs.html", context)


@require_safe
def asked_page(request: HttpRequest) -> HttpResponse:
    """What do units and officials ask for, and what is still to be answered?"""
    records = reading(request, rights.may_read_plan)
    year = plan_year(records, request.GET.get("nam", ""))
    of_units, of_people = (asked_rows.asked_rows(records, year, s) for s in (Source.UNIT, Source.WISH))
    ledger.listed(records.viewer, "see_training_needs", len(of_units) + len(of_people), subject="asked")
    context = {
        "year": year, "of_units": of_units, "of_people": of_people, "doubles": asked_rows.doubles(of_units), "may_ask": rights.may_ask(records.viewer),
        "may_keep": rights.may_keep(records.viewer), "opinions": [c for c in Opinion.choices if c[0]],
    }  # fmt: skip
    return render(request, "training/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What must people of this unit learn, to which level, and why?"""
    records = reading(request, rights.may_ask)
    one = get_object_or_404(asked_rows.reached(records), pk=pk, source=Source.UNIT) if pk is not None else None
    units = _units(records)
    if one is not None:
        units = [u for u in units if u[0] == one.unit_id]
    if request.method == "POST":
        form = UnitAskForm(request.POST, units=units)
        if form.is_valid():
            given = form.cleaned_data
            kept = tried(
                request,
                lambda: services.change(records.viewer, one.pk, given["revision"], given, day=records.day) if one is not None
                else services.ask(records.viewer, given, day=records.day),
            )  # fmt: skip
            if kept is not None:
                messages.success(request, _("Đã ghi đề nghị của đơn vị."))
                return redirect("training:asked")
        return render(request, "training/ask.html", {"form": form, "one": one}, status=422)
    return render(
        request, "training/ask.html", {"form": UnitAskForm(initial=_start(records, one), units=units), "one": one}
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a unit's request."""
    records = reading(request, rights.may_ask)
    one = get_object_or_404(asked_rows.reached(records), pk=pk, source=Source.UNIT)
    tried(request, lambda: services.withdraw(records.viewer, one.pk, number(request.POST.get("revision", ""))))
    return redirect("training:asked")


@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """Several requests of one unit for the same become one."""
    records = reading(request, rights.may_keep)
    numbers = [n for text in request.POST.getlist("so")[:50] if (n := number(text)) is not None]
    done = tried(request, lambda: services.merge(records.viewer, numbers))
    if done is not None:
        messages.success(request, _("Đã gộp %d đề nghị thành một.") % len(numbers))
    return redirect("training:asked")


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The head's word on a wish."""
    records = reading(request, rights.may_ask)
    one = _wish(records, pk)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        messages.error(request, words(form))
        return redirect("training:asked")
    given = form.cleaned_data
    tried(
        request,
        lambda: services.answer(
            records.viewer, one.pk, given["revision"], opinion=given["opinion"], words=given["words"]
        ),
    )
    return redirect("training:asked")


@require_POST
def review_major(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the major of a wish for postgraduate study fits the post."""
    records = reading(request, rights.may_keep)
    one = _wish(records, pk)
    fits = {"co": True, "khong": False}.get(request.POST.get("phu-hop", ""))
    tried(
        request,
        lambda: services.review_major(records.viewer, one.pk, number(request.POST.get("revision", "")), fits=fits),
    )
    return redirect("training:asked")


def _wish(records: SeenRecords, pk: int) -> Asked:
    one = get_object_or_404(asked_rows.reached(records), pk=pk, source=Source.WISH)
    if not records.named([{"person_id": one.person_id}]):
        raise Http404("wish")
    return one


def _units(records: SeenRecords) -> list[tuple[str, str]]:
    found = SEE_UNIT.restrict(records.viewer, Unit.objects.filter(withdrawn_at__isnull=True))
    return list(found.order_by("position", "pk").values_list("pk", "name"))


def _start(records: SeenRecords, one: Asked | None) -> dict[str, Any]:
    if one is None:
        return {"year": plan_year(records), "urgency": 2}
    plain = (
        one.what
        if ":" in one.what or one.what not in ("theory", "state_management", "degree")
        else f"{one.what}@{one.wants}"
    )
    return {
        "unit_id": one.unit_id, "year": one.year, "what": plain, "level": str(one.wants), "people": ", ".join(one.people), "urgency": one.urgency,
        "why": one.why, "revision": one.revision,
    }  # fmt: skip
