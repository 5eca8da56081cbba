"""The radar: patterns that look like form rather than work, as questions with their figures and their false-alarm rate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dungviec.appraisal.radar import LEAST_SHEETS, LEAST_TASKS, measured
from dungviec.office.access import ledger
from dungviec.office.calibration.selectors import unit_names
from dungviec.office.calibration.signs import look
from dungviec.office.calibration.views.common import frame, records_here, year_here

KINDS: dict[str, Any] = {
    "split_tasks": _("Một việc ghi thành nhiều mảnh"), "month_end_burst": _("Dồn việc cuối tháng"),
    "cloned_scores": _("Điểm giống hệt nhau"), "all_at_the_top": _("Cả đơn vị kịch điểm"),
}  # fmt: skip


@require_safe
def radar_page(request: HttpRequest) -> HttpResponse:
    """Where do the sheets look more like form than work, how sure is that, and what should be asked?"""
    records = records_here(request)
    year = year_here(request, records)
    found = look(records, year)
    names, english = unit_names(records), get_language() == "en"
    ledger.listed(records.viewer, "see_radar", len(found.units), year=year)
    signs = [
        {"sign": s, "unit": names.get(s.unit, s.unit), "kind": KINDS[s.kind], "question": s.en if english else s.vi,
         "here": s.seen / s.of if s.of else 0.0, "measured": measured()[s.kind]}
        for s in found.signs
    ]  # fmt: skip
    context = frame(year) | {
        "signs": signs, "units": [(names.get(u, u), tasks, months, enough) for u, tasks, months, enough in found.units],
        "kinds": [(word, measured()[kind]) for kind, word in KINDS.items()], "compared": sum(enough for *_rest, enough in found.units),
        "least_tasks": LEAST_TASKS, "least_sheets": LEAST_SHEETS,
    }  # fmt: skip
    return render(request, "calibration/radar.html", context)
