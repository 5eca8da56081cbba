"""Values that fuzzing found: each ended a reader with something else than a sentence. And a short, seeded run over every reader of a value or a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.fuzz import cells, grids
from benchmarks.fuzz.counted import run
from tests.documents.cast import anh

from dungviec.documents import read_json_text, write_json_text
from dungviec.documents.values import read_back
from dungviec.exchange.course_files import catalogue_from
from dungviec.exchange.grid import Sheet
from dungviec.exchange.problems import Problem
from dungviec.exchange.roster.cells import parse_coefficient
from dungviec.exchange.roster.columns import understand_columns
from dungviec.exchange.roster.days import Day, parse_day
from dungviec.exchange.roster.header import Header
from dungviec.exchange.values import BadValue, read_value
from dungviec.law.book import LawBook
from dungviec.law.overlay import OverlayError, read_overlay, with_changes
from dungviec.records.schema import Column
from dungviec.training import TrainingFault

MONEY = Column("cost", "money", "Chi phí", "Cost")


@pytest.mark.parametrize("value", [2**63, 1e300, "9223372036854775808", "1_000"])
def test_an_amount_that_no_column_holds_is_refused(value: object) -> None:
    with pytest.raises(BadValue):
        read_value(MONEY, value)
    with pytest.raises(BadValue):
        read_back(MONEY, str(value))


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), 1e300, "9" * 5000])
def test_a_day_of_too_many_digits_is_a_problem(value: float | str) -> None:
    assert isinstance(parse_day(value), Problem)
    assert isinstance(parse_day("12121980"), Day)


def test_a_coefficient_with_a_space_that_is_none_is_read() -> None:
    assert parse_coefficient("4,\u00a032") == 4.32


def test_a_row_that_reaches_further_than_its_headings_is_read() -> None:
    head, row = ["Họ và tên", "Ngày sinh", "Chức vụ"], ["Lê Văn Đức", "03/04/1985", "Trưởng phòng", None, "ghi thêm"]
    sheet = Sheet("DS", [[*head], [*row], [*row]])
    header = Header(0, 0, tuple((word,) for word in head), (None,) * 3)
    assert next(use.field for use in understand_columns(sheet, header, [1, 2], default_year=None)) == "name"


@pytest.mark.parametrize("wrong", [10**400, "\ud83d", "Kinh\udc00"], ids=["endless", "half", "other half"])
def test_a_record_with_what_nothing_can_store_keeps_what_is_on_file(wrong: object) -> None:
    whole = json.loads(write_json_text([anh()]))
    whole["records"][0]["hidden"] = None
    whole["records"][0]["people"] |= {"major": wrong, "name": wrong}
    [read] = read_json_text(json.dumps(whole))
    assert {note.place for note in read.notes} >= {"people.major", "people.name"}
    assert ("people", "name") not in read.values


@pytest.mark.parametrize("year", ["²²²²", "9" * 5000, "20211"])
def test_a_year_in_other_digits_is_told(year: str) -> None:
    with pytest.raises(TrainingFault):
        catalogue_from(f"year: '{year}'\ncourses: []\n", "khoa.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "changes: !!python/name:os.system\n  - rule: APT-2026-04\n    from: 2026-09-01\n    params: m\n",
        "x: &x {changes: []}\n<<: *x\nrules: [1]\n",
        "rules:\n  - {id: OWN-1, from: 2026-01-01, vi: a, en: a, kind: eligibility, check: discipline_window, params: {forms: {reprimand: {months: .inf, reach: lower}}}}\n",
    ],
)
def test_an_overlay_with_tags_merges_and_endless_numbers_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rieng.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OverlayError):
        with_changes(LawBook.load(), read_overlay(path))


@pytest.mark.parametrize(("name", "inputs"), [("cells", 6000), ("grids", 300)])
def test_what_is_drawn_is_read_or_refused_in_a_sentence(tmp_path: Path, name: str, inputs: int) -> None:
    readers = {"cells": cells, "grids": grids}[name].readers()
    told = run(name, readers, inputs=inputs, seconds=60, seed=20261123, out=tmp_path, slow=20)
    assert told["found"] == {}
    assert told["inputs"] >= inputs  # type: ignore[operator]
