"""Pages of figures: how satisfied are citizens, desk by desk, fairly; what they wrote; the signs; figures of the service."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.viewing import user_of
from dungviec.office.shell.language import lang
from dungviec.office.voice import rights, selectors, told
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import PassedOn, Setup
from dungviec.office.voice.services import desks as work
from dungviec.office.voice.services.ratings import take_cases
from dungviec.office.voice.services.thanks import may_be_passed_on
from dungviec.office.voice.views.common import keeper_here, own_unit, viewer_here
from dungviec.voice.cells import LEAST
from dungviec.voice.results import HEADINGS

_SIGNS_SHOWN = 20
_WORDS_SHOWN = 15


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How satisfied are citizens, and may desks be compared?"""
    viewer = viewer_here(request)
    assert viewer.day is not None
    desks = rights.desks_of(viewer, own_unit(request, viewer))
    newest, sees_all = told.last_told(viewer.day), rights.may_see_all(viewer)
    span = told.span_of(request.GET.get("tu", ""), request.GET.get("den", ""), newest)
    context: dict[str, Any] = {"span": span, "months": told.months_to(newest), "least": LEAST, "may_keep": rights.may_keep(viewer), "may_read_words": rights.may_read_words(viewer), "setup": Setup.now()}  # fmt: skip
    if not rights.may_read_words(viewer):
        return render(request, "voice/totals.html", context | {"rows": selectors.totals(desks, span)})
    by_unit = request.GET.get("theo") == "don-vi"
    found = selectors.picture(
        desks, span, by_unit=by_unit, signs=sees_all
    )  # a sign tells of one day: for whoever is to ask, not for the head
    context |= {"picture": found, "by_unit": by_unit, "signs": found.signs[:_SIGNS_SHOWN], "more_signs": max(0, len(found.signs) - _SIGNS_SHOWN), "sees_all": sees_all}  # fmt: skip
    return render(request, "voice/overview.html", context)


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What did citizens write?"""
    viewer = viewer_here(request)
    rights.require(rights.may_read_words(viewer))
    assert viewer.day is not None
    span, whole = (
        told.span_of(request.GET.get("tu", ""), request.GET.get("den", ""), viewer.day),
        rights.may_see_all(viewer),
    )
    found = selectors.words_said(rights.desks_of(viewer), span, by_month=not whole)
    page = Paginator(found, _WORDS_SHOWN).get_page(request.GET.get("trang"))
    ledger.listed(viewer, "see_voices", len(page))
    sent = set(
        PassedOn.objects.filter(withdrawn_on__isnull=True, rating__in=list(page)).values_list("rating_id", flat=True)
    )
    keeps = rights.may_keep(viewer)
    rows = [(r, selectors.public_name(r.desk), r.pk in sent, keeps and may_be_passed_on(r) and r.pk not in sent) for r in page]  # fmt: skip
    return render(
        request,
        "voice/words.html",
        {
            "rows": rows,
            "page": page,
            "span": span,
            "months": told.months_to(viewer.day),
            "whole": whole,
            "most": selectors.MOST_WORDS,
        },
    )


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """What does the service come to, by the indices in force?"""
    viewer = viewer_here(request)
    rights.require(rights.may_read_words(viewer))
    return render(request, "voice/indicators.html", {"rows": selectors.served(rights.desks_of(viewer)), "may_keep": rights.may_keep(viewer), "headings": HEADINGS, "setup": Setup.now()})  # fmt: skip


@require_POST
def take_results(request: HttpRequest) -> HttpResponse:
    """A file of dossier results."""
    keeper_here(request)
    try:
        found, refused = work.read_file(_rows(request), citizens_day())
        new, replaced = work.take_results(found, by=user_of(request), day=citizens_day()) if found else (0, 0)
    except VoiceRefused as bad:
        messages.error(request, str(bad))
        return redirect("voice:indicators")
    messages.success(request, _("Đã nhận %(new)d kỳ mới, thay %(old)d kỳ đã có.") % {"new": new, "old": replaced})
    _tell(request, refused)
    return redirect("voice:indicators")


@require_POST
def take_case_numbers(request: HttpRequest) -> HttpResponse:
    """A file of case numbers that back answers."""
    keeper_here(request)
    try:
        found, refused = work.read_cases(_rows(request))
        new, known = take_cases(found, by=user_of(request)) if found else (0, 0)
    except VoiceRefused as bad:
        messages.error(request, str(bad))
        return redirect("voice:desks")
    messages.success(request, _("Đã nhận %(new)d mã hồ sơ mới; %(known)d mã đã có. Chỉ giữ dấu băm của mã.") % {"new": new, "known": known})  # fmt: skip
    _tell(request, refused)
    return redirect("voice:desks")


def _rows(request: HttpRequest) -> list[list[Any]]:
    file = request.FILES.get("tep")
    if file is None:
        raise VoiceRefused(_("Xin chọn tệp."))
    return work.rows_of(file, file.name or "", file.size)


def _tell(request: HttpRequest, refused: list[Any]) -> None:
    if not refused:
        return
    english = lang() == "en"
    lines = [(_("Dòng %d: ") % r.line if r.line else "") + (r.english if english else r.vi) for r in refused[:8]]
    head = ngettext("Không nhận %d dòng.", "Không nhận %d dòng.", len(refused)) % len(refused)
    messages.warning(request, " ".join([head, *lines]))
