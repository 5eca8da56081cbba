"""Pages of the programme that are read, and what units report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dungviec.office.access import ledger
from dungviec.office.programme import reminders, rights, services
from dungviec.office.programme.board import Board, Row, programme_of, read_board, reportable
from dungviec.office.programme.drawing import target_drawing
from dungviec.office.programme.entries import known
from dungviec.office.programme.faults import ProgrammeRefused
from dungviec.office.programme.forms import ReportForm
from dungviec.office.programme.models import PARTS, Programme, Report, Resolution, Source, Target
from dungviec.office.programme.report_file import report_file, source_words
from dungviec.office.programme.series import Live, unseen
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.measures import measures
from dungviec.office.registry.viewing import seen_here, user_of
from dungviec.office.requests.models import StoredFile
from dungviec.office.requests.vault import Checked, FileRefused, check, hand_out
from dungviec.office.shell.language import lang

ROWS = 50


def seen_programme(request: HttpRequest) -> SeenRecords:
    """What the viewer sees; refused to whom the programme is closed."""
    records = seen_here(request)
    rights.require(rights.may_enter(records.viewer))
    return records


def _board(request: HttpRequest) -> tuple[SeenRecords, Board | None]:
    records = seen_programme(request)
    year = request.GET.get("nam", "")
    found = programme_of(records.day, int(year) if year.isdecimal() and len(year) == 4 else None)
    return records, read_board(records, found) if found is not None else None


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Which targets of the year are met, which will not be, and which need somebody now?"""
    records, board = _board(request)
    years = list(Programme.objects.values_list("year", flat=True))
    context: dict[str, Any] = {
        "board": board,
        "years": years,
        "may_set": rights.may_set(records.viewer),
        "day": records.day,
    }
    if board is not None:
        units = reportable(records)
        own = units if not records.viewer.oversees else frozenset()
        context |= {
            "due": len(reminders.due(board)), "waiting": reminders.waiting_for(board, own), "whys": reminders.WHYS,
            "resolutions": board.programme.resolutions.filter(withdrawn_at__isnull=True).count(),
        }  # fmt: skip
        ledger.listed(records.viewer, "see_programme", len(board.every), subject=str(board.programme.year))
    return render(request, "programme/board.html", context)


@require_safe
def units_page(request: HttpRequest) -> HttpResponse:
    """Which unit answers for what, and where does it stand?"""
    records, board = _board(request)
    if board is not None:
        ledger.listed(records.viewer, "see_programme", len(board.every), subject=str(board.programme.year))
    return render(request, "programme/units.html", {"board": board, "day": records.day})


@require_safe
def measures_page(request: HttpRequest) -> HttpResponse:
    """What can the system measure by itself, and what does it say today?"""
    records = seen_programme(request)
    unit = "" if records.viewer.reaches_all else records.viewer.unit_id
    rows, live = [], Live()
    for one in measures().values():
        value = live.value(one.key, records.day, unit)
        rows.append({"m": one, "part": PARTS.get(one.part, one.part), "words": one.words(lang()), "unit": one.unit_words(lang()), "v": value, "mark": unseen(records, value.needs), "missing": value.missing and value.missing[lang() == "en"]})  # fmt: skip
    ledger.listed(records.viewer, "see_programme", len(rows), subject="measures")
    return render(request, "programme/measures.html", {"rows": rows, "day": records.day})


@require_safe
def board_file(request: HttpRequest) -> HttpResponse:
    """The report on the programme as Excel, Word or PDF."""
    records, board = _board(request)
    if board is None:
        raise Http404("programme")
    ledger.listed(records.viewer, "export_programme", len(board.every), subject=str(board.programme.year))
    return report_file(board, request.GET.get("kieu", ""))


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind every unit of what is due, once a day."""
    records, board = _board(request)
    rights.require(rights.may_set(records.viewer))
    if board is None:
        raise Http404("programme")
    try:
        now, before = reminders.remind(board, by=user_of(request))
        words = _("Đã nhắc %d chỉ tiêu; lời nhắc hiện ở đầu trang Chương trình của đơn vị.") % now
        messages.success(request, words + (" " + _("%d chỉ tiêu đã nhắc hôm nay.") % before if before else ""))
    except ProgrammeRefused as refused:
        messages.info(request, str(refused))
    return redirect("programme:board")


def found_row(request: HttpRequest, pk: int) -> tuple[SeenRecords, Board, Row | None, Target]:
    """The target asked for, with its row on the day looked at (None when it does not stand then)."""
    records = seen_programme(request)
    target = get_object_or_404(Target.objects.select_related("programme"), pk=pk)
    board = read_board(records, target.programme)
    return records, board, board.row(pk), target


@require_safe
def target_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What does this target ask, where does it stand, where does it go, and who said what about it when?"""
    records, board, row, target = found_row(request, pk)
    ledger.listed(records.viewer, "see_programme", 1, kind="target", subject=str(pk))
    return render(request, "programme/target.html", target_context(records, board, row, target))


