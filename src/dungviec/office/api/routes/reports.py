"""Reports: the interview's figures and the statutory tables of the day, each figure with the address of its list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from dungviec.office.access import ledger
from dungviec.office.access.fields import UNDECLARED
from dungviec.office.access.masks import Masked
from dungviec.office.api.asking import answer, needs, records_of
from dungviec.office.api.marks import Mark
from dungviec.office.api.paging import UnitAsked
from dungviec.office.reports.rights import require
from dungviec.office.reports.selectors import Reports, language
from dungviec.workforce.statutory import TOTAL

router = Router(tags=["reports"])
READ = needs("read:reports")
LISTS_AT = "/api/v1/pages/bao-cao/danh-sach/"


class FigureRow(Schema):
    """One figure and where the records behind it are listed."""

    key: str
    what: str
    value: int | Mark | None
    missing: str = Field(description="Which record is missing; then there is no value.")
    list: str


class Interview(Schema):
    """The chairman's interview in figures."""

    name: str
    day: str
    figures: list[FigureRow]
    answers: list[dict[str, Any]]


class ColumnRow(Schema):
    """One column of a form with its cells by unit."""

    number: int
    head: str
    cells: dict[str, int | str | Mark | None] = Field(description="By unit; the total under the empty key.")
    list: str = Field(
        description="The people behind the total; add `dong=` for a unit. Empty where the cell is no count."
    )


class Table(Schema):
    """A statutory table of the day."""

    key: str
    title: str
    basis: str
    day: str
    units: dict[str, str]
    columns: list[ColumnRow]
    notes: list[str]


def _reports(request: HttpRequest, unit: str, since: date | None) -> Reports:
    records = records_of(request)
    require(records)
    return Reports.ask(records, unit=unit, since=since)


def _withheld(reports: Reports, needs: Collection[str]) -> Masked:
    """What stands instead of a withheld figure, one that another room withholds by a right of its own too."""
    return reports.mark(needs) if reports.unseen(needs) else Masked(UNDECLARED)


@router.get("/reports/interview", response=Interview, **READ)
def interview(request: HttpRequest, unit: UnitAsked = "", since: date | None = None) -> HttpResponse:
    """The interview sheet: every figure with its list, every question with its answer."""
    reports, lang = _reports(request, unit, since), language()
    sheet = reports.interview
    ledger.listed(
        reports.records.viewer, "see_report", sheet.figures["workforce.total"].value or 0, subject="interview", by="api"
    )
    asked = {"don-vi": unit, "tu": f"{reports.since:%Y-%m-%d}"}
    figures = [
        {
            "key": f.key, "what": f.words(lang), "value": _withheld(reports, f.needs) if f.withheld else f.value,
            "missing": f.missing[0 if lang == "vi" else 1] if f.missing else "", "list": f"{LISTS_AT}?{urlencode(asked | {'so': f.key})}",
        }
        for f in sheet.figures.values()
    ]  # fmt: skip
    answers = [{"question": a.question, "text": a.text} for a in sheet.answers(lang)]
    return answer(
        request, {"name": sheet.scope.name, "day": reports.records.day, "figures": figures, "answers": answers}
    )


@router.get("/reports/tables/{form}", response=Table, **READ)
def table(
    request: HttpRequest, form: Literal["bm01", "bm01-vc", "quick"], unit: UnitAsked = "", since: date | None = None,
    who: Literal["civil_servants", "public_employees", "all"] = "civil_servants",
) -> HttpResponse:  # fmt: skip
    """One counting form for every row of it; columns on fields that may not be seen are withheld."""
    reports, lang = _reports(request, unit, since), language()
    found = reports.table(form, who)
    ledger.listed(reports.records.viewer, "see_report", found.people.height, subject=form, by="api")
    rows = [TOTAL, *(u for u, _name in found.units)]
    asked = {"don-vi": unit, "tu": f"{reports.since:%Y-%m-%d}", "bieu": form, "ai": who}
    columns = []
    for c in found.columns:
        away = c.number in found.withheld
        cells = {row: _withheld(reports, c.needs) if away else found.cell(row, c.number) for row in rows}
        where = f"{LISTS_AT}?{urlencode(asked | {'cot': c.number})}" if c.test is not None and not away else ""
        columns.append({"number": c.number, "head": c.head if lang == "vi" else c.en, "cells": cells, "list": where})
    told = {
        "key": found.key, "title": found.title if lang == "vi" else found.title_en, "basis": found.basis if lang == "vi" else found.basis_en,
        "day": reports.records.day, "units": dict(found.units), "columns": columns, "notes": list(found.notes(lang)),
    }  # fmt: skip
    return answer(request, told)
