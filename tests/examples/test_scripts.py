"""Every script of ``examples`` runs, and the figures it prints are those of the records, worked out here in another way."""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.exchange.test_workbook import small_city

import dungviec
from dungviec.records import Snapshot
from dungviec.records.dates import whole_years

FOLDER = Path(__file__).resolve().parents[2] / "examples"
SCRIPTS = sorted(p.stem for p in FOLDER.glob("*.py") if p.stem != "district")


@pytest.fixture(scope="module")
def city() -> Snapshot:
    return dungviec.build_province(600, 3)


@pytest.fixture
def printed(
    city: Snapshot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """``printed("crosstab")``: what the script says, line by line; the made-up district is made once for all of them."""

    def run(name: str, *arguments: str) -> list[str]:
        monkeypatch.setattr(dungviec, "build_province", lambda *_size: city, raising=False)
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        monkeypatch.syspath_prepend(str(FOLDER))
        runpy.run_path(str(FOLDER / f"{name}.py"), run_name="__main__")
        return capsys.readouterr().out.splitlines()

    return run


def numbers(line: str) -> list[int]:
    return [int(x.replace(",", "")) for x in re.findall(r"-?\d[\d,]*", line)]


def test_the_law_is_asked_on_two_dates(city: Snapshot, printed: Callable[..., list[str]]) -> None:
    lines = printed("ask_the_law")
    level = dict(city.live_posts.select("post_id", "level").rows())
    unit = dict(city.live_posts.select("post_id", "unit_id").rows())
    head = {unit[p]: p for p in sorted(level, reverse=True) if level[p] == "head_of_division"}
    deputies = {
        person: head[unit[post]]
        for person, post in city.main_posts.select("person_id", "post_id").iter_rows()
        if level[post] == "deputy_head_of_division" and unit[post] in head
    }
    assert numbers(lines[0]) == [len(deputies)]
    for day in (city.as_of, date(2026, 7, 1)):
        line = next(x for x in lines if x.startswith(day.isoformat()))
        view = dungviec.LawBook.load().on(day)
        asked = [
            dungviec.explain_pair(city.at(day), *pair, view).verdict.name.lower()
            for pair in sorted(deputies.items())[:3]
        ]
        told = dict(reversed(x.split(" ")) for x in line.split(": ")[1].split(", "))
        assert sum(map(int, told.values())) == len(deputies)
        assert all(int(told[v]) >= n for v, n in Counter(asked).items())
        assert f"  {min(deputies)} -> {deputies[min(deputies)]}: {asked[0]}" in lines


def test_a_round_is_planned_and_proved(city: Snapshot, printed: Callable[..., list[str]]) -> None:
    lines = printed("plan_a_round")
    plan = dungviec.place(city, dungviec.Policy(max_moves=10))
    live = city.live_posts.filter(pl.col("held_with").is_null())
    assert numbers(lines[0])[:2] == [city.main_posts.height, live["seats"].sum()]
    assert numbers(lines[1]) == [plan.value, plan.value, 0]
    assert numbers(lines[2]) == [plan.stay_value]
    assert lines[3] == "10 moves, 0 people without a seat, proven: True"
    assert lines[5] == "faults the checker found: 0"
    now = dict(city.main_posts.select("person_id", "post_id").rows())
    assert all(now[x.split(":")[0].strip()] == x.split(": ")[1].split(" -> ")[0] for x in lines[6:])


def test_why_and_why_not(city: Snapshot, printed: Callable[..., list[str]]) -> None:
    lines = printed("why_this_post")
    plan = dungviec.place(city)
    move, empty = plan.moves[0], plan.vacant[0].post_id
    assert (
        lines[0]
        == f"{len(plan.moves)} moves; the first: {move.person_id} from {move.from_post_id} to {move.to_post_id}"
    )
    assert lines[1] == "there: allowed, in the plan: True, price 0"
    verdict = dungviec.explain_pair(city, move.person_id, empty).verdict.name.lower()
    assert lines[2].startswith(f"{empty}: {verdict}, in the plan: False; ")


def test_the_crosstab_counts_everybody_once(city: Snapshot, printed: Callable[..., list[str]]) -> None:
    lines = printed("crosstab")
    serving = city.people.join(city.current_tenures.select("person_id").unique(), on="person_id", how="semi")
    by_degree = {line.split()[0].lower(): numbers(line)[-1] for line in lines[1:-1]}
    for degree in ("master", "university", "college", "intermediate"):
        assert by_degree[degree] == serving.filter(pl.col("degree") == degree).height
    assert by_degree["not"] == serving["degree"].null_count()
    assert by_degree["all"] == serving.height
    ages = [whole_years(b, city.as_of) for b in serving["born"].drop_nulls()]
    bands = [sum(low <= a <= high for a in ages) for low, high in ((0, 30), (31, 40), (41, 50), (51, 55), (56, 60))]
    assert numbers(lines[-2])[:5] == bands
    assert numbers(lines[-1])[-1] == serving.height


def test_a_workbook_may_be_named(printed: Callable[..., list[str]], tmp_path: Path) -> None:
    path = dungviec.write_city(small_city(), tmp_path / "city.xlsx")
    assert numbers(printed("crosstab", str(path))[-1])[-1] == 2


def test_retirements_are_those_of_the_list(city: Snapshot, printed: Callable[..., list[str]]) -> None:
    lines = printed("retirements")
    assert numbers(lines[0])[0] == city.main_posts.height
    assert "Bộ luật Lao động 2012 Điều 187" in lines[1]
    years = [numbers(x) for x in lines[3:14]]
    assert [y[0] for y in years] == list(range(2020, 2031))
    total, until, leaders = numbers(lines[14])
    assert (sum(y[1] for y in years), until) == (total, 2030)
    assert all(low <= high for _year, _retire, low, high in years)
    assert 0 < leaders <= total
    born = dict(city.people.select("person_id", "born").rows())
    for line in lines[15:]:
        day, person = line.split()[:2]
        assert 55 <= whole_years(born[person], date.fromisoformat(day)) <= 62


def test_a_unit_is_appraised_by_hand_alike(printed: Callable[..., list[str]]) -> None:
    lines = printed("appraise_a_unit")
    # NĐ 335: the head 29 + 70; the officer 28.5 + 70 × (1 + 1 + p) / 3, where p: of 3 × 5 points on time and one report late by a quarter
    report = next(
        p["points"]
        for p in json.loads((FOLDER / "sheet_of_a_unit.json").read_text(encoding="utf-8"))["catalogue"]["products"]
        if p["id"] == "BC"
    )
    progress = (3 * 5 + report * 0.75) / (3 * 5 + report)
    officer = 28.5 + 70 * (2 + progress) / 3
    assert lines[1].startswith("  Trưởng phòng: 99.00 points, good (NĐ 335/2025")
    assert lines[2].startswith(f"  Chuyên viên: {officer:.2f} points, excellent (NĐ 335/2025")
    assert lines[3].startswith("excellent in P: 1, at most 0; above the quota: 1")


def test_a_training_plan_keeps_its_budget(printed: Callable[..., list[str]]) -> None:
    lines = printed("training_plan")
    people, courses, cost, budget = numbers(lines[0])
    assert cost <= budget == 150_000_000
    assert people <= courses
    assert lines[2] == "proven best: True; faults the checker found: 0"
    assert sum(numbers(x.split(": ")[1])[2] for x in lines[3:]) == cost, "the lines add up to the cost"


def test_an_export_is_asked_like_any_other_data(city: Snapshot, printed: Callable[..., list[str]]) -> None:
    lines = printed("export_and_query")
    assert lines[0].startswith("15 tables; masked columns of people: name, ethnicity")
    found = {x.split(":")[0].strip(): numbers(x)[0] for x in lines[1:-1]}
    degrees = Counter(city.people["degree"].to_list())
    assert found == {
        "Master": degrees["master"],
        "University": degrees["university"],
        "College": degrees["college"],
        "Intermediate": degrees["intermediate"],
        "not on file": degrees[None],
    }
    years = city.people.filter(degree="master")["born"].dt.year().mean()
    assert f"Master: {degrees['master']} people, born {years:.1f}" in lines[1]
    assert numbers(lines[-1])[1] == 0


def test_every_script_is_tested_and_in_the_list() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [s for s in SCRIPTS if f'printed("{s}"' not in source or f"({s}.py)" not in page] == []
    assert len(SCRIPTS) == 8


def test_public_names_are_there_and_nothing_else_is() -> None:
    for name in dungviec.__all__:
        assert getattr(dungviec, name) is not None
        assert name in dir(dungviec)
    assert dungviec.law.LawBook is dungviec.LawBook
    with pytest.raises(AttributeError, match="no attribute 'placee'"):
        dungviec.placee  # noqa: B018
