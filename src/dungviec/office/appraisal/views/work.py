"""Giving work, one line of work with its obstacle, and the list of the document system."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dungviec.exchange.problems import UnreadableFileError
from dungviec.office.access import ledger
from dungviec.office.appraisal import assembling, reach, selectors
from dungviec.office.appraisal.faults import AppraisalRefused
from dungviec.office.appraisal.models import CatalogueProduct, Task, TaskKind, TaskList
from dungviec.office.appraisal.periods import agency_of
from dungviec.office.appraisal.services import assigning, evidence, list_files, task_lists
from dungviec.office.appraisal.typed import Typed
from dungviec.office.appraisal.views.common import (
    account,
    other,
    period_here,
    room_here,
    row_of,
    unit_here,
    uploaded,
    year_here,
)
from dungviec.office.appraisal.views.list_files import opens
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.viewing import seen_here
from dungviec.office.requests.vault import ACCEPT, MOST, Checked
from dungviec.office.shell import seen


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """Who has which work this month, and by when?"""
    records = room_here(request)
    unit_id, units = unit_here(request, records)
    period = period_here(request, records, unit_id)
    version = agency_of(assembling.path_up(unit_id, records.day), period.last)[0]
    staff = records.people.filter(pl.col("unit_id") == unit_id).select("person_id", "name", "title").to_dicts()
    context: dict[str, Any] = {"given": {}, "faults": {}}
    if request.method == "POST":
        typed = Typed(request.POST)
        try:
            made = _give(typed, records, unit_id, version, account(request))
            messages.success(request, _("Đã giao việc cho %d người.") % made)
            return redirect(f"{request.path}?don-vi={unit_id}&ky={period.key}")
        except AppraisalRefused as refused:
            context = {
                "given": request.POST,
                "chosen": request.POST.getlist("nguoi"),
                "fault": str(refused),
                "faults": typed.faults | refused.fields,
            }
    people = [p["person_id"] for p in staff]
    lines = [t for t in selectors.tasks(records, period.year, people=people) if t.month in period.months]
    names = {p["person_id"]: p["name"] for p in staff}
    context |= {
        "unit": next((u for u in units if u["unit_id"] == unit_id), {}), "units": units, "period": period, "staff": staff, "version": version,
        "products": list(version.products.all()) if version else [], "lines": [(names.get(t.person_id, t.person_id), t) for t in lines],
        "before": period.moved(-1), "after": period.moved(1), "kinds": TaskKind.choices,
        "may_assign": records.viewer.role in reach.CONFIRMERS or records.viewer.may_write,
        "waiting": [(names.get(t.person_id, t.person_id), t) for t in lines if t.worth is None or t.obstacle == "claimed"],
    }  # fmt: skip
    ledger.listed(records.viewer, "see_work", len(lines), kind="unit", subject=unit_id)
    return render(request, "appraisal/work.html", context, status=422 if "fault" in context else 200)


def _give(typed: Typed, records: SeenRecords, unit_id: str, version: Any, by: Any) -> int:
    """Give what the form says to everybody ticked; how many."""
    people = typed.given.getlist("nguoi") if hasattr(typed.given, "getlist") else []
    due, pieces, coefficient = typed.day("han"), typed.whole("so-luong", empty=1), typed.number("he-so")
    kind = TaskKind(typed.text("loai")) if typed.text("loai") in TaskKind.values else TaskKind.PRODUCT
    if not people:
        typed.faults["nguoi"] = _("Xin chọn ít nhất một người.")
    if due is None and "han" not in typed.faults:
        typed.faults["han"] = _("Xin ghi hạn: việc thuộc tháng có hạn.")
    if typed.faults:
        raise AppraisalRefused(next(iter(typed.faults.values())), typed.faults)
    assert due is not None
    product = _product(version, typed.text("san-pham")) if kind == TaskKind.PRODUCT else None
    if kind == TaskKind.FIELD and coefficient is None and version is not None:
        coefficient = version.field_day
    for person in people:
        assigning.assign(
            assigning.Work(
                person_id=person, unit_id=unit_id, year=due.year, month=due.month, product=product, name=typed.text("noi-dung"), kind=kind,
                pieces=pieces or 0, due=due, number=typed.text("so-van-ban"), coefficient=coefficient, assigned_on=typed.day("ngay-giao"),
            ),
            viewer=records.viewer, by=by,
        )  # fmt: skip
    return len(people)


def _product(version: Any, key: str) -> CatalogueProduct | None:
    return version.products.filter(pk=int(key)).first() if version is not None and key.isdecimal() else None


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of work: what it is worth, what stood in the way, where it came from."""
    records = seen_here(request)
    task = get_object_or_404(
        Task.objects.select_related("product__version", "obstacle_by", "made_by", "task_list"), pk=pk
    )
    row = row_of(records, task.person_id)
    viewer = records.viewer
    context: dict[str, Any] = {
        "task": task, "person": row, "own": task.person_id == viewer.person_id, "judges": reach.may_confirm(viewer, task.person_id),
        "converts": task.product is None and (reach.may_confirm(viewer, task.person_id) or reach.may_receive(viewer, task.person_id)),
        "may_withdraw": reach.may_assign(viewer, task.person_id) or task.made_by_id == account(request).pk, "given": {}, "faults": {},
        "period_key": f"{task.year}-{task.month:02}", "files": evidence.on_line(task), "reads_files": evidence.may_read(task, viewer),
        "accept": ACCEPT, "most": MOST, "me": account(request).pk, "opens_list": opens(task.task_list, records),
    }  # fmt: skip
    if request.method == "POST":
        typed = Typed(request.POST)
        try:
            if seen.is_stale(request, _stamp(task)):
                raise AppraisalRefused(str(seen.SENTENCE))
            return _act(request, task, typed, {"viewer": viewer, "by": account(request)})
        except AppraisalRefused as refused:
            task.refresh_from_db()
            context |= {"given": request.POST, "fault": str(refused), "faults": typed.faults | refused.fields}
    context["seen"] = _stamp(task)
    return render(request, "appraisal/line.html", context, status=422 if "fault" in context else 200)


