"""Where a target stands and where it goes, from numbers alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.office.programme.outlook import ORDER, Aim, foresee, judge, rolled

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)
UP = Aim(100, 0, True, FIRST, LAST)
DOWN = Aim(10, 50, False, FIRST, LAST)


def rows(*values: float) -> list[tuple[date, float]]:
    return [(FIRST + timedelta(days=30 * n), v) for n, v in enumerate(values)]


def test_too_few_readings_answer_nothing_rather_than_a_guess() -> None:
    assert foresee(rows(0, 10, 20), UP) is None
    close = [(FIRST + timedelta(days=n), float(n)) for n in range(10)]
    assert foresee(close, UP) is None, "ten days do not tell a year"
    assert foresee(rows(0, 10, 20, 30), UP) is not None


def test_one_odd_reading_does_not_move_the_forecast() -> None:
    straight, odd = foresee(rows(0, 5, 10, 15, 20, 25, 30), UP), foresee(rows(0, 5, 10, 90, 20, 25, 30), UP)
    assert straight is not None
    assert odd is not None
    assert abs(straight.value - odd.value) < 2
    assert odd.low <= odd.value <= odd.high


@pytest.mark.parametrize(
    ("values", "state"),
    [((0, 20, 40, 60), "on_track"), ((0, 2, 4, 6), "off_track"), ((0, 9, 100, 101), "met")],
)
def test_states_of_more_is_better(values: tuple[float, ...], state: str) -> None:
    found = rows(*values)
    assert judge(found, UP, found[-1][0] + timedelta(days=1)).state == state


def test_less_is_better_is_judged_the_other_way_round() -> None:
    day = FIRST + timedelta(days=91)
    assert judge(rows(50, 40, 30, 20), DOWN, day).state == "on_track"
    assert judge(rows(50, 49, 50, 49), DOWN, day).state == "off_track"
    assert judge(rows(9, 9, 9, 9), DOWN, day).state == "met"
    rising = judge(rows(2, 4, 6, 8), DOWN, day)
    assert rising.state == "at_risk", "kept today, and on its way above"


def test_days_and_stale_figures_have_states_of_their_own() -> None:
    stale = Aim(100, 0, True, FIRST, LAST, stale_after=60)
    assert judge([], UP, FIRST).state == "unknown"
    assert judge([], UP, FIRST - timedelta(days=1)).state == "not_begun"
    assert judge(rows(50), UP, LAST + timedelta(days=1)).state == "missed"
    assert judge(rows(99), UP, LAST).state != "missed", "the day itself still counts"
    assert judge(rows(30), stale, FIRST + timedelta(days=61)).state == "stale"
    assert judge(rows(100), stale, FIRST + timedelta(days=61)).state == "met"
    assert judge(rows(40), Aim(100, None, True, FIRST, LAST), FIRST).state == "unknown"


def test_a_reading_of_a_later_day_is_not_known_yet() -> None:
    assert judge(rows(10, 200), UP, FIRST + timedelta(days=3)).value == 10


def test_counts_of_a_year_never_fall_and_shares_never_pass_a_hundred() -> None:
    grows = Aim(100, 0, True, FIRST, LAST, grows=True)
    falling = foresee(rows(40, 30, 20, 10), grows)
    assert falling is not None
    assert falling.low >= 10
    share = foresee(rows(70, 80, 90, 99), Aim(100, 0, True, FIRST, LAST, top=100))
    assert share is not None
    assert share.high <= 100


def test_parts_put_together() -> None:
    assert rolled([(1, 1), (2, 1)], "sum", up=True) == 3
    assert rolled([(10, 1), (40, 2)], "mean", up=True) == 30
    assert rolled([(10, 1), (40, 2)], "worst", up=True) == 10
    assert rolled([(10, 1), (40, 2)], "worst", up=False) == 40
    assert rolled([(10, 1), (40, 2)], "worst", up=True, progress=[0.9, 0.2]) == 40
    assert rolled([(10, 1), (None, 2)], "sum", up=True) is None, "a sum without a part is another figure"
    assert rolled([], "sum", up=True) is None


@settings(max_examples=60)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12), st.booleans(), st.integers(0, 400))
def test_every_target_has_a_state_a_progress_within_bounds_and_an_ordered_interval(
    values: list[float], up: bool, after: int
) -> None:
    found = judge(rows(*values), Aim(500, 100, up, FIRST, LAST), FIRST + timedelta(days=after))
    assert found.state in ORDER
    assert found.progress is None or 0 <= found.progress <= 1
    if found.forecast is not None:
        assert found.forecast.low <= found.forecast.value <= found.forecast.high
    if found.value is not None and found.state == "met":
        assert (found.value >= 500) if up else (found.value <= 500)
