"""Moving the office to another day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dungviec.office.shell.middleware import parse_day, set_day


@require_POST
def change_day(request: HttpRequest) -> HttpResponse:
    """Move the session to the posted day and return to the same page."""
    asked = request.POST.get("ngay", "")
    day = parse_day(asked) if asked else None
    if asked and day is None:
        messages.error(request, _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % asked[:30])
    else:
        set_day(request, day)
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)