def _stamp(task: Task) -> str:
    return seen.stamp(task.coefficient, task.obstacle, task.evidence, task.obstacle_told, task.obstacle_word)


def _act(request: HttpRequest, task: Task, typed: Typed, who: Any) -> HttpResponse:
    """Do what the button says, then go back to the sheet (a withdrawn line) or stay."""
    if "rut" in request.POST:
        assigning.withdraw(task, **who)
        messages.info(request, _("Đã rút dòng việc; dòng vẫn còn trong lịch sử."))
        return redirect("appraisal:month", person_id=task.person_id, period=f"{task.year}-{task.month:02}")
    if "quy-doi" in request.POST:
        assigning.convert(task, typed.number("he-so"), **who)
    elif "khach-quan" in request.POST or "khong-khach-quan" in request.POST:
        assigning.judge_obstacle(task, objective="khach-quan" in request.POST, word=typed.text("y-kien"), **who)
    elif "gui-tep" in request.POST:
        evidence.put(task, evidence.checked(request.FILES.getlist("tep")), **who)
    elif "rut-tep" in request.POST:
        evidence.withdraw(get_object_or_404(task.files, pk=typed.whole("rut-tep"), withdrawn_at__isnull=True), **who)
    else:
        held = len(evidence.on_line(task))
        assigning.tell_obstacle(task, typed.text("vuong-mac"), typed.text("minh-chung"), files=held, **who)
    messages.success(request, _("Đã ghi."))
    return redirect("appraisal:line", pk=task.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, person_id: str, period: str) -> HttpResponse:
    """An official tells of work that nobody assigned: without a name, in the field, or done for somebody else."""
    records = seen_here(request)
    row = row_of(records, person_id)
    if not records.file(person_id).own:
        raise PermissionDenied("work")
    typed = Typed(request.POST)
    version = agency_of(assembling.path_up(row["unit_id"], records.day), records.day)[0]
    context: dict[str, Any] = {
        "person": row, "period_key": period, "products": list(version.products.all()) if version else [], "given": request.POST, "kinds": TaskKind.choices,
        "day": records.day, "accept": ACCEPT, "most": MOST,
    }  # fmt: skip
    if request.method == "POST":
        try:
            _tell(typed, records, row, version, account(request), evidence.checked(request.FILES.getlist("tep")))
            messages.success(
                request, _("Đã ghi thêm việc. Việc chưa có trong danh mục được tính khi trưởng đơn vị cho hệ số.")
            )
            return redirect("appraisal:month", person_id=person_id, period=period)
        except AppraisalRefused as refused:
            context |= {"fault": str(refused), "faults": typed.faults | refused.fields}
    return render(request, "appraisal/add.html", context, status=422 if "fault" in context else 200)


