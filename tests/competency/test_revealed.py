"""Strengths that show in the work itself: claims with evidence and interval, shrunk where there is little."""

import polars as pl
import pytest
from benchmarks.strengths import compared, world

from dungviec.competency.revealed import WorkFault, revealed


def counts(**people: dict[str, tuple[int, int]]) -> pl.DataFrame:
    """People with kinds of work: assigned, and how many of them done well and on time."""
    rows = [(who, kind, n, ok, ok, ok) for who, kinds in people.items() for kind, (n, ok) in kinds.items()]
    return pl.DataFrame(rows, schema=["person_id", "kind", "assigned", "done", "good", "on_time"], orient="row")


def office(**mai: tuple[int, int]) -> pl.DataFrame:
    """Ten colleagues who do both kinds alike, and Mai."""
    others = {f"n{i}": {"reports": (100, 78 + i), "reception": (100, 82 - i)} for i in range(10)}
    return counts(mai=mai, **others)


def test_mai_receives_citizens_better_than_anybody_and_than_she_writes() -> None:
    claims = {(c.person_id, c.kind): c for c in revealed(office(reports=(100, 78), reception=(100, 98)))}
    mai = claims["mai", "reception"]
    assert mai.verdict == "strength"
    assert 0 < mai.low < mai.strength < mai.high
    assert mai.rates == (0.98, 0.98, 0.98)
    assert claims["mai", "reports"].verdict == "ordinary"


def test_ten_of_ten_once_is_no_strength_yet() -> None:
    claims = {(c.person_id, c.kind): c for c in revealed(office(reports=(100, 78), reception=(10, 10)))}
    assert claims["mai", "reception"].verdict == "ordinary"
    assert claims["mai", "reception"].strength < 0.12


def test_too_few_products_or_peers_are_not_enough() -> None:
    claims = {(c.person_id, c.kind): c.verdict for c in revealed(office(reports=(7, 7), surveying=(90, 90)))}
    assert claims["mai", "reports"] == claims["mai", "surveying"] == "not_enough"


def test_somebody_good_at_everything_has_a_standing_not_a_strength() -> None:
    """The own other work says what the general standing is."""
    both = {c.kind: c for c in revealed(office(reports=(100, 97), reception=(100, 97))) if c.person_id == "mai"}
    one = {c.kind: c for c in revealed(office(reports=(100, 70), reception=(100, 97))) if c.person_id == "mai"}
    assert both["reception"].strength < one["reception"].strength


def test_a_known_truth_is_recovered() -> None:
    work, truth = world(4, 60)
    raw, ours, right, inside, claims = compared(revealed(work), truth)
    assert ours > raw + 0.1
    assert claims > 50
    assert right > 0.9
    assert inside > 0.84


@pytest.mark.parametrize("alike", [0.0, 0.6])
def test_intervals_hold_what_they_say_also_with_few_products(alike: float) -> None:
    """Ten products a kind: the spreads are hardly known, which has to widen the intervals (they held 61-87 % before)."""
    held = [compared(revealed(work), truth)[3] for work, truth in (world(seed, 10, alike=alike) for seed in range(3))]
    assert min(held) > 0.83
    assert 0.87 < sum(held) / 3 < 0.94


def test_the_bounds_are_the_same_for_the_same_counts_and_not_the_same_on_both_sides() -> None:
    work, _truth = world(11, 60)
    once, again = (revealed(w) for w in (work, work.sample(fraction=1, shuffle=True, seed=3)))
    assert [(c.person_id, c.kind, c.low, c.high) for c in once] == [(c.person_id, c.kind, c.low, c.high) for c in again]
    one = once[0]
    below, above = one.strength - one.low, one.high - one.strength
    assert below > above, "near the ceiling chance pulls down further than up"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda w: w.drop("good"), "thiếu cột good"), (lambda w: pl.concat([w, w.head(1)]), "hai dòng"),
        (lambda w: w.with_columns(good=pl.col("assigned") + 1), "từ 0 đến số được giao"),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_refused(spoil: object, said: str) -> None:
    with pytest.raises(WorkFault, match=said) as caught:
        revealed(spoil(office(reports=(9, 9))))
    assert caught.value.english


def test_nothing_assigned_says_nothing() -> None:
    assert revealed(counts(mai={"reports": (0, 0)})) == []
