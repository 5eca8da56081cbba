"""The office's queue of requests: what changes, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.viewing import seen_here
from dungviec.office.requests import selectors, services
from dungviec.office.requests.models import ChangeRequest
from dungviec.office.shell import seen
from dungviec.office.shell.middleware import parse_day

DECIDED = 50


def _stamp(one: ChangeRequest) -> str:
    """The digest of what the record says now in the fields that are asked about."""
    return seen.stamp(one.pk, one.state, selectors.stands(one))


def _moved(request: HttpRequest, one: ChangeRequest) -> bool:
    """Whether the record says something else than on the page decided from; without a page, than when it was asked."""
    if not one.open or not seen.is_stale(request, _stamp(one)):
        return False
    now = selectors.stands(one)
    return seen.FIELD in request.POST or any(now[f"{f.table}.{f.field}"] != f.before for f in one.fields.all())


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Which requests wait for an answer, and until when?"""
    records = seen_here(request)
    if not records.viewer.may_write:
        raise PermissionDenied("requests")
    waiting = list(selectors.queue(records.viewer))
    decided = list(selectors.queue(records.viewer, open_only=False)[:DECIDED])
    people = {row["person_id"]: row for row in records.people.select("person_id", "name", "unit_name").to_dicts()}
    context = {
        "waiting": [(one, people.get(one.person_id, {})) for one in waiting],
        "decided": [(one, people.get(one.person_id, {})) for one in decided],
        "today": selectors.today(), "late": sum(1 for one in waiting if one.due < selectors.today()),
    }  # fmt: skip
    return render(request, "requests/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change, what proves it, and is it right?"""
    records = seen_here(request)
    viewer = records.viewer
    if not viewer.may_write:
        raise PermissionDenied("requests")
    one = get_object_or_404(ChangeRequest.objects.select_related("asked_by", "decided_by"), pk=pk)
    file = records.file(one.person_id)
    given = {key: request.POST.get(key, "").strip() for key in ("tu-ngay", "can-cu", "tra-loi")}
    context: dict[str, Any] = {"given": given}
    if request.method == "POST":
        day = parse_day(given["tu-ngay"]) if given["tu-ngay"] else None
        try:
            if given["tu-ngay"] and day is None:
                raise services.RequestRefused(
                    _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % given["tu-ngay"][:30]
                )
            who: Any = {"by": request.user, "own_person": viewer.person_id}
            if "tra-lai" in request.POST:
                services.give_back(pk, answer=given["tra-loi"], **who)
                messages.info(request, _("Đã trả lại đề nghị số %d kèm lý do.") % pk)
            else:
                if _moved(request, one):
                    raise services.RequestRefused(str(seen.SENTENCE))
                services.approve(pk, valid_from=day, basis=given["can-cu"], answer=given["tra-loi"], **who)
                messages.success(request, _("Đã ghi đề nghị số %d vào hồ sơ.") % pk)
            return redirect("requests:queue")
        except (services.RequestRefused, RegistryFault) as refused:
            context["fault"] = spoken(refused)
    else:
        ledger.saw(viewer, "see_request", one.person_id, request=pk)
    context |= {
        "one": one, "person": file.card, "rows": selectors.differences(one, file), "files": one.evidence.all(),
        "today": selectors.today(), "own": file.own, "seen": _stamp(one),
    }  # fmt: skip
    return render(request, "requests/decide.html", context, status=422 if "fault" in context else 200)
