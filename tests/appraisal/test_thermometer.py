"""Skill and leniency told apart where people link the raters, and left open where nobody does."""

import numpy as np
import pytest
from benchmarks.thermometer import MARGIN, recovered, world

from dungviec.appraisal.inflation import gauge
from dungviec.appraisal.thermometer import ThermometerFault, read_ratings


@pytest.mark.parametrize("units", [0.0, 4.0])
def test_the_order_is_recovered_better_than_by_the_raw_mean(units: float) -> None:
    """Also where units truly differ: a good unit is not taken for a lenient head."""
    person, head, score, skill, lenient = world(7, moved=0.1, units=units)
    found = read_ratings(person, head, score, people=len(skill), raters=len(lenient))
    raw, ours, read, coverage = recovered(found, skill)
    assert ours > raw + MARGIN
    assert read > 0.8
    assert coverage > 0.9
    assert np.corrcoef(found.rater, lenient)[0, 1] > 0.8


def test_without_anybody_rated_twice_nothing_can_be_told_apart() -> None:
    person, head, score, skill, lenient = world(7, moved=0)
    found = read_ratings(person, head, score, people=len(skill), raters=len(lenient))
    assert not found.enough.any()
    assert not found.rater_enough.any()
    assert len(set(found.group.tolist())) == len(lenient)


def test_two_heads_and_the_one_official_both_have_rated() -> None:
    """Bình gives everybody ten points more than Cúc; Dung worked under both."""
    person = np.array([0] * 6 + [1] * 6 + [2] * 6)
    head = np.array([0] * 6 + [0] * 3 + [1] * 3 + [1] * 6)
    score = np.array([90.0] * 6 + [90.0] * 3 + [80.0] * 3 + [80.0] * 6) + np.tile([0.3, -0.3, 0.0], 6)
    found = read_ratings(person, head, score, people=3, raters=2)
    assert found.raw[0] - found.raw[2] == pytest.approx(10)
    assert abs(found.person[0] - found.person[2]) < 0.5
    assert found.rater[0] - found.rater[1] == pytest.approx(10, abs=0.5)


def test_too_few_ratings_are_not_read_and_nobody_without_any() -> None:
    person, head, score, skill, lenient = world(7, moved=0.2)
    keep = (person != 0) | (np.cumsum(person == 0) <= 2)
    found = read_ratings(person[keep], head[keep], score[keep], people=len(skill) + 1, raters=len(lenient))
    assert not found.enough[0]
    assert not found.enough[-1]
    assert np.isnan(found.raw[-1])


def test_the_gauge_shows_the_unit_that_became_generous() -> None:
    draw = np.random.default_rng(3)
    people, units, years = 120, 6, 3
    person = np.repeat(np.arange(people), years * 4)
    year = np.tile(np.repeat([2024, 2025, 2026], 4), people)
    unit = person % units
    score = (
        75 + draw.normal(0, 5, people)[person] + draw.normal(0, 2, len(person)) + 6.0 * ((unit == 2) & (year == 2026))
    )
    told = {(g.unit, g.year): g for g in gauge(person, unit, year, score)}
    assert told[2, 2026].generosity == pytest.approx(6, abs=1)
    assert told[2, 2025].generosity == pytest.approx(0, abs=1)
    assert told[2, 2024].generosity == 0
    assert all(g.enough for g in told.values())


@pytest.mark.parametrize(
    ("person", "head", "score", "said"),
    [
        ([], [], [], "ít nhất một"), ([0, 2], [0, 0], [1.0, 2.0], "người được chấm số 2"), ([0, 1], [0, 5], [1.0, 2.0], "người chấm số 5"),
        ([0, 1], [0, 0], [1.0, float("nan")], "không phải là số"),
    ],
)  # fmt: skip
def test_bad_ratings_are_refused_in_a_sentence(
    person: list[int], head: list[int], score: list[float], said: str
) -> None:
    with pytest.raises(ThermometerFault, match=said) as caught:
        read_ratings(
            np.array(person, dtype=np.int64),
            np.array(head, dtype=np.int64),
            np.array(score, dtype=float),
            people=2,
            raters=1,
        )
    assert caught.value.english


def test_raters_who_seem_alike_are_not_known_to_be_alike() -> None:
    """Where the raters' variance is found to be nothing, an interval of nothing would be a lie."""
    person = np.repeat(np.arange(8), 10)
    rater = np.where(np.tile(np.arange(10), 8) < 8, 0, 1)
    score = 90 + person / 4 + np.tile([-1.0, 1.0], 40)
    found = read_ratings(person, rater, score, people=8, raters=2)
    assert (found.rater_error > 0.05).all()
