"""The sample roster becomes its truth, every cell; and random layouts of other offices come back exactly."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.exchange import roster_files as files
from tests.exchange import roster_layouts as layouts
from tests.exchange import roster_people as made

from dungviec.exchange.roster import RosterRead, read_roster

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.skipif(not (DATA / "roster-sample.xlsx").exists(), reason="../shared/data is not here")
def test_the_sample_becomes_its_truth_cell_by_cell() -> None:
    truth = json.loads((DATA / "roster-sample.truth.json").read_text(encoding="utf-8"))
    result = read_roster(DATA / "roster-sample.xlsx")
    wrong = [
        (t["no"], k, p.get(k), t[k])
        for p, t in zip(result.people, truth["people"], strict=True)
        for k in t
        if p.get(k) != t[k]
    ]
    assert wrong == []
    assert result.people == truth["people"]
    shown = result.to_json()
    assert {k: shown[k] for k in ("rows_in", "distinct")} == {k: truth[k] for k in ("rows_in", "distinct")}
    assert result.balance.to_json() == {"rows_in": 184, "created": 184, "updated": 0, "skipped": 0, "rejected": 0}


def _round_trip(seed: int, ending: str, tmp_path: Path, **fixed: object) -> tuple[list[dict[str, object]], RosterRead]:
    rng = random.Random(seed)
    years = sorted(rng.sample(["2017", "2018", "2019", "2020"], rng.randint(1, 3)))
    people = made.make_people(rng, rng.randint(6, 40), years)
    layout = layouts.Layout.random(rng, **fixed)
    layout.years = years
    if ending == ".csv":
        layout.options["cover"] = False
        if layout.options["unit"] in {"sheet", "sheet_caps", "title"}:
            layout.options["unit"] = "column"
    path = tmp_path / f"roster{ending}"
    files.write(layouts.pages(layout, people), path)
    return people, read_roster(path)


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
@pytest.mark.parametrize("block", range(4))
def test_people_survive_any_layout(block: int, ending: str, tmp_path: Path) -> None:
    for seed in range(block * 1000, block * 1000 + 12):
        people, result = _round_trip(seed, ending, tmp_path)
        core = [{k: p[k] for k in people[0]} for p in result.people]
        if len({p["no"] for p in people}) == len(people):
            core.sort(key=lambda p: p["no"])
        assert core == people, f"seed {seed}"
        assert result.rejected == [], f"seed {seed}"
        assert result.balance.created == len(people)
