"""Course files in YAML, JSON and Excel: the same catalogue from each; a fault names file, line or row, field and value."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from dungviec.exchange.course_files import catalogue_from, read_asked, read_catalogue
from dungviec.synth.courses import example_courses
from dungviec.training import Closes, Request, SelfStudy, TrainingFault, Wish

GOOD = """year: 2021
courses:
  - code: A
    vi: Khóa A
    kind: skills
    closes:
      - {what: G4, start: 1, end: 3}
      - {what: theory, end: intermediate}
    least: 10
    most: 40
    classes: 2
    class_cost: 1_000_000
    seat_cost: 200000
    days: 3
    categories: [public_employee, Cán bộ]
    begins: 2021-03-01
    ends: 05/03/2021
standards:
  - {ranks: [V.07.*], kind: professional_title, vi: chứng chỉ, basis: thử, months: 60}
"""


def test_yaml_and_json_and_excel_hold_the_same_catalogue(tmp_path: Path) -> None:
    wanted = catalogue_from(GOOD, "c.yaml")
    (course,) = wanted.courses
    assert course.closes == (Closes("G4", 1, 3), Closes("theory", 0, 2))
    assert (course.categories, course.begins, course.ends) == (("public_employee", "cadre"), date(2021, 3, 1), date(2021, 3, 5))  # fmt: skip
    assert wanted.standards[0].covers("V.07.03.07")
    plain = {
        "year": 2021,
        "courses": [{"code": "A", "vi": "Khóa A", "kind": "skills", "closes": [{"what": "G4", "start": 1, "end": 3}, {"what": "theory", "end": "intermediate"}], "least": 10, "most": 40, "classes": 2, "class_cost": 1_000_000, "seat_cost": 200_000, "days": 3, "categories": ["public_employee", "cadre"], "begins": "2021-03-01", "ends": "2021-03-05"}],
        "standards": [{"ranks": ["V.07.*"], "kind": "professional_title", "vi": "chứng chỉ", "basis": "thử", "months": 60}],
    }  # fmt: skip
    file = tmp_path / "c.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    assert read_catalogue(file) == wanted
    sheets = {
        "Thông tin": [["Năm", 2021]],
        "Khóa học": [["Mã khóa", "Tên khóa", "Loại", "Số người ít nhất một lớp", "most", "classes", "class_cost", "seat_cost", "days", "Đối tượng", "Từ ngày", "Đến ngày"], ["A", "Khóa A", "skills", 10, 40, 2, 1_000_000, 200_000, 3, "Viên chức; Cán bộ", "01/03/2021", "05/03/2021"]],
        "Khóa đóng gì": [["Mã khóa", "Nội dung", "Từ mức", "Đến mức"], ["A", "G4", 1, 3], ["A", "Lý luận chính trị", None, "Trung cấp"]],
        "Tiêu chuẩn chức danh": [["ranks", "kind", "vi", "basis", "months"], ["V.07.*", "professional_title", "chứng chỉ", "thử", 60]],
    }  # fmt: skip
    assert read_catalogue(book(tmp_path / "c.xlsx", sheets)) == wanted


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    made = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)
    made.close()
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("least: 10", "least: fünf"), "dòng 9.*least.*fünf"), (("least: 10", "least: 50"), r"dòng 9.*«50».*\(40\)"),
        (("what: G4", "what: Q!"), "dòng 7.*Q!"), (("end: 3", "end: 9"), "dòng 7.*«9».*0–5"), (("end: 3", "end: 1"), "dòng 7.*cao hơn"),
        (("kind: skills", "kind: sport"), "dòng 5.*sport"), (("ends: 05/03/2021", "ends: 2021-02-30"), "dòng 17.*2021-02-30"),
        (("ends: 05/03/2021", "ends: 05/02/2021"), "dòng 17.*01/03/2021"), (("    days: 3\n", ""), "dòng 3.*days.*thiếu"),
        (("courses:", "kurse:"), "dòng 2.*kurse"), (("code: A", "kode: A"), "dòng 3.*kode"), (("year: 2021", "year: nhiều"), "dòng 1.*nhiều"),
        (("year: 2021\n", ""), "thiếu năm"), (("classes: 2", "classes: [2"), "YAML"), (("classes: 2", "classes: -1"), "dòng 11.*«-1»"),
        (("    days: 3\n", "    days: 3\n    promised: 99\n"), "promised.*99"), (("    days: 3\n", "    days: 3\n    offered: chợ\n"), "offered.*chợ"),
        (("    days: 3\n", "    days: 3\n    postgraduate: true\n"), "months"), (("months: 60", "months: 0"), "dòng 19.*months"),
        (("standards:", "  - {code: A, vi: B, kind: skills, least: 1, most: 2, classes: 1, class_cost: 0, seat_cost: 0, days: 1}\nstandards:"), "dòng 18.*đã có"),
    ],
)  # fmt: skip
def test_a_fault_names_the_line_and_the_value(change: tuple[str, str], said: str) -> None:
    with pytest.raises(TrainingFault, match=said) as bad:
        catalogue_from(GOOD.replace(*change, 1), "c.yaml")
    assert "c.yaml" in bad.value.english


@pytest.mark.parametrize("text", ["", "[]", "5", "courses: 5", "courses: [5]", "year: 2021\ncourses: []"])
def test_what_is_no_catalogue_is_refused(text: str) -> None:
    with pytest.raises(TrainingFault):
        catalogue_from(text, "c.yaml")


def test_a_workbook_names_sheet_and_row(tmp_path: Path) -> None:
    heads: list[object] = ["code", "vi", "kind", "least", "most", "classes", "class_cost", "seat_cost", "days"]
    rows = [heads, ["A", "Khóa", "skills", 1, 2, 1, 0, 0, "ba"]]
    with pytest.raises(TrainingFault, match=r"Trang «Khóa học», dòng 2.*«ba»"):
        read_catalogue(book(tmp_path / "a.xlsx", {"Thông tin": [["Năm", 2021]], "Khóa học": rows}))
    with pytest.raises(TrainingFault, match="không có cột «Giá»"):
        read_catalogue(book(tmp_path / "b.xlsx", {"Khóa học": [["Giá"]]}))
    with pytest.raises(TrainingFault, match="không có khóa nào mang mã này"):
        read_catalogue(book(tmp_path / "d.xlsx", {"Thông tin": [["Năm", 2021]], "Khóa đóng gì": [["code", "what", "end"], ["Z", "G4", 3]]}))  # fmt: skip
    with pytest.raises(TrainingFault, match="không có trang nào"):
        read_catalogue(book(tmp_path / "e.xlsx", {"Lạ": [["x"]]}))
    with pytest.raises(TrainingFault, match="Không thấy tệp"):
        read_catalogue(tmp_path / "none.yaml")


def test_requests_wishes_and_self_study(tmp_path: Path) -> None:
    file = tmp_path / "asked.yaml"
    file.write_text(
        "requests:\n  - {unit_id: TC, what: G3, wants: 3, people: [LAN], urgency: 3, because: nhiều việc}\n"
        "wishes:\n  - {person_id: LAN, what: theory, wants: trung cấp}\n"
        "self_study:\n  - {person_id: TAM, what: G6, level: 2, on: 2020-06-01, evidence: bài thi, grade: 3}\n",
        encoding="utf-8",
    )  # fmt: skip
    asked = read_asked(file)
    assert asked.requests == (Request("TC", "G3", 3, ("LAN",), 3, "nhiều việc"),)
    assert asked.wishes == (Wish("LAN", "theory", 2, 2),)
    assert asked.self_study == (SelfStudy("TAM", "G6", 2, date(2020, 6, 1), "bài thi", 3),)
    file.write_text("self_study:\n  - {person_id: TAM, what: G6, level: 2, on: 2020-06-01, evidence: x, grade: 4}\n", encoding="utf-8")  # fmt: skip
    with pytest.raises(TrainingFault, match=r"dòng 2.*grade.*«4».*1 đến 3"):
        read_asked(file)
    file.write_text("wishes:\n  - {person_id: TAM, what: G6, wants: 0}\n", encoding="utf-8")
    with pytest.raises(TrainingFault, match="wants"):
        read_asked(file)


def test_the_example_catalogue_can_be_read_for_any_year() -> None:
    first, later = catalogue_from(example_courses(), "x"), catalogue_from(example_courses(2027), "x")
    assert (first.year, later.year, len(first.courses)) == (2021, 2027, 16)
    assert all(c.begins is None or c.begins.year == 2027 for c in later.courses)


def test_the_examples_of_the_page_can_be_used_as_they_stand(tmp_path: Path) -> None:
    page = Path(__file__).parents[2].joinpath("docs/reference/course-files.md").read_text(encoding="utf-8")
    (courses,) = re.findall(r"```yaml courses\n(.*?)```", page, re.DOTALL)
    (asked,) = re.findall(r"```yaml asked\n(.*?)```", page, re.DOTALL)
    assert catalogue_from(courses, "page").by_code["SOAN-THAO"].closes == (Closes("G3", 1, 3),)
    file = tmp_path / "asked.yaml"
    file.write_text(asked, encoding="utf-8")
    assert read_asked(file).self_study[0].grade == 3
