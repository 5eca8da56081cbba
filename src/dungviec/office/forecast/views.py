"""Pages of the forecast: the years ahead with their levers, the file, and how well past forecasts would have done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dungviec.documents import forecast_files
from dungviec.documents.forecast_rows import (
    KINDS,
    YEAR_HEADS,
    back_test_words,
    band_words,
    finding,
    group_rows,
    how_words,
    year_rows,
)
from dungviec.forecast import ForecastFault, Outlook
from dungviec.office.access import ledger
from dungviec.office.forecast import rights
from dungviec.office.forecast.selectors import Asked, ahead, tested, too_many, unit_names
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.shell.band_drawing import Ahead, band_drawing
from dungviec.office.shell.language import k, lang
from dungviec.office.shell.paper_files import answer
from dungviec.streamlining import StreamliningFault
from dungviec.streamlining.words import amount

SHOWN = 12
"""So many lines of a list stand in sight; the others behind «more»."""
_LONGEST = 3


def _records(request: HttpRequest) -> SeenRecords:
    records = seen_here(request)
    rights.require(records)
    return records


def _number(text: str, otherwise: int) -> int:
    digits = text.strip().removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= _LONGEST else otherwise


def _asked(request: HttpRequest) -> Asked:
    given = request.GET.get
    return Asked(
        _number(given("so-nam", ""), 10), given("don-vi", "").strip()[:60], given("thoi-viec", "").strip()[:12], given("tuyen", "").strip()[:12],
        _number(given("giu", ""), 0), _number(given("giam", ""), 0),
    )  # fmt: skip


@require_safe
def outlook_page(request: HttpRequest) -> HttpResponse:
    """How many people and which skills will there be in the years ahead, and what would a decision change?"""
    records = _records(request)
    asked, fault = _asked(request), ""
    try:
        found, coming = ahead(records.day, asked)
    except (ForecastFault, StreamliningFault) as bad:
        fault, asked = (bad.english if k() else bad.vi), Asked()
        try:
            found, coming = ahead(records.day, asked)
        except ForecastFault:
            return render(request, "forecast/nobody.html", {"fault": fault})
    ledger.listed(records.viewer, "see_forecast", found.present)
    units = unit_names(records.day)
    plain = ahead(records.day, Asked(asked.years, asked.unit))[0] if asked.moved else None
    context: dict[str, Any] = {
        "found": found, "asked": asked, "fault": fault, "told": finding(found, lang()), "how": how_words(found, lang()), "day": records.day,
        "drawing": _drawn(found), "heads": YEAR_HEADS[lang()], "rows": [[amount(c, lang()) if isinstance(c, int) else c for c in row] for row in year_rows(found, lang())], "compared": _compared(plain, found) if plain else [],
        "months": _months(found), "leavers": found.leavers[:SHOWN], "later": found.leavers[SHOWN:], "terms": found.terms[:SHOWN], "later_terms": found.terms[SHOWN:],
        "kinds": _kinds(found), "coming": [{"c": c, "unit": units.get(c.unit_id, "")} for c in coming], "units": sorted(units.items(), key=lambda pair: pair[1]),
    }  # fmt: skip
    return render(request, "forecast/outlook.html", context)


def _drawn(found: Outlook) -> Any:
    years = found.years
    low, median, high = ([y.people[n] for y in years] for n in range(3))
    drawn = Ahead(
        "people", [y.year for y in years], low, median, high, [y.retired_only for y in years],
        _("chỉ nghỉ hưu"), [y.seats for y in years], _("số chỗ"),
    )  # fmt: skip
    return band_drawing(drawn, finding(found, lang()), lambda n: amount(n, lang()))


def _compared(plain: Outlook, moved: Outlook) -> list[tuple[str, ...]]:
    """The same five figures without and with the levers, at the end of the last year."""
    a, b = plain.years[-1], moved.years[-1]
    taken = [sum(y.hired[1] for y in found.years) for found in (plain, moved)]
    short = [sum(t.gap or 0 for t in found.of("field")) for found in (plain, moved)]
    return [
        (_("Số người"), band_words(a.people, lang()), band_words(b.people, lang())),
        (_("Người hôm nay còn làm việc"), band_words(a.today, lang()), band_words(b.today, lang())),
        (_("Tuyển mới cả kỳ (mức giữa)"), *(amount(n, lang()) for n in taken)),
        (_("Số chỗ"), amount(a.seats, lang()), amount(b.seats, lang())),
        (_("Người hôm nay thiếu so với số chỗ, cộng các lĩnh vực"), *(amount(n, lang()) for n in short)),
    ]  # fmt: skip


def _months(found: Outlook) -> list[tuple[int, list[int], int]]:
    """Year, retirements in each of its months, their sum."""
    by_month = found.by_month()
    years = sorted({year for year, _month in by_month})
    return [
        (year, counts := [len(by_month.get((year, month), ())) for month in range(1, 13)], sum(counts))
        for year in years
    ]


def _kinds(found: Outlook) -> list[dict[str, Any]]:
    """The groups by kind, as rows; units last."""
    order = ("leaders", "field", "theory", "degree", "competency", "unit")
    shown: list[dict[str, Any]] = []
    for kind in order:
        rows: Sequence[Any] = group_rows(found.of(kind), lang())
        if rows:
            shown.append({"kind": kind, "name": KINDS[kind][k()], "rows": rows[:SHOWN], "rest": rows[SHOWN:]})
    return shown


@require_safe
def outlook_file(request: HttpRequest) -> HttpResponse:
    """The forecast as Excel, Word or PDF."""
    records = _records(request)
    try:
        found, coming = ahead(records.day, _asked(request))
    except (ForecastFault, StreamliningFault) as bad:
        return HttpResponse(bad.english if k() else bad.vi, status=400, content_type="text/plain; charset=utf-8")
    ledger.listed(records.viewer, "export_forecast", found.present)
    return answer(
        request.GET.get("kieu", ""), "du-bao", records.day, excel=lambda: forecast_files.write_forecast_excel(found, coming, lang()),
        paper=lambda: forecast_files.forecast_paper(found, coming, lang()),
    )  # fmt: skip


@require_safe
def back_test_page(request: HttpRequest) -> HttpResponse:
    """Would past forecasts have held?"""
    records = _records(request)
    context: dict[str, Any] = {"day": records.day}
    if too_many(records.day):
        context["fault"] = _("Nhiều người hồ sơ nên kiểm nghiệm chạy bằng lệnh: dungviec forecast test TỆP.xlsx.")
    else:
        try:
            found = tested(records.day)
            context |= {"told": back_test_words(found, lang()), "rows": found.whole().rows}
        except ForecastFault as bad:
            context["fault"] = bad.english if k() else bad.vi
    ledger.listed(records.viewer, "test_forecast", 0)
    return render(request, "forecast/back_test.html", context)
