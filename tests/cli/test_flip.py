"""``dungviec flip`` in the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.placement.cast import edited, town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_city(edited(town(), "people", "BINH", assets_declared=False), tmp_path / "city.xlsx")


def test_what_stands_in_the_way_and_what_would_clear_it(city: Path, tmp_path: Path) -> None:
    out = tmp_path / "flip.json"
    result = run("flip", city, "--person", "BINH", "--post", "DD.PTP", "--json", out)
    assert result.exit_code == 0, result.output
    assert "✕ Chưa kê khai tài sản." in result.stdout
    assert "Cần: Kê khai tài sản, thu nhập" in result.stdout
    assert "Khi đó phương án tốt nhất xếp người này vào đây" in result.stdout
    data = json.loads(out.read_text(encoding="utf-8"))
    assert (data["schema"], data["enough"]) == ("dungviec-flip/1", True)
    assert data["record_sets"][0][0]["column"] == "assets_declared"


def test_in_english_and_where_nothing_helps(city: Path) -> None:
    said = run("flip", city, "--person", "BINH", "--post", "DD.TP", "--lang", "en").stdout
    assert "No change of the record" in said
    assert (
        "A best plan does just that." in run("flip", city, "--person", "LAN", "--post", "DD.CV", "--lang", "en").stdout
    )
    assert run("flip", city, "--person", "AI", "--post", "DD.CV").exit_code == 2
