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


def test_consent_is_asked_on_a_sheet_and_only_every_yes_makes_a_proposal(city: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run("swaps", city, "--consent-form", sheet).exit_code == 0
    text = sheet.read_text(encoding="utf-8-sig")
    assert text.count("\n") == 3  # the headings and two participants
    one_yes = text.replace("Phòng Đất đai,,", "Phòng Đất đai,có,có")
    sheet.write_text(one_yes, encoding="utf-8")
    waiting = run("swaps", city, "--consent", sheet)
    assert "chờ ý kiến" in waiting.stdout
    assert "thành đề xuất: 0/1" in waiting.stdout
    sheet.write_text(one_yes.replace("Phòng Tài chính,,", "Phòng Tài chính,Đồng ý,x"), encoding="utf-8")
    assert "thành đề xuất: 1/1" in run("swaps", city, "--consent", sheet).stdout
    assert "Chọn 1 lượt đổi" in run("swaps", city, "--consent", sheet, "--agreed-only").stdout
    sheet.write_text(one_yes.replace("Phòng Tài chính,,", "Phòng Tài chính,có,không"), encoding="utf-8")
    assert "Chọn 0 lượt đổi" in run("swaps", city, "--consent", sheet).stdout
    assert "Chọn 0 lượt đổi" in run("swaps", city, "--consent", sheet, "--agreed-only").stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("person_id,to_post\nLAN,DD.CV\n", "thiếu cột person_says, receiver_says"),
        ("person_id,to_post,person_says,receiver_says\nLAN,DD.CV,có lẽ,\n", "dòng 2, cột person_says: «có lẽ»"),
        ("person_id,to_post,person_says,receiver_says\nLAN,DD.CV,có,\nLAN,DD.CV,không,\n", "dòng 3: LAN → DD.CV"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_in_a_sentence(city: Path, tmp_path: Path, text: str, says: str) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(text, encoding="utf-8")
    result = run("swaps", city, "--consent", sheet)
    assert result.exit_code == 2
    assert says in result.stderr


def test_only_agreed_needs_the_sheet(city: Path) -> None:
    assert run("swaps", city, "--agreed-only").exit_code == 2
