"""Draws: the promise, the drawing, what is laid open afterwards."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.inspection import rights, selectors
from dungviec.office.inspection.faults import InspectionRefused
from dungviec.office.inspection.frames import places, strata_words
from dungviec.office.inspection.models import Draw, DrawState
from dungviec.office.inspection.services import draws as way
from dungviec.office.inspection.views.common import room
from dungviec.office.shell.middleware import parse_day

FIRST = {"desk": "4", "division": "2", "commune": "2", "centre": "1", "school": "2"}
"""What the form offers: desks first."""


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """Which draws were promised, drawn, laid open?"""
    records, _user = room(request)
    found = list(Draw.objects.select_related("lead")[:100])
    return render(request, "inspection/draws.html", {"draws": found, "may_lead": rights.may_lead(records.viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
def new_draw(request: HttpRequest) -> HttpResponse:
    """From which places is drawn, how many, and by which number?"""
    records, user = room(request)
    rights.require(rights.may_lead(records.viewer))
    words = strata_words()
    context: dict[str, Any] = {"given": {f"so-{k}": n for k, n in FIRST.items()}, "chosen": [str(user.pk)]}
    if request.method == "POST":
        given = request.POST
        context = {"given": given, "chosen": given.getlist("doan")}
        try:
            made = way.commit(
                given.get("ten", ""), day=records.day, to_day=_day(given.get("den-ngay", "")), source=given.get("nguon", ""),
                take={key: _count(given.get(f"so-{key}", ""), str(word)) for key, word in words.items()},
                team=way.team_of(given.getlist("doan"), user), lead=user,
            )  # fmt: skip
            messages.success(
                request, _("Đã cam kết. Mã cam kết nằm trong sổ ghi việc; xin công bố trước khi có con số.")
            )
            return redirect("inspection:draw", made.pk)
        except InspectionRefused as refused:
            context["fault"] = str(refused)
    held = places(records.day)
    context |= {
        "strata": [(key, word, sum(p.stratum == key for p in held)) for key, word in words.items()], "people": rights.candidates(), "me": user.pk,
        "day": records.day,
    }  # fmt: skip
    return render(request, "inspection/new_draw.html", context, status=422 if "fault" in context else 200)


@require_safe
def draw(request: HttpRequest, draw: int) -> HttpResponse:
    """What was promised, what was drawn, and can it be done again?"""
    records, user = room(request)
    one = get_object_or_404(Draw.objects.select_related("lead"), pk=draw)
    knows = rights.knows_draw(user, one)
    mine = one.lead_id == user.pk
    visits = rights.seen_visits(records.viewer, user).filter(draw=one).order_by("planned_on", "pk")
    context = {
        "one": one, "knows": knows, "mine": mine, "rows": selectors.draw_rows(one) if knows else [], "digest": selectors.frame_digest(one) if knows else "",
        "visits": list(visits), "may_publish": mine and way.may_publish(one, records.day), "team": list(one.team.all()) if knows else [], "day": records.day,
    }  # fmt: skip
    return render(request, "inspection/draw.html", context)


@require_POST
def act_on_draw(request: HttpRequest, draw: int, deed: str) -> HttpResponse:
    """One deed on a draw."""
    records, user = room(request)
    rights.require(rights.may_lead(records.viewer))
    get_object_or_404(Draw, pk=draw)
    given = request.POST
    try:
        if deed == "rut":
            made = way.do_draw(draw, given.get("con-so", ""), from_day=_day(given.get("tu-ngay", "")), by=user)
            messages.success(request, _("Đã rút %d nơi. Chỉ người trong đoàn thấy.") % len(made.selected))
        elif deed == "cong-bo":
            way.publish(draw, day=records.day, by=user)
            messages.success(request, _("Đã công bố: ai cũng rút lại được."))
        elif deed == "huy":
            way.call_off(draw, given.get("ly-do", ""), by=user)
            messages.success(request, _("Đã hủy; lần rút vẫn còn trong danh sách."))
        else:
            raise Http404(deed)
    except InspectionRefused as refused:
        messages.error(request, str(refused))
    return redirect("inspection:draw", draw)


@require_safe
def draw_file(request: HttpRequest, draw: int) -> HttpResponse:
    """The published draw as a file that `dungviec inspection verify` reads."""
    room(request)
    one = get_object_or_404(Draw, pk=draw, state=DrawState.PUBLISHED)
    body = json.dumps(way.published(one).to_json(), ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="rut-tham-{one.pk}.json"'
    return response


def _day(text: str) -> Any:
    found = parse_day(text)
    if found is None:
        raise InspectionRefused(_("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % text[:30])
    return found


def _count(text: str, word: str) -> int:
    text = text.strip() or "0"
    if not text.isdecimal() or len(text) > 3:
        raise InspectionRefused(_("%(w)s: «%(t)s» không phải là số nơi cần rút.") % {"w": word, "t": text[:20]})
    return int(text)
