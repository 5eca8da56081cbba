"""The fairness report: rates with intervals, tests that hold for small numbers, concentration against chance."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import fisher_exact
from tests.placement.cast import edited, town

from dungviec.placement import Policy, solve_round
from dungviec.placement.fairness import Fairness, _concentration, fairness
from dungviec.records.selection import rate_of, wilson

LABELS = {f"P{i}": (("nữ", "women") if i < 12 else ("nam", "men")) for i in range(40)}


def report(**groups: str) -> Fairness:
    snapshot = town()
    for person, ethnicity in groups.items():
        snapshot = edited(snapshot, "people", person, ethnicity=ethnicity)
    return fairness(solve_round(snapshot, Policy()))


def test_rates_count_the_pool_and_the_selected() -> None:
    rates = {(r.outcome, r.group_en): r for r in report().rates}
    assert (rates["moved", "women"].pool, rates["moved", "women"].selected) == (1, 1)
    assert (rates["moved", "men"].pool, rates["moved", "men"].selected) == (2, 2), "Tâm, and Bình who had no post"


def test_groups_too_small_to_compare_are_not_compared() -> None:
    assert all(r.p is None and r.ratio is None for r in report().rates)


def test_whose_group_is_not_on_file_is_counted_as_unknown_and_left_out() -> None:
    found = report(TAM="Tày", BINH="Kinh")
    assert found.unknown["ethnicity"] == 1, "Lan's is not on file"
    pools = {r.group_en: r.pool for r in found.rates if r.outcome == "moved"}
    assert (pools["ethnic minorities"], pools["Kinh"]) == (1, 1)


def test_the_test_is_fishers_and_the_ratio_is_that_of_rates() -> None:
    chosen = {"P0", *(f"P{i}" for i in range(12, 26))}
    found = rate_of("moved", ("nữ", "women"), LABELS, chosen)
    assert found.p == pytest.approx(fisher_exact(np.array([[1, 11], [14, 14]])).pvalue)
    assert found.ratio == pytest.approx((1 / 12) / (14 / 28))
    assert found.low < found.rate < found.high


@pytest.mark.parametrize("of", [1, 7, 30, 400])
def test_the_interval_holds_what_it_promises(of: int) -> None:
    """Over many draws with a known share the interval covers it about 95 times in a hundred."""
    rng = np.random.default_rng(of)
    share = 0.3
    drawn = rng.binomial(of, share, 4000)
    covered = np.mean([low <= share <= high for low, high in (wilson(int(h), of) for h in drawn)])
    assert covered > 0.90


def test_planted_favour_is_found_and_chance_is_not() -> None:
    people = [f"P{i}" for i in range(60)]
    heads = [f"H{i % 6}" for i in range(60)]
    home = {p: i % 6 for i, p in enumerate(people)} | {f"H{k}": k for k in range(6)}
    ranks = dict.fromkeys(people, 1)
    planted = _concentration("home", "", "", list(zip(people, heads, strict=True)), lambda a, b: home[a] == home[b], ranks, np.random.default_rng(1))  # fmt: skip
    assert planted.found == 60
    assert planted.expected == pytest.approx(10, abs=1)
    assert planted.p is not None
    assert planted.p < 0.01
    dealt = np.random.default_rng(2).permutation(heads).tolist()
    chance = _concentration("home", "", "", list(zip(people, dealt, strict=True)), lambda a, b: home[a] == home[b], ranks, np.random.default_rng(3))  # fmt: skip
    assert chance.p is not None
    assert chance.p > 0.05


def test_people_change_seats_only_within_their_level() -> None:
    asked = [("A", "H1"), ("B", "H2")]
    alone = _concentration("x", "", "", asked, lambda a, b: True, {"A": 1, "B": 4}, np.random.default_rng(1))
    assert alone.p is None


def test_the_same_plan_gives_the_same_figures() -> None:
    solved = solve_round(town(), Policy())
    assert fairness(solved) == fairness(solved)
    assert solved.round.snapshot.as_of == date(2020, 12, 10)
