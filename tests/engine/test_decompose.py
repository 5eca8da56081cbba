"""A country in provinces: one answer wherever they live, a bound no plan passes, and a member that dies is made again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.sides_country import member, part

from dungviec.engine import decompose
from dungviec.engine.backends import LocalGroup, ProcessGroup
from dungviec.engine.decompose import Share, allowances_of, solve_country
from dungviec.engine.problem import Problem, SideRow, Status
from dungviec.engine.province import Province
from dungviec.engine.solve import solve

UNITS, SEEDS = 12, (1, 2, 3)
LIMIT = 60


def _makers() -> list:  # type: ignore[type-arg]
    from functools import partial

    return [partial(member, UNITS, seed) for seed in SEEDS]


def _together() -> Problem:
    """The same country as one problem."""
    parts = [part(UNITS, seed)[0] for seed in SEEDS]
    people, posts, edges = (np.cumsum([0] + [len(getattr(p, f)) for p in parts]) for f in ("people", "posts", "gain"))

    def joined(field: str, shift: np.ndarray | None = None) -> np.ndarray:
        return np.concatenate([getattr(p, field) + (0 if shift is None else shift[k]) for k, p in enumerate(parts)])

    flags = {f: np.concatenate([getattr(p, f) for p in parts]) for f in ("is_move", "is_stay", "must_place")}
    rows = [replace(row, edges=row.edges + edges[k]) for k, p in enumerate(parts) for row in p.rows]
    return Problem(
        people=tuple(f"{k}-{who}" for k, p in enumerate(parts) for who in p.people),
        posts=tuple(f"{k}-{where}" for k, p in enumerate(parts) for where in p.posts),
        capacity=joined("capacity"),
        edge_person=joined("edge_person", people),
        edge_post=joined("edge_post", posts),
        gain=joined("gain"),
        unplaced_price=joined("unplaced_price"),
        vacancy_price=joined("vacancy_price"),
        rows=(*rows, SideRow("moves", np.flatnonzero(flags["is_move"]), LIMIT)),
        **flags,
    )


@pytest.fixture(scope="module")
def national():  # type: ignore[no-untyped-def]
    group = LocalGroup(_makers())
    return group, solve_country(group, [Share("moves", LIMIT)])


def test_the_optimum_of_the_whole_lies_between_value_and_bound(national) -> None:  # type: ignore[no-untyped-def]
    _, found = national
    best = solve(_together())
    assert best.status is Status.OPTIMAL
    assert found.value <= best.value <= found.bound
    assert found.relative_gap < 0.005
    assert found.broken == 0


def test_allowances_keep_the_national_limit_and_the_checker_agrees_in_every_province(national) -> None:  # type: ignore[no-untyped-def]
    group, found = national
    assert sum(own[0] for own in found.allowances) == LIMIT
    assert sum(part.used[0] for part in found.parts) <= LIMIT
    assert group.call("verified", [(list(own),) for own in found.allowances]) == [[], [], []]
    for plan in group.call("placements", [()] * 3):
        held = plan[plan >= 0]
        assert len(np.unique(held)) == len(held)


def test_a_province_that_dies_is_made_again_and_the_answer_stays_the_same() -> None:
    class Dying(ProcessGroup):
        calls = 0

        def call(self, name, arguments):  # type: ignore[no-untyped-def]
            self.calls += 1
            if self.calls == 4:
                self.hands[1][0].kill()
            return super().call(name, arguments)

    alone = solve_country(LocalGroup(_makers()[:2]), [Share("moves", LIMIT)])
    group = Dying(_makers()[:2])
    try:
        found = solve_country(group, [Share("moves", LIMIT)])
    finally:
        group.close()
    assert group.restarts == 1
    assert (found.value, found.bound, found.prices) == (alone.value, alone.bound, alone.prices)


def test_a_forged_plan_of_a_province_is_seen(national) -> None:  # type: ignore[no-untyped-def]
    group, found = national
    province: Province = group.members[0]
    kept = province.search.plan
    assert kept is not None
    try:
        province.search.plan = kept.copy()
        province.search.plan[np.flatnonzero(kept >= 0)[0]] = kept[np.flatnonzero(kept >= 0)[1]]
        assert province.verified(list(found.allowances[0]))
    finally:
        province.search.plan = kept


def test_allowances_add_up_to_the_limit_whether_something_is_left_or_lacking() -> None:
    used = np.array([[5, 0], [9, 2], [1, 1]])
    for limit in ([20, 3], [10, 3], [15, -7]):
        assert allowances_of(used, np.array(limit)).sum(axis=0).tolist() == limit


class _Heard:
    """A group that notes who is asked for prices."""

    def __init__(self, group: LocalGroup | ProcessGroup, *, dies_at: int = -1) -> None:
        self.group, self.asked, self.dies_at = group, list[tuple[bool, ...]](), dies_at

    def __len__(self) -> int:
        return len(self.group)

    def call(self, name, arguments):  # type: ignore[no-untyped-def]
        if name == "price":
            self.asked.append(tuple(own is not None for own in arguments))
            if len(self.asked) == self.dies_at and isinstance(self.group, ProcessGroup):
                self.group.hands[0][0].kill()
        return self.group.call(name, arguments)


def test_many_provinces_start_at_the_prices_of_a_few(national, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """Only the pilots look for the price; all take few rounds from there, and the proof is as good."""
    monkeypatch.setattr(decompose, "MANY", 3)
    monkeypatch.setattr(decompose, "PILOTS", 2)
    group = _Heard(LocalGroup(_makers()))
    found = solve_country(group, [Share("moves", LIMIT)])
    pilots = [asked for asked in group.asked if asked == (True, False, True)]
    assert len(pilots) > 3
    assert group.asked[: len(pilots)] == pilots
    assert 1 < len(group.asked) - len(pilots) <= decompose.ROUNDS_AFTER + 1
    _, plain = national
    assert plain.value <= plain.bound
    assert found.value <= plain.bound, "no plan passes the bound of the other way"
    assert plain.value <= found.bound
    assert found.relative_gap < 0.005
    assert found.broken == 0
    assert sum(part.used[0] for part in found.parts) <= LIMIT


def test_a_pilot_that_dies_is_made_again_and_those_not_asked_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decompose, "MANY", 2)
    monkeypatch.setattr(decompose, "PILOTS", 1)
    alone = solve_country(LocalGroup(_makers()[:2]), [Share("moves", LIMIT)])
    inner = ProcessGroup(_makers()[:2])
    try:
        found = solve_country(_Heard(inner, dies_at=3), [Share("moves", LIMIT)])
    finally:
        inner.close()
    assert inner.restarts == 1
    assert (found.value, found.bound, found.prices) == (alone.value, alone.bound, alone.prices)
