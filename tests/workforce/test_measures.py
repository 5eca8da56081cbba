"""Measures of a programme against the interview sheet and the town: each value is what its list adds up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.office.cast import town

from dungviec.records import Snapshot
from dungviec.synth import build_city
from dungviec.workforce import Scope, interview
from dungviec.workforce.measures import MEASURES, Reading, read


@pytest.fixture(scope="module")
def city() -> Snapshot:
    return build_city()


def of(snapshot: Snapshot, key: str, unit: str | None = None) -> Reading:
    return read(MEASURES[key], Scope(snapshot, date(snapshot.as_of.year, 1, 1), unit))


def test_the_city_of_the_interview_says_the_same_figures(city: Snapshot) -> None:
    sheet = interview(city).figures
    value = {k: f.value or 0 for k, f in sheet.items()}
    assert of(city, "degree.university_up").counted.value == sum(value[f"degree.{d}"] for d in ("doctor", "master", "university")) == 1800  # fmt: skip
    assert of(city, "degree.university_up").value == round(100 * 1800 / 2380, 2)
    assert of(city, "theory.intermediate_up").counted.value == sum(
        value[f"theory.{t}"] for t in ("bachelor", "advanced", "intermediate")
    )
    assert of(city, "commune.non_local").value == 93.75
    assert [of(city, f"unified.{k}").value for k in ("council", "committee")] == [2, 9]
    assert of(city, "training.theory").value == 7 + 80
    assert of(city, "training.all").value == 7 + 80 + 182 + 158 + 262 + 278
    assert of(city, "moves.leaders").value == 13 + 9 + 2
    assert of(city, "minority.leaders").counted.value == value["minority.leaders"]
    assert of(city, "workforce.total").value == 2380


def test_every_value_is_what_its_list_adds_up_to(city: Snapshot) -> None:
    scope = Scope(city, date(2020, 1, 1))
    for key, measure in MEASURES.items():
        reading = read(measure, scope)
        assert reading.value is not None, key
        listed = sum(b.weight for b in reading.counted.behind)
        whole = sum(b.weight for b in reading.of.behind) if reading.of else None
        assert reading.value == (listed if whole is None else round(100 * listed / whole, 2)), key
        assert whole is None or listed <= whole, key
        assert reading.counted.needs, f"{key}: whoever may not see a field may not see the figure"


def test_a_unit_counts_its_own_people_and_a_past_day_its_own_holders() -> None:
    here = town()
    assert of(here, "workforce.total").value == 7
    assert of(here, "workforce.total", "P-GD").value == 4
    assert of(here, "workforce.total", "TH").value == 2
    assert of(here, "women.leaders").value == 50
    assert of(replace(here, as_of=date(2015, 6, 1)), "workforce.total").value == 4
    assert of(here, "norm.over").value == 1 + 1, "two teach on one seat, three are in home affairs with a norm of two"


def test_what_the_records_cannot_give_is_no_value_and_says_so() -> None:
    here = town()
    found = of(here, "commune.non_local")
    assert found.value is None
    assert found.missing is not None
    assert "phường, xã" in found.missing[0]
    assert of(here, "theory.leaders", "TH").value is None, "a school without leaders has nobody to share"


def test_keys_and_words_are_complete() -> None:
    for key, measure in MEASURES.items():
        assert measure.key == key
        assert measure.vi
        assert measure.en
        assert all(measure.unit)
        assert measure.part in {f"S{n}" for n in range(1, 19)}
