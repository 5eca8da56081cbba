"""The board of a unit's month, and the sheet of one person's month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.office.access import ledger
from dungviec.office.appraisal import assembling, papers, reach, selectors
from dungviec.office.appraisal.criteria import criteria
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import MonthSheet, MonthState, Task
from dungviec.office.appraisal.offered import offered
from dungviec.office.appraisal.periods import Period, agency_of, period_of, text_of, view_on
from dungviec.office.appraisal.scoring import Score
from dungviec.office.appraisal.services import months as way
from dungviec.office.appraisal.services import reminders
from dungviec.office.appraisal.typed import Typed
from dungviec.office.appraisal.views.common import account, period_here, room_here, row_of, unit_here
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.shell.clauses import cited


@require_http_methods(["GET", "HEAD", "POST"])
def months(request: HttpRequest) -> HttpResponse:
    """Whose sheet of the month is where, and what waits for whom?"""
    records = room_here(request)
    unit_id, units = unit_here(request, records)
    period = period_here(request, records, unit_id)
    if request.method == "POST":
        here = _staff(records, unit_id, below=True)
        if "nhac" in request.POST:
            own = here if request.POST["nhac"] == "tat-ca" else _staff(records, unit_id)
            _remind(request, records, own["person_id"].to_list(), period)
            return redirect(f"{request.path}?don-vi={unit_id}&ky={period.key}")
        confirmed = {s.person_id: s for s in selectors.sheets_of(records, period)}
        count = way.receive(
            [confirmed[p] for p in here["person_id"] if p in confirmed], viewer=records.viewer, by=account(request)
        )
        messages.success(request, _("Đã nhận %d phiếu.") % count)
        return redirect(f"{request.path}?don-vi={unit_id}&ky={period.key}")
    staff = _staff(records, unit_id)
    ids = staff["person_id"].to_list()
    found = {s.person_id: s for s in selectors.sheets_of(records, period, people=ids)}
    work = _work(records, period, ids)
    rows = [(p, found.get(p["person_id"]), work.get(p["person_id"])) for p in staff.to_dicts()]
    everybody = _staff(records, unit_id, below=True).join(
        selectors.month_states(records, period), on="person_id", how="left", maintain_order="left"
    )
    below = _below(everybody, [u for u in units if u["parent_id"] == unit_id])
    reminded, to_remind = _to_remind(records, everybody, period)
    context = {
        "unit": next((u for u in units if u["unit_id"] == unit_id), {}), "units": units, "period": period, "rows": rows, "below": below,
        "before": period.moved(-1), "after": period.moved(1), "states": Counter(s.state for _p, s, _w in rows if s), "total": len(rows),
        "waiting": everybody.filter(pl.col("state") == MonthState.CONFIRMED).height,
        "may_receive": records.viewer.may_write, "may_assign": records.viewer.role in reach.CONFIRMERS or records.viewer.may_write,
        "reminded": reminded, "to_remind": len(to_remind & set(staff["person_id"])),
        "to_remind_below": len(to_remind) if below and records.viewer.may_write else 0,
        "late": records.day > period.due, "scored": any(s and s.scheme != "tracking" for _p, s, _w in rows),
    }  # fmt: skip
    ledger.listed(records.viewer, "see_months", len(rows), kind="unit", subject=unit_id)
    return render(request, "appraisal/months.html", context)


def _below(everybody: pl.DataFrame, units: list[dict[str, Any]]) -> list[tuple[dict[str, Any], int, int, int]]:
    """Each unit with its people, the sheets that wait for the head, and those that bear the head's word, units below included."""
    state = pl.col("state")
    counted = everybody.group_by("unit_path").agg(
        n=pl.len(), sent=(state == MonthState.SENT).sum(),
        done=state.is_in([MonthState.CONFIRMED, MonthState.RECEIVED]).sum(),
    ).rows()  # fmt: skip
    found = []
    for unit in units:
        inside = [row[1:] for row in counted if row[0].startswith(unit["path"])]
        n, sent, done = (sum(column) for column in zip(*inside, strict=True)) if inside else (0, 0, 0)
        found.append((unit, n, sent, done))
    return found


