"""``dungviec succession`` in the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["succession", *(str(w) for w in words)])


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(town(), tmp_path_factory.mktemp("city") / "city.xlsx")


def test_the_whole_office_and_one_unit(city: Path, tmp_path: Path) -> None:
    said = run(city)
    assert said.exit_code == 0, said.output
    assert "Quy hoạch cán bộ" in said.stdout
    assert "1 danh sách có người, 1 chức danh chưa có ai" in said.stdout
    out = tmp_path / "out.json"
    said = run(city, "--unit", "DD", "--json", out)
    assert "Vũ Văn Bình (BINH)" in said.stdout
    assert "Sẵn sàng ngay" in said.stdout
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [r["horizon"] for r in data["readiness"]] == ["now"]
    assert data["as_of"] == "2020-12-10"


def test_without_one_person_and_in_english(city: Path) -> None:
    said = run(city, "--remove", "MAI", "--lang", "en")
    assert said.exit_code == 0, said.output
    assert "Duties held" in said.stdout
    assert "Không việc lãnh đạo nào bị hở" in run(city, "--remove", "LAN").stdout


@pytest.mark.parametrize(
    "words",
    [("--title", "Thị trưởng"), ("--unit", "X"), ("--remove", "X"), ("--as-of", "hôm qua"), ("--remove", "MAI", "--unit", "DD"), ("--lang", "fr")],
)  # fmt: skip
def test_bad_input_is_a_sentence_and_exit_code_2(city: Path, words: tuple[str, ...]) -> None:
    said = run(city, *words)
    assert said.exit_code == 2
    assert said.stderr.startswith("dungviec: ")
