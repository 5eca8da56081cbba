"""The catalogue of an agency: what stands, where it came from, and a new version from a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.appraisal import assembling
from dungviec.office.appraisal.catalogue_file import read_catalogue
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import CatalogueVersion
from dungviec.office.appraisal.periods import agency_of, view_on
from dungviec.office.appraisal.services import bodies
from dungviec.office.appraisal.services import catalogue as keeping
from dungviec.office.appraisal.typed import Typed
from dungviec.office.appraisal.views.common import account, other, room_here, unit_here, uploaded
from dungviec.office.shell.clauses import cited


@require_http_methods(["GET", "HEAD", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """What counts as a product here, and how much is each worth?"""
    records = room_here(request)
    unit_id, units = unit_here(request, records)
    may_keep = bodies.may_keep(records.viewer, unit_id)
    context: dict[str, Any] = {"given": {}, "faults": {}}
    if request.method == "POST":
        try:
            if not may_keep:
                raise AppraisalRefused(_("Danh mục do thủ trưởng cơ quan và phòng Nội vụ ban hành."))
            done = _keep(request, unit_id)
            messages.success(request, done)
            return redirect(f"{request.path}?don-vi={unit_id}")
        except UnreadableFileError as refused:
            context = {"given": request.POST, "fault": other(refused), "faults": {}}
        except AppraisalRefused as refused:
            context = {"given": request.POST, "fault": str(refused), "faults": refused.fields}
    version, rule = agency_of(assembling.path_up(unit_id, records.day), records.day)
    chosen = request.GET.get("ban", "")
    versions = list(
        CatalogueVersion.objects.filter(unit_id=version.unit_id if version else unit_id).select_related("made_by")
    )
    if chosen.isdecimal():
        version = next((v for v in versions if v.pk == int(chosen)), version)
    law = next((r for r in view_on(records.day).rules_in_force if r.id == "RATE-335-CONVERT"), None)
    names = {
        u["unit_id"]: u["name"] for u in assembling.branch_of(assembling.path_up(unit_id, records.day), records.day)
    }
    context |= {
        "unit": next((u for u in units if u["unit_id"] == unit_id), {}), "units": units, "version": version, "versions": versions, "rule": rule,
        "products": list(version.products.all()) if version else [], "may_keep": may_keep, "owner": names.get(version.unit_id, "") if version else "",
        "clause": cited(law, request.LANGUAGE_CODE) if law else None, "day": records.day,
    }  # fmt: skip
    return render(request, "appraisal/catalogue.html", context, status=422 if "fault" in context else 200)


def _keep(request: HttpRequest, unit_id: str) -> str:
    """Keep the version or the way of counting the form gives; the sentence to show then."""
    typed = Typed(request.POST)
    day = typed.day("tu-ngay")
    if day is None:
        raise AppraisalRefused(typed.faults.get("tu-ngay") or _("Xin ghi ngày áp dụng."), {"tu-ngay": _("Bắt buộc.")})
    by = account(request)
    if "cach-tinh" in request.POST:
        keeping.keep_period_rule(
            unit_id,
            day,
            quarterly=typed.text("ky-cham") == "quy",
            has_regulation=typed.yes_no("quy-che"),
            basis=typed.text("can-cu"),
            by=by,
        )
        return _("Đã ghi cách tính kỳ.")
    facts = keeping.VersionFacts(
        unit_id,
        day,
        typed.text("san-pham-chuan"),
        typed.number("diem-chuan"),
        typed.number("he-so-ngay"),
        typed.text("can-cu"),
    )
    if typed.faults:
        raise AppraisalRefused(next(iter(typed.faults.values())), typed.faults)
    with uploaded(request.FILES.get("tep")) as path:
        rows = read_catalogue(path)
    made = keeping.keep_version(facts, rows, by=by)
    return _("Đã lưu danh mục %(n)d sản phẩm, áp dụng từ %(d)s.") % {"n": len(rows), "d": f"{made.valid_from:%d/%m/%Y}"}
