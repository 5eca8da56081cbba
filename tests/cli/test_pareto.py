"""``dungviec pareto``: what more moves buy, in the small office."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from tests.placement.cast import person, post, town
from typer.testing import CliRunner, Result

from dungviec.cli.app import app
from dungviec.exchange import write_city
from dungviec.placement.pareto import Measure, trade_off


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(w) for w in words])


def test_each_line_buys_more_at_a_falling_rate(tmp_path: Path) -> None:
    city, out = write_city(town(), tmp_path / "city.xlsx"), tmp_path / "pareto.json"
    result = run("pareto", city, "--json", out, "--budget", "1")
    assert result.exit_code == 0, result.output
    assert "Mỗi người" in result.stdout, "the heading, however narrow the terminal"
    choices = json.loads(out.read_text(encoding="utf-8"))["choices"]
    assert [c["burden"] for c in choices] == sorted({c["burden"] for c in choices})
    supported = [c for c in choices if c["supported"]]
    assert supported[0]["burden"] == 0
    rates = [(b["value"] - a["value"]) / (b["burden"] - a["burden"]) for a, b in pairwise(supported)]
    assert rates == sorted(rates, reverse=True)
    assert all(c["bound"] == c["value"] for c in choices)
    assert "Each one" in run("pareto", city, "--lang", "en").stdout
    assert run("pareto", city, "--measure", "pain").exit_code == 2


@pytest.mark.parametrize("measure", ["moves", "worse", "far"])
def test_every_measure_starts_with_the_least_burden(measure: Measure) -> None:
    trade = trade_off(town(), measure=measure)
    assert trade.choices[0].burden == 0
    assert trade.choices[0].won == 0
    assert trade.choices[-1].value == max(c.value for c in trade.choices)


def test_rates_of_promotion_are_held_closer_at_a_price_that_is_told() -> None:
    """Two posts to rise to and four planned for them: the better suited are men; an even hand costs what solving again says."""
    base = town()
    led = {
        "level": "deputy_head_of_division",
        "role": "deputy",
        "importance": 4,
        "term_months": 60,
        "majors": ["Quản lý đất đai"],
    }
    extra = post("DD.PTP2", "DD", "Phó Trưởng phòng", "land", **led)
    crew = [person(p, p, "Quản lý đất đai", sex=sex) for p, sex in (("NAM", "male"), ("NU", "female"))]
    plans = [{"person_id": p, "title": "Phó Trưởng phòng", "post_id": q, "level": "deputy_head_of_division", "field": "land", "approved": date(2018, 6, 1)} for p in ("BINH", "NAM", "NU") for q in ("DD.PTP", "DD.PTP2")]  # fmt: skip
    ratings = [{"person_id": p, "year": y, "system": "state", "rating": "excellent" if p != "NU" else "good", "decided": date(y, 12, 12)} for p in ("BINH", "NAM", "NU") for y in (2017, 2018, 2019)]  # fmt: skip
    cast = town(
        posts=[*base.posts.to_dicts(), extra], people=[*base.people.to_dicts(), *crew], plans=plans,
        ratings=[r for r in base["ratings"].to_dicts() if r["person_id"] != "BINH"] + ratings,
    )  # fmt: skip
    trade = trade_off(cast, measure="rates", most=4)
    burdens, values = [c.burden for c in trade.choices], [c.value for c in trade.choices]
    assert len(trade.choices) > 1
    assert burdens == sorted(burdens)
    assert values == sorted(values)
    assert all(c.bound == c.value for c in trade.choices)
