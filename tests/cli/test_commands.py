"""The command line as its user meets it: exit codes, sentences, files that appear whole."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import read_city, write_city
from dungviec.records import TABLES


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_city(town(), tmp_path / "city.xlsx")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_place_writes_the_plan_and_tells_it(city: Path, tmp_path: Path) -> None:
    out, data = tmp_path / "plan.xlsx", tmp_path / "plan.json"
    result = run("place", city, "-o", out, "--json", data)
    assert result.exit_code == 0, result.output
    assert "Đã chứng minh" in result.stdout
    assert "Trần Thị Lan" in result.stdout
    assert result.stdout.strip().splitlines()[-1].startswith("Kết quả ở: ")
    plan = json.loads(data.read_text(encoding="utf-8"))
    assert plan["gap"] == 0
    assert {m["person_id"] for m in plan["moves"]} == {"LAN", "TAM", "BINH"}
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Tóm tắt", "Đề xuất", "Chỗ trống", "Chưa có vị trí", "Chính sách", "Chứng minh"]
    assert all(s.page_setup.paperSize == 9 for s in book)
    text = " ".join(str(c.value) for row in book["Đề xuất"].iter_rows() for c in row if c.value)
    for word in ("Trần Thị Lan", "Căn cứ:", "Điểm mạnh:", "Còn thiếu:", "điểm"):
        assert word in text


def test_place_in_english_and_as_json_on_stdout(city: Path) -> None:
    result = run("place", city, "--json", "-", "--lang", "en")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["status"] == "optimal"
    assert "Proven" in run("place", city, "--lang", "en").stdout


def test_place_with_a_policy(city: Path, tmp_path: Path) -> None:
    rules = tmp_path / "policy.yaml"
    rules.write_text("name: Không chuyển ai\nmax_moves: 0\n", encoding="utf-8")
    result = run("place", city, "--policy", rules, "--json", "-")
    assert {m["person_id"] for m in json.loads(result.stdout)["moves"]} == {"BINH"}


def test_place_on_another_day(city: Path) -> None:
    plan = json.loads(run("place", city, "--as-of", "22/11/2026", "--json", "-").stdout)
    assert plan["as_of"] == "2026-11-22"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--as-of", "31/02/2020"], "không có trong lịch"),
        (["--as-of", "12-2020"], "--as-of"),
        (["--policy", "khong-co.yaml"], "khong-co.yaml"),
        (["--lang", "fr"], "chỉ có vi hoặc en"),
        (["-o", "/khong/co/plan.xlsx"], "Không có thư mục"),
    ],
)
def test_bad_words_end_with_a_sentence_and_exit_code_2(city: Path, words: list[str], says: str) -> None:
    result = run("place", city, *words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_input_is_never_overwritten(city: Path) -> None:
    before = city.read_bytes()
    result = run("place", city, "-o", city)
    assert result.exit_code == 2
    assert city.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "max_moves: -1",
        "khong_co: 1",
        "x: [",
        "- 1",
        "locks: [{person: AI}]",
        "as_of: 2020-13-40",
        "max_moves: 99999999999999999999",
        "\0",
        "max_moves: true",
        "as_of: 9999-12-31",
    ],
)
def test_a_bad_policy(city: Path, tmp_path: Path, text: str) -> None:
    rules = tmp_path / "policy.yaml"
    rules.write_text(text, encoding="utf-8")
    result = run("place", city, "--policy", rules, "-o", tmp_path / "plan.xlsx")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "plan.xlsx").exists()


def test_rows_that_cannot_be_right_are_named_and_their_seats_kept(city: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(city)
    born = [c.name for c in TABLES["people"].columns].index("born") + 1
    rows = {book["Cán bộ"].cell(r, 1).value: r for r in range(2, 7)}
    book["Cán bộ"].cell(rows["TAM"], born).value = "30/02/1980"
    book.save(city)
    result = run("place", city, "--json", tmp_path / "plan.json")
    assert result.exit_code == 1
    assert "30/02/1980" in result.stderr
    assert f"dòng {rows['TAM']}" in result.stderr
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert "DD.CV" not in {m["to_post_id"] for m in plan["moves"]}
    assert plan["rejected_rows"] > 0


def test_a_tenure_that_cannot_be_read_holds_the_seat_and_the_person(city: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(city)
    kind = [c.name for c in TABLES["tenures"].columns].index("kind") + 1
    rows = {book["Quá trình"].cell(r, 1).value: r for r in range(2, 6)}
    book["Quá trình"].cell(rows["TAM"], kind).value = "gì đó"
    book.save(city)
    assert run("place", city, "--json", tmp_path / "plan.json").exit_code == 1
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert "TAM" not in {m["person_id"] for m in plan["moves"]}
    assert "TAM" not in {u["person_id"] for u in plan["unplaced"]}
    assert "DD.CV" not in {m["to_post_id"] for m in plan["moves"]}


@pytest.mark.parametrize("command", ["place", "why", "read"])
@pytest.mark.parametrize("content", [None, b"", b"hello", b"PK\x03\x04"])
def test_files_that_are_none(tmp_path: Path, command: str, content: bytes | None) -> None:
    path = tmp_path / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    result = run(command, path, *(["--person", "A", "--post", "B"] if command == "why" else []))
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_why_shows_verdict_clauses_fit_and_price(city: Path) -> None:
    result = run("why", city, "--person", "LAN", "--post", "DD.PTP")
    assert result.exit_code == 0
    for word in ("✕ Không được", "APT-2020-02", "NĐ 138/2020/NĐ-CP", "Độ phù hợp", "Cái giá"):
        assert word in result.stdout
    data = json.loads(run("why", city, "--person", "LAN", "--post", "DD.PTP", "--json", "-").stdout)
    assert data["verdict"] == "forbidden"
    assert data["price"] is not None
    assert run("why", city, "--person", "AI", "--post", "DD.PTP").exit_code == 2


def test_read_accepts_the_city_workbook(city: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = run("read", city, "--json", out)
    assert result.exit_code == 0, result.output
    data = json.loads(out.read_text(encoding="utf-8"))
    assert {p["name"] for p in data["people"]} >= {"Trần Thị Lan", "Lê Văn Tâm"}
    b = data["balance"]
    assert b["rows_in"] == b["created"] + b["updated"] + b["skipped"] + b["rejected"]


@pytest.mark.city
def test_synth_writes_a_city_that_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "city.xlsx"
    assert run("synth", "cam-pha-2020", "-o", path).exit_code == 0
    read = read_city(path)
    assert len(read.snapshot.people) == 2380
    assert read.snapshot.as_of == date(2020, 12, 10)
    assert not read.rejected


def test_synth_province(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    assert run("synth", "province", "--people", "700", "--seed", "3", "-o", path).exit_code == 0
    assert len(read_city(path).snapshot.people) == 700
    small = run("synth", "province", "--people", "5", "-o", path)
    assert small.exit_code == 2
    assert small.stderr.strip()


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("dungviec ")
    assert "place" in run("--help").stdout


def test_no_traceback_reaches_the_user() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dungviec", "place", "none.xlsx"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
