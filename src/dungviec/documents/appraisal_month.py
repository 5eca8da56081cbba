"""Mẫu số 01 of NĐ 335/2025 (Phụ lục II): the sheet of a month or a quarter, with its lines and sums in an annex.

The contents are those the reference gives (processes.md 1.1, VERIFIED): name, position, unit, ten criteria with their maximum and the
self-score, totals, strengths, weaknesses, the authority's comment, two signatures. The wording of the criteria is in own words.
"""

from __future__ import annotations

from fractions import Fraction

from dungviec.appraisal.agency import Appraisal
from dungviec.appraisal.scoring import Scored, Scoring
from dungviec.appraisal.sheet import Official, Sheet
from dungviec.documents.appraisal_annex import how_points_come, lines_table
from dungviec.documents.appraisal_paper import (
    DOTS,
    AppraisalPaper,
    Block,
    PaperFault,
    Signature,
    Table,
    Title,
    Words,
    number,
    told_points,
)
from dungviec.law.answers import exact, in_force

BASIS = "Mẫu số 01, Phụ lục II, NĐ 335/2025/NĐ-CP (nội dung theo bản sao của nghị định; câu chữ của tiêu chí viết lại, đối chiếu bản công báo trước khi dùng chính thức)"
CRITERIA = (
    ("I. Phẩm chất, văn hoá công vụ, kỷ luật", ("Phẩm chất chính trị, đạo đức, văn hoá thực thi công vụ", "Ý thức kỷ luật, kỷ cương")),
    ("II. Năng lực, trách nhiệm, thái độ", (
        "Năng lực theo yêu cầu của vị trí việc làm", "Đáp ứng nhiệm vụ thường xuyên, đột xuất", "Tinh thần trách nhiệm",
        "Thái độ phục vụ, phối hợp",
    )),
    ("III. Đổi mới, dám nghĩ dám làm", (
        "Có sản phẩm đột phá, sáng tạo", "Sẵn sàng nhận nhiệm vụ khó", "Dám chịu trách nhiệm", "Chủ động quyết định trong phạm vi được giao",
    )),
)  # fmt: skip
"""The three groups and ten criteria of Phụ lục I; their maxima come from the rule RATE-335-GENERAL."""


def month_paper(found: Appraisal, official: str, *, month: int | None = None, quarter: int | None = None) -> AppraisalPaper:  # fmt: skip
    """Mẫu 01 of one official for a month or a quarter of the sheet.

    Raises :class:`PaperFault` where the sheet has no such period, or the form is not the one of that person's law.
    """
    year = found.year(official)
    person = year.official
    scored = next(
        (s for s in year.periods if (s.period.month, s.period.quarter) == (month, quarter)),
        None,
    )
    if scored is None:
        asked = (f"tháng {month}", f"month {month}") if month is not None else (f"quý {quarter}", f"quarter {quarter}")
        had = ", ".join(s.period.label[0] for s in year.periods) or "không có kỳ nào"
        raise PaperFault(
            f"Phiếu của «{official}» không có {asked[0]} (có: {had}).", f"The sheet of '{official}' has no {asked[1]}."
        )
    rule = in_force(found.view, "RATE-335-GENERAL")
    if person.staff != "civil_servant" or rule is None:
        raise PaperFault(
            f"«{official}»: Mẫu 01 (phiếu tháng, quý) chỉ có cho công chức từ 01/01/2026 (NĐ 335/2025); kho chưa có mẫu cho đối tượng, năm này.",
            f"'{official}': form 01 is on file for civil servants since 01/01/2026 only (NĐ 335/2025).",
        )
    most = [[exact(n) for n in group] for group in rule.params["groups"]]
    scoring = Scoring(found.sheet, found.view)
    blocks: list[Block] = [
        *who(found.sheet, person),
        _criteria(scored, most),
        Words(scored.period.strengths, label="Ưu điểm: ", blank=0 if scored.period.strengths else 2),
        Words(scored.period.weaknesses, label="Hạn chế: ", blank=0 if scored.period.weaknesses else 2),
        Words(
            scored.period.comment, label="Nhận xét, đánh giá của cấp có thẩm quyền: ", blank=0 if scored.period.comment else 2
        ),
    ]  # fmt: skip
    if scored.period.note:
        blocks.insert(-3, Words(scored.period.note, label="Ghi chú: "))
    annex: list[Block] = []
    if scored.period.tasks:
        annex += [Title("1. Công việc của kỳ và dòng nguồn"), *lines_table(scoring, scored)]
    number_of = 2 if annex else 1
    annex += [Title(f"{number_of}. Từ dòng công việc đến điểm"), *how_points_come(scoring, person, scored)]
    label = scored.period.label[0]
    return AppraisalPaper(
        "mau-01", found.sheet.superior, body_of(found.sheet, person), found.sheet.place, found.sheet.year,
        ("PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", f"{label[:1].upper()}{label[1:]} năm {found.sheet.year}"), BASIS, tuple(blocks),
        (Signature("NGƯỜI TỰ ĐÁNH GIÁ", name=person.name), Signature("CẤP CÓ THẨM QUYỀN ĐÁNH GIÁ")),
        f"PHỤ LỤC PHIẾU {label.upper()} – {person.name or person.id}", tuple(annex),
    )  # fmt: skip


