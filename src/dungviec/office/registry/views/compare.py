"""Comparing officials side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.office.access import ledger
from dungviec.office.registry import compare
from dungviec.office.registry.viewing import seen_here


@require_safe
def compare_people(request: HttpRequest) -> HttpResponse:
    """What tells these two to five people apart? ``?nguoi=`` once for each; a drawer for htmx, else a page."""
    wanted = list(dict.fromkeys(request.GET.getlist("nguoi")))
    if not compare.FEWEST <= len(wanted) <= compare.MOST:
        messages.error(request, _("Chọn từ 2 đến 5 người để so sánh; đang chọn %d.") % len(wanted))
        return HttpResponseRedirect(f"{reverse('registry:people')}?sort=name")
    records = seen_here(request)
    files = [records.file(person) for person in wanted]
    for file in files:
        ledger.saw(file.viewer, "see_compared", file.person_id)
    context = {"people": [file.card for file in files], "rows": compare.rows(files)}
    part = bool(request.headers.get("HX-Request"))
    return render(request, "registry/compare_table.html" if part else "registry/compare.html", context)
