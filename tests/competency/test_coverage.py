"""Coverage of profiles: the table and the compiled loop tell the same whole numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.competency import NEUTRAL
from dungviec.competency.coverage import Coverage


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    """Up to 6 people with levels 0-5 in up to 11 competencies, and up to 4 profiles over some of these."""
    people, competencies = draw(st.integers(1, 6)), draw(st.integers(1, 11))
    levels = draw(st.lists(st.integers(0, 5), min_size=people * competencies, max_size=people * competencies))
    profiles = []
    for _ in range(draw(st.integers(0, 4))):
        own = draw(st.lists(st.integers(0, competencies - 1), unique=True, min_size=1))
        want = draw(st.lists(st.integers(1, 5), min_size=len(own), max_size=len(own)))
        weight = draw(st.lists(st.integers(0, 200), min_size=len(own), max_size=len(own)))
        profiles.append(tuple(np.array(row, dtype=np.int64) for row in (own, want, weight)))
    return Coverage(np.array(levels, dtype=np.int64).reshape(people, competencies), tuple(profiles))


@settings(max_examples=100, deadline=None)
@given(coverages())
def test_pair_by_pair_equals_the_table(coverage: Coverage) -> None:
    person, profile = (axis.ravel() for axis in np.indices(coverage.table.shape))
    assert coverage.columns is not None
    assert coverage.columns.of(person, profile).tolist() == coverage.table.ravel().tolist()


def test_a_third_of_the_way_to_level_three_is_rounded_down_and_three_are_the_whole() -> None:
    one = np.array([0]), np.array([3]), np.array([7])
    coverage = Coverage(np.array([[1], [2], [3], [5]]), (one,))
    assert coverage.columns is not None
    first, none = np.zeros(4, dtype=np.int64), np.ones(4, dtype=np.int64)
    assert coverage.columns.of(np.arange(4), first).tolist() == [3333, 6666, 10_000, 10_000]
    assert coverage.columns.of(np.arange(4), none).tolist() == [NEUTRAL] * 4


def test_what_the_loop_cannot_take_is_left_to_the_table() -> None:
    levels = np.array([[4, 1]])
    seventh = (np.array([0]), np.array([7]), np.array([1]))
    twice = (np.array([0, 0]), np.array([2, 4]), np.array([1, 1]))
    heavy = (np.array([0]), np.array([2]), np.array([200_000]))
    for odd in (seventh, twice, heavy):
        assert Coverage(levels, (odd,)).columns is None
    assert Coverage(levels - 5, ((np.array([0]), np.array([2]), np.array([1])),)).columns is None
    assert Coverage(levels, (seventh,)).of(np.array([0]), np.array([0])).tolist() == [5714]


def test_a_large_province_asks_the_loop_and_a_city_the_table() -> None:
    profile = (np.array([0]), np.array([5]), np.array([1]))
    city = Coverage(np.full((10, 1), 4), (profile,))
    assert city.of(np.array([3]), np.array([0])).tolist() == [8_000]
    assert "columns" not in vars(city)
    province = Coverage(np.full((50_000, 1), 4), (profile,) * 100)
    assert province.of(np.array([3]), np.array([99])).tolist() == [8_000]
    assert "table" not in vars(province)
