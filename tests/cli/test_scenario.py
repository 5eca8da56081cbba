"""``dungviec scenario``: the land office goes into the finance office, on trial, in the small town."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.placement.cast import town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import read_city, write_city

MERGER = """
name: Nhập hai phòng
effective: 2020-12-20
basis: Nghị quyết thử
changes:
  - merge: {units: [TC, DD], into: {unit_id: KT, name: Phòng Kinh tế, kind: division, place_code: "195"}}
"""
KEPT = "name: Giữ nguyên\neffective: 2020-12-20\nbasis: Nghị quyết thử\nchanges: []\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("scenario")
    write_city(town(), made / "city.xlsx")
    (made / "merger.yaml").write_text(MERGER, encoding="utf-8")
    (made / "kept.yaml").write_text(KEPT, encoding="utf-8")
    return made


def test_a_scenario_is_staffed_shown_and_written(folder: Path) -> None:
    plan, data = folder / "plan.xlsx", folder / "plan.json"
    result = run("scenario", "run", folder / "city.xlsx", folder / "merger.yaml", "-o", plan, "--json", data)
    assert result.exit_code == 0, result.output
    assert "Nhập hai phòng, 20/12/2020" in result.stdout
    assert "Người mất vị trí, phải bố trí lại               1" in result.stdout
    assert f"Kết quả ở: {plan}, {data}" in result.stdout.replace("\n", "")
    told = json.loads(data.read_text(encoding="utf-8"))
    assert (told["new_units"], told["ended_units"], told["displaced"]) == (["KT"], ["TC", "DD"], ["MAI"])
    assert told["plan"]["checks"] == []
    assert plan.exists()


def test_two_scenarios_stand_side_by_side(folder: Path) -> None:
    data = folder / "two.json"
    result = run(
        "scenario", "compare", folder / "city.xlsx", folder / "kept.yaml", folder / "merger.yaml", "--json", data
    )
    assert result.exit_code == 0, result.output
    assert "A: Giữ nguyên" in result.stdout
    told = json.loads(data.read_text(encoding="utf-8"))
    units = next(line for line in told["lines"] if line["key"] == "units")
    assert (units["a"], units["b"]) == (3, 2)
    english = run(
        "scenario", "compare", folder / "city.xlsx", folder / "kept.yaml", folder / "kept.yaml", "--lang", "en"
    )
    assert "0 people stand elsewhere under the two" in english.stdout


def test_committing_writes_the_records_after_the_change(folder: Path) -> None:
    after = folder / "after.xlsx"
    result = run("scenario", "commit", folder / "city.xlsx", folder / "merger.yaml", "-o", after)
    assert result.exit_code == 0, result.output
    snapshot = read_city(after).snapshot
    assert "KT" in snapshot.live_units["unit_id"].to_list()
    assert read_city(folder / "city.xlsx").snapshot.live_units.height == 3


def test_what_cannot_be_tried_is_told_in_a_sentence(folder: Path) -> None:
    city = folder / "city.xlsx"
    (folder / "past.yaml").write_text(KEPT.replace("2020-12-20", "2020-01-01"), encoding="utf-8")
    for words, says in (
        (("run", city, folder / "past.yaml"), "trước ngày của dữ liệu"),
        (("run", city, "khong-co"), "không có kịch bản sẵn nào tên như vậy"),
        (("run", city, folder / "kept.yaml", "-o", city), "trùng với tệp đầu vào"),
        (("commit", city, folder / "kept.yaml", "-o", city), "trùng với tệp đầu vào"),
        (("run", folder / "none.xlsx", folder / "kept.yaml"), "none.xlsx"),
    ):
        result = run("scenario", *words)
        assert (result.exit_code, says in result.stderr) == (2, True), result.output


def test_ready_scenarios_are_listed_and_printed() -> None:
    assert "cam-pha-2025" in run("scenario", "list").stdout
    assert "effective: 2025-07-01" in run("scenario", "show", "cam-pha-2025").stdout
    assert run("scenario", "show", "khong-co").exit_code == 2
