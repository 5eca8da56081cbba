"""The yearly paper of an official: Mẫu số 02 of NĐ 335 from 2026, the sections of NĐ 90's form before, by category of person.

Only what the reference gives (processes.md 1.1, 1.2; addendum RATE-VC-2026-17): where the layout of a form is not on file the paper
says on its face that it is the programme's own. Boxes are ticked only where a person has said so; what the points come to stands in the annex.
"""

from __future__ import annotations

from dungviec.appraisal.agency import Appraisal
from dungviec.appraisal.clocks import told as told_clock
from dungviec.appraisal.year import OfficialYear
from dungviec.documents.appraisal_month import body_of, who
from dungviec.documents.appraisal_paper import (
    AppraisalPaper,
    Block,
    PaperFault,
    Signature,
    Table,
    Title,
    Words,
    level_boxes,
    level_words,
    reason_of,
    told_points,
)
from dungviec.documents.appraisal_sources import rows_told
from dungviec.law.answers import in_force

STAFF = {"cadre": "CÁN BỘ", "civil_servant": "CÔNG CHỨC", "public_employee": "VIÊN CHỨC"}
FORM_335 = "Mẫu số 02, Phụ lục II, NĐ 335/2025/NĐ-CP (nội dung theo bản sao của nghị định; đối chiếu bản công báo trước khi dùng chính thức)"
FORM_233 = "Bố cục do phần mềm lập: mẫu của Phụ lục II, NĐ 233/2026/NĐ-CP chưa có trong kho văn bản"
FORM_90 = {
    "public_employee": "Mẫu số 03, NĐ 90/2020/NĐ-CP (các phần theo bản sao thứ cấp, chưa đối chiếu nguyên văn)",
    "civil_servant": "Bố cục theo các phần của phiếu NĐ 90/2020/NĐ-CP; số mẫu cho công chức chưa xác nhận",
    "cadre": "Bố cục theo các phần của phiếu NĐ 90/2020/NĐ-CP; số mẫu cho cán bộ chưa xác nhận",
}
GROUPS_90 = ("Chính trị tư tưởng", "Đạo đức, lối sống", "Tác phong, lề lối làm việc", "Ý thức tổ chức kỷ luật")


def year_paper(found: Appraisal, official: str) -> AppraisalPaper:
    """The yearly paper of one official by the law of the day of classification. Raises :class:`PaperFault` where no text rates that year."""
    year = found.year(official)
    staff, decree = year.official.staff, _decree(found, year)
    if decree == "335":
        basis, title, blocks = FORM_335, "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", _by_points(found, year)
    elif decree == "233":
        basis, title, blocks = FORM_233, "PHIẾU TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG VIÊN CHỨC", _by_points(found, year)
    else:
        basis, title, blocks = FORM_90[staff], f"PHIẾU ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG {STAFF[staff]}", _by_sections(year)
    return AppraisalPaper(
        "mau-02", found.sheet.superior, body_of(found.sheet, year.official), found.sheet.place, found.sheet.year,
        (title, f"Năm {found.sheet.year}"), basis, (*who(found.sheet, year.official), *blocks),
        (Signature("NGƯỜI TỰ ĐÁNH GIÁ", name=year.official.name), Signature("CẤP CÓ THẨM QUYỀN XẾP LOẠI")),
        f"PHỤ LỤC PHIẾU NĂM – {year.official.name or official}", tuple(_annex(found, year)),
    )  # fmt: skip


def _decree(found: Appraisal, year: OfficialYear) -> str:
    """Which decree's paper: the one whose clause answered, else the one in force for that staff."""
    staff, rule = year.official.staff, year.state.rule
    if rule is not None and "90/2020" in rule.instrument:
        return "90"
    if staff == "civil_servant" and in_force(found.view, "RATE-2026-01") is not None:
        return "335"
    if staff == "public_employee" and in_force(found.view, "RATE-VC-2026-08") is not None:
        return "233"
    if in_force(found.view, "RATE-90-XS") is not None and in_force(found.view, f"RATE-2020-01/{staff}") is not None:
        return "90"
    raise PaperFault(
        f"«{year.official.id}»: ngày {found.view.day:%d/%m/%Y} kho không có văn bản xếp loại {STAFF[staff].lower()}, nên không có phiếu năm.",
        f"'{year.official.id}': no text on file rates a {staff} on {found.view.day:%d/%m/%Y}, so there is no yearly paper.",
    )


def _by_points(found: Appraisal, year: OfficialYear) -> tuple[Block, ...]:
    rows: dict[int, tuple[str, str]] = dict.fromkeys(range(1, 13), ("–", "không có điểm"))
    for scored in year.periods:
        period = scored.period
        told = [period.note] if period.note else []
        if period.quarter is not None:
            told.insert(0, f"điểm chấm theo {period.label[0]}")
        if period.unit is not None and period.unit != year.official.unit:
            unit = next((u.name or u.id for u in found.sheet.units if u.id == period.unit), period.unit)
            told.append(f"kết quả do {unit} gửi")
        if scored.given is not None and period.unit is None and period.quarter is None:
            told.append("điểm ghi sẵn")
        if scored.total is None and scored.answer is not None:
            told.append(scored.answer.vi.rstrip("."))
        for month in period.months:
            rows[month] = (told_points(scored.total), "; ".join(told))
    table = Table(
        ("Tháng", "Tổng điểm", "Ghi chú"), (14, 20, 66), ("center", "right", "left"),
        (*((str(m), *rows[m]) for m in range(1, 13)), ("TB năm", told_points(year.mean), "")), frozenset({12}),
    )  # fmt: skip
    person = year.official
    return (
        Title("1. Kết quả theo dõi, đánh giá trong năm"),
        table,
        Title("2. Xếp loại"),
        level_boxes("Cá nhân tự xếp loại:", person.proposed),
        level_boxes("Cấp có thẩm quyền xếp loại:", person.stands),
        Words(person.handling, label="Đề xuất hướng sử dụng, xử lý: ", blank=0 if person.handling else 2),
    )


