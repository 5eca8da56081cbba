"""Pages of the sealed inbox: the key, what it opens, one report. Who has no key to a report finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.voice import rights, unlocking
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import OPEN_STATES, Key, Report, Setup, State
from dungviec.office.voice.public_forms import text_of
from dungviec.office.voice.services import readers as work
from dungviec.office.voice.views.common import whole


def _reader(request: HttpRequest) -> Key | None:
    """The reader's key; refused to a role that may not hold one."""
    rights.require(rights.may_hold_key(request_viewer(request)))
    return Key.objects.filter(user=user_of(request)).select_related("user").first()


def late(report: Report) -> str:
    """What is overdue: ``accept``, ``answer`` or nothing."""
    day = citizens_day()
    if report.state not in OPEN_STATES:
        return ""
    return "answer" if report.answer_by < day else "accept" if report.state == State.RECEIVED and report.accept_by < day else ""  # fmt: skip


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Which sealed reports are mine to look into, and what is overdue?"""
    key = _reader(request)
    rows = [(r, late(r)) for r in work.reachable(key)] if key else []
    rows.sort(key=lambda row: (row[0].closed_on is not None, not row[1]))
    context = {"key": key, "unlocked": unlocking.opened(request) is not None, "rows": rows, "overdue": sum(bool(x) for _r, x in rows), "setup": Setup.now()}  # fmt: skip
    return _closed(render(request, "voice/inbox.html", context))


@require_POST
def key_deeds(request: HttpRequest, deed: str) -> HttpResponse:
    """Take a key, unlock, lock, change the word."""
    key, response = _reader(request), redirect("voice:inbox")
    given = request.POST
    try:
        if deed == "nhan" and key is None:
            if given.get("tu", "") != given.get("tu-lai", ""):
                raise VoiceRefused(_("Hai lần gõ từ khóa không giống nhau."))
            made = work.take_key(user_of(request), given.get("tu", "")[:200], day=citizens_day())
            unlocking.unlock(request, response, made, given.get("tu", "")[:200])
            messages.success(request, _("Đã nhận khóa. Quên từ khóa thì không ai mở lại được những tin đã nhận."))
        elif deed == "mo" and key is not None:
            unlocking.unlock(request, response, key, given.get("tu", "")[:200])
        elif deed == "khoa":
            unlocking.lock(request, response)
        elif deed == "doi" and key is not None:
            if given.get("tu", "") != given.get("tu-lai", ""):
                raise VoiceRefused(_("Hai lần gõ từ khóa không giống nhau."))
            work.change_word(key, given.get("tu-cu", "")[:200], given.get("tu", "")[:200])
            messages.success(request, _("Đã đổi từ khóa."))
        else:
            raise Http404(deed)
    except VoiceRefused as refused:
        messages.error(request, str(refused))
    return response


@require_safe
def report(request: HttpRequest, number: str) -> HttpResponse:
    """What is reported, what has been answered, what is next?"""
    if _reader(request) is None or (by := unlocking.opened(request)) is None:
        return redirect("voice:inbox")
    try:
        found = work.open_report(number, by)
        _row, content = work.content_of(number, by)
    except work.NotThere:
        raise Http404(number) from None
    except VoiceRefused as refused:
        messages.error(request, str(refused))
        return redirect("voice:inbox")
    context = {
        "thread": found, "one": found.report, "late": late(found.report), "next": [(s, State(s).label) for s in work.NEXT.get(found.report.state, ())],
        "receivers": work.may_receive(found.report, content, by),
    }  # fmt: skip
    return _closed(render(request, "voice/report.html", context))


@require_POST
def act(request: HttpRequest, number: str, deed: str) -> HttpResponse:
    """One deed on one report."""
    if _reader(request) is None or (by := unlocking.opened(request)) is None:
        messages.error(request, _("Hòm thư đã khóa lại. Xin mở khóa và làm lại."))
        return redirect("voice:inbox")
    given, day = request.POST, citizens_day()
    words = text_of(given, "noi-dung")
    deeds: dict[str, tuple[Callable[[], Any], str]] = {
        "tra-loi": (lambda: work.say(number, words, by, day=day), _("Đã gửi; người báo đọc được bằng biên nhận.")),
        "ghi-chu": (lambda: work.say(number, words, by, day=day, note=True), _("Đã ghi chú.")),
        "chuyen": (lambda: work.move(number, given.get("sang", ""), words, by, seen=given.get("dang", ""), day=day), _("Đã chuyển bước.")),
        "giao": (lambda: work.hand_over(number, whole(given.get("nguoi", "")), by, keep=bool(given.get("giu"))), _("Đã giao tin báo.")),
    }  # fmt: skip
    if deed not in deeds:
        raise Http404(deed)
    do, done = deeds[deed]
    try:
        do()
        messages.success(request, done)
    except work.NotThere:
        raise Http404(number) from None
    except VoiceRefused as refused:
        messages.error(request, str(refused))
    if deed == "giao" and not given.get("giu"):
        return redirect("voice:inbox")
    return redirect("voice:sealed", number)


@require_safe
def picture(request: HttpRequest, number: str, place: int, at: int) -> HttpResponse:
    """One picture of a report, as a download."""
    if _reader(request) is None or (by := unlocking.opened(request)) is None:
        return redirect("voice:inbox")
    try:
        body, kind = work.open_picture(number, place, at, by)
    except VoiceRefused:
        raise Http404(number) from None
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="anh-{place}-{at}.{"png" if kind == "image/png" else "jpg"}"'  # fmt: skip
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return _closed(response)


def _closed(response: HttpResponse) -> HttpResponse:
    """No copy of what was opened stays in a browser's cache."""
    response["Cache-Control"] = "no-store"
    return response
