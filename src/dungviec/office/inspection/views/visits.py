"""One visit on the desk: what was seen and found, two versions of a note, closing, the minutes."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.inspection import minutes, rights, selectors
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.frames import places, strata_words
from dungviec.office.inspection.models import Kind, Visit, VisitState
from dungviec.office.inspection.services import arrivals
from dungviec.office.inspection.services import draws as drawing
from dungviec.office.inspection.services import visits as way
from dungviec.office.inspection.views.common import room, visit_here
from dungviec.office.requests.vault import FileRefused, hand_out
from dungviec.office.shell.language import lang
from dungviec.office.shell.middleware import parse_day


@require_http_methods(["GET", "HEAD", "POST"])
def new_visit(request: HttpRequest) -> HttpResponse:
    """Where does which team go, on which day?"""
    records, user = room(request)
    rights.require(rights.may_lead(records.viewer))
    before = _before(request, records, user)
    given: Any = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {"given": given, "chosen": given.getlist("doan") or [str(user.pk)]}
    if request.method == "POST":
        try:
            on = parse_day(given.get("ngay", ""))
            if on is None:
                raise InspectionRefused(
                    _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % given.get("ngay", "")[:30]
                )
            team = drawing.team_of(given.getlist("doan"), user)
            kind = Kind.RECHECK if before else given.get("loai", "")
            made = way.plan(
                given.get("noi", ""), kind=kind, day=records.day, on=on, team=team, lead=user, recheck_of=before
            )
            messages.success(request, _("Đã lập cuộc kiểm tra; chỉ người trong đoàn thấy."))
            return redirect("inspection:visit", made.code)
        except InspectionRefused as refused:
            context["fault"] = str(refused)
    words = strata_words()
    held = places(records.day)
    target = next(
        (p.target_id for p in held if before and p.unit_id == before.unit_id and p.desk == before.desk),
        given.get("noi", ""),
    )
    context |= {
        "groups": [(word, [p for p in held if p.stratum == key]) for key, word in words.items()], "kinds": Kind.choices[:2], "people": rights.candidates(),
        "me": user.pk, "before": before, "target": target, "day": records.day,
    }  # fmt: skip
    return render(request, "inspection/new_visit.html", context, status=422 if "fault" in context else 200)


def _before(request: HttpRequest, records: Any, user: Any) -> Visit | None:
    """The visit that is checked again, where the address names one."""
    asked = request.GET.get("kiem-tra-lai", "")
    if not asked:
        return None
    try:
        return visit_here(records, user, uuid.UUID(asked))
    except ValueError:
        raise Http404("visit") from None


@require_safe
def visit(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """What was seen there, what was found, what happens now?"""
    records, user = room(request)
    one = visit_here(records, user, code)
    mine = one.lead_id == user.pk
    team = rights.in_team(user, one)
    if not team:
        ledger.listed(records.viewer, "see_visit", 1, kind="visit", subject=one.code.hex)
    counted = selectors.counted(one)
    rivals = way.waiting(one) if team else []
    context = {
        "one": one, "mine": mine, "on_team": team, "team": list(one.team.all()), "marks": selectors.visit_marks(one), "rows": selectors.findings_of(records, user, one),
        "photos": list(one.photos.filter(finding__isnull=True)) if team or rights.may_read_all(records.viewer) or records.viewer.role == "unit_head" else [],
        "counts": counted[0] if counted else None, "index": counted[1] if counted else None, "lang": lang(),
        "rivals": [(a, _words(one, a), (arrivals.standing(one, a.kind, a.slot) or (None, {}))[1]) for a in rivals],
        "people": rights.candidates() if mine and one.state == VisitState.PLANNED else [], "chosen": [m.pk for m in one.team.all()], "day": records.day,
        "rechecks": list(rights.seen_visits(records.viewer, user).filter(recheck_of=one)), "may_lead": rights.may_lead(records.viewer),
    }  # fmt: skip
    return render(request, "inspection/visit.html", context)


def _words(one: Visit, arrival: Any) -> str:
    if arrival.kind == "counts":
        return _("Số hồ sơ")
    words = selectors.item_words(one.checklist.items)
    return words.get(arrival.body.get("item", ""), "")


@require_POST
def act_on_visit(request: HttpRequest, code: uuid.UUID, deed: str) -> HttpResponse:
    """One deed on one visit."""
    records, user = room(request)
    one = visit_here(records, user, code)
    given = request.POST
    try:
        if deed == "khep":
            way.close(one.code, given.get("nhan-xet", ""), day=records.day, by=user)
            messages.success(request, _("Đã khép. Đơn vị và người liên quan thấy phát hiện và được giải trình."))
        elif deed == "doi":
            on = parse_day(given.get("ngay", ""))
            if on is None:
                raise InspectionRefused(
                    _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % given.get("ngay", "")[:30]
                )
            way.move(one.code, on, drawing.team_of(given.getlist("doan"), user), day=records.day, by=user)
            messages.success(request, _("Đã đổi ngày và đoàn."))
        elif deed == "huy":
            way.call_off(one.code, given.get("ly-do", ""), by=user)
            messages.success(request, _("Đã hủy cuộc kiểm tra."))
            return redirect("inspection:home")
        elif deed == "chon-ban":
            way.settle(one.code, _key(given.get("ban", "")), take=given.get("lay") == "1", by=user)
            messages.success(request, _("Đã chọn; cả hai bản còn trong hồ sơ."))
        else:
            raise Http404(deed)
    except InspectionRefused as refused:
        messages.error(request, str(refused))
    return redirect("inspection:visit", one.code)


def _key(text: str) -> uuid.UUID:
    return arrivals.as_uuid(text)


@require_safe
def minutes_file(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The minutes of a visit as Word or PDF, photos in the annex."""
    records, user = room(request)
    one = visit_here(records, user, code)
    rights.require(rights.in_team(user, one) or rights.may_read_all(records.viewer))
    kind = "pdf" if request.GET.get("kieu") == "pdf" else "docx"
    body = minutes.minutes_of(records, user, one, kind)
    ledger.listed(records.viewer, "export_minutes", 1, kind="visit", subject=one.code.hex)
    response = HttpResponse(body, content_type=minutes.MIMES[kind])
    response["Content-Disposition"] = f'attachment; filename="bien-ban-kiem-tra-{one.planned_on:%Y-%m-%d}.{kind}"'
    return response


@require_safe
def photo(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """One photo, to whoever may read what it belongs to."""
    from dungviec.office.inspection.models import Photo

    records, user = room(request)
    found = Photo.objects.filter(pk=key).select_related("visit", "finding", "file").first()
    if found is None:
        raise Http404("photo")
    seen = rights.seen_findings(records.viewer, user).filter(pk=found.finding_id).exists() if found.finding_id else rights.seen_visits(records.viewer, user).filter(pk=found.visit_id).exists()  # fmt: skip
    if not seen:
        raise Http404("photo")
    try:
        response = hand_out(found.file)
    except FileRefused:
        raise Http404("photo") from None
    ledger.listed(records.viewer, "see_inspection_photo", 1, kind="visit", subject=found.visit.code.hex)
    return response
