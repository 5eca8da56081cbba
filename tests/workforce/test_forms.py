"""The other forms, what is read from diplomas, the printed pages, the chain to the decision, and years before posts were on file."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import polars as pl
import pytest
from tests.workforce.town import town

from dungviec.documents.reports_excel import write_list_excel, write_table_excel
from dungviec.documents.reports_pdf import write_list_pdf, write_table_pdf
from dungviec.documents.stat_layout import head_cells
from dungviec.records import TABLES, Snapshot
from dungviec.records.dossier import DOSSIER_TABLES
from dungviec.workforce import (
    Behind,
    Figure,
    Said,
    Told,
    WorkforceFault,
    bm01,
    bm01_vc,
    bm04,
    interview,
    movement,
    quick_table,
    rating_summary,
)
from dungviec.workforce.diplomas import is_ethnic_language
from dungviec.workforce.lineage import Chain
from dungviec.workforce.statutory import TOTAL


def framed(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows of a table of the records or of the dossier."""
    declared = TABLES.get(table) or DOSSIER_TABLES[table]
    return pl.DataFrame(rows, schema=declared.polars_schema)


def changed(person: str, **values: object) -> Snapshot:
    """The town with some fields of one person changed."""
    s = town()
    people = s.people.with_columns(
        pl.when(pl.col("person_id") == person).then(pl.lit(v, dtype=s.people.schema[c])).otherwise(c).alias(c) for c, v in values.items()
    )  # fmt: skip
    return s.with_table("people", people)


def test_diplomas_are_read_from_the_degree_and_from_studies() -> None:
    english = changed("A1", major="Sư phạm Tiếng Anh")
    assert bm01(english).behind(TOTAL, 24).people == ("A1",)
    assert bm01(changed("A2", major="Công nghệ thông tin")).behind(TOTAL, 22).people == ("A2",)
    studies = framed("studies", [
        {"person_id": "A1", "kind": "language", "major": "Tiếng Tày", "result": "Chứng chỉ"},
        {"person_id": "A2", "kind": "professional", "major": "Ngôn ngữ Trung", "result": "Bằng cử nhân"},
        {"person_id": "A2", "kind": "it", "result": "Chứng chỉ tin học"},
    ])  # fmt: skip
    table = bm01(town(), dossiers={"studies": studies})
    assert [table.behind(TOTAL, n).people for n in (22, 24, 26, 28)] == [(), (), ("A2",), ("A1",)]


@pytest.mark.parametrize(("words", "told"), [("Tày", True), ("Tiếng Hmông", True), ("tiếng Trung", False), ("Tiếng Hoa", False), ("tiếng dân tộc Hoa", True), ("", False)])  # fmt: skip
def test_which_language_is_an_ethnic_one(words: str, told: bool) -> None:
    assert is_ethnic_language(words) is told


def test_public_employees_have_their_own_31_columns() -> None:
    people = changed("A1", category="public_employee")
    table = bm01_vc(people)
    assert [c.number for c in table.columns] == list(range(1, 32))
    assert (
        table.cell(TOTAL, 1),
        table.cell(TOTAL, 6),
        table.cell(TOTAL, 13),
        table.cell(TOTAL, 26),
        table.cell(TOTAL, 4),
    ) == (1, 1, 1, 1, None)
    assert [c.holds for c in table.checks] == [True] * 4


def test_a_list_of_commune_officials_states_pay_or_says_it_is_missing() -> None:
    given = {"allowances": framed("allowances", [{"person_id": "A3", "kind": "Phụ cấp khu vực", "coefficient": 0.3, "from_date": date(2020, 7, 1)}, {"person_id": "A3", "kind": "Công vụ", "percent": 25.0, "from_date": date(2020, 7, 1)}])}  # fmt: skip
    found = bm04(town(), dossiers=given)
    assert len(found.heads) == 15
    (row,) = found.rows
    assert (row.person_id, row.cells[1], row.cells[6], row.cells[11], row.cells[13]) == (
        "A3",
        "Vũ Thị Lan",
        "5 tháng",
        "0,3",
        "25",
    )
    assert any(n.startswith("Cột 8, 9: hồ sơ chưa có") for n in found.notes())
    shut = found.withhold({"allowances.kind", "people.coefficient"})
    assert (shut.rows[0].cells[11], shut.rows[0].cells[13]) == ("", "")
    assert any("bạn không được xem" in n for n in shut.notes())


def test_the_summary_of_ratings_names_who_is_not_rated() -> None:
    ratings = framed(
        "ratings", [{"person_id": "A1", "year": 2019, "system": "state", "rating": "good", "note": "Đúng hạn"}]
    )
    found = rating_summary(town().with_table("ratings", ratings), points={"A1": (91.5, 88.0, None)})
    told = {r.person_id: r.cells for r in found.rows}
    assert told["A1"][4:] == ("91,5", "88", "", "Hoàn thành tốt nhiệm vụ", "Đúng hạn")
    assert told["A2"][7] == ""


