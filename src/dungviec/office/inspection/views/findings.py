"""Findings: the list behind every count, one finding with its answer, remedy and check."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access import ledger
from dungviec.office.inspection import rights, selectors
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.models import Checked, Severity, Visit
from dungviec.office.inspection.services import findings as way
from dungviec.office.inspection.views.common import finding_here, room
from dungviec.office.registry.viewing import SeenRecords
from dungviec.office.shell.middleware import parse_day

PAGE = 50


def states() -> list[tuple[str, str]]:
    """Where a finding may stand, as the list's filter offers it."""
    return [
        ("cho-giai-trinh", _("Chờ giải trình")), ("het-han", _("Hết hạn, chưa giải trình")), ("qua-han", _("Quá hạn khắc phục")),
        ("cho-kiem-tra-lai", _("Chờ kiểm tra lại")), ("da-khac-phuc", _("Đã khắc phục")), ("da-rut", _("Đã rút")),
    ]  # fmt: skip


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What was found, where, and how does it stand?"""
    records, user = room(request)
    asked = {key: request.GET.get(key, "") for key in ("tinh-trang", "muc", "don-vi", "muc-do")}
    found = rights.seen_findings(records.viewer, user).select_related("visit__checklist").order_by("-at", "key")
    found = selectors.filtered(found, asked, records)
    for key, limit in (("tu", "visit__planned_on__gte"), ("den", "visit__planned_on__lte")):
        asked[key] = request.GET.get(key, "")
        if (day := parse_day(asked[key])) is not None:
            found = found.filter(**{limit: day})
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    words: dict[str, str] = {}
    for f in page:
        words |= selectors.item_words(f.visit.checklist.items)
    ledger.listed(records.viewer, "see_findings", page.paginator.count)
    context = {
        "rows": selectors.told(records, list(page), words), "page": page, "asked": asked, "states": states(), "severities": Severity.choices,
        "address": "&".join(f"{k}={v}" for k, v in asked.items() if v),
    }  # fmt: skip
    return render(request, "inspection/findings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What was found, what is said to it, was it put right?"""
    records, user = room(request)
    one = finding_here(records, user, key)
    context: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        try:
            messages.success(request, _act(request, records, one, user))
            return redirect("inspection:finding", one.pk)
        except InspectionRefused as refused:
            context = {"given": request.POST, "fault": str(refused)}
            one = finding_here(records, user, key)
    elif one.person_id and one.person_id != records.viewer.person_id:
        ledger.saw(records.viewer, "see_finding", one.person_id)
    viewer = records.viewer
    row = selectors.told(records, [one], selectors.item_words(one.visit.checklist.items))[0]
    may_open = rights.seen_visits(viewer, user).filter(pk=one.visit_id).exists()
    context |= row | {
        "photos": list(one.photos.all()), "may_answer": rights.may_answer(viewer, one) and one.answered_at is None, "may_open": may_open,
        "may_remedy": rights.may_remedy(viewer, one) and bool(one.remedy) and one.checked != Checked.DONE and one.fixed_on is None,
        "may_check": _leads(one.visit, user, viewer) and one.answer_due is not None and one.dropped_on is None, "day": records.day,
        "own": bool(viewer.person_id) and viewer.person_id == one.person_id, "checks": [c for c in Checked.choices if c[0]],
    }  # fmt: skip
    return render(request, "inspection/finding.html", context, status=422 if "fault" in context else 200)


def _leads(visit: Visit, user: Any, viewer: Any) -> bool:
    return bool(rights.may_lead(viewer)) or visit.lead_id == user.pk


def _act(request: HttpRequest, records: SeenRecords, one: Any, user: Any) -> str:
    """Do what the button says; the sentence to show then."""
    given, viewer = request.POST, records.viewer
    if "giai-trinh-gui" in given:
        way.answer(one, given.get("giai-trinh", ""), viewer=viewer, by=user)
        return _("Đã ghi giải trình.")
    if "khac-phuc-gui" in given:
        way.report_remedy(
            one, given.get("cach", ""), parse_day(given.get("ngay", "")), day=records.day, viewer=viewer, by=user
        )
        return _("Đã báo; người kiểm tra sẽ xem lại.")
    rights.require(_leads(one.visit, user, viewer))
    if "kiem-tra-gui" in given:
        due = given.get("han-moi", "").strip()
        new = parse_day(due) if due else None
        if due and new is None:
            raise InspectionRefused(_("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % due[:30])
        way.check_remedy(one, given.get("ket-qua", ""), given.get("da-xem", ""), due=new, day=records.day, by=user)
        return _("Đã ghi kết quả kiểm tra lại.")
    if "rut-gui" in given:
        way.drop(one, given.get("ly-do", ""), day=records.day, by=user)
        return _("Đã rút phát hiện.")
    raise Http404("deed")
