"""The record filled in, shown as its form, sent out and brought back: ông Đức (N2) of the made-up town."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml.ns import qn

from dungviec.documents import read_list, read_word
from dungviec.office.access.fields import COLUMN_GROUPS, UNDECLARED, group_of
from dungviec.office.access.models import LedgerEntry, Role
from dungviec.office.access.policy import Viewer
from dungviec.office.dossier.models import MODELS, Particulars, Study
from dungviec.office.dossier.selectors import dossiers, file_dossier
from dungviec.office.registry.gate import seen
from dungviec.office.registry.models import Batch, Person
from dungviec.office.registry.services import amend, create, undo
from dungviec.records.dossier import DOSSIER_TABLES

pytestmark = pytest.mark.django_db
DAY = date(2020, 12, 10)
WHY = {"why": "Theo giấy khai sinh"}
OFFICER = Viewer("personnel", Role.PERSONNEL, day=DAY)


def dossier_of(person_id: str = "N2", day: date = DAY) -> Any:
    return file_dossier(seen(OFFICER, day).file(person_id))


@pytest.fixture
def filled(loaded):
    """Ông Đức's record with something to hide in it."""
    create("particulars", {"person_id": "N2", "religion": "Phật giáo kín", "phone": "0900112233", "address": "ngõ Kín 7", "health": "loại Kín", "main_work": "Phụ trách tiểu học", "birth_place": "xã Kẻ Mơ", "pay_income": 987654321}, by="t", why="x")  # fmt: skip
    create("relatives", {"person_id": "N2", "side": "own", "relation": "Vợ", "name": "Mạc Thị Kín"}, by="t", why="x")
    create("studies", {"person_id": "N2", "kind": "professional", "from_date": date(2003, 9, 5), "school": "Trường Sư phạm", "result": "Cử nhân"}, by="t", why="x")  # fmt: skip
    create(
        "party_posts",
        {"person_id": "N2", "kind": "main", "title": "Chi ủy viên kín", "from_date": date(2019, 1, 1)},
        by="t",
        why="x",
    )


def test_the_tables_in_the_database_are_those_declared():
    assert set(MODELS) == set(DOSSIER_TABLES)
    for name, model in MODELS.items():
        stored = {f.attname for f in model._meta.concrete_fields}
        assert {c.name for c in DOSSIER_TABLES[name].columns} <= stored, name


def test_every_field_has_its_group_of_readers():
    """A field nobody declared would be masked for everybody."""
    away = [
        (t.name, c.name) for t in DOSSIER_TABLES.values() for c in t.columns if group_of(t.name, c.name) is UNDECLARED
    ]
    assert away == []
    assert set(COLUMN_GROUPS["particulars"]) == set(DOSSIER_TABLES["particulars"].by_name)


def test_a_section_is_filled_in_and_only_what_changed_is_written(officer):
    page = officer.get("/ly-lich/N2/muc/tuyen-dung/")
    assert page.status_code == 200
    said = {"particulars-family_origin": "Nông dân", "particulars-first_hired": "01/09/2008", **WHY}
    assert officer.post("/ly-lich/N2/muc/tuyen-dung/", said).status_code == 302
    stored = Particulars.objects.get(pk="N2")
    assert (stored.family_origin, stored.first_hired, stored.hired_by) == ("Nông dân", date(2008, 9, 1), None)
    before = Batch.objects.count()
    assert officer.post("/ly-lich/N2/muc/tuyen-dung/", said).status_code == 302
    assert Batch.objects.count() == before, "saving the same again writes nothing"