def target_context(records: SeenRecords, board: Board, row: Row | None, target: Target, form: ReportForm | None = None) -> dict[str, Any]:  # fmt: skip
    """What the page of a target shows."""
    reports = known(target.reports.select_related("file", "corrects"))
    may_report = row is not None and row.entry.source == Source.REPORTED and rights.may_report(records.viewer, row.entry.unit_id)  # fmt: skip
    newest = max((r.pk for r in target.reports.all()), default=0)
    return {
        "board": board, "row": row, "target": target, "entries": list(reversed(known(target.entries.all()))), "reports": list(reversed(reports)),
        "counted": {r.pk for r in row.reports} if row else set(), "drawing": target_drawing(row) if row is not None else "", "source": source_words(row) if row else "",
        "may_set": rights.may_set(records.viewer), "may_report": may_report, "form": form or ReportForm(initial={"day": f"{records.day:%d/%m/%Y}"}), "newest": newest,
        "may_list": row is not None and _may_list(records, row), "day": records.day, "reminded": list(target.reminders.all()[:3]), "whys": reminders.WHYS,
    }  # fmt: skip


def _may_list(records: SeenRecords, row: Row) -> bool:
    """Whether the records behind a live value may be opened: in the viewer's reach, resting on fields that are seen."""
    if row.entry.source != Source.LIVE or row.mark is not None or row.entry.measure not in measures():
        return False
    return records.viewer.reaches_all or (bool(row.entry.measured_in) and row.entry.measured_in in reportable(records))


@require_safe
def list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The records behind a live value (``?phan=ca`` those it is a share of); as many as the figure says."""
    records, board, row, target = found_row(request, pk)
    if row is None or not _may_list(records, row):
        raise Http404("list")
    reading = Live().reading(row.entry.measure, records.day, row.entry.measured_in)
    whole = request.GET.get("phan") == "ca" and reading.of is not None
    figure = reading.of if whole and reading.of is not None else reading.counted
    ledger.listed(records.viewer, "see_target_list", len(figure.behind), kind="target", subject=str(pk))
    page = Paginator(figure.behind, ROWS).get_page(request.GET.get("trang"))
    named = records.named([{"person_id": b.person_id} for b in page.object_list if b.person_id])
    near = {p["person_id"] for p in named}
    context = {
        "row": row, "target": target, "board": board, "reading": reading, "figure": figure, "words": figure.words(lang()), "page": page, "whole": whole,
        "rows": [(b, b.person_id in near) for b in page.object_list], "day": records.day,
    }  # fmt: skip
    return render(request, "programme/list.html", context)


@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's report, or the correction of one."""
    records, board, row, target = found_row(request, pk)
    if row is None:
        raise Http404("target")
    rights.require(rights.may_report(records.viewer, row.entry.unit_id))
    if row.entry.source != Source.REPORTED:
        messages.error(request, _("Chỉ tiêu này không nhận báo cáo: số liệu do hệ thống tính, hoặc chỉ tiêu đã thôi."))
        return redirect("programme:target", pk)
    form = ReportForm(request.POST)
    if form.is_valid():
        try:
            services.report(
                pk, **form.cleaned_data, file=uploaded(request), seen=number(request, "seen"), corrects=number(request, "corrects") or None, by=user_of(request)
            )  # fmt: skip
            messages.success(request, _("Đã ghi báo cáo."))
            return redirect("programme:target", pk)
        except (ProgrammeRefused, FileRefused) as refused:
            told_in(form, refused)
    return render(request, "programme/target.html", target_context(records, board, row, target, form), status=422)


def told_in(form: Any, refused: Exception) -> None:
    """A refusal where the mistake was made, or above the form."""
    fields = getattr(refused, "fields", {})
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, words)
    if not fields:
        form.add_error(None, str(refused))


def uploaded(request: HttpRequest) -> Checked | None:
    """The file sent with a form, checked; None where none was sent."""
    sent = request.FILES.get("tep")
    return check(sent.name or "", sent, sent.size) if sent is not None else None


def number(request: HttpRequest, name: str) -> int:
    """A hidden number of a form; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@require_safe
def resolution_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper of a resolution."""
    seen_programme(request)
    return _file(get_object_or_404(Resolution.objects.select_related("file"), pk=pk).file)


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The evidence of a report: for the personnel office, leaders and inspectors, and the unit that answers."""
    records = seen_programme(request)
    one = get_object_or_404(Report.objects.select_related("file", "target"), pk=pk)
    entry = one.target.entries.last()
    if not records.viewer.oversees and (entry is None or entry.unit_id not in reportable(records)):
        raise Http404("evidence")
    return _file(one.file)


def _file(row: StoredFile | None) -> HttpResponseBase:
    if row is None:
        raise Http404("file")
    try:
        return hand_out(row)
    except FileRefused as refused:
        raise Http404(str(refused)) from None
