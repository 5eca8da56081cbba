"""The packet of a board, to be laid before a meeting: a list per slate and the comparison, as a workbook or a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from dungviec.office.access.masks import DOTS, is_masked
from dungviec.office.registry.behind import Behind
from dungviec.office.shell.clauses import clause_words
from dungviec.office.shell.verdicts import LOOKS
from dungviec.office.slates.meters import Team
from dungviec.office.slates.models import Board, Slate

CLAUSES = 2
"""Clauses named in a row of the list; what is over is counted."""


def _plain(value: Any) -> str:
    """A cell in words; a mask stays a mask on paper."""
    return DOTS if is_masked(value) else str(value)


def _rows(team: Team) -> list[tuple[str, ...]]:
    told: list[tuple[str, ...]] = [
        (
            m.seat.title,
            m.name,
            m.person_id,
            m.from_title,
            str(m.age or "–"),
            str(LOOKS[m.verdict].word),
            _clauses(m.behind),
            f"{m.fit / 100:.1f}",
        )
        for m in team.members
    ]
    return told + [(s.title, _("chưa có ai"), "", "", "", "", "", "") for s in team.empty]


def _clauses(found: Behind) -> str:
    """The clauses behind a verdict, each with its mark; a mask where they may not be told."""
    told = [clause_words(c) for c in found.clauses if c.source]
    more = [_("và %d điều khoản khác") % (len(told) - CLAUSES)] if len(told) > CLAUSES else []
    return "; ".join([*told[:CLAUSES], *more, *([DOTS] if found.mark is not None else [])]) or "–"


def _heads() -> tuple[str, ...]:
    return (
        _("Chức danh"),
        _("Họ tên"),
        _("Mã"),
        _("Đang giữ"),
        _("Tuổi"),
        _("Kết luận pháp lý"),
        _("Căn cứ"),
        _("Độ phù hợp"),
    )


def _title(slate: Slate) -> str:
    name = _("Phương án %d") % slate.number
    return f"{name}: {slate.note}" if slate.note else name


def workbook(board: Board, slates: Sequence[Slate], teams: Sequence[Team]) -> bytes:
    """An xlsx file: one sheet per slate, the comparison first."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, plain = (
        book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    big = book.add_format({"bold": True, "font_size": 14})
    sheet = book.add_worksheet(_("So sánh"))
    sheet.write(0, 0, board.name, big)
    sheet.write(1, 0, _("Đề xuất để xem xét, chưa phải quyết định."))
    for column, slate in enumerate(slates, start=1):
        sheet.write(3, column, _title(slate), bold)
    for line, meter in enumerate(teams[0].meters, start=4):
        sheet.write(line, 0, meter.label, bold)
        for column, team in enumerate(teams, start=1):
            sheet.write(line, column, _plain(team.by_key[meter.key].value), plain)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(slates), 34)
    for slate, team in zip(slates, teams, strict=True):
        page = book.add_worksheet(_("Phương án %d") % slate.number)
        page.write(0, 0, _title(slate), big)
        for column, head in enumerate(_heads()):
            page.write(2, column, head, bold)
        for line, row in enumerate(_rows(team), start=3):
            for column, cell in enumerate(row):
                page.write(line, column, cell, plain)
        page.set_column(0, 3, 26)
        page.set_column(6, 6, 44)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def word(board: Board, slates: Sequence[Slate], teams: Sequence[Team]) -> bytes:
    """A docx file: each slate as a list with what the team would be."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    paper = Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    paper.styles["Normal"].font.name = "Times New Roman"
    paper.add_heading(board.name, level=1)
    paper.add_paragraph(_("Đề xuất để xem xét, chưa phải quyết định."))
    for slate, team in zip(slates, teams, strict=True):
        paper.add_heading(_title(slate), level=2)
        table = paper.add_table(rows=1, cols=len(_heads()), style="Table Grid")
        for cell, head in zip(table.rows[0].cells, _heads(), strict=True):
            cell.text = head
        for row in _rows(team):
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
        for meter in team.meters:
            notes = "; ".join(_plain(n) for n in meter.notes)
            paper.add_paragraph(
                f"{meter.label}: {_plain(meter.value)}" + (f" ({notes})" if notes else ""), style="List Bullet"
            )
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()