def _to_remind(records: SeenRecords, everybody: pl.DataFrame, period: Period) -> tuple[dict[str, date], set[str]]:
    """When each here was last reminded of the period, and who has not sent its sheet and was not reminded today."""
    if period.first > records.day:
        return {}, set()
    last, today = reminders.reminded(period)
    open_ = everybody.filter(pl.col("state").is_null() | pl.col("state").is_in(list(reminders.NOT_SENT)))
    return last, set(reach.assignable(records.viewer, open_["person_id"].to_list())) - today


def _remind(request: HttpRequest, records: SeenRecords, people: list[str], period: Period) -> None:
    """Remind those who have not sent; the answer, or why not, as a message."""
    try:
        told = reminders.remind(people, period, viewer=records.viewer, by=account(request))
    except AppraisalRefused as refused:
        messages.error(request, str(refused))
        return
    words = _("Đã nhắc %d người; lời nhắc hiện ở trang đầu của họ.") % told.now
    if told.before:
        words += " " + _("%d người đã được nhắc hôm nay, không nhắc lại.") % told.before
    messages.success(request, words)


def _staff(records: SeenRecords, unit_id: str, *, below: bool = False) -> pl.DataFrame:
    """People in reach whose main post is in the unit (or also below it)."""
    inside = assembling.branch(unit_id, records.day)["unit_id"].to_list() if below else [unit_id]
    return records.people.filter(pl.col("unit_id").is_in(inside)).select(
        "person_id", "name", "title", "unit_id", "unit_path"
    )


def _work(records: SeenRecords, period: Period, people: list[str]) -> dict[str, tuple[int, int]]:
    """Pieces done and assigned in the period, by person."""
    found: dict[str, tuple[int, int]] = {}
    for task in selectors.tasks(records, period.year, people=people):
        if task.month in period.months and not task.extra:
            done, assigned = found.get(task.person_id, (0, 0))
            found[task.person_id] = done + min(task.done or 0, task.assigned), assigned + task.assigned
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def month(request: HttpRequest, person_id: str, period: str) -> HttpResponse:
    """What was done this month, how well, and who says so?"""
    records = seen_here(request)
    row = row_of(records, person_id)
    when = period_of(period)
    if when is None:
        raise Http404(period)
    try:
        sheet = way.start(row, when)
    except AppraisalRefused as refused:
        return render(
            request, "appraisal/refused.html", {"person": row, "fault": str(refused), "period": when}, status=409
        )
    tasks = way.tasks_of(sheet)
    if request.method != "POST":
        if not records.file(person_id).own:
            ledger.saw(records.viewer, "see_month", person_id, period=when.key)
        return _page(request, records, row, sheet, tasks, when)
    typed = Typed(request.POST)
    try:
        written = _written(typed, sheet, tasks)
        if "tinh" in request.POST:
            return render(
                request, "appraisal/parts/score.html", {"score": _preview(sheet, tasks, written), "sheet": sheet}
            )
        if typed.faults:
            raise AppraisalRefused(_("Có ô chưa đọc được, xin xem dòng đỏ."), typed.faults)
        if done := _act(request, records, sheet, written, typed):
            messages.success(request, done)
            return redirect("appraisal:month", person_id=person_id, period=when.key)
    except AppraisalRefused as refused:
        fault = {"fault": str(refused), "faults": typed.faults | refused.fields, "given": request.POST}
        stored = MonthSheet.objects.filter(pk=sheet.pk).first() if sheet.pk else None
        return _page(request, records, row, stored or way.start(row, when), way.tasks_of(sheet), when, **fault)
    return redirect("appraisal:month", person_id=person_id, period=when.key)


def _act(request: HttpRequest, records: SeenRecords, sheet: MonthSheet, written: way.Written, typed: Typed) -> str:
    """Do what the button says; the sentence to show then."""
    who: Any = {"viewer": records.viewer, "by": account(request)}
    if "tra-lai" in request.POST:
        way.give_back(sheet, typed.text("ly-do"), **who)
        return _("Đã trả lại phiếu kèm lý do.")
    if "xac-nhan" in request.POST:
        way.confirm(sheet, written, comment=typed.text("nhan-xet"), reason=typed.text("ly-do"), **who)
        return _("Đã xác nhận phiếu. Phòng Nội vụ sẽ nhận.")
    if "nhan" in request.POST:
        return _("Đã nhận %d phiếu.") % way.receive([sheet], **who)
    send = "gui" in request.POST
    way.save(sheet, written, send=send, **who)
    return _("Đã gửi phiếu cho trưởng đơn vị.") if send else _("Đã lưu nháp.")


