"""The catalogue: typed, changed, taken over from a file whose wrong cells are named."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dungviec.office.training.models import Course

GOOD = {
    "code": "KN-02", "title": "Tiếp công dân", "kind": "skills", "form": "position", "owner": "own", "days": "2", "seats": "30", "per_person": "500.000",
    "valid_from": "01/01/2021", "closes": "G4 1-3, theory 1-2, certificate:professional_title", "categories": "Viên chức",
}  # fmt: skip


def test_a_course_is_kept_and_comes_back_as_typed(officer: Client, loaded: None) -> None:
    assert officer.post("/dao-tao/danh-muc/moi/", GOOD).status_code == 302
    one = Course.objects.get()
    assert one.closes == [["G4", 1, 3], ["theory", 1, 2], ["certificate:professional_title", 0, 1]]
    assert (one.per_person, one.least, one.categories) == (500_000, 1, ["public_employee"])
    text = officer.get(f"/dao-tao/danh-muc/{one.pk}/").content.decode()
    assert "G4 1-3, theory 1-2, certificate:professional_title" in text
    assert "500.000" in text
    assert officer.post("/dao-tao/danh-muc/moi/", GOOD | {"code": "kn-02"}).status_code == 422, "the code is taken"
    assert officer.post(f"/dao-tao/danh-muc/{one.pk}/", GOOD | {"title": "Mới", "revision": "1"}).status_code == 302
    assert officer.post(f"/dao-tao/danh-muc/{one.pk}/", GOOD | {"title": "Cũ", "revision": "1"}).status_code == 422, (
        "stale"
    )
    one.refresh_from_db()
    assert one.title == "Mới"


def test_bad_courses_are_refused(officer: Client, loaded: None) -> None:
    for wrong in [
        {"code": ""},
        {"code": "a b"},
        {"code": "x" * 31},
        {"title": ""},
        {"kind": "?"},
        {"days": "0"},
        {"days": "ba"},
        {"seats": "2,5"},
        {"least": "31"},
        {"per_person": "-1"},
        {"valid_from": ""},
        {"valid_from": "30/02/2021"},
        {"valid_to": "31/12/2020"},
        {"closes": "G4 3-1"},
        {"closes": "bay 1-2"},
        {"categories": "tiên"},
        {"begins": "01/03/2021"},
        {"begins": "02/03/2021", "ends": "01/03/2021"},
        {"promised": "31"},
        {"postgraduate": "on"},
        {"programme": "x" * 2001},
    ]:
        assert officer.post("/dao-tao/danh-muc/moi/", GOOD | wrong).status_code == 422
        assert not Course.objects.exists()


def upload(client: Client, content: bytes, name: str = "danh-muc.xlsx") -> Any:
    return client.post("/dao-tao/danh-muc/nhap/", {"tep": SimpleUploadedFile(name, content)}, follow=True)


def test_the_template_comes_back_filled_and_wrong_cells_are_named(officer: Client, courses: dict[str, Course]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(officer.get("/dao-tao/danh-muc/mau/?ca=1").content))
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "Tên đổi"
    sheet.append(["MOI", "Khóa mới", "Bồi dưỡng nghiệp vụ, kỹ năng", "Theo yêu cầu vị trí việc làm", "Tỉnh", "", 5, 40])
    out = io.BytesIO()
    book.save(out)
    text = upload(officer, out.getvalue()).content.decode()
    assert "2 ô cần sửa" in text
    assert "Kinh phí mỗi người (đồng)" in text
    assert re.search(r">[A-Z]+5<", text), "the place of the cell"
    assert Course.objects.count() == 3, "nothing is written while a cell is wrong"
    heads = {c.value: c.column for c in sheet[1]}
    sheet.cell(5, heads["Kinh phí mỗi người (đồng)"], 700000)
    sheet.cell(5, heads["Có từ ngày"], "01/02/2021")
    out = io.BytesIO()
    book.save(out)
    assert "1 khóa mới, 1 khóa đổi" in upload(officer, out.getvalue()).content.decode()
    new = Course.objects.get(code="MOI")
    assert (new.owner, new.form, new.days, new.per_person) == ("province", "position", 5, 700_000)
    assert Course.objects.get(title="Tên đổi").revision == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b""), ("a.xlsx", b"PK\x03\x04 hong"), ("a.csv", b"x;y\n1;2\n"), ("a.pdf", b"%PDF-1.4 \x00\x01")],
)
def test_files_that_are_no_catalogue_are_refused(officer: Client, loaded: None, name: str, content: bytes) -> None:
    text = upload(officer, content, name).content.decode()
    assert "note-error" in text
    assert officer.post("/dao-tao/danh-muc/nhap/", {}).status_code == 302
    assert not Course.objects.exists()


def test_a_csv_file_is_read_too_and_codes_stand_once(officer: Client, loaded: None) -> None:
    head = "Mã khóa,Tên khóa học,Loại,Nội dung chương trình,Bên mở,Số ngày học,Số chỗ mỗi lớp,Kinh phí mỗi người (đồng),Có từ ngày\n"
    row = "A1,Khóa A,skills,position,own,2,30,500000,01/01/2021\n"
    text = upload(officer, (head + row + row).encode(), "a.csv").content.decode()
    assert "Mã đã có ở dòng 2" in text
    assert "1 khóa mới" in upload(officer, (head + row).encode(), "a.csv").content.decode()


def test_who_keeps_the_catalogue(as_role: Callable[..., Client], courses: dict[str, Course]) -> None:
    head, leader = as_role("unit_head", unit_id="P-GD", person_id="N1"), as_role("leader")
    assert "12.000.000" not in head.get("/dao-tao/danh-muc/").content.decode()
    assert "12.000.000" in leader.get("/dao-tao/danh-muc/").content.decode()
    for who in (head, leader):
        assert who.post("/dao-tao/danh-muc/moi/", GOOD).status_code == 403
        assert who.get("/dao-tao/danh-muc/mau/").status_code == 403
    assert as_role("auditor").get("/dao-tao/danh-muc/").status_code == 403
