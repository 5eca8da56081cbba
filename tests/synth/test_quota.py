"""Exact shares: they add up, stay near their proportion, and deal values by rank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dungviec.synth.quota import deal_by_rank, scale_counts, share_out

weights = st.lists(st.floats(0, 100), min_size=1, max_size=12).filter(lambda w: sum(w) > 0.001)


@given(st.integers(0, 10_000), weights)
def test_shares_add_up_and_are_within_one_of_their_proportion(total: int, given_weights: list[float]) -> None:
    shares = share_out(total, given_weights)
    assert sum(shares) == total
    for share, weight in zip(shares, given_weights, strict=True):
        assert abs(share - total * weight / sum(given_weights)) <= 1.000001


def test_no_weight_is_an_error() -> None:
    with pytest.raises(ValueError, match="positive sum"):
        share_out(5, [0, 0])


def test_counts_come_back_unchanged_at_the_published_size() -> None:
    degrees = {"doctor": 1, "master": 115}
    assert scale_counts(degrees, 2380, 2380) == degrees
    assert scale_counts(degrees, 2380, 23_800) == {"doctor": 10, "master": 1150}


@given(st.lists(st.floats(0, 1), max_size=40), st.integers(0, 20), st.integers(0, 20))
def test_the_best_scores_get_the_best_values(scores: list[float], gold: int, silver: int) -> None:
    dealt = deal_by_rank(scores, [("gold", gold), ("silver", silver)])
    assert dealt.count("gold") == min(gold, len(scores))
    best = [s for s, d in zip(scores, dealt, strict=True) if d == "gold"]
    rest = [s for s, d in zip(scores, dealt, strict=True) if d != "gold"]
    assert not best or not rest or min(best) >= max(rest)
