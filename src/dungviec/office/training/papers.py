"""Papers of the room: the plan's table (processes.md 2.6) as Word and Excel; those of a class are in ``class_papers``.

Papers of the office are written in Vietnamese, laid out as NĐ 30/2020/NĐ-CP asks; they are filled forms to check and sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dungviec.documents.appraisal_paper import AppraisalPaper, Side, Signature, Table, Title, Words
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.documents.reports_excel import Book
from dungviec.office.registry.selectors import city
from dungviec.office.training.models import PaperState, YearPlan

HEADS = (
    "Đơn vị", "Đối tượng", "Loại", "Chương trình, khóa học", "Số người", "Số ngày", "Kinh phí một người (đồng)", "Tổng kinh phí (đồng)", "Nguồn kinh phí", "Quý",
)  # fmt: skip
_WIDTHS = (15, 11, 11, 18, 6, 5, 10, 12, 7, 5)
_BASIS = "Mẫu của phần mềm Đúng Việc (bảng cấu hình theo nội dung kế hoạch đào tạo), trình bày theo NĐ 30/2020/NĐ-CP"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of the plan's table: some people of one unit in one course."""

    unit: str
    group: str
    kind: str
    course: str
    people: int
    days: int
    each: int
    total: int
    funding: str
    quarter: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        """The cells in the order of :data:`HEADS`."""
        return (
            self.unit,
            self.group,
            self.kind,
            self.course,
            self.people,
            self.days,
            self.each,
            self.total,
            self.funding,
            self.quarter,
        )


def amount(value: int) -> str:
    """Digits with dots between thousands."""
    return f"{value:,}".replace(",", ".")


def plan_word(plan: YearPlan, lines: Sequence[PlanLine], told: Sequence[str]) -> bytes:
    """The plan as a paper to submit."""
    sides: tuple[Side, ...] = ("left", "left", "left", "left", "right", "right", "right", "right", "left", "center")
    rows = [tuple(amount(c) if isinstance(c, int) else c for c in line.cells) for line in lines]
    people, total = sum(line.people for line in lines), sum(line.total for line in lines)
    rows.append(("Cộng", "", "", "", amount(people), "", "", amount(total), "", ""))
    state = {PaperState.APPROVED: "đã phê duyệt", PaperState.ASKED: "đã trình"}.get(PaperState(plan.paper), "dự thảo")
    blocks = [
        *(Words(line) for line in told), Title("Bảng tổng hợp"), Table(HEADS, _WIDTHS, sides, tuple(rows), frozenset({len(rows) - 1})),
        Words("Chi phí mở lớp được chia cho các dòng theo số người; danh sách từng người kèm lý do xem trong phần mềm.", italic=True),
    ]  # fmt: skip
    signatures = (Signature("NGƯỜI LẬP"), Signature("THỦ TRƯỞNG"))
    title = (
        "KẾ HOẠCH",
        f"Đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm {plan.year}",
        f"(Bản số {plan.version}, {state})",
    )
    return write_appraisal_word([_paper("training_plan", plan.year, title, tuple(blocks), signatures)])


def plan_excel(
    plan: YearPlan, lines: Sequence[PlanLine], told: Sequence[str], people: Sequence[Sequence[str | int | None]]
) -> bytes:
    """The plan's table, and everybody it sends, as Excel."""
    made = Book()
    rows: list[Sequence[str | int | None]] = [line.cells for line in lines]
    rows.append(
        ("Cộng", "", "", "", sum(line.people for line in lines), None, None, sum(line.total for line in lines), "", "")
    )
    widths = (32, 20, 22, 40, 9, 8, 14, 16, 16, 8)
    top = (f"KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM {plan.year} – {_body()} – bản {plan.version}", *told)
    made.table("Kế hoạch", list(zip(HEADS, widths, strict=True)), rows, top=top)
    heads = (("Họ và tên", 26), ("Mã cán bộ", 12), ("Vị trí", 26), ("Đơn vị", 32), ("Khóa học", 40), ("Lấp được", 46))
    made.table("Từng người", heads, people)
    return made.close()


def _body() -> str:
    here = city()
    return here.name if here else ""


def _paper(
    key: str, year: int, title: tuple[str, ...], blocks: Any, signatures: tuple[Signature, ...]
) -> AppraisalPaper:
    return AppraisalPaper(
        key=key, superior="", body=_body(), place="", year=year, title=title, basis=_BASIS, blocks=blocks, signatures=signatures
    )  # fmt: skip
