"""``dungviec training …``: what it prints and writes, exit codes 0, 2 and 3, and sentences instead of traces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_calamine import load_workbook
from tests.training.cast import hall
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city

COURSES = """year: 2021
courses:
  - {code: QLNN, vi: Quản lý nhà nước, en: State management, kind: state_management, closes: [{what: state_management, end: specialist}], least: 1, most: 3, classes: 1, class_cost: 0, seat_cost: 4000000, days: 30}
  - {code: SOAN, vi: Soạn thảo, en: Drafting, kind: skills, closes: [{what: G3, start: 1, end: 3}], least: 1, most: 3, classes: 1, class_cost: 1000000, seat_cost: 200000, days: 3}
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("training")
    write_city(hall(), folder / "town.xlsx")
    (folder / "courses.yaml").write_text(COURSES, encoding="utf-8")
    return folder / "town.xlsx", folder / "courses.yaml"


def test_the_plan_is_shown_told_and_written(files: tuple[Path, Path], tmp_path: Path) -> None:
    city, courses = files
    asked = ("training", "plan", city, "--courses", courses, "--budget", 5_000_000)
    shown = run(*asked)
    assert shown.exit_code == 0, shown.output
    assert "đã chứng minh tốt nhất" in shown.stdout
    assert "4.000.000 trên 5.000.000 đồng" in shown.stdout
    out = tmp_path / "plan.xlsx"
    told = json.loads(run(*asked, "--more", 1_000_000, "--curve", 2, "--why", "TAM", "--json", "-o", out).stdout)
    assert (told["proven"], told["check"], told["values"]) == (True, [], {"duty": 1, "succession": 0, "gap": 0})
    assert told["more"]["gained"]["gap"] > 0
    assert [p["budget"] for p in told["curve"]] == [0, 5_000_000, 10_000_000]
    assert told["why"]["places"][0]["obstacles"] == ["class", "money"]
    sheets = load_workbook(out).sheet_names
    assert sheets == ["Khóa học", "Người đi học", "Chưa được cử", "Đơn vị", "Thêm tiền", "Đường giá", "Một người"]
    english = run(*asked, "--more", 1_000_000, "--curve", 1, "--why", "TAM", "--lang", "en").stdout
    assert "proven best" in english
    assert "Price curve of the budget" in english


def test_no_plan_ends_with_three_and_the_conflict(files: tuple[Path, Path], tmp_path: Path) -> None:
    city, courses = files
    asked = ("training", "plan", city, "--courses", courses, "--budget", 100, "--duties-must")
    done = run(*asked, "-o", tmp_path / "no.xlsx")
    assert done.exit_code == 3, done.output
    assert "Dự toán ít nhất để giữ đủ các điều kiện khác: 4.000.000 đồng." in done.output
    assert not (tmp_path / "no.xlsx").exists()
    told = json.loads(run(*asked, "--json").stdout)
    assert (told["status"], told["conflict"]["least_budget"]) == ("infeasible", 4_000_000)


def test_needs_of_all_of_a_unit_and_of_one_person(files: tuple[Path, Path], tmp_path: Path) -> None:
    city, courses = files
    shown = run("training", "needs", city, "--courses", courses)
    assert shown.exit_code == 0, shown.output
    assert "Nghĩa vụ theo quy định" in shown.stdout
    unit = json.loads(run("training", "needs", city, "--unit", "TH", "--json").stdout)
    assert {n["unit_id"] for n in unit["needs"]} == {"TH"}
    one = run("training", "needs", city, "--person", "MAI", "--lang", "en").stdout
    assert "[NĐ 138/2020/NĐ-CP Điều 42]" in one
    out = tmp_path / "needs.xlsx"
    assert run("training", "needs", city, "-o", out).exit_code == 0
    assert load_workbook(out).sheet_names == ["Tổng hợp", "Từng nhu cầu"]


def test_a_year_and_what_courses_did(files: tuple[Path, Path], tmp_path: Path) -> None:
    city, _courses = files
    year = json.loads(run("training", "year", city, "--since", "01/01/2019", "--json").stdout)
    assert (year["attendances"], year["unpriced"]) == (1, 1)
    assert "Chức danh nghề nghiệp" in run("training", "year", city, "--since", "01/01/2019").stdout
    assert run("training", "year", city, "-o", tmp_path / "year.xlsx").exit_code == 0
    assert "Chưa đủ số liệu" in run("training", "effect", city).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "CITY", "--courses", "nothing.yaml", "--budget", 1), "Không thấy tệp"),
        (("plan", "CITY", "--courses", "COURSES", "--budget", 1, "--why", "AI"), "«AI»"),
        (("needs", "CITY", "--unit", "không có"), "Không có đơn vị"),
        (("needs", "CITY", "--person", "AI"), "«AI»"),
        (("year", "CITY", "--since", "31/02/2020"), "31/02/2020"),
        (("year", "CITY", "-o", "x.docx"), "x.docx"),
        (("needs", "CITY", "--asked", "COURSES"), "không có mục"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    files: tuple[Path, Path], words: tuple[object, ...], said: str
) -> None:
    given = dict(zip(("CITY", "COURSES"), files, strict=True))
    done = run("training", *(given.get(str(w), w) for w in words))
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_a_catalogue_to_start_from(tmp_path: Path) -> None:
    assert run("synth", "courses", "--year", 2022, "-o", tmp_path / "c.yaml").exit_code == 0
    assert (tmp_path / "c.yaml").read_text(encoding="utf-8").count("year: 2022") == 1
