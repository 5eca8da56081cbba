"""Papers of an appraisal: every number from the answer, boxes ticked by people only, each person's law has its own form."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.appraisal.sheets import judged, month, person

from dungviec.documents.appraisal_paper import AppraisalPaper, Boxes, PaperFault, Table, Words
from dungviec.documents.appraisal_papers import appraisal_papers
from dungviec.documents.appraisal_pdf import write_appraisal_pdf
from dungviec.documents.appraisal_word import write_appraisal_word

TEN = [5, 4.5, 2.5, 2.5, 2, 2, 2.5, 2.5, 2, 2.5]
LINES = [
    {"coefficient": 2.5, "source": "vb.xlsx!T!4", "name": "Báo cáo", "done": 1, "late": 1},
    {"source": "vb.xlsx!T!5", "assigned": 2, "done": 1},
    {"coefficient": 2, "extra": True, "done": 1, "name": "Làm thay"},
]
"""Assigned 4.5, done 5.5: a = c.1 capped at 100 %; c = (1.875 + 1 + 2) / 4.5 capped; with an extra line only in the numerator."""


def one(kind: Any, *officials: dict[str, Any], **more: Any) -> AppraisalPaper:
    found = judged(*officials, **more)
    papers, faults = appraisal_papers(found, kind)
    assert not faults
    return papers[0]


def cells(paper: AppraisalPaper) -> list[tuple[str, ...]]:
    return [row for block in (*paper.blocks, *paper.annex) if isinstance(block, Table) for row in block.rows]


def told(paper: AppraisalPaper) -> str:
    return "\n".join(b.label + b.text for b in (*paper.blocks, *paper.annex) if isinstance(b, Words))


def boxes(paper: AppraisalPaper) -> list[list[str]]:
    return [[words for words, ticked in b.options if ticked] for b in paper.blocks if isinstance(b, Boxes)]


def test_the_monthly_form_has_ten_criteria_with_their_maxima_and_the_totals_of_the_answer():
    paper = one("month", person(name="Nguyễn An", periods=[month(3, general=TEN, tasks=LINES[:2])]))
    rows = cells(paper)
    assert [row[2] for row in rows[:13] if row[0]] == ["5", "5", *["2,5"] * 8]
    assert [row[3] for row in rows[:13] if row[0]] == ["5", "4,5", "2,5", "2,5", "2", "2", "2,5", "2,5", "2", "2,5"]
    # assigned 2.5 + 2 = 4.5; done 3.5; on time 1.875 + 1; R = (3.5 + 3.5 + 2.875) / 13.5 = 73.1481 %
    assert [row[3] for row in rows[13:16]] == ["28,00", "51,20", "79,20"]


def test_the_annex_names_the_row_each_line_came_from_and_says_what_is_written_by_hand():
    paper = one("month", person(periods=[month(3, tasks=LINES)]))
    lines = [row for row in cells(paper) if len(row) == 9]
    assert [row[2] for row in lines] == ["dòng 4", "dòng 5", "ghi tay"]
    assert "Tệp nguồn: vb.xlsx, trang T." in told(paper)
    assert [row[3] for row in lines] == ["2,5", "1", "2"]
    assert lines[2][4] == "–"
    assert lines[2][8] == "phát sinh, làm thay"
    assert "O1" in told(paper)


def test_three_groups_or_a_sum_leave_the_criteria_open():
    paper = one("month", person(periods=[month(1, general=[9, 8.5, 10])]))
    rows = cells(paper)
    assert [row[3] for row in rows if row[1].startswith(("I.", "II.", "III."))] == ["9,00", "8,50", "10,00"]
    assert {row[3] for row in rows[:13] if row[0]} == {"…"}


def test_a_month_with_nothing_assigned_says_so_and_has_no_total():
    paper = one("month", person(periods=[month(1, general=28, tasks=[])]))
    assert [row[3] for row in cells(paper)[-3:]] == ["28,00", "–", "–"]
    assert "không đủ dữ liệu" in told(paper)


def test_the_yearly_form_has_twelve_months_and_ticks_only_what_people_said():
    an = person(periods=[month(m) for m in (1, 2)] + [{"month": 3, "points": 70, "unit": "cũ"}], months_worked=12)
    paper = one("year", an | {"proposed": "good"})
    rows = [row for row in cells(paper) if len(row) == 3]
    assert [row[0] for row in rows] == [*map(str, range(1, 13)), "TB năm"]
    assert [row[1] for row in rows] == ["100,00", "100,00", "70,00", *["–"] * 9, "90,00"]
    assert rows[2][2] == "kết quả do cũ gửi"
    assert boxes(paper) == [["Hoàn thành tốt nhiệm vụ"], []]
    assert boxes(one("year", an | {"decided": "failed"})) == [[], ["Không hoàn thành nhiệm vụ"]]
    assert "Hoàn thành xuất sắc nhiệm vụ" in told(paper)


@pytest.mark.parametrize(
    ("staff", "year", "title", "basis"),
    [
        ("civil_servant", 2026, "CÔNG CHỨC", "Mẫu số 02"),
        ("public_employee", 2026, "VIÊN CHỨC", "Bố cục do phần mềm lập"),
        ("public_employee", 2024, "VIÊN CHỨC", "Mẫu số 03"),
        ("civil_servant", 2023, "CÔNG CHỨC", "số mẫu cho công chức chưa xác nhận"),
        ("cadre", 2021, "CÁN BỘ", "số mẫu cho cán bộ chưa xác nhận"),
    ],
)
def test_each_category_and_year_has_its_own_form(staff: str, year: int, title: str, basis: str):
    paper = one("year", {"id": "an", "staff": staff, "months_worked": 12}, year=year)
    assert title in paper.title[0]
    assert basis in paper.basis


@pytest.mark.parametrize(
    ("staff", "year", "kind", "said"),
    [("cadre", 2026, "year", "không có văn bản"), ("public_employee", 2026, "month", "chỉ có cho công chức"), ("civil_servant", 2025, "month", "chỉ có cho công chức")],
)  # fmt: skip
def test_no_form_is_made_up_where_none_is_on_file(staff: str, year: int, kind: Any, said: str):
    found = judged({"id": "an", "staff": staff, "periods": [{"month": 1, "points": 80}]}, year=year)
    papers, faults = appraisal_papers(found, kind)
    assert not papers
    assert said in str(faults[0])
    assert faults[0].english


def test_a_leader_of_2024_has_the_section_of_the_head():
    boss = {"id": "an", "staff": "public_employee", "leader": True, "units_completed_or_better": 1, "units_good_or_better": 0.7}  # fmt: skip
    assert "từ mức tốt trở lên 70 %" in told(one("year", boss, year=2024))


def team() -> tuple[dict[str, Any], ...]:
    return tuple(
        person(f"p{n}", name=f"Người {n}", unit="P", duties="tổng hợp", periods=[{"month": 1, "points": points}])
        for n, points in enumerate((95, 80, 80, 80, 40))
    )


def test_results_count_levels_and_say_how_many_are_over_the_quota():
    paper = one("results", *team(), units=[{"id": "P", "name": "Phòng", "level": "good"}])
    rows = {row[0]: row[1] for row in cells(paper) if len(row) == 3}
    assert rows["Hoàn thành xuất sắc nhiệm vụ"] == "1"
    assert rows["Hoàn thành tốt nhiệm vụ"] == "3"
    assert rows["Không hoàn thành nhiệm vụ"] == "1"
    assert rows["Tổng số"] == "5"
    assert "hạn mức 0 (các cách hiểu: 0–1); nhiều hơn hạn mức 1 người" in told(paper)


def test_minutes_leave_the_opinions_to_the_meeting():
    paper = one("minutes", *team())
    assert {row[6] for row in cells(paper) if len(row) == 7} == {""}
    assert [s.role for s in paper.signatures] == ["THƯ KÝ", "CHỦ TRÌ"]


def test_no_row_breaks_over_pages_and_no_signature_stands_alone():
    many = [{"source": f"vb.xlsx!T!{n}", "done": 1} for n in range(5, 45)]
    document = Document(io.BytesIO(write_appraisal_word([one("month", person(periods=[month(3, tasks=many)]))])))
    for table in document.tables[1:]:
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    criteria, signatures = document.tables[1], document.tables[2]
    assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in criteria.rows[:-1])
    above = signatures._tbl.getprevious()
    assert above.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
    assert (
        not document.tables[3].rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next
    )  # forty lines break between rows


def test_a_year_names_its_files_once_with_their_rows():
    many = [{"source": f"vb.xlsx!T!{n}", "done": 1} for n in (5, 6, 7, 9)] + [{"source": "b.csv!b!3", "done": 1}]
    rows = cells(one("year", person(periods=[month(3, tasks=many)])))
    assert "vb.xlsx, trang T: dòng 5–7, 9; b.csv: dòng 3" in [row[2] for row in rows if len(row) == 4]


def test_the_yearly_paper_shows_which_decision_stands_and_when_a_petition_was_due():
    decided = [{"level": "completed", "on": "2026-12-14", "number": "12/QĐ"}, {"level": "good", "on": "2027-01-12", "number": "3/QĐ", "reason": "Cộng thiếu"}]  # fmt: skip
    paper = one("year", person(decisions=decided, petitions=[{"received": "2026-12-28", "answered": "2027-01-12"}]))
    assert boxes(paper)[1] == ["Hoàn thành tốt nhiệm vụ"]
    assert "Xếp loại lại: 3/QĐ ngày 12/01/2027: hoàn thành tốt nhiệm vụ; lý do: Cộng thiếu." in told(paper)
    assert "chậm nhất 07/01/2027" in told(paper)
    assert "đã làm 12/01/2027, quá hạn" in told(paper)


def test_somebody_who_is_not_on_the_sheet_is_named():
    with pytest.raises(PaperFault, match="bình"):
        appraisal_papers(judged(), "year", who=["bình"])


def test_word_and_pdf_carry_the_same_words_on_a4():
    paper = one("month", person(name="Nguyễn An", periods=[month(3, general=TEN, tasks=LINES)]))
    document = Document(io.BytesIO(write_appraisal_word([paper, paper])))
    words = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))
    assert words.count("PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC") == 2
    assert "Độc lập - Tự do - Hạnh phúc" in words
    assert "vb.xlsx, trang T" in words
    assert round(document.sections[0].page_width.mm) == 210
    pdf = write_appraisal_pdf([paper])
    assert pdf == write_appraisal_pdf([paper])
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
