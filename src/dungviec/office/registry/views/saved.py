"""Saving a way to look at the list, and dropping one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dungviec.office.access.services import remembered
from dungviec.office.registry import columns, saved
from dungviec.office.registry.people_list import Query


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters, order and columns of the address the form came from under the posted name."""
    query = Query.read(QueryDict(request.POST.get("address", "")).dict())
    shown = columns.chosen(list(query.columns) or remembered(request.user, "people.columns"))
    try:
        view = saved.keep(
            request.user, request.POST.get("name", ""), query, [c.key for c in shown],
            shared=request.POST.get("shared") == "1", first=request.POST.get("first") == "1",
        )  # fmt: skip
    except saved.SavedFault as fault:
        messages.error(request, str(fault))
        return HttpResponseRedirect(f"{reverse('registry:people')}?{request.POST.get('address', '') or 'sort=name'}")
    messages.success(request, _("Đã lưu cách xem «%s».") % view.name)
    return HttpResponseRedirect(f"{reverse('registry:people')}?{view.address}")


@require_POST
def drop_view(request: HttpRequest, number: int) -> HttpResponse:
    """Drop one of the account's own views."""
    saved.forget(request.user, number)
    return HttpResponseRedirect(f"{reverse('registry:people')}?sort=name")
