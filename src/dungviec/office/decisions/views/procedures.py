"""Procedures: the list, one run with its steps and votes; the clocks that are due."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dungviec.documents.decisions import file_name, write_decision_pdf
from dungviec.office.access import ledger
from dungviec.office.decisions import procedures as runs
from dungviec.office.decisions import rights, watching
from dungviec.office.decisions.faults import DecisionRefused
from dungviec.office.decisions.minutes import minutes_paper
from dungviec.office.decisions.models import Procedure, StepRecord
from dungviec.office.decisions.views.acting import account
from dungviec.office.decisions.views.reading import WORD, paper_file
from dungviec.office.registry.selectors import office_day
from dungviec.office.registry.viewing import request_viewer, seen_here
from dungviec.office.shell.clauses import cited
from dungviec.office.shell.middleware import parse_day
from dungviec.procedures import Count, procedure_names, procedure_words

SOURCES = ("local", "external", "lateral")
ROWS = 25
"""So many people of each clock stand on a page; all of one clock on request, to be printed."""


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Which procedures run, and what is their next last day?"""
    viewer = request_viewer(request)
    rights.require(rights.may_watch_clocks(viewer))
    found = Procedure.objects.prefetch_related("steps").select_related("made_by__membership")[:100]
    rows = [(one, runs.judged(one)) for one in found]
    return render(
        request,
        "decisions/procedures.html",
        {"rows": rows, "may_draft": rights.may_draft(viewer), "today": office_day()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Which procedure is run, for whom and since when?"""
    viewer = request_viewer(request)
    rights.require(rights.may_draft(viewer))
    given = {
        key: request.POST.get(key, request.GET.get(key, "")).strip()
        for key in ("loai", "nguon", "cb", "vt", "bat-dau", "het-han")
    }
    given["bat-dau"] = given["bat-dau"] or f"{office_day():%d/%m/%Y}"
    fault = ""
    if request.method == "POST":
        try:
            started = parse_day(given["bat-dau"])
            ends = parse_day(given["het-han"]) if given["het-han"] else None
            if started is None or (given["het-han"] and ends is None):
                raise DecisionRefused(_("Xin ghi ngày theo mẫu 10/12/2020."))
            opening = runs.Opening(given["loai"], given["nguon"] or "local", started, given["cb"], given["vt"], ends)
            return redirect("decisions:procedure", runs.open_procedure(opening, by=account(request)).pk)
        except DecisionRefused as refused:
            fault = str(refused)
    lang = get_language() or "vi"
    context = {
        "given": given,
        "fault": fault,
        "kinds": [(n, procedure_words(n, lang)) for n in procedure_names()],
        "sources": SOURCES,
    }
    return render(request, "decisions/procedure_new.html", context, status=422 if fault else 200)


@require_safe
def procedure(request: HttpRequest, pk: int) -> HttpResponse:
    """Where does this procedure stand, and what comes next?"""
    viewer = request_viewer(request)
    rights.require(rights.may_watch_clocks(viewer))
    one = get_object_or_404(Procedure, pk=pk)
    judged = runs.judged(one)
    lang = get_language() or "vi"
    rule = judged.procedure.rule
    if one.person_id:
        ledger.saw(viewer, "see_procedure", one.person_id, procedure=pk)
    return render(request, "decisions/procedure.html", {
        "one": one, "run": judged, "names": runs.names_in(judged), "clause": cited(rule, lang) if rule else None,
        "clocks": [(c, cited(c.rule, lang)) for c in judged.procedure.clocks], "records": {r.step: r for r in one.steps.all()},
        "may_draft": rights.may_draft(viewer), "today": office_day(),
    })  # fmt: skip


@require_POST
def record(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Record how a step was held."""
    rights.require(rights.may_draft(request_viewer(request)))
    get_object_or_404(Procedure, pk=pk)
    try:
        day = parse_day(request.POST.get("ngay", ""))
        if day is None:
            raise DecisionRefused(_("Xin ghi ngày theo mẫu 10/12/2020."))
        count = Count(*(_number(request, key) for key in ("tong-so", "trieu-tap", "co-mat")))
        after = runs.record_step(
            pk,
            step,
            on=day,
            count=count,
            votes=_votes(request.POST.get("phieu", "")),
            note=request.POST.get("ghi-chu", ""),
            by=account(request),
        )
        if after.stopped:
            messages.warning(request, _("Quy trình dừng ở bước này, báo cáo cấp có thẩm quyền."))
    except DecisionRefused as refused:
        messages.error(request, str(refused))
    return redirect("decisions:procedure", pk)


@require_safe
def minutes(request: HttpRequest, pk: int, step: str, export: str) -> HttpResponse:
    """The minutes of a held step, as Word or PDF."""
    viewer = request_viewer(request)
    rights.require(rights.may_watch_clocks(viewer))
    record = get_object_or_404(StepRecord.objects.select_related("procedure"), procedure_id=pk, step=step)
    if export not in ("word", "pdf"):
        raise Http404(export)
    filled = minutes_paper(record.procedure, record)
    ledger.record(viewer.username, "export_minutes", kind="procedure", subject=str(pk), step=step, export=export)
    name = file_name(f"bien ban {record.procedure.title} {step}")
    if export == "pdf":
        return paper_file(write_decision_pdf(filled.word), f"{name}.pdf", "application/pdf")
    return paper_file(filled.word, f"{name}.docx", WORD)


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Whose clock runs out within the next twelve months?"""
    viewer = request_viewer(request)
    rights.require(rights.may_watch_clocks(viewer))
    records = seen_here(request)
    parts: list[tuple[str, Any, Any, list[watching.Running]]] = [
        ("thoi-han", _("Thời hạn giữ chức vụ"), _("hết trong 12 tháng tới"), watching.terms(records)),
        ("chuyen-doi", _("Chuyển đổi vị trí công tác"), _change_note(watching.posts_unsaid(records)), watching.position_changes(records)),
        ("giao-quyen", _("Giao quyền, giao phụ trách"), _("đang chạy"), watching.acting(records)),
        ("dia-phuong", _("Vị trí bố trí người ngoài địa phương"), _("quê quán như hồ sơ ghi; thế nào là người địa phương chưa có nguyên văn, người có thẩm quyền kết luận"), watching.from_elsewhere(records)),
    ]  # fmt: skip
    ledger.listed(viewer, "see_due", sum(len(rows) for _k, _t, _n, rows in parts))
    whole, turned = request.GET.get("tat-ca", ""), request.GET.get("phan", "")
    pages = [
        (key, title, note, len(rows), Paginator(rows, max(len(rows), 1) if key == whole else ROWS).get_page(request.GET.get("trang") if key == turned else 1))
        for key, title, note, rows in parts
    ]  # fmt: skip
    return render(
        request, "decisions/due.html", {"parts": pages, "day": records.day, "may_draft": rights.may_draft(viewer)}
    )


def _change_note(unsaid: int) -> str:
    """What the list of changes rests on, and what the records cannot say."""
    said = [
        _("vị trí có ghi chức năng phải chuyển đổi định kỳ; không áp dụng với lãnh đạo"),
        _("mang thai, con dưới 36 tháng, bệnh hiểm nghèo: hồ sơ không ghi, hỏi trước khi quyết định"),
    ]
    if unsaid:
        said.append(
            _("%d người ở lĩnh vực có thể nằm trong danh mục mà vị trí chưa ghi chức năng: chưa kết luận") % unsaid
        )
    return "; ".join(said)


def _number(request: HttpRequest, key: str) -> int | None:
    text = request.POST.get(key, "").strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise DecisionRefused(_("«%s» không phải là số người.") % text[:20])
    return int(text)


def _votes(text: str) -> dict[str, int]:
    """Lines «identifier votes»."""
    found: dict[str, int] = {}
    for line in text.replace("=", " ").replace(",", "\n").splitlines():
        words = line.split()
        if not words:
            continue
        if len(words) != 2 or not words[1].isdecimal() or len(words[1]) > 6:
            raise DecisionRefused(_("Dòng «%s»: mỗi dòng ghi mã cán bộ rồi số phiếu.") % line[:40])
        found[words[0]] = int(words[1])
    return found