def test_what_was_typed_stays_when_something_is_wrong(officer):
    page = officer.post(
        "/ly-lich/N2/muc/tuyen-dung/",
        {"particulars-family_origin": "Nông dân", "particulars-first_hired": "31/02/2008", **WHY},
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "Nông dân" in text
    assert "31/02/2008" in text
    assert "không có trong lịch" in text
    assert not Particulars.objects.exists()
    assert (
        officer.post("/ly-lich/N2/muc/tuyen-dung/", {"particulars-family_origin": "x", "why": " "}).status_code == 422
    )


def test_a_value_may_hold_from_a_day_on_and_the_past_keeps_the_old_one(officer):
    officer.post("/ly-lich/N2/muc/cong-viec/", {"particulars-main_work": "Phụ trách mầm non", **WHY})
    officer.post(
        "/ly-lich/N2/muc/cong-viec/", {"particulars-main_work": "Phụ trách tiểu học", "since": "01/10/2020", **WHY}
    )
    assert dossier_of().one("particulars", "main_work") == "Phụ trách tiểu học"
    assert dossier_of(day=date(2020, 9, 30)).one("particulars", "main_work") == "Phụ trách mầm non"


def test_core_fields_are_written_through_the_registry_too(officer):
    officer.post("/ly-lich/N2/muc/trinh-do/", {"people-degree": "master", "people-major": "Quản lý giáo dục", **WHY})
    assert Person.objects.get(pk="N2").degree == "master"
    assert dossier_of().one("people", "major") == "Quản lý giáo dục"


def test_rows_are_added_put_right_and_withdrawn_and_nothing_is_lost(officer):
    url = "/ly-lich/N2/bang/studies/"
    said = {"kind": "theory", "from_date": "03/2015", "school": "Trường Chính trị", "result": "Trung cấp", **WHY}
    assert officer.post(url, said).status_code == 302
    [row] = dossier_of().rows("studies")
    assert row["from_date"] == date(2015, 3, 1)
    key = Study.objects.get(withdrawn_at=None).pk
    assert officer.post(f"{url}{key}/", said | {"result": "Cao cấp"}).status_code == 302
    assert [r["result"] for r in dossier_of().rows("studies")] == ["Cao cấp"]
    assert officer.post(f"{url}{key}/", said).status_code == 404, "the row that was replaced cannot be corrected again"
    now = Study.objects.get(withdrawn_at=None).pk
    assert officer.post(f"{url}{now}/thu-hoi/").status_code == 302
    assert not dossier_of().rows("studies")
    assert Study.objects.count() == 2


def test_somebody_elses_row_is_not_reached_by_its_number(officer, filled):
    key = Study.objects.get().pk
    assert officer.get(f"/ly-lich/N5/bang/studies/{key}/").status_code == 404
    officer.post(f"/ly-lich/N5/bang/studies/{key}/thu-hoi/")
    assert Study.objects.get().withdrawn_at is None


@pytest.mark.parametrize("path", ["muc/ban-than/", "bang/studies/", "nhap/"])
@pytest.mark.parametrize("role", ["leader", "inspector", "official"])
def test_only_who_keeps_records_writes(as_role, filled, role, path):
    client = as_role(role, person_id="N2")
    assert client.get(f"/ly-lich/N2/{path}").status_code == 403
    assert client.post(f"/ly-lich/N2/{path}", WHY).status_code == 403


USED_FOR = {"muc-dich": "bổ nhiệm lại quý IV"}
HIDDEN_FROM_HEAD = ("Phật giáo kín", "loại Kín", "Mạc Thị Kín", "987654321", "987.654.321", "Chi ủy viên kín")


def test_masked_fields_are_in_no_paper(as_role, filled):
    head = as_role("unit_head", "P-GD", "N1")
    page = head.get("/ly-lich/N2/").content.decode()
    assert "xã Kẻ Mơ" in page
    assert "(không hiển thị" in page
    word = head.post("/ly-lich/N2/tep/syll-word/", USED_FOR)
    text = "".join(t.text or "" for t in Document(io.BytesIO(word.content)).element.body.iter(qn("w:t")))
    record = head.post("/ly-lich/N2/tep/json/", USED_FOR).content.decode()
    for secret in HIDDEN_FROM_HEAD:
        assert secret not in page
        assert secret not in text
        assert secret not in record
    assert "particulars.religion" in json.loads(record)["records"][0]["hidden"]
    assert "relatives.*" in json.loads(record)["records"][0]["hidden"]


def test_an_official_sees_the_own_record_whole_and_no_other(as_role, filled):
    own = as_role("official", person_id="N2")
    page = own.get("/ly-lich/N2/").content.decode()
    assert all(word in page for word in ("Phật giáo kín", "Mạc Thị Kín", "Chi ủy viên kín"))
    assert own.get("/ly-lich/N5/").status_code == 403
    assert own.get("/ly-lich/N5/tep/json/").status_code == 403
    assert own.get("/ly-lich/").status_code == 403
    assert own.get("/ly-lich/trich-ngang/").status_code == 403


def test_every_file_comes_as_an_attachment_with_its_line_in_the_ledger(officer, filled):
    starts = {"syll-word": b"PK", "2c-word": b"PK", "syll-pdf": b"%PDF", "2c-pdf": b"%PDF", "json": b"{"}
    for export, first in starts.items():
        answer = officer.post(f"/ly-lich/N2/tep/{export}/", USED_FOR)
        assert answer.status_code == 200
        assert answer.content.startswith(first), export
        assert answer["Content-Disposition"].startswith("attachment")
    lines = LedgerEntry.objects.filter(action="export_dossier", subject_id="N2")
    assert {line.detail["export"] for line in lines} == set(starts)
    assert {line.detail["purpose"] for line in lines} == {USED_FOR["muc-dich"]}
    assert officer.get("/ly-lich/N2/tep/doc/").status_code == 404


def test_without_a_purpose_nothing_leaves_but_the_own_record(officer, as_role, filled):
    for path in ("/ly-lich/N2/tep/json/", "/ly-lich/trich-ngang/?cot=phone", "/ly-lich/ho-so-json/?tat-ca=1"):
        for answer in (officer.get(path), officer.post(path, {"muc-dich": " thử     nhé "})):
            assert "Content-Disposition" not in answer
            assert "dùng vào việc gì" in answer.content.decode()
    assert not LedgerEntry.objects.filter(action__in=["export_dossier", "export_list", "export_records"]).exists()
    assert as_role("official", person_id="N2").get("/ly-lich/N2/tep/json/")["Content-Disposition"]


def edited(data: bytes, tag: str, text: str) -> bytes:
    """A Word form with one field retyped by a clerk."""
    document = Document(io.BytesIO(data))
    for control in document.element.body.iter(qn("w:sdt")):
        if control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == tag:
            next(control.iter(qn("w:t"))).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_form_edited_in_word_comes_back_after_a_look_at_what_it_changes(officer, filled):
    paper = edited(officer.post("/ly-lich/N2/tep/syll-word/", USED_FOR).content, "particulars.address", "số 9, phố Mới")
    page = officer.post("/ly-lich/N2/nhap/", {"paper": SimpleUploadedFile("đức.docx", paper)})
    text = page.content.decode()
    assert "ngõ Kín 7" in text
    assert "số 9, phố Mới" in text
    assert Particulars.objects.get(pk="N2").address == "ngõ Kín 7", "nothing is written before somebody says so"
    assert officer.post("/ly-lich/N2/nhap/", {"text": page.context["text"]}).status_code == 302
    assert Particulars.objects.get(pk="N2").address == "số 9, phố Mới"
    undo(Batch.objects.get(kind="paper"), by="personnel", why="Nhầm tệp")
    assert Particulars.objects.get(pk="N2").address == "ngõ Kín 7"


@pytest.mark.parametrize("export", ["syll-word", "2c-word", "json"])
def test_a_paper_that_was_not_edited_changes_nothing(officer, filled, export):
    data = officer.post(f"/ly-lich/N2/tep/{export}/", USED_FOR).content
    page = officer.post("/ly-lich/N2/nhap/", {"paper": SimpleUploadedFile("x", data)})
    assert page.context["changes"] == []
    assert "Tệp nói đúng những gì hồ sơ đã ghi" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rubbish", "không phải tệp Word"),
        (b"\xff\xfe\x00", "không phải Word"),
        (b"{}", "không phải hồ sơ"),
        (b"", "Hãy chọn"),
    ],
)
def test_other_files_are_refused_in_a_sentence(officer, filled, data, said):
    page = officer.post("/ly-lich/N2/nhap/", {"paper": SimpleUploadedFile("x.docx", data)} if data else {})
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_paper_of_somebody_else_is_refused(officer, filled):
    data = officer.post("/ly-lich/N5/tep/syll-word/", USED_FOR).content
    page = officer.post("/ly-lich/N2/nhap/", {"paper": SimpleUploadedFile("n5.docx", data)})
    assert page.status_code == 422
    assert "không phải của hồ sơ N2" in page.content.decode()
    forged = officer.post("/ly-lich/N2/nhap/", {"text": "bịa"})
    assert forged.status_code == 302
    assert not Batch.objects.filter(kind="paper").exists()


