"""Citizens' pages of the sealed inbox: a report, its receipt shown once, the answers by the receipt.

The receipt travels in the body of a request, never in an address.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dungviec.office.voice import limits, selectors, tickets
from dungviec.office.voice.days import citizens_day
from dungviec.office.voice.faults import VoiceRefused
from dungviec.office.voice.models import Desk, Setup
from dungviec.office.voice.public_forms import LARGE, TRAP, TooLarge, language_of, posted, public_page, text_of
from dungviec.office.voice.services import inbox
from dungviec.voice import pictures
from dungviec.voice.routing import INSPECTORS, LEADERS

_TIERS = {"thanh-tra": INSPECTORS, "lanh-dao": LEADERS}
RECEIPTS_PER_CLIENT, RECEIPTS_IN_ALL = 20, 600
"""Receipts tried in an hour: guessing 120 bits is hopeless, but each try costs this machine a scrypt."""


@csrf_exempt  # no cookie reaches this page
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """What happened, and whom does it concern?"""
    with translation.override(language_of(request)):
        context: dict[str, Any] = {
            "desks": [(d.code, selectors.public_name(d)) for d in Desk.objects.filter(open=True)], "ticket": tickets.new_ticket(), "trap": TRAP,
            "given": {}, "open": inbox.open_for_reports(), "outside": Setup.now().outside, "most": pictures.MOST,
        }  # fmt: skip
        if request.method != "POST":
            return public_page(request, "report", context)
        try:
            given = posted(request, LARGE)
            if given.get(TRAP):
                return public_page(request, "thanks", {})
            context["given"] = _shown(given)
            receipt = _send(request, given)
        except VoiceRefused as refused:
            return public_page(request, "report", context | {"fault": str(refused)}, status=_status(refused))
        return public_page(request, "receipt", {"receipt": receipt})


@csrf_exempt  # no cookie reaches this page; the receipt is the right to read
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """What became of my report?"""
    with translation.override(language_of(request)):
        context: dict[str, Any] = {"trap": TRAP, "most": pictures.MOST}
        if request.method != "POST":
            return public_page(request, "answers", context)
        try:
            given = posted(request, LARGE)
            typed = text_of(given, "bien-nhan")[:80]
            if not limits.within("receipt", limits.mark_of(request), RECEIPTS_PER_CLIENT, limits.HOUR) or not limits.within("receipts", "", RECEIPTS_IN_ALL, limits.HOUR):  # fmt: skip
                raise _Often(_("Đã thử quá nhiều lần trong giờ này. Xin thử lại sau."))
            found = inbox.find(typed)
            if found is None:
                raise VoiceRefused(_("Không có tin báo nào theo mã biên nhận này. Xin kiểm tra từng ký tự."))
            context |= {"receipt": found[2], "thread": inbox.thread(found[0], found[1], whole=False)}
            if "gui" in given:
                context["written"] = text_of(given, "noi-dung")[: inbox.LONGEST]
                told = inbox.Told(text_of(given, "noi-dung"), text_of(given, "ai"), pictures=_pictures(request))
                context |= {"thread": inbox.add(typed, told, day=citizens_day()), "added": True, "written": ""}
        except VoiceRefused as refused:
            return public_page(request, "answers", context | {"fault": str(refused)}, status=_status(refused))
        return public_page(request, "answers", context)


class _Often(VoiceRefused):
    """Asked too often."""


def _status(refused: VoiceRefused) -> int:
    return 413 if isinstance(refused, TooLarge) else 429 if isinstance(refused, _Often) else 422


def _send(request: HttpRequest, given: Any) -> str:
    setup, ticket = Setup.now(), tickets.number_of(given.get("ve", ""))
    if not ticket:
        raise VoiceRefused(_("Trang để quá lâu. Xin bấm gửi lần nữa."))
    if not given.get("dong-y"):
        raise VoiceRefused(_("Xin đánh dấu đồng ý để chúng tôi được nhận và đọc tin báo này."))
    if not limits.within("report", limits.mark_of(request), setup.reports_per_client, limits.DAY) or not limits.within("reports", "", setup.reports_per_day, limits.DAY):  # fmt: skip
        raise _Often(
            _(
                "Hôm nay đã nhận quá nhiều tin báo từ nơi này. Xin gửi vào ngày mai, hoặc gửi thẳng tới cơ quan thanh tra."
            )
        )
    shown = _shown(given)
    told = inbox.Told(
        text_of(given, "noi-dung"), text_of(given, "ai"), Desk.objects.filter(code=shown["desk"], open=True).first(),
        tuple(_TIERS[t] for t in shown["tiers"]), _pictures(request),
    )  # fmt: skip
    return inbox.send(told, ticket=ticket, day=citizens_day())


def _pictures(request: HttpRequest) -> list[bytes]:
    files = request.FILES.getlist("anh")
    if len(files) > pictures.MOST:
        raise VoiceRefused(_("Nhiều nhất %d ảnh mỗi lần gửi.") % pictures.MOST)
    return [f.read() for f in files if f.size]


def _shown(given: Any) -> dict[str, Any]:
    return {
        "words": text_of(given, "noi-dung")[: inbox.LONGEST + 500], "about": text_of(given, "ai")[: inbox.LONGEST_ABOUT + 100],
        "desk": text_of(given, "noi")[:20], "tiers": [t for t in given.getlist("lien-quan") if t in _TIERS], "agreed": bool(given.get("dong-y")),
    }  # fmt: skip
