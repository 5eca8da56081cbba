"""The report of a quarter or a year as Word or Excel: figures by unit, what was held, no names of people."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dungviec.documents.appraisal_paper import AppraisalPaper, Block, Signature, Table, Title, Words
from dungviec.documents.reports_excel import Book
from dungviec.office.education import selectors
from dungviec.office.education.selectors import Line
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.selectors import city

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def quarter_file(records: SeenRecords, year: int, n: int, kind: str) -> HttpResponse:
    """The file asked for; Word unless ``kind`` is ``xlsx``. ``n`` 0 is the whole year."""
    kind = kind if kind in MIMES else "docx"
    first, last = selectors.quarter(year, n)
    topics = selectors.topics_seen(records, year)
    lines = selectors.by_unit(records, topics, first, last)
    held: list[tuple[str, ...]] = [
        (f"{a.day:%d/%m/%Y}", a.kind.name, a.title, a.topic.title if a.topic else "")
        for a in selectors.activities(records, first, last).order_by("day", "pk")
    ]
    when = _("quý %(n)s năm %(y)s") % {"n": n, "y": year} if n else _("năm %s") % year
    heads = (_("Đơn vị"), _("Người"), _("Đã đăng ký"), _("Đã xác nhận"), _("Có dự"), _("Nộp thu hoạch"), _("Số buổi"))
    rows = [_row(line, line.name) for line in lines]
    rows.append(_row(selectors.total(lines), _("Cộng")))
    titles = tuple(t.title for t in topics)
    content = _excel(when, heads, rows, held) if kind == "xlsx" else _word(when, heads, rows, held, titles, year)
    response = HttpResponse(content, content_type=MIMES[kind])
    response["Content-Disposition"] = f'attachment; filename="giao-duc-{year}{f"-quy-{n}" if n else ""}.{kind}"'
    return response


def _row(line: Line, name: str) -> tuple[str, ...]:
    return (
        name,
        *(str(v) for v in (line.people, line.registered, line.confirmed, line.attended, line.reflected, line.held)),
    )


def _excel(when: str, heads: tuple[str, ...], rows: list[tuple[str, ...]], held: list[tuple[str, ...]]) -> bytes:
    made = Book()
    title = _("GIÁO DỤC CHÍNH TRỊ, ĐẠO ĐỨC, %s") % when.upper()
    made.table(_("Theo đơn vị"), list(zip(heads, (40, 10, 12, 12, 10, 14, 10), strict=True)), [(r[0], *(int(v) for v in r[1:])) for r in rows], top=(title,))  # fmt: skip
    made.table(_("Các buổi"), list(zip(_held_heads(), (12, 28, 60, 50), strict=True)), held)
    return made.close()


def _held_heads() -> tuple[str, ...]:
    return (_("Ngày"), _("Loại sinh hoạt"), _("Nội dung"), _("Chuyên đề"))


def _word(when: str, heads: tuple[str, ...], rows: list[tuple[str, ...]], held: list[tuple[str, ...]], topics: tuple[str, ...], year: int) -> bytes:  # fmt: skip
    from dungviec.documents.appraisal_word import write_appraisal_word

    here = city()
    blocks: list[Block] = [
        Title(_("1. Chuyên đề")), *(Words(f"– {t}") for t in topics or (_("chưa có"),)), Title(_("2. Theo đơn vị")),
        Table(heads, (34, 10, 12, 12, 10, 12, 10), ("left", *("right",) * 6), tuple(rows), strong=frozenset({len(rows) - 1})),
        Title(_("3. Các buổi đã tổ chức")), Table(_held_heads(), (13, 22, 40, 25), ("center", "left", "left", "left"), tuple(held)) if held else Words(_("chưa có")),
    ]  # fmt: skip
    paper = AppraisalPaper(
        key="education", superior="", body=here.name if here else "", place="", year=year,
        title=(_("BÁO CÁO"), _("Giáo dục chính trị, tư tưởng, đạo đức %s") % when),
        basis=_("Mẫu của phần mềm Đúng Việc, trình bày theo NĐ 30/2020/NĐ-CP"), blocks=tuple(blocks), signatures=(Signature(_("NGƯỜI LẬP"), _("(ký tên)")), Signature(_("THỦ TRƯỞNG"), _("(ký tên)"))),
    )  # fmt: skip
    return write_appraisal_word([paper])
