"""An official about the own record: asking for a change, where the requests stand, who looked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.registry.faults import RegistryFault, spoken
from dungviec.office.registry.viewing import SeenFile, seen_here
from dungviec.office.requests import askable, selectors, services
from dungviec.office.requests import readers as looked
from dungviec.office.requests.models import ChangeRequest
from dungviec.office.requests.vault import ACCEPT, MOST, FileRefused, check


def own_file(request: HttpRequest) -> SeenFile:
    """The viewer's own record; Http404 for an account that is nobody on file."""
    records = seen_here(request)
    if not records.viewer.person_id:
        raise Http404("own file")
    return records.file(records.viewer.person_id)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What did I ask for, and what became of it?"""
    file = own_file(request)
    return render(
        request, "requests/mine.html", {"requests": selectors.own_requests(file.viewer), "today": selectors.today()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Which field of my record is wrong, and what proves it?"""
    file = own_file(request)
    given = {key: str(value) for key, value in request.POST.items() if "." in key}
    context: dict[str, Any] = {
        "groups": askable.own_fields(file), "given": given, "reason": request.POST.get("ly-do", ""), "accept": ACCEPT, "most": MOST,
        "faults": {},
    }  # fmt: skip
    if request.method == "POST":
        wishes, faults = _wishes(given)
        context["faults"] = faults
        try:
            evidence = [check(f.name or "", f, f.size) for f in request.FILES.getlist("minh-chung")]
            if not faults:
                made = services.ask(file, wishes, reason=context["reason"], evidence=evidence, by=request.user)  # type: ignore[arg-type]
                messages.success(
                    request, _("Đã gửi đề nghị. Cán bộ tổ chức trả lời chậm nhất ngày %s.") % f"{made.due:%d/%m/%Y}"
                )
                return redirect("requests:one", pk=made.pk)
        except (FileRefused, services.RequestRefused, RegistryFault) as refused:
            context["fault"] = spoken(refused)
    return render(request, "requests/ask.html", context, status=422 if request.method == "POST" else 200)


def _wishes(given: dict[str, str]) -> tuple[list[services.Wish], dict[str, str]]:
    """What the form asks, and the fields that could not be read with the sentence for each."""
    wishes: list[services.Wish] = []
    faults: dict[str, str] = {}
    for key, text in given.items():
        table, _dot, name = key.partition(".")
        column = askable.column_of(table, name) if text.strip() else None
        if column is None:
            continue
        try:
            wishes.append(services.Wish(table, name, askable.read(column, text)))
        except askable.NotUnderstood as refused:
            faults[key] = spoken(refused)
    return wishes, faults


def _own_request(request: HttpRequest, pk: int) -> tuple[SeenFile, ChangeRequest]:
    file = own_file(request)
    found = get_object_or_404(ChangeRequest.objects.select_related("decided_by"), pk=pk)
    if found.person_id != file.person_id:
        raise PermissionDenied("request")
    return file, found


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where does this request stand?"""
    file, found = _own_request(request, pk)
    context = {
        "one": found,
        "rows": selectors.differences(found, file),
        "files": found.evidence.all(),
        "today": selectors.today(),
    }
    return render(request, "requests/one.html", context)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an open request."""
    _file, found = _own_request(request, pk)
    try:
        services.take_back(found.pk, by=request.user)  # type: ignore[arg-type]
    except services.RequestRefused as refused:
        messages.error(request, spoken(refused))
    return redirect("requests:one", pk=pk)


@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Who looked at my record, in which role, and what for?"""
    file = own_file(request)
    found = looked.readings_of(file.person_id, file.viewer.username)
    context = {
        "readings": [r for r in found if not r.own], "own": sum(1 for r in found if r.own),
        "bulk": looked.bulk_readings(str(file.card.get("unit_path") or "")), "days": looked.KEPT_DAYS,
    }  # fmt: skip
    ledger.saw(file.viewer, "see_readers", file.person_id)
    return render(request, "requests/readers.html", context)
