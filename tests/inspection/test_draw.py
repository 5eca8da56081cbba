"""A draw whose chances are stated and met: three desks and five divisions, one of them waiting for two years."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.inspection import Frame, InspectionFault, Sign, Stratum, Target, chances, draw, weight_of, weight_words
from dungviec.inspection.draw import SeededStream, _pick

DAY = date(2020, 12, 10)
DESKS = (
    Target("MC-1", "Một cửa phường 1", "desk", date(2020, 6, 10)),
    Target("MC-2", "Một cửa phường 2", "desk", date(2020, 11, 20), (Sign(5, "1 phát hiện nghiêm trọng", "1 serious finding"),)),
    Target("MC-3", "Một cửa xã 3", "desk", None),
)  # fmt: skip
DIVISIONS = tuple(Target(f"P-{n}", f"Phòng {n}", "division", date(2020, n, 1)) for n in range(1, 6))


def frame(desks: int = 1, divisions: int = 2) -> Frame:
    return Frame(
        "Quý IV",
        DAY,
        (Stratum("desk", "Một cửa", desks), Stratum("division", "Phòng", divisions)),
        (*DESKS, *DIVISIONS),
    )


def test_a_weight_is_the_sum_it_says() -> None:
    f = frame()
    assert [weight_of(t, f) for t in DESKS] == [10 * 7, 15 * 1, 10 * 25]
    assert (
        weight_words(DESKS[1], f)
        == "15 = (10 cơ bản + 5 1 phát hiện nghiêm trọng) × (1 + 0 tháng từ lần kiểm tra trước)"
    )
    assert weight_words(DESKS[2], f, "en") == "250 = (10 basic) × (1 + 24 as never visited)"


def test_chances_are_exact_and_add_up_to_the_number_taken() -> None:
    told = {c.target.target_id: c.chance for c in chances(frame())}
    assert told["MC-1"] == Fraction(70, 335)
    assert sum(told[t.target_id] for t in DESKS) == 1
    assert sum(told[t.target_id] for t in DIVISIONS) == 2


def test_who_outweighs_all_others_is_taken_outright_and_the_rest_share_the_places() -> None:
    told = {c.target.target_id: c.chance for c in chances(frame(desks=2))}
    assert told["MC-3"] == 1
    assert told["MC-1"] + told["MC-2"] == 1
    assert told["MC-1"] == Fraction(70, 85)
    assert all("MC-3" in draw(frame(desks=2), str(n)) for n in range(20))


def test_more_places_than_targets_takes_them_all_and_none_takes_none() -> None:
    f = frame(desks=9, divisions=0)
    assert sorted(draw(f, "x")) == ["MC-1", "MC-2", "MC-3"]
    assert {c.chance for c in chances(f) if c.target.stratum == "division"} == {Fraction(0)}


weights = st.lists(st.integers(1, 12), min_size=2, max_size=7)


@settings(max_examples=100)
@given(weights, st.integers(1, 4), st.randoms(use_true_random=False))
def test_over_all_starts_each_is_picked_exactly_as_often_as_its_chance_says(
    weighs: list[int], places: int, chance: object
) -> None:
    total = sum(weighs)
    places = min(places, len(weighs) - 1)
    if any(places * w >= total for w in weighs):
        weighs = [1] * len(weighs)
        total = len(weighs)
    ids = list(range(len(weighs)))
    chance.shuffle(ids)  # type: ignore[attr-defined]
    seen: Counter[int] = Counter()
    for start in range(total):
        picked = _pick(ids, [weighs[i] for i in ids], places, start)
        assert len(picked) == len(set(picked)) == places
        seen.update(picked)
    assert {i: Fraction(seen[i], total) for i in ids} == {i: Fraction(places * weighs[i], total) for i in ids}


def test_over_many_seeds_the_frequencies_are_the_chances() -> None:
    f, runs = frame(), 1500
    seen = Counter(t for n in range(runs) for t in draw(f, f"hạt {n}"))
    for c in chances(f):
        p = float(c.chance)
        spread = (p * (1 - p) / runs) ** 0.5
        assert abs(seen[c.target.target_id] / runs - p) < 4 * spread + 1e-12, c.target.target_id


def test_the_same_seed_draws_the_same_and_the_order_of_the_file_does_not_matter() -> None:
    f = frame()
    turned = Frame(f.name, f.as_of, f.strata, tuple(reversed(f.targets)), f.weighing)
    assert draw(f, "một") == draw(turned, "một") == draw(f, "một")
    assert len({draw(f, str(n)) for n in range(40)}) > 5


def test_strata_come_in_their_order_desks_first() -> None:
    for n in range(10):
        first, *others = draw(frame(), f"{n}")
        assert first.startswith("MC-")
        assert all(o.startswith("P-") for o in others)


def test_the_stream_is_the_published_one() -> None:
    first = int.from_bytes(hashlib.sha256(b"abc|desk/start|0").digest(), "big") % 1000
    assert SeededStream("abc", "desk/start").below(1000) == first


def test_pairs_of_neighbours_are_drawn_together_too() -> None:
    """The shuffle: without it, neighbours on the list of equal weights could never both be drawn."""
    equal = Frame("x", DAY, (Stratum("p", "Phòng", 2),), tuple(Target(f"P{n}", "Phòng", "p", DAY) for n in range(4)))
    pairs = {tuple(sorted(draw(equal, str(n)))) for n in range(120)}
    assert len(pairs) == 6


@pytest.mark.parametrize("seed", ["", "   "])
def test_an_empty_seed_is_refused(seed: str) -> None:
    with pytest.raises(InspectionFault, match="Hạt giống"):
        draw(frame(), seed)


def test_a_draw_of_nobody_is_refused() -> None:
    with pytest.raises(InspectionFault) as refused:
        draw(frame(0, 0), "x")
    assert "at least 1" in refused.value.english