def body_of(sheet: Sheet, person: Official) -> str:
    """The body that stands in the head: as said, else the unit's name."""
    return sheet.body or sheet.title or unit_name(sheet, person)


def unit_name(sheet: Sheet, person: Official) -> str:
    """The name of the official's unit, its code where it has no name."""
    return next((u.name or u.id for u in sheet.units if u.id == person.unit), person.unit or "")


def who(sheet: Sheet, person: Official) -> tuple[Words, ...]:
    """Name, position, unit."""
    named = f"{person.name} (mã: {person.id})" if person.name else person.id
    return (
        Words(named, label="Họ và tên: "),
        Words(person.position or DOTS, label="Chức vụ, chức danh: "),
        Words(unit_name(sheet, person) or DOTS, label="Đơn vị công tác: "),
    )


def _criteria(scored: Scored, most: list[list[Fraction]]) -> Table:
    """The general criteria as the sheet gives them (ten, three groups or a sum), then results and the total.

    Where the sheet holds the rater's numbers and the official's own ones, they stand side by side.
    """
    told = [_told(scored.period.general, most)]
    beside = scored.period.self_general is not None
    if beside:
        told.insert(0, _told(scored.period.self_general, most))
    rows: list[tuple[str, ...]] = []
    strong: set[int] = set()
    n = 0
    for k, ((group, criteria), limits) in enumerate(zip(CRITERIA, most, strict=True)):
        strong.add(len(rows))
        rows.append(("", group, number(sum(limits, Fraction(0))), *(groups[k] for groups, _ in told)))
        for words, limit in zip(criteria, limits, strict=True):
            rows.append((str(n + 1), words, number(limit), *(each[n] for _, each in told)))
            n += 1
    value = scored.answer.value if scored.answer is not None else None
    other = scored.answer.other if scored.answer is not None else None
    general = value.general if value is not None else None
    if value is None and other is not None:
        general = other.general
    whole = sum((sum(g, Fraction(0)) for g in most), Fraction(0))
    own = (told_points(sum(map(exact, scored.period.self_general or ()), Fraction(0))),) if beside else ()
    empty = ("",) if beside else ()
    rows += [
        ("", "A. Điểm tiêu chí chung", number(whole), *own, told_points(general)),
        ("", "B. Điểm kết quả thực hiện nhiệm vụ (phụ lục kèm theo)", number(100 - whole), *empty, told_points(value.result if value else None)),
        ("", "TỔNG ĐIỂM (A + B)", "100", *empty, told_points(scored.total)),
    ]  # fmt: skip
    strong |= {len(rows) - 3, len(rows) - 2, len(rows) - 1}
    if beside:
        return Table(
            ("TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm xác nhận"), (7, 51, 13, 14, 15),
            ("center", "left", "right", "right", "right"), tuple(rows), frozenset(strong),
        )  # fmt: skip
    return Table(
        ("TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm"), (7, 61, 16, 16), ("center", "left", "right", "right"),
        tuple(rows), frozenset(strong),
    )  # fmt: skip


def _told(given: float | list[float] | None, most: list[list[Fraction]]) -> tuple[list[str], list[str]]:
    """Numbers of the three groups and of the ten criteria, as far as they are given."""
    numbers = list(given) if isinstance(given, list) else []
    count = sum(map(len, most))
    groups: list[str] = []
    n = 0
    for k, limits in enumerate(most):
        own = numbers[n : n + len(limits)] if len(numbers) == count else numbers[k : k + 1] if len(numbers) == len(most) else []  # fmt: skip
        groups.append(told_points(sum((exact(x) for x in own), Fraction(0))) if own else "…")
        n += len(limits)
    return groups, [number(x) for x in numbers] if len(numbers) == count else ["…"] * count
