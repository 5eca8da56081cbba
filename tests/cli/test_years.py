"""``dungviec years`` and ``dungviec fairness``: what is printed and written, in the small town."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(town(), tmp_path_factory.mktemp("years") / "city.xlsx")


def test_each_year_names_who_moves(city: Path, tmp_path: Path) -> None:
    data = tmp_path / "years.json"
    result = run("years", city, "--years", 2, "--moves", 2, "--json", data)
    assert result.exit_code == 0, result.output
    assert "Ai đi ngày 10/12/2020" in result.stdout
    told = json.loads(data.read_text(encoding="utf-8"))["years"]
    assert [y["as_of"] for y in told] == ["2020-12-10", "2021-12-10"]
    assert all(f"({m['person_id']})" in result.stdout for y in told for m in y["plan"]["moves"])
    english = run("years", city, "--years", 1, "--lang", "en").stdout
    assert "Who moves on 10/12/2020" in english
    assert "10,000 points are one person's full fit" in english


def test_rates_are_told_with_their_intervals(city: Path, tmp_path: Path) -> None:
    data = tmp_path / "fairness.json"
    result = run("fairness", city, "--json", data)
    assert result.exit_code == 0, result.output
    assert "Được điều động" in result.stdout
    assert "dưới 5 người" in result.stdout
    assert {r["outcome"] for r in json.loads(data.read_text(encoding="utf-8"))["rates"]} >= {"moved"}
    assert "under 5 people" in run("fairness", city, "--lang", "en").stdout
