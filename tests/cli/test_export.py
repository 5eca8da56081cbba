"""``dungviec export``: whole or not at all, and a sentence with exit code 2 for what cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.exchange.test_workbook import small_city
from typer.testing import CliRunner

from dungviec.cli.app import app
from dungviec.exchange import read_package, write_city


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(small_city(), tmp_path_factory.mktemp("city") / "city.xlsx")


def run(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["export", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_a_city_leaves_as_a_package_and_says_how_many_rows(book: Path, tmp_path: Path) -> None:
    code, out, _err = run(book, tmp_path / "o.zip", "--to", "parquet", "--json", "--as-of", "31/12/2020")
    told = json.loads(out)
    assert code == 0
    assert (told["format"], told["as_of"], told["rows"]["people"], told["masked"]) == (
        "dungviec-export/1",
        "2020-12-31",
        2,
        False,
    )
    assert read_package(tmp_path / "o.zip").snapshot()["people"].equals(small_city()["people"])
    code, out, _err = run(book, tmp_path / "o", "--to", "csv", "--masked")
    assert (code, "đã che" in out) == (0, True)
    assert read_package(tmp_path / "o").tables["people"]["name"].null_count() == 2
    assert "masked" in run(book, tmp_path / "p", "--to", "csv", "--masked", "--lang", "en")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("o.zip", "--to", "xls"), "chỉ có parquet hoặc csv"),
        (("no/o.zip", "--to", "csv"), "Không có thư mục"),
        ((".", "--to", "csv"), "chọn tên khác"),
        (("o.zip", "--to", "csv", "--as-of", "31/02/2020"), "--as-of"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(book: Path, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(book, tmp_path / words[0], *words[1:])
    assert (code, out, said in err) == (2, "", True)
    assert list(tmp_path.iterdir()) == []


def test_neither_a_missing_nor_the_own_file_is_taken(book: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "no.xlsx", tmp_path / "o.zip", "--to", "csv")[0] == 2
    before = book.read_bytes()
    assert run(book, book, "--to", "csv")[0] == 2
    assert book.read_bytes() == before