@transaction.atomic
def _tell(typed: Typed, records: SeenRecords, row: dict[str, Any], version: Any, by: Any, files: list[Checked]) -> None:
    kind = TaskKind(typed.text("loai")) if typed.text("loai") in TaskKind.values else TaskKind.UNNAMED
    due, pieces = typed.day("han"), typed.whole("so-luong", empty=1)
    if due is None and "han" not in typed.faults:
        typed.faults["han"] = _("Xin ghi ngày làm hoặc hạn: việc thuộc tháng có ngày ấy.")
    if typed.faults:
        raise AppraisalRefused(next(iter(typed.faults.values())), typed.faults)
    assert due is not None
    coefficient = version.field_day if kind == TaskKind.FIELD and version is not None else None
    made = assigning.tell(
        assigning.Work(
            person_id=row["person_id"], unit_id=row["unit_id"] or "", year=due.year, month=due.month, kind=kind, name=typed.text("noi-dung"),
            product=_product(version, typed.text("san-pham")) if kind == TaskKind.PRODUCT else None, pieces=pieces or 0, due=due,
            number=typed.text("so-van-ban"), extra=typed.text("phat-sinh") == "co", coefficient=coefficient,
        ),
        viewer=records.viewer, by=by, obstacle=typed.text("vuong-mac"), evidence=typed.text("minh-chung"), files=len(files),
    )  # fmt: skip
    if files:
        evidence.put(made, files, viewer=records.viewer, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """What does the document system say was done? Its export becomes assigned work, row by row."""
    records = room_here(request)
    if not list_files.may_read_in(records.viewer):
        raise PermissionDenied("task lists")
    unit_id, units = unit_here(request, records)
    year = year_here(request, records)
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            with uploaded(request.FILES.get("tep")) as path:
                people = records.people.filter(
                    pl.col("unit_id").is_in(assembling.branch(unit_id, records.day)["unit_id"].to_list())
                )
                version = agency_of(assembling.path_up(unit_id, records.day), records.day)[0]
                found = task_lists.read(path, year=year, as_of=records.day, people=people, version=version)
                units_of = dict(people.select("person_id", "unit_id").iter_rows())
                kept = task_lists.take_in(
                    found, file=path.name, digest=task_lists.digest_of(path), unit_id=unit_id, units=units_of, year=year, as_of=records.day,
                    viewer=records.viewer, by=account(request), body=list_files.keepable(path),
                )  # fmt: skip
            messages.success(
                request,
                _("Đã đọc %(n)d dòng: %(t)d thành việc, %(r)d bị từ chối.")
                % {"n": kept.rows, "t": kept.taken, "r": len(kept.rejected)},
            )
            return redirect(f"{request.path}?don-vi={unit_id}&nam={year}")
        except UnreadableFileError as refused:
            context["fault"] = other(refused)
    context |= {
        "unit": next((u for u in units if u["unit_id"] == unit_id), {}), "units": units, "year": year,
        "lists": list(TaskList.objects.filter(unit_id=unit_id, year=year).select_related("made_by", "file")[:20]),
    }  # fmt: skip
    return render(request, "appraisal/lists.html", context, status=422 if "fault" in context else 200)
