"""Downloads of the appraisal: the same rights as the page each file belongs to, a line in the ledger for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from dungviec.appraisal import SheetFault
from dungviec.documents.appraisal_paper import PaperFault
from dungviec.office.access import ledger
from dungviec.office.access.fields import Scope, sees
from dungviec.office.appraisal import papers, reach
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import Meeting
from dungviec.office.appraisal.periods import period_of
from dungviec.office.appraisal.services import months as way
from dungviec.office.appraisal.views.common import large, no_such_year, other, room_here, row_of, unit_here, year_here
from dungviec.office.registry.viewing import seen_here


@require_safe
def month(request: HttpRequest, person_id: str, period: str, ending: str) -> HttpResponse:
    """Mẫu 01 of one month, as Word or PDF."""
    records = seen_here(request)
    row = row_of(records, person_id)
    when = period_of(period)
    if when is None or ending not in papers.TYPES:
        raise Http404(period)

    def make() -> papers.Paper:
        sheet = way.start(row, when)
        return papers.month_paper(sheet, way.tasks_of(sheet), _ending(ending))

    def note(made: papers.Paper) -> None:
        ledger.saw(records.viewer, "export_month", person_id, period=when.key, bytes=len(made.body))

    return _handed(request, make, note, "appraisal:month", person_id=person_id, period=period)


@require_safe
def year(request: HttpRequest, person_id: str, year: int, ending: str) -> HttpResponse:
    """Mẫu 02 (or the form of the law of that year), as Word or PDF."""
    no_such_year(year)
    records = seen_here(request)
    row = row_of(records, person_id, reach.YEAR)
    if ending not in papers.TYPES:
        raise Http404(ending)

    def note(made: papers.Paper) -> None:
        ledger.saw(records.viewer, "export_year", person_id, year=year, bytes=len(made.body))

    return _handed(
        request,
        lambda: papers.year_paper(records, row, year, _ending(ending)),
        note,
        "appraisal:year",
        person_id=person_id,
        year=year,
    )


@require_safe
def unit(request: HttpRequest, kind: str, ending: str) -> HttpResponse:
    """Minutes or list of results of a unit's year, as Word or PDF; ``?bien-ban=`` names the meeting whose minutes are filled in."""
    records = room_here(request)
    if not sees(records.viewer.role, Scope.WITHIN, reach.YEAR):
        raise PermissionDenied("years")
    if kind not in papers.UNIT_KINDS or ending not in papers.TYPES:
        raise Http404(kind)
    unit_id, _units = unit_here(request, records)
    when = year_here(request, records)
    asked = request.GET.get("bien-ban") or ""
    meeting = Meeting.objects.filter(pk=int(asked), unit_id=unit_id, year=when).first() if asked.isdecimal() else None
    if asked and meeting is None:
        raise Http404("meeting")
    counted: list[int] = []

    def make() -> papers.Paper:
        made, count = papers.unit_paper(
            records, unit_id, when, papers.UNIT_KINDS[kind], _ending(ending), whole=not large(records, unit_id), meeting=meeting
        )  # fmt: skip
        counted.append(count)
        return made

    def note(made: papers.Paper) -> None:
        ledger.listed(
            records.viewer, "export_unit_year", counted[0], kind="unit", subject=unit_id, year=when, paper=papers.UNIT_KINDS[kind], bytes=len(made.body)
        )  # fmt: skip

    return _handed(request, make, note, "appraisal:years", query="?" + urlencode({"don-vi": unit_id, "nam": when}))


def _ending(ending: str) -> papers.Ending:
    return "pdf" if ending == "pdf" else "docx"


def _handed(
    request: HttpRequest, make: Callable[[], papers.Paper], note: Callable[[papers.Paper], None], page: str, *, query: str = "", **of: Any
) -> HttpResponse:  # fmt: skip
    """The file to be saved; where it cannot be made, back to its page with the sentence."""
    try:
        made = make()
    except (AppraisalRefused, PaperFault, SheetFault) as refused:
        messages.error(request, other(refused))
        return HttpResponseRedirect(reverse(page, kwargs=of) + query)
    note(made)
    response = HttpResponse(made.body, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "no-store"
    return response
