"""The report on the programme as Excel, Word or PDF."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dungviec.documents.programme_paper import ProgrammeReport, TargetLine, report_excel, report_paper
from dungviec.office.programme.board import Board, Row
from dungviec.office.programme.models import Source
from dungviec.office.programme.words import LOOKS, asked, roll_words, told, why
from dungviec.office.registry.measures import measures
from dungviec.office.registry.selectors import city
from dungviec.office.shell.language import lang

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def report_file(board: Board, kind: str) -> HttpResponse:
    """The file asked for; Excel unless ``kind`` names a paper."""
    spoken = lang()
    kind = kind if kind in MIMES else "xlsx"
    found = _report(board)
    if kind == "xlsx":
        content = report_excel(found, spoken)
    elif kind == "docx":
        from dungviec.documents.appraisal_word import write_appraisal_word

        content = write_appraisal_word([report_paper(found, spoken)])
    else:
        from dungviec.documents.appraisal_pdf import write_appraisal_pdf

        content = write_appraisal_pdf([report_paper(found, spoken)])
    response = HttpResponse(content, content_type=MIMES[kind])
    response["Content-Disposition"] = f'attachment; filename="chuong-trinh-{board.programme.year}-{board.day:%Y-%m-%d}.{kind}"'  # fmt: skip
    return response


def _report(board: Board) -> ProgrammeReport:
    here, entry = city(), board.entry
    resolutions = [
        f"{r.number}, {r.dated:%d/%m/%Y}, {r.body}: {r.subject}"
        for r in board.programme.resolutions.filter(withdrawn_at__isnull=True)
    ]
    lines = [_line(one, part=one is not row) for row in board.rows for one in (row, *row.parts)]
    units = [
        (t.name, str(len(t.rows)), "; ".join(f"{LOOKS[s][0]} {n}" for s, n in t.states), _percent(t.progress)) for t in board.by_unit
    ]  # fmt: skip
    return ProgrammeReport(
        here.name if here else "", board.programme.year, board.day, entry.theme if entry else "", entry.aim if entry else "", tuple(resolutions),
        tuple(f"{LOOKS[s][0]}: {n}" for s, n in board.states) or (_("chưa có chỉ tiêu"),), tuple(lines), tuple(units),
    )  # fmt: skip


def _line(row: Row, *, part: bool) -> TargetLine:
    e = row.entry
    return TargetLine(
        e.title, row.unit_name, asked(e), _day(e.deadline), str(row.mark) if row.mark is not None else told(row.standing.value), _percent(row.standing.progress),
        str(LOOKS[row.state][0]), why(row), source_words(row), part,
    )  # fmt: skip


def source_words(row: Row) -> str:
    """Where the value comes from, in a sentence."""
    e = row.entry
    if e.source == Source.LIVE:
        live = measures().get(e.measure)
        return _("Hệ thống tính: %s.") % (live.words(lang()) if live else e.measure)
    if e.source == Source.ROLLED:
        return roll_words(e)
    if row.last is None:
        return _("Đơn vị báo cáo.")
    given = {"d": _day(row.last.day), "e": row.last.evidence or (row.last.file.name if row.last.file else "")}
    return _("Đơn vị báo cáo, số đến %(d)s; minh chứng: %(e)s.") % given


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
