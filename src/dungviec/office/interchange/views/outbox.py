"""What waits for the national database, what is late, what was refused; and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.documents.national_clock import READING, RULES
from dungviec.law.marks import cited
from dungviec.office.access import ledger
from dungviec.office.interchange import outbox, selectors
from dungviec.office.interchange.adapter import adapter
from dungviec.office.interchange.faults import InterchangeRefused
from dungviec.office.interchange.gathering import begin
from dungviec.office.interchange.rights import may_see_outbox, may_send, require
from dungviec.office.interchange.tasks import gather_changes, push_payloads
from dungviec.office.registry.governing import standing_law
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import request_viewer, seen, user_of
from dungviec.office.shell.language import k

_EACH = 25


@require_safe
def outbox_page(request: HttpRequest) -> HttpResponse:
    """What does the national database not know yet, and by when must it?"""
    viewer = request_viewer(request)
    require(may_see_outbox(viewer))
    day, which = office_day(), request.GET.get("loc", "")
    which = which if which in selectors.FILTERS else ""
    page = Paginator(selectors.asked(which, day), _EACH).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    names = seen(viewer, day).on_file({r.person_id for r in rows})
    told = dict(zip(names["person_id"], names["name"], strict=True)) if "name" in names.columns else {}
    ledger.listed(viewer, "see_outbox", len(rows), kind="payload")
    context = {
        "mark": selectors.following(), "counts": selectors.counts(day), "which": which, "page": page, "lines": selectors.lines(rows, told, day), "day": day,
        "parcels": list(selectors.parcels()), "may_send": may_send(viewer), "rules": _clauses(day),
        "reading": READING[k()], "pushes": _pushes(),
    }  # fmt: skip
    return render(request, "interchange/outbox.html", context)


@require_POST
def outbox_begin(request: HttpRequest) -> HttpResponse:
    """Start following changes."""
    require(may_send(request_viewer(request)))
    chosen = request.POST.get("tu", "")
    if chosen not in ("nay", "dau"):
        raise Http404(chosen)

    def do() -> str:
        found = begin(by=user_of(request).username, already_there=chosen == "nay")
        return _("Đã bắt đầu theo dõi. Có %d bản chờ gửi.") % found.made

    return _tried(request, do)


@require_POST
def outbox_run(request: HttpRequest, deed: str) -> HttpResponse:
    """Look for changes, or push what waits, in the background."""
    require(may_send(request_viewer(request)))
    if deed == "ra-soat":
        gather_changes.enqueue(by=user_of(request).username)
        messages.success(request, _("Đang rà soát thay đổi. Tải lại trang sau ít phút."))
    elif deed == "day":
        if not _pushes():
            messages.error(request, _("Chưa cấu hình nơi nhận nên không đẩy được; dùng tệp."))
        else:
            push_payloads.enqueue(by=user_of(request).username)
            messages.success(request, _("Đang đẩy. Tải lại trang sau ít phút."))
    else:
        raise Http404(deed)
    return redirect("interchange:outbox")


@require_POST
def payload_act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on one payload."""
    require(may_send(request_viewer(request)))
    why, by = request.POST.get("ly-do", ""), user_of(request)
    deeds: dict[str, tuple[Callable[[], None], str]] = {
        "cho-gui": (lambda: outbox.release(pk, why=why, by=by), _("Đã cho gửi.")),
        "gui-lai": (lambda: outbox.resend(pk, by=by), _("Đã đưa về hàng chờ gửi.")),
        "tu-choi": (lambda: outbox.refuse(pk, reason=why, by=by), _("Đã ghi bên nhận từ chối.")),
    }
    if deed not in deeds:
        raise Http404(deed)
    do, said = deeds[deed]

    def run() -> str:
        do()
        return said

    return _tried(request, run)


@require_POST
def parcel_make(request: HttpRequest) -> HttpResponse:
    """The file of what waits."""
    require(may_send(request_viewer(request)))
    try:
        parcel, body = outbox.make_parcel(purpose=request.POST.get("ly-do", ""), by=user_of(request))
    except InterchangeRefused as refused:
        messages.error(request, str(refused))
        return redirect("interchange:outbox")
    headers = {
        "Content-Disposition": f'attachment; filename="lien-thong-{parcel.pk:05d}.zip"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(body, content_type="application/zip", headers=headers)


@require_POST
def parcel_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a file was received."""
    require(may_send(request_viewer(request)))
    return _tried(
        request,
        lambda: (
            _("Đã ghi nhận %d bản.")
            % outbox.answer_parcel(pk, receipt=request.POST.get("ly-do", ""), by=user_of(request))
        ),
    )


def _clauses(day: date) -> list[tuple[str, str, bool, date]]:
    """The texts of the five days: clause with its mark, what it says, whether it holds on the day, since when."""
    lang = k()
    found = [r for r in standing_law().book.rules if r.id in RULES]
    return [(cited(r, "en" if lang else "vi"), r.en if lang else r.vi, r.in_force(day), r.from_) for r in found]


def _pushes() -> bool:
    try:
        return adapter() is not None
    except (OSError, ValueError, ImportError):
        return False


def _tried(request: HttpRequest, do: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, do())
    except InterchangeRefused as refused:
        messages.error(request, str(refused))
    return redirect("interchange:outbox")
