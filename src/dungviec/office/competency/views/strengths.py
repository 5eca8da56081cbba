"""Strengths that the work itself shows, across the people in reach; writing them where fit reads them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.access import ledger
from dungviec.office.competency import rights
from dungviec.office.competency import strengths as work
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.selectors.person import Revealed
from dungviec.office.competency.services import strengths as services
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.viewing import seen_here

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def revealed(request: HttpRequest) -> HttpResponse:
    """Who does which kind of work better than peers, how sure is that, and of whom is nothing known?"""
    records = seen_here(request)
    rights.require(rights.may_follow(records.viewer))
    records.require("two_strengths", "rating")
    reach = None if records.viewer.reaches_all else set(records.people["person_id"].to_list())
    context: dict[str, Any] = {"reason": request.POST.get("ly-do", "")}
    if request.method == "POST":
        rights.require(records.viewer.may_write)
        try:
            services.write_revealed(reach, reason=context["reason"], by=rights.account(request))
            messages.success(request, _("Đã ghi các sở trường bộc lộ vào hồ sơ thành một đợt."))
            return redirect("competency:strengths")
        except (CompetencyRefused, RegistryFault) as refused:
            context["fault"] = str(refused)
    people = {
        p: (name, unit or "") for p, name, unit in records.people.select("person_id", "name", "unit_name").iter_rows()
    }
    claims = work.claims(records.day)
    rows = [
        (person, *people[person], Revealed.of(c))
        for person, own in claims.items()
        if person in people
        for c in own
        if c.verdict == "strength"
    ]
    rows.sort(key=lambda row: (-row[3].sure, -row[3].low, row[1]))
    counted = [p for p in claims if p in people]
    new = services.to_write(reach) if records.viewer.may_write else []
    context |= {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")), "counted": len(counted), "silent": len(people) - len(counted),
        "with_claim": len({row[0] for row in rows}), "new": len(new), "may_write": records.viewer.may_write, "years": work.YEARS,
    }  # fmt: skip
    ledger.listed(records.viewer, "see_strengths", len(rows))
    return render(request, "competency/strengths.html", context, status=422 if "fault" in context else 200)