def _by_sections(year: OfficialYear) -> tuple[Block, ...]:
    """The sections of NĐ 90's form in use: who and what; self-review in five groups; own level; the meeting; the head's results."""
    person = year.official

    def share(value: float | None) -> str:
        return "…" if value is None else f"{value:.0%}".replace("%", " %")

    results = (
        f"hoàn thành {share(person.tasks_done)} nhiệm vụ, vượt mức {share(person.tasks_exceeded)}, "
        f"chưa bảo đảm tiến độ, chất lượng {share(person.tasks_short)}."
    )
    blocks: list[Block] = [
        Title("I. Thông tin, nhiệm vụ được giao"), Words("", label="Nhiệm vụ được giao trong năm: ", blank=2),
        Title("II. Tự đánh giá"), *(Words("", label=f"{n}. {name}: ", blank=1) for n, name in enumerate(GROUPS_90, 1)),
        Words(results, label="5. Kết quả thực hiện nhiệm vụ: "),
        Title("III. Tự xếp loại"), level_boxes("Cá nhân tự xếp loại:", person.proposed),
        Title("IV. Ý kiến của tập thể"), Words("", blank=2),
    ]  # fmt: skip
    if person.is_leader:
        blocks += [
            Title("V. Kết quả của người đứng đầu, người quản lý"),
            Words(
                f"đơn vị trực tiếp từ mức hoàn thành trở lên {share(person.units_completed_or_better)}; từ mức tốt trở lên "
                f"{share(person.units_good_or_better)}.", label="Kết quả của đơn vị, lĩnh vực: ",
            ),
        ]  # fmt: skip
    return (*blocks, level_boxes("Cấp có thẩm quyền xếp loại:", person.stands))


def decided_lines(found: Appraisal, year: OfficialYear) -> list[Block]:
    """Decisions on the year (a later one replaces the one before and says why), petitions, and the clocks of both."""
    lines: list[Block] = []
    for k, decision in enumerate(year.official.decisions):
        words = (
            f"{decision.number or '(chưa ghi số)'} ngày {decision.on:%d/%m/%Y}: {level_words(decision.level).lower()}"
        )
        lines.append(Words(f"{words}{f'; lý do: {decision.reason}' if decision.reason else ''}.", label="Xếp loại lại: " if k else "Quyết định: "))  # fmt: skip
    for petition in year.official.petitions:
        words = f"nhận {petition.received:%d/%m/%Y}{f': {petition.said}' if petition.said else ''}"
        lines.append(Words(f"{words}{f'; trả lời: {petition.answer}' if petition.answer else ''}.", label="Kiến nghị: "))  # fmt: skip
    lines += [
        Words(f"{told_clock(c, 'vi')}.", label="Thời hạn: ") for c in found.clocks if c.official == year.official.id
    ]
    return lines


def _annex(found: Appraisal, year: OfficialYear) -> list[Block]:
    told: list[Block] = [
        Title("Mức theo số liệu đã ghi và quy định (để cấp có thẩm quyền xem xét, không thay quyết định)"),
        Words(f"{level_words(year.level)}. {reason_of(year.state)}", label="Xếp loại: "),
        Words(f"{found.view.day:%d/%m/%Y}", label="Áp dụng quy định ngày: "),
    ]
    if year.party is not None:
        told.append(
            Words(f"{level_words(year.party.value)}. {reason_of(year.party)}", label="Xếp loại đảng viên (riêng): ")
        )
    told += decided_lines(found, year)
    told += [Words(vi[:1].upper() + vi[1:] + ".", label="Lưu ý: ") for vi, _ in year.remarks]
    for other in found.differences:
        if other.official == year.official.id:
            told.append(Words(
                f"{other.question} hiểu cách khác: {told_points(other.mean)} điểm, {level_words(other.level).lower()}.", label="Cách hiểu khác: ",
            ))  # fmt: skip
    sources = sorted({t.source for s in year.periods for t in s.period.tasks or () if t.source})
    if sources:
        rows = [
            (s.period.label[0], str(len(s.period.tasks or ())), rows_told(t.source for t in s.period.tasks or ()), told_points(s.total))
            for s in year.periods
        ]  # fmt: skip
        told += [
            Title("Dòng nguồn của điểm từng kỳ"),
            Table(("Kỳ", "Số dòng", "Dòng nguồn", "Điểm"), (14, 10, 62, 14), ("left", "right", "left", "right"), tuple(rows)),
        ]  # fmt: skip
    return told
