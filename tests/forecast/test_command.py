"""``dungviec forecast``: what it prints and writes, and the sentences with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.forecast.history import body
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forecast") / "office.xlsx"
    write_city(body(0, people=120, since=2014), path)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_the_outlook_is_told_and_as_json(book: Path) -> None:
    told = run("forecast", "outlook", book, "--years", 5, "--hire", "50%")
    assert told.exit_code == 0, told.output
    assert "Dự báo đến năm 2029" in told.stdout
    assert "Tuyển bù 50 %" in told.stdout
    found = json.loads(run("forecast", "outlook", book, "--years", 5, "--leave", "2", "--json").stdout)
    assert [y["year"] for y in found["years"]] == [2025, 2026, 2027, 2028, 2029]
    assert found["leaving"]["low"] == 0.02
    english = run("forecast", "outlook", book, "--years", 2, "--lang", "en").stdout
    assert "At the end of 2026" in english


@pytest.mark.parametrize(("kind", "start"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")])
def test_it_is_written_as_a_file(book: Path, tmp_path: Path, kind: str, start: bytes) -> None:
    out = tmp_path / f"forecast.{kind}"
    done = run("forecast", "outlook", book, "--years", 2, "-o", out)
    assert (done.exit_code, out.read_bytes()[: len(start)]) == (0, start), done.output


def test_the_back_test_is_told(book: Path) -> None:
    told = run("forecast", "test", book, "--back", 2)
    assert told.exit_code == 0, told.output
    assert "nằm trong khoảng" in told.stdout
    assert 0 <= json.loads(run("forecast", "test", book, "--back", 2, "--json").stdout)["inside"] <= 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--years", "0"), "Số năm dự báo 0"), (("--hire", "nhiều"), "Mức tuyển «nhiều»"), (("--leave", "70"), "70"), (("--keep", "101"), "giữ chân"),
        (("--cut", "100"), "giảm số chỗ 100"), (("--unit", "Không có"), "Không có"), (("--as-of", "1990-01-01"), "không ai giữ vị trí"),
        (("-o", "x.csv"), ".xlsx"), (("--as-of", "hôm qua"), "hôm qua"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_ends_with_a_sentence(book: Path, words: tuple[str, str], said: str) -> None:
    done = run("forecast", "outlook", book, *words)
    assert (done.exit_code, said in done.output) == (2, True), done.output
