"""``dungviec swaps``: chị Lan and anh Tâm sit on each other's chairs, and nobody else need move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city
from dungviec.placement.swaps import propose_swaps


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write_city(town(), tmp_path / "city.xlsx")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_two_who_sit_on_each_others_chairs_trade(city: Path, tmp_path: Path) -> None:
    out = tmp_path / "swaps.json"
    result = run("swaps", city, "--json", out)
    assert result.exit_code == 0, result.output
    assert "Chọn 1 lượt đổi, 2 người" in result.stdout
    assert "Đã chứng minh: không có cách chọn nào tăng nhiều hơn." in result.stdout
    data = json.loads(out.read_text(encoding="utf-8"))
    (swap,) = data["swaps"]
    assert {(m["person_id"], m["from_post_id"], m["to_post_id"]) for m in swap["moves"]} == {
        ("LAN", "TC.KT", "DD.CV"),
        ("TAM", "DD.CV", "TC.KT"),
    }
    assert all(m["fit_after"] >= m["fit_before"] and len(m["reasons_vi"]) == 3 for m in swap["moves"])
    assert (data["total"], data["faults"]) == (data["bound"], [])


def test_in_english_and_for_both_sides(city: Path) -> None:
    said = run("swaps", city, "--lang", "en", "--both-sides", "--longest", "0").stdout
    assert "Chosen: 1 swaps, 2 people" in said
    assert "Proven: no choice of swaps gains more." in said


def test_one_alone_cannot_trade(city: Path) -> None:
    assert "Chọn 0 lượt đổi" in run("swaps", city, "--longest", "1").stdout


def test_the_report_counts_what_it_considered() -> None:
    report = propose_swaps(town(), longest=None)
    assert (report.moves, report.longest, report.faults) == (2, None, ())
    assert report.considered >= 2
    assert set(report.swaps[0].units) == {"Phòng Tài chính", "Phòng Đất đai"}
