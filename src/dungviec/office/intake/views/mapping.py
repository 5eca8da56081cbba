"""The page on which a person sees what the file was taken for, and changes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dungviec.office.intake import selectors, services
from dungviec.office.intake.models import Intake
from dungviec.office.intake.reading import mapping_of
from dungviec.office.intake.views.common import intake_seen, told, user_of


def mapping_page(request: HttpRequest, one: Intake) -> HttpResponse:
    """Sheets, headings, columns with samples, the first rows with marks."""
    return render(request, "intake/mapping.html", _context(one))


def _context(one: Intake) -> dict[str, Any]:
    sheets, trouble = selectors.mapping_shown(one)
    return {
        "one": one, "sheets": sheets, "trouble": trouble, "choices": selectors.field_choices(),
        "failed": one.trouble_vi if selectors.lang() == "vi" else one.trouble_en,
        "taken": [s for s in sheets if s.taken], "rows": sum(s.height for s in sheets if s.taken),
    }  # fmt: skip


@require_POST
@told
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sheet or leave it, and say where its heading stands."""
    one = intake_seen(request, pk)
    header = _rows(request.POST.get("top", ""), request.POST.get("bottom", ""))
    services.set_sheet(one, request.POST.get("sheet", ""), taken=request.POST.get("taken") == "1", header=header)
    return redirect("intake:intake", pk=pk)


def _rows(top: str, bottom: str) -> tuple[int, int] | None:
    if not top.isdecimal():
        return None
    first = int(top)
    return first, max(first, int(bottom)) if bottom.isdecimal() else first


@require_POST
@told
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Take columns for other fields; answers with the page's body, so that marks and samples follow at once."""
    one = intake_seen(request, pk)
    services.set_columns(one, _posted(request, one), user_of(request))
    if request.headers.get("HX-Request"):
        one.refresh_from_db()
        return render(request, "intake/parts/mapped.html", _context(one))
    return redirect("intake:intake", pk=pk)


@require_POST
@told
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the columns and hand the file to the worker."""
    one = intake_seen(request, pk)
    services.set_columns(one, _posted(request, one), user_of(request))
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        day = one.day or date.today()  # noqa: DTZ011 - the day of the file where the form says none
    services.read(one, day, user_of(request))
    return redirect("intake:intake", pk=pk)


def _posted(request: HttpRequest, one: Intake) -> dict[tuple[str, int, int], tuple[str, str]]:
    """The selects of the form: ``c-<sheet>-<table>-<column>`` with a field, ``d-…`` with its detail."""
    names = [s.name for s in mapping_of(one).sheets]
    found: dict[tuple[str, int, int], tuple[str, str]] = {}
    for key, field in request.POST.items():
        parts = key.split("-")
        if len(parts) == 4 and parts[0] == "c" and all(p.isdecimal() for p in parts[1:]) and field != "=":
            sheet, table, index = (int(p) for p in parts[1:])
            if sheet < len(names):
                detail = str(request.POST.get("d" + key[1:], ""))
                found[names[sheet], table, index] = (str(field), detail if detail.isdecimal() else "")
    return found