def test_printed_pages_and_workbooks_have_one_head() -> None:
    table = bm01(town())
    cells = head_cells(table)
    covered = [
        (r, c) for x in cells for r in range(x.row, x.row + x.rows) for c in range(x.column, x.column + x.columns)
    ]
    assert len(covered) == len(set(covered)) == 4 * 40
    sheet = openpyxl.load_workbook(io.BytesIO(write_table_excel(table, "en")))["BM01"]
    assert sheet.cell(7, 5).value == "Of which"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$7:$10"
    assert write_table_pdf(table).startswith(b"%PDF")
    listed = bm04(town())
    assert write_list_pdf(listed, "en").startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(write_list_excel(listed)))
    assert [book["BM04"].cell(8, n).value for n in (1, 15)] == [1, 15]


def test_who_served_before_posts_were_on_file_is_counted_in_the_unit_named() -> None:
    old = town()["tenures"].with_columns(
        post_id=pl.when((pl.col("person_id") == "A3") & pl.col("to_date").is_not_null())
        .then(None)
        .otherwise("post_id"),
        unit_name=pl.when(pl.col("person_id") == "A3").then(pl.lit("phòng nội vụ")).otherwise("unit_name"),
    )
    s = town().with_table("tenures", old)
    assert set(interview(s.at(date(2020, 2, 1)), unit="NV").figure("workforce.total").people) == {"A1", "A3"}
    found = movement(s, since=date(2020, 3, 1))
    assert [
        (m.person_id, m.unit_id, m.other_unit_id) for line in found.lines for m in line.went if m.other_unit_id
    ] == [("A3", "NV", "PH")]
    assert found.balanced
    lost = s.with_table("tenures", old.with_columns(unit_name=pl.lit("Nơi khác")))
    assert interview(lost.at(date(2020, 2, 1))).figure("workforce.unplaced").people == ("A3",)


def test_a_day_before_the_records_says_since_when_they_know() -> None:
    sheet = interview(town().at(date(1990, 1, 1)))
    assert sheet.figure("workforce.total").value is None
    survey = next(a for a in sheet.answers("vi") if a.key == "survey")
    assert "quá trình công tác sớm nhất bắt đầu ngày 01/01/2000" in survey.text


def test_every_entry_leads_to_records_and_their_decisions() -> None:
    s = town().with_table("training", framed("training", [{"person_id": "A1", "kind": "degree", "title": "Thạc sĩ Luật", "from_date": date(2012, 1, 1), "to_date": date(2014, 1, 1), "decision": "7/QĐ", "decided": date(2011, 12, 1), "decided_by": "UBND thị xã"}]))  # fmt: skip
    sheet = interview(s)
    master = sheet.figure("degree.master")
    links = Chain(s, master).links(master.behind[0])
    assert [link.table for link in links] == ["tenures", "people", "training"]
    proof = links[2].basis
    assert proof is not None
    assert (proof.number, proof.body, proof.missing) == ("7/QĐ", "UBND thị xã", [])
    total = sheet.figure("workforce.total")
    chain = Chain(s, total)
    for entry in total.behind:
        standing = chain.links(entry)
        assert [link.table for link in standing] == ["tenures"]
    known = {b.person_id: chain.links(b)[0].basis for b in total.behind}
    came = known["A2"]
    assert came is not None
    assert (came.number, [m[0] for m in came.missing]) == ("12/QĐ", ["ngày", "cơ quan ban hành"])


def test_rooms_hand_in_answers_of_their_own() -> None:
    visits = Figure("inspection.visits", "cuộc kiểm tra", "inspections", "cuộc", "visits", "records", (), (Behind("visits", ("1",), None, "Cuộc 1", address="/x/"),))  # fmt: skip
    told = Told(
        "inspections",
        (Said("Có {inspection.visits} cuộc kiểm tra.", "There were {inspection.visits} inspections."),),
        (visits,),
    )
    sheet = interview(town(), told=[told])
    answers = {a.key: a.text for a in sheet.answers("vi")}
    assert answers["inspections"] == "Có 1 cuộc kiểm tra."
    assert answers["voters"].startswith("Không có số liệu")
    assert {a.key: a.text for a in interview(town(), told=[told]).answers("en")}[
        "inspections"
    ] == "There were 1 inspections."
    assert Chain(town(), visits).links(visits.behind[0]) == []
    with pytest.raises(WorkforceFault, match="đã có"):
        interview(town(), told=[Told("survey", (), (sheet.figure("workforce.total"),))])


@pytest.mark.parametrize(("kind", "number"), [
    ("establishment", 2), ("contract_68", 3), ("quota_contract", 4), ("extra_contract", 5), ("unit_contract", 5), ("contract_111", 6),
    ("task_contract", 6), ("expert_contract", 6), ("other_contract", 6), ("talent_contract", 7),
])  # fmt: skip
def test_the_quick_statistic_tells_contracts_apart_and_official_counts_leave_them_out(kind: str, number: int) -> None:
    everybody = set(quick_table(town()).behind(TOTAL, 1).people)
    servants = set(bm01(town()).behind(TOTAL, 2).people)
    one = min(servants)
    told = quick_table(changed(one, employment=kind))
    assert told.behind(TOTAL, number).people == (one,)
    assert sum(told.cell(TOTAL, n) or 0 for n in range(2, 8)) == 1
    assert (told.checks[0].holds, set(told.checks[0].people)) == (False, everybody - {one})
    kept = servants if kind == "establishment" else servants - {one}
    assert set(bm01(changed(one, employment=kind)).behind(TOTAL, 2).people) == kept
