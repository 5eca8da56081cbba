"""One official: levels with what they rest on, gaps, strengths from three sources."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.fields import GROUPS
from dungviec.office.access.masks import Masked
from dungviec.office.competency import catalogue, rights
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.selectors import person as abilities
from dungviec.office.competency.services.papers import PAPER_SOURCES
from dungviec.office.competency.services.papers import add_paper as enter_paper
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.viewing import SeenFile, seen_here
from dungviec.office.shell.middleware import parse_day


def _context(file: SeenFile) -> dict[str, Any]:
    rows = abilities.standings(file)
    return {
        "person": file.card, "own": file.own, "rows": rows, "short": [r for r in rows if r.gap], "unknown": [r for r in rows if r.unknown],
        "mark": None if file.sees("ability") else Masked(GROUPS["ability"]), "strengths": abilities.strengths(file),
        "work_mark": None if file.sees("appraisal") else Masked(GROUPS["appraisal"]), "wish_mark": None if file.sees("wish") else Masked(GROUPS["wish"]),
        "assessments": abilities.assessments(file), "assessments_mark": file.marks.get("assessments"),
        "may_write": file.viewer.may_write, "codes": catalogue.names(), "sources": PAPER_SOURCES, "levels": range(1, 6),
    }  # fmt: skip


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """What can this official do, by whose word, and what is not known?"""
    file = seen_here(request).file(person_id)
    ledger.saw(file.viewer, "see_abilities", person_id)
    return render(request, "competency/person.html", _context(file) | {"given": {}})


@require_safe
def strengths_panel(request: HttpRequest, person_id: str) -> HttpResponse:
    """The strengths for the official's own page, three sources apart."""
    file = seen_here(request).file(person_id)
    ledger.saw(file.viewer, "see_abilities", person_id, part="strengths")
    return render(request, "competency/strengths_panel.html", _context(file))


@require_POST
def add_paper(request: HttpRequest, person_id: str) -> HttpResponse:
    """Enter a certificate or a product that shows a level."""
    file = seen_here(request).file(person_id)
    if not file.viewer.may_write:
        raise PermissionDenied("paper")
    given = {
        key: request.POST.get(key, "").strip() for key in ("nang-luc", "muc", "nguon", "ngay", "den-ngay", "minh-chung")
    }
    try:
        if file.own:
            raise CompetencyRefused(_("Đây là hồ sơ của chính anh/chị: xin để cán bộ tổ chức khác ghi."))
        on, until = parse_day(given["ngay"]), parse_day(given["den-ngay"]) if given["den-ngay"] else None
        if on is None or (given["den-ngay"] and until is None):
            raise CompetencyRefused(_("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % (given["ngay"] if on is None else given["den-ngay"])[:30])  # fmt: skip
        level = int(given["muc"]) if given["muc"].isdecimal() else 0
        enter_paper(
            person_id, given["nang-luc"], level, source=given["nguon"], on=on, until=until, evidence=given["minh-chung"], by=rights.account(request),
        )  # fmt: skip
    except (CompetencyRefused, RegistryFault) as refused:
        return render(
            request, "competency/person.html", _context(file) | {"given": given, "fault": str(refused)}, status=422
        )
    messages.success(request, _("Đã ghi giấy tờ và mức năng lực theo đó."))
    return redirect("competency:person", person_id)
