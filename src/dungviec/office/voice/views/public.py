"""Citizens' pages: rate a desk in ten seconds, what was promised to voters. No log-in, no cookie, no script needed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.voice import limits, selectors, tickets
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import Desk, Done, Setup
from dungviec.office.voice.public_forms import TRAP, TooLarge, language_of, posted, public_page, text_of
from dungviec.office.voice.services.ratings import Said, rate
from dungviec.voice import LEVELS

_MOST_PROMISES = 100


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can a citizen do here?"""
    return public_page(request, "home", {})


@csrf_exempt  # no cookie reaches this page, so there is no log-in to misuse; the ticket keeps a form from being sent twice
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """How were you served at this desk?"""
    lang = language_of(request)
    desk = Desk.objects.filter(token=token, open=True).first() if len(token) <= 32 else None
    if desk is None:  # unknown, turned, closed: one answer for all
        return public_page(request, "unknown", {}, status=404)
    with translation.override(lang):
        context: dict[str, Any] = {"name": selectors.public_name(desk), "levels": list(LEVELS), "given": {}, "ticket": tickets.new_ticket(), "trap": TRAP}  # fmt: skip
        if request.method != "POST":
            return public_page(request, "rate", context)
        try:
            given = posted(request)
        except VoiceRefused as bad:
            return public_page(request, "rate", context | {"fault": str(bad)}, status=413 if isinstance(bad, TooLarge) else 400)  # fmt: skip
        done = redirect(reverse("voice:thanks") + ("?ngon-ngu=en" if lang == "en" else ""))
        if given.get(TRAP):
            return done
        words, case, ticket = text_of(given, "y-kien"), text_of(given, "ho-so"), tickets.number_of(given.get("ve", ""))
        shown = {"level": given.get("muc", ""), "words": words[:2000], "case": case[:60], "agreed": bool(given.get("dong-y"))}  # fmt: skip
        setup, status, fault = Setup.now(), 422, ""
        if not ticket:
            fault = _("Trang để quá lâu. Xin bấm gửi lần nữa.")
        elif not (
            limits.within("rate", limits.mark_of(request), setup.per_client, limits.HOUR)
            and limits.within("desk", str(desk.pk), setup.per_desk, limits.HOUR)
        ):
            status, fault = 429, _("Có quá nhiều lượt đánh giá trong giờ này. Xin thử lại sau ít phút.")
        elif words and not shown["agreed"]:
            fault = _("Anh/chị đã viết ý kiến: xin đánh dấu đồng ý cho lưu ý kiến này, hoặc xóa phần viết.")
        if not fault:
            try:
                level = given.get("muc", "")
                rate(desk, Said(int(level) if level in map(str, LEVELS) else 0, words, case), ticket=ticket, day=citizens_day())  # fmt: skip
                return done
            except VoiceRefused as refused:
                fault = str(refused)
        return public_page(request, "rate", context | {"given": shown, "fault": fault}, status=status)


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It has been put down."""
    return public_page(request, "thanks", {})


@login_not_required
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """What was promised to voters, and what became of it? Units and days, no person."""
    with translation.override(language_of(request)):
        found = list(selectors.promises_shown(published_only=True).order_by("-meeting__held_on", "due")[:_MOST_PROMISES])  # fmt: skip
        units = selectors.unit_names({p.unit_id for p in found})
        day = citizens_day()
        rows = [(p, units.get(p.unit_id, ""), p.state == Done.OPEN and p.due < day) for p in found]
    return public_page(request, "promises", {"rows": rows})
