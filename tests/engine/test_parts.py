"""A large graph in parts: provinces that stand apart, provinces with a few who may cross, and a whole that hangs together."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.nation import CITY, Nation, nation
from tests.engine.random_cases import check_proof

from dungviec.engine import core, parts
from dungviec.engine.graph import graph_from_pairs, graph_from_rows
from dungviec.engine.parts import assign_in_parts, parts_of

TOWNS = 40
"""Cities of 2 400 are too many people for a test: towns of 60 with the same shape of pairs."""


@pytest.fixture(scope="module")
def towns() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Forty towns of 60 people and posts: person, post, worth of pairs within the town."""
    rng = np.random.default_rng(5)
    person, post = np.nonzero(rng.random((60 * TOWNS, 60)) < 0.2)
    return person, person // 60 * 60 + post, rng.integers(-20, 1_000, len(person))


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Graphs of a few thousand pairs count as large, parts of 5 000 as one's share."""
    monkeypatch.setattr(core, "WORTH_PARTING", 1_000)
    monkeypatch.setattr(parts, "PART", 5_000)


def _whole(person: np.ndarray, post: np.ndarray, worth: np.ndarray, *, must: bool = False) -> int:
    graph = graph_from_pairs(person, post, capacity=np.ones(60 * TOWNS, dtype=np.int64), must=np.full(60 * TOWNS, must))
    found = core.best_assignment(graph, graph.placed_order(worth), workers=2)
    check_proof(graph, graph.placed_order(worth), found)
    return found.value


def test_towns_between_which_nobody_moves_are_the_parts(towns: tuple[np.ndarray, ...], small_parts: None) -> None:
    person, post, _ = towns
    graph = graph_from_pairs(
        person, post, capacity=np.ones(60 * TOWNS, dtype=np.int64), must=np.zeros(60 * TOWNS, dtype=np.bool_)
    )
    found = parts_of(graph)
    assert found.crossing == 0
    assert 3 <= found.count <= TOWNS
    assert (found.person[person] == found.post[post]).all()
    assert (np.diff(found.person) >= 0).all()


@pytest.mark.parametrize("must", [False, True])
def test_parts_together_are_worth_what_the_whole_is(
    towns: tuple[np.ndarray, ...], monkeypatch: pytest.MonkeyPatch, *, must: bool
) -> None:
    person, post, worth = towns
    rng = np.random.default_rng(6)
    abroad = rng.choice(60 * TOWNS, 30, replace=False)
    away = (abroad + 60 * rng.integers(1, TOWNS, 30)) % (60 * TOWNS)
    crossing = np.append(person, abroad), np.append(post, away), np.append(worth, rng.integers(0, 2_000, 30))
    for pairs in (towns, crossing):
        with monkeypatch.context() as large:
            large.setattr(core, "WORTH_PARTING", 2**40)
            whole = _whole(*pairs, must=must)
        with monkeypatch.context() as small:
            small.setattr(core, "WORTH_PARTING", 1_000)
            small.setattr(parts, "PART", 5_000)
            assert _whole(*pairs, must=must) == whole


def test_a_graph_that_hangs_together_is_cut_where_few_pairs_cross(
    towns: tuple[np.ndarray, ...], small_parts: None
) -> None:
    person, post, _ = towns
    chain = np.arange(TOWNS - 1) * 60
    graph = graph_from_pairs(
        np.append(person, chain),
        np.append(post, chain + 60),
        capacity=np.ones(60 * TOWNS, dtype=np.int64),
        must=np.zeros(60 * TOWNS, dtype=np.bool_),
    )
    found = parts_of(graph)
    assert found.count > 1
    assert 0 < found.crossing < graph.pairs // 10
    begun = assign_in_parts(graph, np.ones(graph.pairs, dtype=np.int32), found, solve=core.best_assignment, workers=1)
    places = begun.place[begun.place >= 0]
    assert len(np.unique(graph.post[places])) == len(places)


@pytest.fixture(scope="module")
def region() -> Nation:
    """Two cities of one province, as the benchmarks make them."""
    return nation(2 * CITY, seed=3)


def test_a_generated_region_has_the_shape_it_says(region: Nation) -> None:
    graph = region.graph
    person = np.repeat(np.arange(graph.n), np.diff(graph.starts))
    key = np.sort(person * np.int64(graph.m) + graph.post)
    assert (key[1:] > key[:-1]).all()  # no pair twice
    assert 38 < graph.pairs / graph.n < 55
    assert (region.worth > 0).all()
    stays = graph.post == region.held[person]
    assert 0.8 < stays.sum() / (region.held >= 0).sum() < 0.95  # the others have to leave


def test_the_same_seed_makes_the_same_region_whoever_works(region: Nation) -> None:
    again = nation(2 * CITY, seed=3, workers=1)
    assert (again.worth == region.worth).all()
    assert (again.graph.post == region.graph.post).all()
    found = core.best_assignment(
        graph_from_rows(again.graph.starts, again.graph.post, capacity=again.graph.capacity, must=again.graph.must),
        again.worth,
    )
    check_proof(again.graph, again.worth, found)
