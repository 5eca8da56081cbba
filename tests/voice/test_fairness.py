"""Desks compared fairly: on made-up truth the fair order is nearer to it than the raw one, few answers never stand in an order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.voice import Tally, VoiceFault, compare


def made_up(seed: int, *, desks: int = 20, kinds: int = 5) -> tuple[list[Tally], list[float], list[float]]:
    """Tallies of desks that differ in truth, in how many they serve, and in what they handle; true shares, raw shares."""
    rng = np.random.default_rng(seed)
    desk, kind = rng.normal(0, 0.5, desks), rng.normal(0, 0.7, kinds)
    sizes = np.maximum(8, rng.lognormal(4, 1, desks)).astype(int)
    cells = np.array([rng.multinomial(n, rng.dirichlet(np.full(kinds, 0.6))) for n in sizes])
    chance = 1 / (1 + np.exp(-(1.8 + desk[:, None] + kind[None, :])))
    good = rng.binomial(cells, chance)
    mix = cells.sum(axis=0) / cells.sum()
    tallies = [Tally(f"{j:02}", f"k{k}", int(cells[j, k]), int(good[j, k])) for j in range(desks) for k in range(kinds)]
    return tallies, list(chance @ mix), list(good.sum(axis=1) / sizes)


def agreement(one: list[float], other: list[float]) -> float:
    """Spearman's rank correlation."""
    places = [np.argsort(np.argsort(x)) for x in (one, other)]
    return float(np.corrcoef(*places)[0, 1])


def test_the_fair_order_is_nearer_to_the_truth_than_the_raw_one_and_its_interval_holds_it() -> None:
    order, error, inside = [], [], []
    for seed in range(30):
        tallies, truth, raw = made_up(seed)
        rows = {r.group: r for r in compare(tallies, level=0.9).rows}
        fair = [rows[f"{j:02}"].fair for j in range(len(truth))]
        order.append((agreement(raw, truth), agreement(fair, truth)))
        error.append([float(np.mean((np.array(x) - truth) ** 2)) for x in (raw, fair)])
        inside += [rows[f"{j:02}"].low <= t <= rows[f"{j:02}"].high for j, t in enumerate(truth)]
    raw_order, fair_order = np.mean(order, axis=0)
    raw_error, fair_error = np.mean(error, axis=0)
    assert fair_order > raw_order + 0.05
    assert fair_error < 0.5 * raw_error
    assert 0.82 < np.mean(inside) < 0.97


def test_a_desk_is_not_blamed_for_what_it_handles() -> None:
    """Land cases please 60 %, certificates 95 %, everywhere alike; the desk that handles land alone looks worst and is not."""
    tallies = [Tally("đất", "land", 200, 120)]
    tallies += [Tally(f"chung {n}", "certificate", 150, 142 + n % 2) for n in range(6)]
    tallies += [Tally(f"chung {n}", "land", 60, 36) for n in range(6)]
    rows = {r.group: r for r in compare(tallies).rows}
    assert rows["đất"].raw < min(r.raw for g, r in rows.items() if g != "đất") - 0.1
    assert rows["đất"].standing == "alike"


def test_nobody_stands_in_the_order_under_the_fewest_answers() -> None:
    tallies = [Tally("ít", "a", 29, 29), Tally("vừa", "a", 30, 24), Tally("nhiều", "a", 300, 270)]
    rows = {r.group: r for r in compare(tallies, fewest=30).rows}
    assert (rows["ít"].place, rows["ít"].standing) == (None, "few")
    assert {rows["vừa"].place, rows["nhiều"].place} == {1, 2}
    assert rows["ít"].fair < 1, "three happy people are no perfect desk"


def test_no_answers_no_table_and_counts_that_cannot_be_are_refused() -> None:
    assert compare([]).share is None
    assert compare([Tally("trống", "a", 0, 0)]).rows == ()
    for bad, told in (([Tally("sai", "a", 3, 4)], "«sai»"), ([Tally("sai", "a", 3, -1)], "-1 satisfied")):
        with pytest.raises(VoiceFault) as fault:
            compare(bad)
        assert told in f"{fault.value} {fault.value.english}"
    with pytest.raises(VoiceFault):
        compare([], fewest=3)
    with pytest.raises(VoiceFault):
        compare([], level=1.0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDE"), st.sampled_from("xyz"), st.integers(0, 400), st.floats(0, 1)),
        min_size=1,
        max_size=15,
    )
)
def test_whatever_is_counted_the_shares_are_shares(cells: list[tuple[str, str, int, float]]) -> None:
    tallies = [Tally(g, k, n, round(n * share)) for g, k, n, share in cells]
    table = compare(tallies)
    assert {r.group for r in table.rows} == {t.group for t in tallies if t.cases}
    assert all(0 <= r.low <= r.fair <= r.high <= 1 for r in table.rows)
    placed = [r for r in table.rows if r.place is not None]
    assert [r.place for r in placed] == list(range(1, len(placed) + 1))
    assert [r.fair for r in placed] == sorted((r.fair for r in placed), reverse=True)
