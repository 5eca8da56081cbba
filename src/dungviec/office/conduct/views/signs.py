"""Early signs as questions: what the records show, what may explain it, who was asked, how it was closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.policy import Viewer
from dungviec.office.conduct import noticing, rights
from dungviec.office.conduct.faults import ConductRefused
from dungviec.office.conduct.models import Answered
from dungviec.office.conduct.services import asking
from dungviec.office.registry.viewing import request_viewer, user_of
from dungviec.office.shell.middleware import current_day


@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    """What should be asked about, on which facts, and what may explain it?"""
    viewer = request_viewer(request)
    rights.require(rights.may_enter(viewer))
    found = noticing.signs_seen(viewer, current_day(request))
    ledger.listed(viewer, "see_signs", len(found))
    alive = [f for f in found if f.state != Answered.CLOSED]
    context = {
        "alive": alive,
        "closed": [f for f in found if f.state == Answered.CLOSED],
        "may_ask": rights.may_ask(viewer),
    }
    return render(request, "conduct/signs.html", context)


@require_POST
def act(request: HttpRequest, mark: str, deed: str) -> HttpResponse:
    """Ask the person, or close the question."""
    viewer = request_viewer(request)
    rights.require(rights.may_ask(viewer))
    one = _sign(viewer, request, mark)
    day = current_day(request)
    try:
        if deed == "hoi":
            asking.ask(one.sign, by=user_of(request), on=day)
            messages.success(request, _("Đã gửi câu hỏi; người đó thấy ở trang của mình."))
        elif deed == "khep-lai":
            asking.close(one.sign, request.POST.get("ly-do", ""), by=user_of(request), on=day)
            messages.success(request, _("Đã khép lại; hồ sơ không ghi gì."))
        else:
            raise Http404(deed)
    except ConductRefused as refused:
        messages.error(request, str(refused))
    return redirect("conduct:signs")


def _sign(viewer: Viewer, request: HttpRequest, mark: str) -> noticing.Shown:
    found = next((f for f in noticing.signs_seen(viewer, current_day(request)) if f.sign.mark == mark), None)
    if found is None:
        raise Http404(mark)
    return found
