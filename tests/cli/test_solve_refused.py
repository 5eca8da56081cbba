"""Files that cannot be meant: one sentence on stderr, exit code 2, nothing on stdout, nothing written."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tools.solve_shapes import EXAMPLE
from typer.testing import CliRunner

from dungviec.cli.app import app

GOOD = json.dumps(EXAMPLE)


def refused(problem: Path, *more: str) -> str:
    """What is said on stderr, after all else is as it should be."""
    out = problem.parent / "RESULT.json"
    told = CliRunner().invoke(app, ["solve", str(problem), "-o", str(out), *more])
    assert (told.exit_code, told.stdout, out.exists()) == (2, "", False), (told.exit_code, told.stdout, told.stderr)
    assert told.stderr.startswith("dungviec: ")
    assert told.stderr.count("\n") == 1
    assert "Traceback" not in told.stderr
    return told.stderr


def with_value(*way: str | int, value: Any) -> str:
    """The example as text, with one place changed."""
    problem = copy.deepcopy(EXAMPLE)
    at: Any = problem
    for key in way[:-1]:
        at = at[key]
    at[way[-1]] = value
    return json.dumps(problem)


TEXTS: dict[str, tuple[str | bytes, str]] = {
    "nothing at all": ("", "dòng 1, cột 1"),
    "blanks": (" \n ", "không đúng cú pháp JSON"),
    "cut off": (GOOD[:-40], "không đúng cú pháp JSON"),
    "two in one": (GOOD + GOOD, "không đúng cú pháp JSON"),
    "a list": ("[]", "phải là một đối tượng JSON"),
    "null": ("null", "phải là một đối tượng JSON"),
    "a sentence": ('"bố trí giúp tôi"', "phải là một đối tượng JSON"),
    "UTF-16": (GOOD.encode("utf-16"), "không phải văn bản UTF-8"),
    "a workbook": (b"PK\x03\x04\xff\xfe\x00\x01", "không phải văn bản UTF-8"),
    "a zero byte": (b'{"people": ["a\x00"], "posts": [], "pairs": []}', "không đúng cú pháp JSON"),
    "nested without end": ('{"people": ' + "[" * 60_000, "lồng nhau quá sâu"),
    "a key twice": ('{"people": [], "people": [], "posts": [], "pairs": []}', "mục «people» có hai lần"),
    "NaN": ('{"people": ["a"], "posts": [{"id": "x"}], "pairs": [["a", "x", NaN]]}', "có số «NaN»"),
    "-Infinity": (
        '{"people": ["a"], "posts": [{"id": "x", "vacancy_cost": -Infinity}], "pairs": []}',
        "có số «-Infinity»",
    ),
    "1e999": ('{"people": ["a"], "posts": [{"id": "x"}], "pairs": [["a", "x", 1e999]]}', "pairs[0][2]: phải là một số hữu hạn"),
    "five thousand digits": (
        '{"people": ["a"], "posts": [{"id": "x"}], "pairs": [["a", "x", ' + "9" * 5000 + "]]}",
        "có số không đọc được",
    ),
    "a score in words": (with_value("pairs", 0, 2, value="4,25"), 'pairs[0][2]: phải là một số hữu hạn, không phải "4,25"'),
    "a score that is true": (with_value("pairs", 0, 2, value=True), "không phải true"),
    "a pair of four": (with_value("pairs", 0, value=["LAN", "KT", 1, 2]), "[người, vị trí, điểm]"),
    "pairs as an object": (with_value("pairs", value={"LAN": {"KT": 1}}), "pairs: phải là một danh sách"),
    "an unknown person": (with_value("pairs", 0, 0, value="AI"), 'không có người "AI" trong «people»'),
    "an unknown post": (with_value("pairs", 0, 1, value="XX"), 'không có vị trí "XX" trong «posts»'),
    "a person twice": (with_value("people", 1, value="LAN"), 'people[1]: mã "LAN" đã có ở people[0]'),
    "1 and '1'": ('{"people": [1, "1"], "posts": [], "pairs": []}', "mỗi mã một lần"),
    "a post twice": (with_value("posts", 1, "id", value="KT"), 'posts[1]: mã "KT" đã có ở posts[0]'),
    "a pair twice": (with_value("pairs", 1, 1, value="KT"), "mỗi cặp một lần"),
    "an id that is a fraction": (with_value("people", 0, value=1.5), "mã phải là chữ hoặc số nguyên"),
    "posts as words": (with_value("posts", value=["KT", "DD"]), 'posts[0]: phải có dạng {"id"'),
    "capacity below zero": (with_value("posts", 0, "capacity", value=-1), "posts[0].capacity: phải là số nguyên từ 0"),
    "half a place": (with_value("posts", 0, "capacity", value=1.5), "posts[0].capacity: phải là số nguyên từ 0"),
    "places beyond counting": (with_value("posts", 0, "capacity", value=10**30), "posts[0].capacity"),
    "a cost of nothing": (with_value("move_cost", value=None), "move_cost: phải là một số hữu hạn, không phải null"),
    "current as a list": (with_value("current", value=[["LAN", "KT"]]), "current: phải có dạng {người: vị trí}"),
    "must_place in words": (with_value("must_place", value="LAN"), "must_place: phải là false, true hoặc danh sách"),
    "must_place as a number": (with_value("must_place", value=1), "must_place: phải là false, true hoặc danh sách"),
    "a limit of one and a half": (with_value("constraints", 0, "limit", value=1.5), "constraints[0].limit: phải là số nguyên"),
    "an unknown kind": (with_value("constraints", 0, "kind", value="maxmoves"), "constraints[0]: phải có «kind» là một trong"),
    "a weight too few": (
        with_value("constraints", 0, value={"kind": "at_most_weight", "limit": 1, "pairs": [["LAN", "KT"]]}),
        "[người, vị trí, trọng số]",
    ),
    "fix of a stranger": (
        with_value("constraints", 0, value={"kind": "fix", "person": "AI", "post": "KT"}),
        'constraints[0].person: không có người "AI"',
    ),
    "a misspelt key": (with_value("wieghts", value=1), "không có mục «wieghts»"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_that_cannot_be_meant_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    content, says = TEXTS[name]
    path = tmp_path / "problem.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = refused(path)
    assert says in said
    assert refused(path, "--lang", "en") != said


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    assert "không đọc được" in refused(tmp_path / "missing.json")
    (tmp_path / "empty").mkdir()
    assert "people.parquet" in refused(tmp_path / "empty")


TABLES: dict[str, tuple[str, pl.DataFrame | bytes, str]] = {
    "no column": ("pairs", pl.DataFrame({"person": ["LAN"], "post": ["KT"]}), "thiếu cột «score»"),
    "NaN": ("pairs", pl.DataFrame({"person": ["LAN"], "post": ["KT"], "score": [float("nan")]}), "phải là một số hữu hạn"),
    "words": ("pairs", pl.DataFrame({"person": ["LAN"], "post": ["KT"], "score": ["3"]}), "cột «score» phải là số"),
    "an empty id": ("pairs", pl.DataFrame({"person": [None], "post": ["KT"], "score": [1]}, schema_overrides={"person": pl.String}), "không được trống"),
    "a stranger": ("pairs", pl.DataFrame({"person": ["AI"], "post": ["KT"], "score": [1]}), 'không có người "AI"'),
    "no places": ("posts", pl.DataFrame({"id": ["KT"], "capacity": [-1]}), "capacity: phải là số nguyên từ 0"),
    "a person twice": ("people", pl.DataFrame({"id": ["LAN", "LAN"]}), "mỗi mã một lần"),
    "no Parquet": ("people", b"PAR1 and nothing more", "không phải tệp Parquet"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_cannot_be_meant_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "problem"
    folder.mkdir()
    table, content, says = TABLES[name]
    good: dict[str, Callable[[], pl.DataFrame]] = {
        "people": lambda: pl.DataFrame({"id": ["LAN"]}),
        "posts": lambda: pl.DataFrame({"id": ["KT"]}),
        "pairs": lambda: pl.DataFrame({"person": ["LAN"], "post": ["KT"], "score": [1.5]}),
    }
    for each, make in good.items():
        make().write_parquet(folder / f"{each}.parquet")
    if isinstance(content, bytes):
        (folder / f"{table}.parquet").write_bytes(content)
    else:
        content.write_parquet(folder / f"{table}.parquet")
    assert says in refused(folder)


def test_a_byte_order_mark_is_no_mistake_and_odd_signs_are_written(tmp_path: Path) -> None:
    path, out = tmp_path / "problem.json", tmp_path / "RESULT.json"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert CliRunner().invoke(app, ["solve", str(path), "-o", str(out)]).exit_code == 0
    path.write_text('{"people": ["\\ud800"], "posts": [{"id": "x"}], "pairs": [["\\ud800", "x", 1]]}', encoding="utf-8")
    assert CliRunner().invoke(app, ["solve", str(path), "-o", str(out)]).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["placements"] == {"\ud800": "x"}
