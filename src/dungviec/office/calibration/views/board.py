"""The calibration board: one agency's levels beside the quota, what proposals do to it, suggestions with reasons and their log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.appraisal import SheetFault
from dungviec.office.access import ledger
from dungviec.office.access.models import User
from dungviec.office.appraisal.selectors import steps_frame, unit_appraisal, years_frame
from dungviec.office.calibration.board import BASES, Board, board
from dungviec.office.calibration.drawing import level_bars, spoken_levels, strip
from dungviec.office.calibration.levels import LEVELS, word
from dungviec.office.calibration.rights import may_suggest
from dungviec.office.calibration.selectors import person_names, suggestions, unit_names
from dungviec.office.calibration.services import SuggestionRefused, suggest, withdraw
from dungviec.office.calibration.views.common import frame, records_here, unit_here, year_here
from dungviec.office.registry.gate import SeenRecords

LARGEST = 400
"""People on one board: a larger branch is looked at agency by agency."""
LOG = 60


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """How do the levels of an agency stand to the quota, and what would the proposals and suggestions change?"""
    records = records_here(request)
    year = year_here(request, records)
    unit, units = unit_here(request, records)
    context: dict[str, Any] = frame(year) | {"unit": unit, "units": units, "too_large": unit is not None and unit["people"] > LARGEST, "largest": LARGEST}  # fmt: skip
    if unit is not None:
        context |= _board_of(records, unit, year)
    return render(request, "calibration/board.html", context)


def _board_of(records: SeenRecords, unit: dict[str, Any], year: int) -> dict[str, Any]:
    """The board of a branch, or of the unit's own people and the heads right below where the branch is too large for one board."""
    english, unit_id = get_language() == "en", unit["unit_id"]
    try:
        found = unit_appraisal(records, unit_id, year, whole=unit["people"] <= LARGEST)
    except SheetFault as bad:
        return {"trouble": (bad.english if english else bad.vi).splitlines()}
    if found is None:
        return {"nobody": True}
    names, units = person_names(records), unit_names(records)
    levels = {row["person_id"]: row for row in years_frame(records, year).iter_rows(named=True)}
    log = list(suggestions(records, year))
    open_ones = {s.person_id: s for s in log if s.withdrawn_at is None}
    made = board(
        found, names=names, units=units, levels=levels, suggested={p: s.after for p, s in open_ones.items()}, language="en" if english else "vi"
    )  # fmt: skip
    here = {line.person_id for line in made.lines}
    ledger.listed(records.viewer, "see_calibration", len(made.lines), subject=unit_id, year=year)
    return {
        "board": made, "scopes": [_scope(s, year) for s in made.scopes], "lines": [_line(x, open_ones) for x in made.lines],
        "may_suggest": may_suggest(records.viewer), "own": records.viewer.person_id, "levels": [(k, str(w)) for k, w in LEVELS.items()],
        "log": _log(records, year, here, log, names), "by_points": bool(made.scopes) and any(s.points for s in made.scopes),
    }  # fmt: skip


def _scope(scope: Any, year: int) -> dict[str, Any]:
    counts = [(basis, scope.counts[basis]) for basis in BASES]
    now = scope.counts["law"]
    name = f"{scope.agency}: {scope.duties}" if scope.duties else scope.agency
    low, high = (scope.points[0], scope.points[-1]) if scope.points else (None, None)
    spoken = _("%(n)d người có điểm, từ %(low)s đến %(high)s") % {
        "n": len(scope.points),
        "low": f"{low or 0:.1f}",
        "high": f"{high or 0:.1f}",
    }
    return {
        "name": name, "duties": scope.duties, "scope": scope, "counts": counts, "low": low, "high": high, "middle": scope.middle,
        "bars": level_bars(now.levels, now.most, spoken=spoken_levels(now.levels, now.most)),
        "strip": strip(scope.points, spoken=spoken, cuts=year >= 2026) if scope.points else "",
        "changed": any(scope.counts[b].levels != now.levels for b in BASES[1:]),
    }  # fmt: skip


def _line(line: Any, open_ones: dict[str, Any]) -> dict[str, Any]:
    return {
        "line": line, "points": None if line.points is None else float(line.points), "law": word(line.law), "own": word(line.own or None),
        "proposed": word(line.proposed or None), "decided": word(line.decided or None), "suggestion": open_ones.get(line.person_id),
        "suggested": word(line.suggested or None),
    }  # fmt: skip


def _log(records: SeenRecords, year: int, here: set[str], log: list[Any], names: dict[str, str]) -> list[dict[str, Any]]:  # fmt: skip
    """Suggestions and the steps on levels of the people on the board, the latest first."""
    told = [
        {"at": s.at, "person": names.get(s.person_id, s.person_id), "what": _("Đề nghị cân chỉnh"), "before": word(s.before), "after": word(s.after),
         "reason": s.reason, "by": s.by.username if s.by else "–", "withdrawn": s.withdrawn_at}
        for s in log if s.person_id in here
    ]  # fmt: skip
    kinds = {"propose": _("Trưởng đơn vị đề nghị"), "decide": _("Quyết định"), "redecide": _("Xếp loại lại")}
    for row in steps_frame(records, year).iter_rows(named=True):
        if row["step"] in kinds and row["person_id"] in here:
            told.append({
                "at": row["at"], "person": names.get(row["person_id"], row["person_id"]), "what": kinds[row["step"]],
                "before": word(row["before"] or None), "after": word(row["after"] or None), "reason": row["reason"], "by": row["by"] or "–",
                "withdrawn": None,
            })  # fmt: skip
    return sorted(told, key=lambda t: t["at"], reverse=True)[:LOG]


@require_POST
def suggest_page(request: HttpRequest) -> HttpResponse:
    """Write down a level suggested for one person of the board, with its reason."""
    records = records_here(request)
    year = year_here(request, records)
    unit, _units = unit_here(request, records)
    person = request.POST.get("nguoi", "")
    assert isinstance(request.user, User)
    made: Board | None = _board_of(records, unit, year).get("board") if unit is not None else None
    line = next((x for x in made.lines if x.person_id == person), None) if made is not None else None
    if unit is None or line is None:
        messages.error(request, _("Người này không có trên bảng đang xem."))
        return redirect("calibration:board")
    try:
        suggest(
            records, person_id=person, unit_id=unit["unit_id"], year=year, before=line.standing, after=request.POST.get("muc", ""),
            reason=request.POST.get("ly-do", ""), by=request.user,
        )  # fmt: skip
        messages.success(request, _("Đã ghi đề nghị; mức của người này chưa đổi, trưởng đơn vị xem và quyết định."))
    except SuggestionRefused as refused:
        messages.error(request, str(refused))
    return _back(unit["unit_id"], year)


@require_POST
def withdraw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a suggestion back; it stays in the log."""
    records = records_here(request)
    assert isinstance(request.user, User)
    year = year_here(request, records)
    found = get_object_or_404(suggestions(records, year), pk=pk)
    try:
        withdraw(found, records=records, by=request.user)
        messages.success(request, _("Đã rút đề nghị; nhật ký vẫn giữ."))
    except SuggestionRefused as refused:
        messages.error(request, str(refused))
    return _back(found.unit_id, year)


def _back(unit_id: str, year: int) -> HttpResponse:
    return redirect(f"{reverse('calibration:board')}?don-vi={unit_id}&nam={year}")
