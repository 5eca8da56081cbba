"""Deferred acceptance against every matching tried: stable, and of all stable ones the best for each person."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dungviec.engine import ProblemFault
from dungviec.engine.preferences import Market, apart, deferred_acceptance, envy_of


def ints(values: object) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def market(capacity: list[int], edges: dict[tuple[int, int], tuple[int, int]], people: int) -> Market:
    pairs = sorted(edges)
    return Market(
        people, ints(capacity), ints([i for i, _ in pairs]), ints([j for _, j in pairs]),
        ints([edges[p][0] for p in pairs]), ints([edges[p][1] for p in pairs]),
    )  # fmt: skip


@st.composite
def markets(draw: st.DrawFn, *, ties: bool) -> Market:
    people, posts = draw(st.integers(0, 4)), draw(st.integers(1, 3))
    pairs = [(i, j) for i in range(people) for j in range(posts) if draw(st.booleans())]
    most = 2 if ties else 10_000
    likes = st.lists(st.integers(0, most), min_size=len(pairs), max_size=len(pairs), unique=not ties)
    one, other = draw(likes), draw(likes)
    capacity = draw(st.lists(st.integers(0, 2), min_size=posts, max_size=posts))
    return market(capacity, {p: (a, b) for p, a, b in zip(pairs, one, other, strict=True)}, people)


def blocks(m: Market, chosen: tuple[int, ...]) -> bool:
    """Whether some pair would rather be together, told in words of people and posts."""
    for e, (i, j) in enumerate(zip(m.person.tolist(), m.post.tolist(), strict=True)):
        if chosen[i] == e or (chosen[i] >= 0 and m.person_likes[chosen[i]] >= m.person_likes[e]):
            continue
        holders = [c for c in chosen if c >= 0 and m.post[c] == j]
        if len(holders) < m.capacity[j] or any(m.post_likes[c] < m.post_likes[e] for c in holders):
            return True
    return False


def matchings(m: Market) -> list[tuple[int, ...]]:
    options = [[-1, *np.flatnonzero(m.person == i).tolist()] for i in range(m.people)]
    return [
        c for c in product(*options)
        if all(sum(e >= 0 and m.post[e] == j for e in c) <= m.capacity[j] for j in range(len(m.capacity)))
    ]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(markets(ties=False))
def test_of_all_stable_matchings_each_person_gets_the_best(m: Market) -> None:
    chosen = deferred_acceptance(m)
    stable = [c for c in matchings(m) if not blocks(m, c)]
    assert tuple(chosen.tolist()) in stable
    for i in range(m.people):
        mine = m.person_likes[chosen[i]] if chosen[i] >= 0 else -1
        assert all(c[i] < 0 or m.person_likes[c[i]] <= mine for c in stable)


@settings(max_examples=200, deadline=None)
@given(markets(ties=True), st.data())
def test_blocking_pairs_are_found_in_any_matching(m: Market, data: st.DataObject) -> None:
    assert not len(envy_of(m, deferred_acceptance(m)).blocking)
    chosen = data.draw(st.sampled_from(matchings(m)))
    found = envy_of(m, ints(chosen))
    assert bool(len(found.blocking)) == blocks(m, chosen)
    assert set(found.justified.tolist()) <= set(found.envious.tolist())


def test_envy_is_justified_only_where_the_post_agrees() -> None:
    m = market([1, 1], {(0, 0): (2, 5), (1, 0): (2, 9), (0, 1): (1, 5), (1, 1): (1, 5)}, 2)
    kind = envy_of(m, ints([2 - 1, 2]))  # person 0 sits in post 1, person 1 in post 0
    assert (m.person[kind.envious].tolist(), kind.justified.tolist()) == ([0], [])
    other = envy_of(m, ints([0, 3]))
    assert m.person[other.justified].tolist() == [1]


def test_couples_apart_are_flagged() -> None:
    post, place = ints([0, 1, 2]), ints([7, 7, 8])
    couples = ints([[0, 1], [0, 2], [0, 3]])
    assert apart(ints([0, 1, 2, -1]), post, place, couples).tolist() == [False, True, True]


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(ProblemFault, match="dài khác nhau"):
        Market(1, ints([1]), ints([0]), ints([0]), ints([1, 2]), ints([1]))
