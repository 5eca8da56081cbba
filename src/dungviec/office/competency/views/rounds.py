"""Survey rounds: opening one, how it goes, ending, seeing before writing, writing, undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.competency.survey import ROUND_SOURCES
from dungviec.office.access import ledger
from dungviec.office.competency import rights
from dungviec.office.competency.faults import CompetencyRefused
from dungviec.office.competency.models import RoundState, SurveyRound
from dungviec.office.competency.selectors import rounds as selectors
from dungviec.office.competency.services import reminders, surveys, writing
from dungviec.office.registry.faults import RegistryFault
from dungviec.office.registry.viewing import SeenRecords, seen_here
from dungviec.office.shell.middleware import parse_day

VERDICTS = ("new", "raised", "lowered", "same", "kept", "unknown")


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(rights.may_follow(records.viewer))
    return records


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Which rounds are there, and how far have they come?"""
    records = _records(request)
    return render(
        request, "competency/rounds.html", {"rounds": selectors.rounds(), "may_open": records.viewer.may_write}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    """Whom do we ask, about what, by which sources, until when?"""
    records = _records(request)
    rights.require(records.viewer.may_write)
    post = request.POST
    given: dict[str, Any] = {
        "ten": post.get("ten", ""), "ly-do": post.get("ly-do", ""), "den-ngay": post.get("den-ngay", ""), "nhom": post.get("nhom", "5"),
        "lech": post.get("lech", "1"), "nguoi-cham": post.get("nguoi-cham", ""), "nguon": post.getlist("nguon") or ["self", "head", "colleague"],
        "don-vi": post.getlist("don-vi"), "truc-thuoc": post.get("truc-thuoc", ""),
    }  # fmt: skip
    context: dict[str, Any] = {"given": given}
    if request.method == "POST":
        try:
            reach = None if records.viewer.reaches_all else set(records.people["person_id"].to_list())
            made = surveys.open_round(_plan(given), reach=reach, by=rights.account(request))
            messages.success(
                request, _("Đã mở đợt và phát %d phiếu. Người được hỏi thấy lời nhắc ở trang đầu.") % made.forms.count()
            )
            return redirect("competency:round", made.pk)
        except CompetencyRefused as refused:
            context["fault"] = str(refused)
    units = (
        records.people.filter(records.people["unit_id"].is_not_null())
        .group_by("unit_id", "unit_name")
        .len()
        .sort("unit_name")
    )
    context |= {"units": units.to_dicts(), "sources": ROUND_SOURCES, "chosen": given["don-vi"]}
    return render(request, "competency/open_round.html", context, status=422 if "fault" in context else 200)


def _plan(given: dict[str, Any]) -> surveys.Plan:
    until = parse_day(given["den-ngay"].strip())
    if until is None:
        raise CompetencyRefused(_("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % given["den-ngay"][:30])
    if not given["nhom"].isdecimal() or not given["lech"].isdecimal():
        raise CompetencyRefused(_("Số người của nhóm và độ lệch phải là số."))
    markers = [m.strip() for m in given["nguoi-cham"].replace(";", ",").split(",") if m.strip()]
    return surveys.Plan(
        given["ten"], until, given["nguon"], given["don-vi"], reason=given["ly-do"], fewest_colleagues=min(int(given["nhom"]), 99),
        widest_gap=min(int(given["lech"]), 4), markers=markers, below=bool(given["truc-thuoc"]),
    )  # fmt: skip


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How far is this round; once ended, what would it change?"""
    return _shown(request, _records(request), get_object_or_404(SurveyRound, pk=pk))


def _shown(request: HttpRequest, records: SeenRecords, found: SurveyRound, **more: Any) -> HttpResponse:
    verdict = request.GET.get("ket-qua", "")
    verdict = verdict if verdict in VERDICTS else ""
    whole = selectors.covers_all(found, records)
    context: dict[str, Any] = {
        "one": found, "progress": selectors.progress(found, records), "unasked": selectors.unasked(found, records), "verdict": verdict,
        "may_act": records.viewer.may_write and whole, "may_remind": records.viewer.may_write, "whole": whole, **more,
    }  # fmt: skip
    if found.state == RoundState.ENDED and records.viewer.may_write:
        preview = selectors.preview(found, records, verdict)
        context |= {"preview": preview, "counts": [(v, preview.counts.get(v, 0)) for v in VERDICTS]}
        ledger.listed(records.viewer, "see_survey", len(preview.lines), kind="survey", subject=str(found.pk))
    return render(request, "competency/round.html", context, status=422 if "fault" in more else 200)


def _act(request: HttpRequest, pk: int, deed: Callable[[SurveyRound], object], done: str) -> HttpResponse:
    records = _records(request)
    found = get_object_or_404(SurveyRound, pk=pk)
    rights.require(records.viewer.may_write and selectors.covers_all(found, records))
    try:
        deed(found)
    except (CompetencyRefused, RegistryFault) as refused:
        found.refresh_from_db()
        return _shown(request, records, found, fault=str(refused))
    messages.success(request, done)
    return redirect("competency:round", pk)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those in reach who have not answered; whoever was reminded today is left alone."""
    records = _records(request)
    rights.require(records.viewer.may_write)
    found = get_object_or_404(SurveyRound, pk=pk)
    try:
        told = reminders.remind(found, records.people["person_id"].to_list(), by=rights.account(request))
    except CompetencyRefused as refused:
        return _shown(request, records, found, fault=str(refused))
    words = _("Đã nhắc %d người; lời nhắc hiện ở trang đầu của họ.") % told.now
    if told.before:
        words += " " + _("%d người đã được nhắc hôm nay, không nhắc lại.") % told.before
    messages.success(request, words)
    return redirect("competency:round", pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more forms."""
    return _act(
        request,
        pk,
        lambda one: surveys.end_round(one.pk, by=rights.account(request)),
        _("Đã khép đợt. Dưới đây là những gì sẽ đổi nếu ghi."),
    )


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the levels into the records."""
    return _act(
        request,
        pk,
        lambda one: writing.write_round(one.pk, by=rights.account(request)),
        _("Đã ghi vào hồ sơ thành một đợt; hoàn tác được."),
    )


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the written levels out again."""
    why = request.POST.get("ly-do", "")
    return _act(
        request,
        pk,
        lambda one: writing.undo_round(one.pk, why=why, by=rights.account(request)),
        _("Đã hoàn tác: hồ sơ như trước khi ghi."),
    )
