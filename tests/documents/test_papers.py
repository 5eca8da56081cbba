"""How the papers look and what the checks say."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl import load_workbook
from tests.documents.cast import anh, row

from dungviec.documents import (
    FORMS,
    fill,
    list_columns,
    office_readiness,
    read_list,
    readiness,
    write_list,
    write_pdf,
    write_word,
)
from dungviec.documents.listing_columns import DEFAULT_COLUMNS, LIST_COLUMNS
from dungviec.documents.readiness import to_json
from dungviec.documents.record_json import record_schema, write_json_text
from dungviec.documents.record_json import to_json as record_json
from dungviec.exchange.problems import UnreadableFileError
from dungviec.records.dossiers import Dossier

SYLL, FORM_2C = FORMS["syll"], FORMS["2c"]
SCHEMA = Path(__file__).parents[2] / "docs/reference/record.schema.json"


def text(data: bytes) -> str:
    body = Document(io.BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def test_the_form_has_all_38_items_in_order():
    words = text(write_word(fill(SYLL, anh())))
    at = [words.index(f"\n{n}.") for n in range(1, 30)] + [words.index(f"\n{n}") for n in ("30.", "30.1.", "30.2.", "30.3.", "31.", "32.", "32.1.", "32.6.", "33.", "34.", "34.3.", "35.", "36.", "36.2.", "37.", "37.1.", "37.2.", "37.3.", "38.")]  # fmt: skip
    assert at == sorted(at)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "Độc lập - Tự do - Hạnh phúc" in words


def test_the_old_form_has_28_items_and_gives_the_rest_no_number():
    words = text(write_word(fill(FORM_2C, anh())))
    shown = [*(str(n) for n in range(1, 15)), "15.1", *(str(n) for n in range(16, 29))]
    assert [n for n in shown if f"\n{n})" not in words] == []
    assert not any(f"\n{n})" in words for n in (29, 30, 31))
    assert "Đặc điểm lịch sử bản thân" in words


def test_the_paper_is_a4_with_the_margins_and_the_face_of_the_decree():
    document = Document(io.BytesIO(write_word(fill(SYLL, anh()))))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert Mm(30) <= section.left_margin <= Mm(35)
    assert Mm(15) <= section.right_margin <= Mm(20)
    assert Mm(20) <= section.top_margin <= Mm(25)
    assert section.different_first_page_header_footer
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_the_same_record_gives_the_same_words_in_the_file():
    one, other = (
        zipfile.ZipFile(io.BytesIO(write_word(fill(SYLL, anh())))).read("word/document.xml") for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.key)
def test_pdf_is_tagged_and_carries_its_fonts(form):
    hard = anh(person={"name": 'Ẵng Ễnh Ỗ Ự <b>#let x = "1"</b> $x$ *y* @z \\'})
    data = write_pdf(fill(form, hard))
    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in data
    assert b"/FontFile" in data
    assert data == write_pdf(fill(form, hard)), "no clock in the file"


def test_an_empty_record_still_makes_every_paper():
    nobody = Dossier(date(2026, 1, 1), {"person_id": "X", "name": "Ai Đó"})
    for form in FORMS.values():
        assert write_pdf(fill(form, nobody)).startswith(b"%PDF-")
        assert "……" in text(write_word(fill(form, nobody)))
    assert write_list([nobody], list_columns(()))
    assert readiness(nobody).score < 50


def test_a_long_life_runs_over_pages_with_the_heading_repeated():
    many = [row("tenures", title=f"Chức vụ {n}", kind="main", from_date=date(1990, 1, 1 + n % 28)) for n in range(300)]
    data = write_word(fill(SYLL, anh(tenures=many)))
    body = Document(io.BytesIO(data)).element.body
    assert text(data).count("Chức vụ ") >= 300
    assert len(list(body.iter(qn("w:tblHeader")))) == len(SYLL.grids)


def test_the_list_has_a_title_block_the_columns_asked_for_and_real_dates():
    data = write_list(
        [anh()], list_columns(["born", "Tôn giáo", "post"]), body="UBND phường Cẩm Phả", as_of=date(2026, 11, 22)
    )
    sheet = load_workbook(io.BytesIO(data)).active
    cells = [list(line) for line in sheet.iter_rows(values_only=True)]
    assert cells[0][0] == "UBND PHƯỜNG CẨM PHẢ"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells[0]
    assert cells[6] == ["TT", "Số hiệu", "Họ và tên", "Ngày sinh", "Tôn giáo", "Chức vụ, đơn vị công tác"]
    assert cells[7][:2] == [1, "CB0042"]
    assert cells[7][3].date() == date(1980, 3, 5)
    assert cells[7][5] == "Trưởng phòng, Phòng Nội vụ phường Cẩm Phả"
    assert any("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" in line for line in cells)


def test_a_formula_in_a_name_stays_a_text():
    data = write_list([anh(person={"name": '=HYPERLINK("x")'})], list_columns(()))
    assert load_workbook(io.BytesIO(data)).active["C8"].data_type == "s"


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnreadableFileError, match="không có cột «tuổi»"):
        list_columns(["tuổi"])
    assert set(DEFAULT_COLUMNS) <= set(LIST_COLUMNS)


def test_a_text_too_long_for_a_cell_is_refused_not_lost():
    with pytest.raises(UnreadableFileError, match="32767"):
        write_list([anh(own={"address": "x" * 40_000})], list_columns(["address"]))


def test_a_full_record_is_ready_and_every_lack_costs_points():
    assert readiness(anh()).score == 100
    lacking = readiness(anh(own={"religion": None, "id_issued": None}))
    assert {f.place for f in lacking.findings} == {"particulars.religion", "particulars.id_issued"}
    assert lacking.score < 100


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"person": {"ethnicity": "Kinhh"}}, "unlisted:people.ethnicity"),
        ({"person": {"rank_code": "01.009"}}, "unlisted:people.rank_code"),
        ({"person": {"coefficient": 4.75}}, "coefficient"),
        ({"own": {"salary_step": 3}}, "step"),
        ({"person": {"home_code": "06763"}}, "unlisted:people.home_code"),
        ({"person": {"citizen_id": "02218000004"}}, "shape:people.citizen_id"),
        ({"own": {"first_hired": date(2026, 7, 1)}}, "order:particulars.first_hired:particulars.entered_body"),
        ({"own": {"id_issued": date(2027, 1, 1)}}, "future"),
        ({"studies": []}, "missing:studies"),
        (
            {"salary_steps": [row("salary_steps", from_date=date(2021, 3, 1), to_date=date(2020, 1, 1))]},
            "span:salary_steps",
        ),
    ],
)
def test_each_fault_is_found_by_its_check(change, check):
    assert check in {f.check for f in readiness(anh(**change)).findings}


def test_what_the_lists_cannot_tell_is_not_judged_and_not_called_wrong():
    for person in ({"rank_code": "06.031", "coefficient": 3.0}, {"home_code": "34001"}):
        found = readiness(anh(person=person, own={"salary_step": None}))
        assert not [f for f in found.findings if f.check.startswith(("unlisted", "coefficient"))]


def test_hidden_fields_are_not_judged():
    masked = anh(hidden=frozenset({"particulars.religion"}), own={"religion": None})
    assert readiness(masked).ready


def test_spelling_of_a_group_does_not_matter_but_the_day_of_a_place_does():
    assert readiness(anh(person={"ethnicity": "sán  dìu"})).ready
    before = Dossier(date(2020, 12, 10), {**anh().person, "home_code": "06763"}, anh().particulars, anh().events)
    assert "unlisted:people.home_code" not in {f.check for f in readiness(before).findings}


def test_the_fixes_of_an_office_come_with_how_much_they_clear():
    people = [anh(own={"religion": None}), anh(own={"religion": None, "id_issued": None}), anh()]
    state = office_readiness(people)
    assert (state.people, state.ready, state.faults) == (3, 1, 3)
    assert [(f.vi, f.records) for f in state.fixes] == [("Bổ sung «Tôn giáo»", 2), ("Bổ sung «Ngày cấp CCCD»", 1)]
    assert state.fixes[0].share == pytest.approx(2 / 3)
    told = to_json(state, as_of=date(2026, 11, 22))
    assert json.loads(json.dumps(told))["fixes"][0]["records"] == 2


def test_the_schema_in_the_docs_is_the_one_generated():
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == record_schema()


def test_a_record_in_json_fits_its_schema():
    record = record_json([anh()])["records"][0]
    declared = record_schema()["properties"]["records"]["items"]
    assert set(record) <= set(declared["properties"])
    assert record["coded"] == {"ethnicity": "18"}
    for table, found in record.items():
        shape = declared["properties"][table]
        for one, allowed in ((r, shape.get("items", shape)) for r in (found if isinstance(found, list) else [found])):
            if isinstance(one, dict):
                assert set(allowed.get("required", ())) <= set(one) <= set(allowed["properties"]), table
    assert write_json_text([anh()]).endswith("}\n")


def test_somebody_without_a_number_on_the_list_is_said_and_the_signature_is_nobody():
    book = load_workbook(io.BytesIO(write_list([anh(), anh(person={"person_id": "CB0043"})], list_columns(()))))
    book.active["B9"] = None
    buffer = io.BytesIO()
    book.save(buffer)
    one, other = read_list(buffer.getvalue())
    assert (one.person_id, other.person_id) == ("CB0042", "")
    assert "không có số hiệu" in other.notes[0].words()
