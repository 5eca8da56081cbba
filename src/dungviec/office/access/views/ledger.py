"""The ledger for auditors: who did and saw what, and the proof that no line was altered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.access.deeds import KINDS, deed, deeds, kind_word
from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.shell.middleware import parse_day

ROWS = 100
_FILTERS = ("ai", "viec", "loai", "ma", "tu", "den")


def _auditor(request: HttpRequest) -> str:
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.role != Role.AUDITOR:
        raise PermissionDenied("ledger")
    return str(viewer.username)


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """Who did what, when, to whose record?"""
    auditor = _auditor(request)
    given = {key: request.GET.get(key, "").strip()[:80] for key in _FILTERS}
    return render(request, "access/ledger.html", _page(request, given, auditor))


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Read every line and say whether the ledger is whole."""
    auditor = _auditor(request)
    anchor = request.POST.get("moc", "").strip()
    context = _page(request, dict.fromkeys(_FILTERS, ""), auditor, log=False)
    try:
        found = ledger.check([ledger.Anchor.read(anchor)] if anchor else [])
        ledger.record(auditor, "verify_ledger", kind="ledger", lines=found.lines, whole=found.whole)
        context |= {"check": found}
    except ValueError as refused:
        context |= {"fault": str(refused)}
    return render(request, "access/ledger.html", context, status=422 if "fault" in context else 200)


def _page(request: HttpRequest, given: dict[str, str], auditor: str, *, log: bool = True) -> dict[str, Any]:
    found = _asked(given)
    before = request.GET.get("truoc", "")
    rows = list((found.filter(number__lt=int(before)) if before.isdecimal() else found)[: ROWS + 1])
    if log:
        ledger.record(auditor, "read_ledger", kind="ledger", asked=sorted(key for key, value in given.items() if value))
    return {
        "lines": [(line, deed(line.action), kind_word(line.subject_kind)) for line in rows[:ROWS]],
        "older": rows[ROWS - 1].number if len(rows) > ROWS else None,
        "given": given, "address": urlencode({k: v for k, v in given.items() if v}), "deeds": deeds(), "kinds": KINDS,
    }  # fmt: skip


def _asked(given: dict[str, str]) -> QuerySet[LedgerEntry]:
    found = LedgerEntry.objects.order_by("-number")
    for key, column in (("ai", "actor"), ("viec", "action"), ("loai", "subject_kind"), ("ma", "subject_id")):
        if given[key]:
            found = found.filter(**{column: given[key]})
    zone = timezone.get_current_timezone()
    if (day := parse_day(given["tu"])) is not None:
        found = found.filter(at__gte=datetime.combine(day, time.min, zone))
    if (day := parse_day(given["den"])) is not None:
        found = found.filter(at__lt=datetime.combine(day + timedelta(days=1), time.min, zone))
    return found
