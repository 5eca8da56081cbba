"""``dungviec appraise`` as its user meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.appraisal.sheets import month, person, sheet
from typer.testing import CliRunner, Result

from dungviec.cli.app import app


def run(folder: Path, data: Any, *words: str) -> Result:
    path = folder / "sheet.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return CliRunner().invoke(app, ["appraise", str(path), *words])


def test_the_terminal_says_level_clause_and_quota(tmp_path: Path) -> None:
    result = run(tmp_path, sheet(person(name="Vũ Thị An", periods=[{"month": 1, "points": 82.456}])))
    assert result.exit_code == 0
    assert "82,46" in result.stdout
    assert "NĐ 335/2025/NĐ-CP Điều 12, 20" in result.stdout
    assert "Hạn mức xuất sắc" in result.stdout


def test_one_too_many_excellent_ends_with_one(tmp_path: Path) -> None:
    result = run(tmp_path, sheet(), "--lang", "en")
    assert result.exit_code == 1
    assert "1 TOO MANY" in result.stdout


def test_json_alone_on_stdout(tmp_path: Path) -> None:
    result = run(tmp_path, sheet(person(periods=[month(general=20)])), "--json", "-")
    assert json.loads(result.stdout)["officials"][0]["points"] == 90.0


def test_a_faulty_sheet_ends_with_two_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    data = sheet(person(periods=[month(general=31), month(2, tasks=[{"done": 2}])]))
    result = run(tmp_path, data, "--json", str(out))
    assert result.exit_code == 2
    assert "phiếu có 2 chỗ sai" in result.stderr
    assert "officials[0].periods[1].tasks[0]" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "không phải JSON đúng"), ("[]", "đối tượng JSON"), ('{"year": NaN}', "không phải là số"),
        ('{"year": 1, "year": 2}', "ghi hai lần"), ("[" * 5000, "JSON"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    result = run(tmp_path, text)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["appraise", str(tmp_path / "none.json")])
    assert result.exit_code == 2
    assert "Không đọc được" in result.stderr


def test_papers_are_written_beside_the_answer(tmp_path: Path) -> None:
    word, pdf = tmp_path / "p.docx", tmp_path / "p.pdf"
    found = run(tmp_path, sheet(person(name="Nguyễn An")), "--word", str(word), "--pdf", str(pdf), "--month", "1")
    assert found.exit_code == 1  # one excellent above the quota, as without papers
    assert word.read_bytes().startswith(b"PK")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "Đã ghi 1 văn bản vào p.docx." in found.stderr


def test_a_paper_that_is_none_and_one_that_cannot_be_made_end_with_two(tmp_path: Path) -> None:
    assert "chỉ có month, year, minutes, results" in run(tmp_path, sheet(), "--paper", "abc").stderr
    assert "chỉ dùng khi có --word hoặc --pdf" in run(tmp_path, sheet(), "--who", "an").stderr
    gone = run(tmp_path, sheet(), "--word", str(tmp_path / "x.docx"), "--month", "7")
    assert gone.exit_code == 2
    assert "không có tháng 7 (có: tháng 1)" in gone.stderr
    assert not (tmp_path / "x.docx").exists()


def test_units_alone_are_told_with_their_quota(tmp_path: Path) -> None:
    year = {"points": 92, "done": 1, "on_time": 1, "exceeding": 0.35}
    units = [{"id": "P", "name": "Phòng Một", "year": year}]
    found = run(tmp_path, {"sheet": "dungviec/appraisal/1", "year": 2026, "units": units})
    assert found.exit_code == 1
    assert "Đơn vị Phòng Một: xuất sắc" in found.stdout
    assert "1/0" in found.stdout
    assert "1 TOO MANY" in run(tmp_path, {"sheet": "dungviec/appraisal/1", "year": 2026, "units": units}, "--lang", "en").stdout  # fmt: skip


def test_a_fault_names_the_file_the_way_and_the_value(tmp_path: Path) -> None:
    told = run(tmp_path, sheet(person(periods=[{"month": 13, "points": 80}]))).stderr
    assert "sheet.json: «officials[0].periods[0].month» (an): không được quá 12, giá trị «13»" in told
