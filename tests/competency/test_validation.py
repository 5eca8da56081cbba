"""The back-test of fit: an effect where there is one, none where there is none, and nothing learnt from afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from typer.testing import CliRunner

from dungviec.competency.validation import LEAST, Validation, validate_fit
from dungviec.records import TABLES, Snapshot

DAY = date(2020, 12, 31)
START = date(2018, 3, 1)


def city(ratings: list[str], *, assessed: date = date(2017, 6, 1), people: int = 60, rated: int = 2018) -> Snapshot:
    """People placed on 1 March 2018 in the same kind of post, with competency levels 1 to 5 in turn, and their later ratings."""
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [{"unit_id": "U", "name": "Phòng", "kind": "division"}],
        "posts": [{
            "post_id": "P", "unit_id": "U", "title": "Chuyên viên", "level": "specialist", "category": "civil_servant", "field": "land",
            "seats": people, "profile_id": "CV",
        }],
        "profiles": [{"profile_id": "CV", "competency": "G1", "min_level": 1, "max_level": 5, "weight": 1}],
        "people": [{"person_id": f"n{i}", "name": "Trần Văn Thử", "joined": date(2000 + i % 7, 1, 1)} for i in range(people)],
        "tenures": [{"person_id": f"n{i}", "post_id": "P", "title": "Chuyên viên", "kind": "main", "from_date": START} for i in range(people)],
        "competencies": [{"person_id": f"n{i}", "competency": "G1", "level": 1 + i % 5, "assessed": assessed} for i in range(people)],
        "ratings": [{"person_id": f"n{i}", "year": rated, "system": "state", "rating": r} for i, r in enumerate(ratings[:people])],
    }  # fmt: skip
    return Snapshot(
        DAY, "Thử", {n: TABLES[n].conform(pl.DataFrame(r, infer_schema_length=None)) for n, r in rows.items()}
    )


ORDER = ["failed", "completed", "good", "good", "excellent"]
BY_SKILL = [ORDER[i % 5] for i in range(60)]
BY_CHANCE = [ORDER[k] for k in np.random.default_rng(8).integers(0, 5, 60)]


def of(found: Validation, predictor: str) -> float:
    return next(c.rho or 0.0 for c in found.correlations if c.predictor == predictor)


def test_an_effect_is_found_and_beats_the_simple_ways() -> None:
    found = validate_fit(city(BY_SKILL))
    assert (found.placements, found.verdict, found.beats_baselines) == (60, "effect", True)
    assert of(found, "competence") > 0.9
    assert found.later_ratings == {"completed": 12, "excellent": 12, "failed": 12, "good": 24}


def test_no_effect_is_published_as_no_effect() -> None:
    found = validate_fit(city(BY_CHANCE))
    assert (found.verdict, found.beats_baselines) == ("no_effect", False)


def test_the_other_way_round_is_called_adverse() -> None:
    assert validate_fit(city([ORDER[4 - i % 5] for i in range(60)])).verdict == "adverse"


def test_what_was_assessed_afterwards_does_not_enter() -> None:
    found = validate_fit(city(BY_SKILL, assessed=date(2018, 3, 1)))
    assert abs(of(found, "competence")) < 1e-9
    assert found.verdict == "no_effect"


def test_ratings_from_before_or_of_later_posts_are_not_results() -> None:
    assert validate_fit(city(BY_SKILL, rated=2017)).placements == 0
    assert validate_fit(city(BY_SKILL, rated=2021)).placements == 0


def test_too_few_placements_conclude_nothing() -> None:
    found = validate_fit(city(BY_SKILL, people=LEAST - 1))
    assert (found.verdict, found.correlations) == ("not_enough", ())
    assert found.to_json()["from_day"] == "2018-03-01"


def test_the_terminal_says_what_was_found(tmp_path: Any) -> None:
    from dungviec.cli.app import app
    from dungviec.exchange import write_city

    write_city(city(BY_SKILL), tmp_path / "city.xlsx")
    result = CliRunner().invoke(app, ["validate", str(tmp_path / "city.xlsx")])
    assert "60 lần bố trí có xếp loại về sau" in result.stdout
    assert "Hơn cả ba cách đơn giản." in result.stdout
    assert CliRunner().invoke(app, ["validate", str(tmp_path / "none.xlsx")]).exit_code == 2
