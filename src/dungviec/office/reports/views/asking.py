"""What every page of the room asks of the request: the viewer's reports, the form above a report, files."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from dungviec.exchange.values import BadValue, parse_date
from dungviec.office.access import ledger
from dungviec.office.registry.viewing import seen_here
from dungviec.office.reports.rights import require
from dungviec.office.reports.selectors import Reports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ROWS = 50
"""Lines of a list on one page."""
MOST_YEARS = 30
"""The survey goes no further back."""


def reports_of(request: HttpRequest) -> Reports:
    """The viewer's reports for the unit (``?don-vi=``) and first day (``?tu=``) asked for."""
    records = seen_here(request)
    require(records)
    try:
        since = parse_date(request.GET.get("tu") or "")
    except BadValue:
        since = None
    return Reports.ask(records, unit=request.GET.get("don-vi", ""), since=since)


def frame(request: HttpRequest, reports: Reports) -> dict[str, Any]:
    """What the form above each report shows, and the address of the same question elsewhere in the room."""
    asked = {"don-vi": request.GET.get("don-vi", ""), "tu": f"{reports.since:%Y-%m-%d}"}
    return {
        "units": reports.units, "unit": asked["don-vi"], "since": reports.since, "until": reports.records.day, "asked": urlencode(asked),
        "mistaken": bool(request.GET.get("tu")) and f"{reports.since:%Y-%m-%d}" != request.GET.get("tu"),
    }  # fmt: skip


def years_asked(request: HttpRequest) -> int:
    """How many years the survey goes back (``?nam=``): 5 unless a number from 1 to 30 is given."""
    asked = request.GET.get("nam", "")
    return (
        int(asked)
        if asked.isascii() and asked.isdecimal() and 1 <= int(asked[:3]) <= MOST_YEARS and len(asked) < 3
        else 5
    )


def as_file(
    reports: Reports, content: bytes, name: str, *, kind: str, mime: str, purpose: str = "", rows: int = 0
) -> HttpResponse:
    """A paper as a download, written down in the ledger; with names (``rows`` people) for the purpose that was stated."""
    told = {"purpose": purpose} if purpose else {}
    ledger.listed(reports.records.viewer, "export_report", rows, subject=name, **told)
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}-{reports.records.day:%Y-%m-%d}.{kind}"'
    return response