def test_the_office_page_counts_faults_and_follows_the_records(officer, filled):
    state = officer.get("/ly-lich/").context["state"]
    assert state.people == 7
    faults = state.faults
    officer.post("/ly-lich/N2/muc/tuyen-dung/", {"particulars-family_origin": "Nông dân", **WHY})
    assert officer.get("/ly-lich/").context["state"].faults == faults - 1


def test_the_list_of_everybody_reads_back_unchanged(officer, filled):
    answer = officer.post("/ly-lich/trich-ngang/?cot=born&cot=religion&cot=phone&cot=post", USED_FOR)
    read = {r.person_id: r for r in read_list(answer.content)}
    assert len(read) == 7
    assert read["N2"].values["particulars", "religion"] == "Phật giáo kín"
    assert LedgerEntry.objects.get(action="export_list").detail["rows"] == 7


def test_the_forms_of_the_past_say_what_was_so_then(officer, filled):
    amend("particulars", "N2", {"main_work": "Phụ trách phổ cập"}, by="t", why="x", valid_from=date(2020, 12, 1))
    [old] = [d for d in dossiers(OFFICER, date(2020, 11, 30)) if d.person_id == "N2"]
    assert old.one("particulars", "main_work") == "Phụ trách tiểu học"
    assert dossier_of().one("particulars", "main_work") == "Phụ trách phổ cập"


def test_word_of_the_office_is_word_of_the_library(officer, filled):
    assert (
        read_word(officer.post("/ly-lich/N2/tep/syll-word/", USED_FOR).content).values["particulars", "main_work"]
        == "Phụ trách tiểu học"
    )