def _written(typed: Typed, sheet: MonthSheet, tasks: list[Task]) -> way.Written:
    lines = {
        t.pk: way.Line(
            typed.whole(f"xong-{t.pk}"), typed.whole(f"lam-lai-{t.pk}", empty=0) or 0, typed.whole(f"tre-{t.pk}", empty=0) or 0,
            t.given_back, typed.day(f"ngay-{t.pk}"),
        )
        for t in tasks
        if f"xong-{t.pk}" in typed.given
    }  # fmt: skip
    count = len(sheet.self_general) or 10
    numbers = [typed.number(f"tc-{i}") for i in range(count)] if sheet.scheme == "points" else []
    return way.Written(
        lines=lines, general=[None if n is None else float(n) for n in numbers], organised=typed.yes_no("to-chuc"),
        cohesive=typed.yes_no("doan-ket"), conduct_good=typed.yes_no("tieu-chi"),
        points=typed.number("diem") if sheet.scheme == "regulation" else None, strengths=typed.text("uu-diem"), weaknesses=typed.text("han-che"),
    )  # fmt: skip


def _preview(sheet: MonthSheet, tasks: list[Task], written: way.Written) -> Score | None:
    """What the numbers in the form would give, nothing stored; None where they cannot be meant so."""
    if way.check(sheet, written, tasks):
        return None
    for task in tasks:
        if (line := written.lines.get(task.pk)) is not None:
            task.done, task.redone, task.late = line.done, line.redone, line.late
    sheet.organised, sheet.cohesive = written.organised, written.cohesive
    try:
        return way.draft_score(sheet, tasks, written.general)
    except AppraisalRefused:
        return None


def _page(
    request: HttpRequest, records: SeenRecords, row: dict[str, Any], sheet: MonthSheet, tasks: list[Task], when: Period, **fault: Any
) -> HttpResponse:  # fmt: skip
    viewer = records.viewer
    view = view_on(when.last)
    own = row["person_id"] == viewer.person_id
    writes = own and sheet.state in (MonthState.DRAFT, MonthState.RETURNED)
    judges = reach.may_confirm(viewer, row["person_id"]) and sheet.state == MonthState.SENT
    shown_general = sheet.head_general or sheet.self_general
    score = None
    if tasks and sheet.scheme == "points":
        try:
            score = way.draft_score(sheet, tasks, shown_general)
        except AppraisalRefused as refused:
            fault.setdefault("fault", str(refused))
    rule = text_of(view, str(row["category"]))
    path = assembling.path_up(row["unit_id"], records.day)
    context: dict[str, Any] = {
        "person": row, "sheet": sheet, "tasks": tasks, "period": when, "before": when.moved(-1), "after": when.moved(1), "own": own,
        "writes": writes, "judges": judges, "edits": writes or judges, "may_return": reach.may_confirm(viewer, row["person_id"]) and bool(sheet.pk),
        "may_assign": reach.may_assign(viewer, row["person_id"]), "may_receive": reach.may_receive(viewer, row["person_id"]),
        "criteria": criteria(view) if sheet.scheme == "points" else [], "general": {str(i): n for i, n in enumerate(shown_general)},
        "self_general": {str(i): n for i, n in enumerate(sheet.self_general)}, "score": score,
        "clause": cited(rule, request.LANGUAGE_CODE) if rule else None, "steps": sheet.steps.select_related("by") if sheet.pk else [],
        "late": records.day > when.due, "catalogue": agency_of(path, when.last)[0], "given": {}, "faults": {},
        "without_form": papers.month_form(sheet), "todo": sum(t.done is None for t in tasks), "tracked": _tracked(tasks),
        "offered": offered(viewer, row["person_id"], when.first, when.last),
    } | fault  # fmt: skip
    return render(request, "appraisal/month.html", context, status=422 if "given" in fault else 200)


def _tracked(tasks: list[Task]) -> dict[str, int]:
    """Pieces assigned, done, and done without a return or delay."""
    planned = [t for t in tasks if not t.extra]
    done = [(t, min(t.done or 0, t.assigned)) for t in planned]
    clean = sum(n - t.spoiled for t, n in done)
    return {"assigned": sum(t.assigned for t in planned), "done": sum(n for _t, n in done), "clean": clean}
