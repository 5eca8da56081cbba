"""Papers of the room: the plan's table (processes.md 2.6) as Word and Excel, the call to a class, the decision that sends people.

Papers of the office are written in Vietnamese, laid out as NĐ 30/2020/NĐ-CP asks; they are filled forms to check and sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.documents.appraisal_paper import AppraisalPaper, Side, Signature, Table, Title, Words
from dungviec.documents.appraisal_word import write_appraisal_word
from dungviec.documents.reports_excel import Book
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.selectors import city
from dungviec.office.training.models import PaperState, TrainingClass, YearPlan
from dungviec.office.training.selectors.classes import Learner
from dungviec.records.codes import TRAINING_KINDS

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


def call_up(one: TrainingClass, rows: Sequence[Learner]) -> bytes:
    """The call to a class, with its list."""
    table = Table(
        ("STT", "Họ và tên", "Vị trí", "Đơn vị"), (7, 31, 28, 34), ("center", "left", "left", "left"),
        tuple((str(n), r.person["name"], r.person["title"] or "", r.person["unit_name"] or "") for n, r in enumerate(rows, 1)),
    )  # fmt: skip
    where = f" tại {one.place}" if one.place else ""
    blocks = (
        Words(f"Mời {len(rows)} cán bộ, công chức, viên chức có tên dưới đây dự lớp «{one.title}»{where}, từ ngày {one.from_date:%d/%m/%Y} đến ngày {one.to_date:%d/%m/%Y}."),
        Words("Đề nghị thủ trưởng các đơn vị bố trí công việc để người được triệu tập dự học đầy đủ; vắng mặt phải báo trước bằng văn bản."),
        Title("Danh sách triệu tập"), table,
    )  # fmt: skip
    title = ("GIẤY TRIỆU TẬP", f"Lớp {one.title}", f"({one.class_id})")
    return write_appraisal_word(
        [_paper("training_call", one.from_date.year, title, blocks, (Signature("THỦ TRƯỞNG"),))]
    )


def decision(one: TrainingClass, rows: Sequence[Learner], born: Mapping[str, date]) -> bytes:
    """The decision that sends the people of a class to study, with its list as an annex, to check and sign."""
    number = (
        f"số {one.decision} ngày {one.decided:%d/%m/%Y}"
        if one.decision and one.decided
        else "số ……/QĐ-…… ngày ……/……/……"
    )
    plan = (
        f"Căn cứ Kế hoạch đào tạo, bồi dưỡng năm {one.plan.year} đã được phê duyệt;"
        if one.plan
        else "Căn cứ nhu cầu đào tạo, bồi dưỡng của cơ quan;"
    )
    where, kind = one.place or "…………", TRAINING_KINDS.label(one.kind, "vi").lower()
    blocks = (
        Words(plan, italic=True),
        Words("Xét đề nghị của cơ quan tham mưu về tổ chức, cán bộ.", italic=True),
        Title("QUYẾT ĐỊNH:"),
        Words(
            f"Cử {len(rows)} cán bộ, công chức, viên chức (danh sách kèm theo) học lớp «{one.title}» ({kind}) tại {where}, "
            f"từ ngày {one.from_date:%d/%m/%Y} đến ngày {one.to_date:%d/%m/%Y}.", label="Điều 1. ",
        ),
        Words("Người được cử đi học được hưởng lương, phụ cấp và chế độ theo quy định hiện hành; thực hiện cam kết và đền bù chi phí đào tạo (nếu có) theo quy định.", label="Điều 2. "),
        Words("Cơ quan tham mưu về tổ chức, cán bộ, thủ trưởng các đơn vị liên quan và những người có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.", label="Điều 3. "),
    )  # fmt: skip
    table = Table(
        ("STT", "Họ và tên", "Ngày sinh", "Vị trí", "Đơn vị"), (7, 27, 14, 24, 28), ("center", "left", "center", "left", "left"),
        tuple(
            (str(n), r.person["name"], f"{born[r.one.person_id]:%d/%m/%Y}" if r.one.person_id in born else "……", r.person["title"] or "", r.person["unit_name"] or "")
            for n, r in enumerate(rows, 1)
        ),
    )  # fmt: skip
    paper = AppraisalPaper(
        key="training_decision", superior="", body=_body(), place="", year=one.from_date.year,
        title=("QUYẾT ĐỊNH", "Về việc cử cán bộ, công chức, viên chức đi đào tạo, bồi dưỡng", f"({number})"), basis=_BASIS, blocks=blocks,
        signatures=(Signature("THỦ TRƯỞNG"),), annex_title="DANH SÁCH KÈM THEO", annex=(table,),
    )  # fmt: skip
    return write_appraisal_word([paper])


def births(records: SeenRecords, people: Sequence[str]) -> dict[str, date]:
    """Dates of birth for the decision's list, as far as they are seen."""
    found = records.on_file(people)
    if "born" not in found.columns:
        return {}
    return {p: b for p, b in found.select("person_id", "born").iter_rows() if b is not None}


def _body() -> str:
    here = city()
    return here.name if here else ""


def _paper(
    key: str, year: int, title: tuple[str, ...], blocks: Any, signatures: tuple[Signature, ...]
) -> AppraisalPaper:
    return AppraisalPaper(
        key=key, superior="", body=_body(), place="", year=year, title=title, basis=_BASIS, blocks=blocks, signatures=signatures
    )  # fmt: skip
