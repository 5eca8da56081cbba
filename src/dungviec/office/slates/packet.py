"""The packet of a board, to be laid before a meeting: a list per slate and the comparison, as a workbook, a Word file or PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from dungviec.documents.decisions import Issue, Value, Values, fill, letterhead, write_decision_pdf
from dungviec.documents.decisions.values import Row
from dungviec.office.access.masks import DOTS, is_masked
from dungviec.office.registry.behind import Behind
from dungviec.office.registry.issuing import letterheads
from dungviec.office.shell.clauses import clause_words
from dungviec.office.shell.verdicts import LOOKS
from dungviec.office.slates.meters import Meter, Team
from dungviec.office.slates.models import Board, Slate
from dungviec.records.vietnamese import format_date

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
    """A docx file with the letterhead of NĐ 30/2020: the slates compared, then who sits where on each; in Vietnamese, as papers are."""
    with override("vi"):
        kept = letterheads()
        names = [_title(slate) for slate in slates]
        compared: list[Row] = [{
            "tieu_chi": Value(meter.label),
            "gia_tri": Value("\n".join(f"PA {s.number}: {_meter(team.by_key[meter.key])}" for s, team in zip(slates, teams, strict=True))),
        } for meter in teams[0].meters]  # fmt: skip
        listed: list[Row] = []
        for name, team in zip(names, teams, strict=True):
            for title, person, _code, post, age, verdict, clauses, fit in _rows(team):
                aged = f"{person}\n({age} tuổi)" if age and age != "–" else person
                told = "\n".join(part for part in (verdict, clauses) if part and part != "–")
                cells = (
                    ("phuong_an", name),
                    ("chuc_danh", title),
                    ("nguoi", aged),
                    ("cu", post),
                    ("ra_soat", told or "–"),
                    ("phu_hop", fit.replace(".", ",") or "–"),
                )
                listed.append({key: Value(text) for key, text in cells})
        head = letterhead("slate", kept.proposer(), Issue(None, None, kept.proposing_head(board.as_of)), ["Cấp có thẩm quyền", "Lưu: VT"])  # fmt: skip
        return fill(kept.template("slate"), Values({
            **head, "don_vi": Value(board.unit), "co_quan_trinh": Value(kept.proposer_words()), "so_phuong_an": Value(f"{len(slates):02d}"),
            "ngay": Value(format_date(board.as_of)), "so": compared, "ds": listed,
        })).word  # fmt: skip


def pdf(board: Board, slates: Sequence[Slate], teams: Sequence[Team]) -> bytes:
    """The Word file as PDF."""
    return write_decision_pdf(word(board, slates, teams))


def _meter(meter: Meter) -> str:
    notes = "; ".join(_plain(n) for n in meter.notes)
    return f"{_plain(meter.value)}" + (f" ({notes})" if notes else "")
