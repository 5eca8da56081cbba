"""``dungviec report``: what it prints, what it writes, and the sentences with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.workforce.town import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "town.xlsx"
    write_city(town(), path)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["report", *map(str, words)])


def test_the_interview_as_json_and_as_a_list(book: Path) -> None:
    told = json.loads(run("interview", book, "--as-of", "2020-12-10", "--json").stdout)
    assert told["figures"]["workforce.total"]["value"] == 3
    assert told["figures"]["workforce.total"]["people"] == ["A1", "A3", "A2"]
    assert round(sum(f["share"] or 0 for k, f in told["figures"].items() if k.startswith("degree.")), 6) == 100
    listed = run("interview", book, "--list", "degree.none").stdout
    assert "A3" in listed
    assert "A1" not in listed


def test_files_of_every_kind(book: Path, tmp_path: Path) -> None:
    for name, start in (("a.docx", b"PK"), ("a.pdf", b"%PDF"), ("a.xlsx", b"PK"), ("a.json", b"{")):
        done = run("interview", book, "-o", tmp_path / name, "--lang", "en")
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).read_bytes().startswith(start)
    assert run("bm01", book, "-o", tmp_path / "b.xlsx").exit_code == 0
    assert run("quick", book, "-o", tmp_path / "q.xlsx").exit_code == 0


def test_tables_and_movement_on_the_screen(book: Path) -> None:
    assert "Tổng số công chức hiện có" in run("bm01", book).stdout
    assert json.loads(run("bm01", book, "--list", "13@NV", "--json").stdout)["people"] == ["A1"]
    moved = json.loads(run("movement", book, "--from", "2020-01-01", "--to", "2020-12-10", "--json").stdout)
    assert (moved["opening"], moved["in"], moved["out"], moved["closing"], moved["balanced"]) == (3, 1, 1, 3, True)
    assert "Lê Văn Nam" in run("movement", book).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["interview", "--unit", "XX"], "Không có đơn vị «XX»"),
        (["interview", "--list", "degree.x"], "Không có số liệu «degree.x»"),
        (["interview", "--from", "2021-05-01"], "sau ngày kết thúc"),
        (["interview", "--as-of", "31/02/2020"], "--as-of"),
        (["interview", "-o", "a.txt"], "chỉ ghi được"),
        (["bm01", "--who", "x"], "--who"),
        (["bm01", "--list", "x"], "--list"),
        (["bm01", "--list", "39"], "không có cột 39"),
        (["movement", "--to", "x"], "--to"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(book: Path, words: list[str], said: str) -> None:
    done = run(words[0], book, *words[1:])
    assert done.exit_code == 2
    assert said in done.output


def test_a_division_has_no_commune_heads_to_count(book: Path) -> None:
    told = json.loads(run("interview", book, "--unit", "NV", "--json").stdout)
    assert told["figures"]["unified.council"]["missing"] == "phạm vi báo cáo không có phường, xã nào"


def test_own_cross_tables_on_the_screen_as_json_and_as_files(book: Path, tmp_path: Path) -> None:
    shown = run("explore", book, "--rows", "degree", "--columns", "sex", "--share", "row")
    assert shown.exit_code == 0
    assert "1 (100,0 %)" in shown.stdout
    told = json.loads(
        run("explore", book, "--rows", "unit", "--as-of", "2020-12-10", "--compare", "2020-01-15", "--json").stdout
    )
    assert (told["counted"], told["compared_with"]) == (3, "2020-01-15")
    assert [c["came"] for c in told["cells"] if c["row"] == ["PH"] and c["column"] is None] == [["A3"]]
    assert "Vũ Thị Lan" in run("explore", book, "--rows", "unit", "--list", "PH").stdout
    assert (
        json.loads(run("explore", book, "--rows", "sex", "--where", "degree=thạc sĩ", "--json").stdout)["counted"] == 1
    )
    assert "strength" in run("explore", book, "--attributes").stdout
    wide = run(
        "explore",
        book,
        "--rows",
        "sex",
        "--columns",
        "unit",
        "--measure",
        "mean_age",
        "--compare",
        "2020-01-15",
        "--lang",
        "en",
    )
    assert "Mean age" in wide.stdout
    for name, start in (
        ("a.xlsx", b"PK"),
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.docx", b"PK"),
        ("a.pdf", b"%PDF"),
        ("a.json", b"{"),
    ):
        assert run("explore", book, "--rows", "sex", "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "đã chọn 0"), (["--rows", "degre"], "Có phải: degree"), (["--rows", "sex", "--columns", "x"], "Không có thuộc tính «x»"), (["--rows", "sex", "--measure", "pay"], "Không có số đo «pay»"),
        (["--rows", "sex", "--unit", "XX"], "Không có đơn vị «XX»"), (["--rows", "sex", "--compare", "hôm qua"], "--compare"), (["--rows", "sex", "--compare", "2020-12-10"], "trùng nhau"),
        (["--rows", "sex", "--where", "degree"], "thuộc tính=giá trị"), (["--rows", "sex", "--where", "degree=thợ"], "không có giá trị «thợ»"), (["--rows", "sex", "--list", "zz"], "không có giá trị «zz»"),
        (["--rows", "sex", "-o", "a.txt"], "đổi đuôi tệp"), (["--rows", "sex", "--rows", "age", "--rows", "unit"], "đã chọn 3"),
    ],
)  # fmt: skip
def test_a_cross_table_that_cannot_be_made_ends_with_a_sentence(book: Path, words: list[str], said: str) -> None:
    done = run("explore", book, *words)
    assert done.exit_code == 2
    assert said in done.stderr
