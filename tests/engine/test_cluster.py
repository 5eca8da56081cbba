"""Provinces on Ray actors, one killed in the middle: Ray's four calls stood in for by threads, so that no cluster has to start for the tests.

On Ray itself: ``pip install 'dungviec[cluster]'`` and ``python -m benchmarks.sides_country --on serial processes ray --kill`` (docs/adr/0012).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from benchmarks.sides_country import member

from dungviec.engine.backends import LocalGroup, RayGroup
from dungviec.engine.decompose import National, Share, solve_country

PROVINCES, UNITS, LIMIT = 3, 4, 25


class ActorDiedError(Exception):
    """What Ray raises for a call to an actor that is gone."""


class Hand:
    """One actor: its calls run one after the other on a thread of its own; killed, it answers none any more."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.thread, self.gone = ThreadPoolExecutor(1), False
        self.lives = self.thread.submit(make)
        self.call = SimpleNamespace(remote=self._call)

    def _call(self, *arguments: Any) -> Future[Any]:
        return self.thread.submit(lambda: self._answer(*arguments))

    def _answer(self, *arguments: Any) -> Any:
        if self.gone:
            raise ActorDiedError
        return self.lives.result().call(*arguments)


def stand_in() -> SimpleNamespace:
    """The part of ``ray`` that the engine uses."""
    made: list[Hand] = []

    def remote(**_needs: Any) -> Callable[[type], Any]:
        def born(kind: type, *arguments: Any) -> Hand:
            made.append(Hand(lambda: kind(*arguments)))
            return made[-1]

        return lambda kind: SimpleNamespace(remote=partial(born, kind))

    def kill(hand: Hand) -> None:
        hand.gone = True

    exceptions = SimpleNamespace(RayActorError=ActorDiedError)
    return SimpleNamespace(
        remote=remote, get=lambda ticket: ticket.result(), kill=kill, exceptions=exceptions, made=made
    )


def makers() -> list[Callable[[], object]]:
    return [partial(member, UNITS, seed) for seed in range(1, PROVINCES + 1)]


def told(found: National) -> tuple[object, ...]:
    """Everything but how long it took."""
    parts = [(part.value, part.used, part.unplaced, part.broken) for part in found.parts]
    return found.value, found.bound, found.prices, found.allowances, parts


@pytest.fixture(scope="module")
def alone() -> tuple[object, ...]:
    return told(solve_country(LocalGroup(makers()), [Share("moves", LIMIT)]))


def test_on_actors_one_of_which_is_killed_the_answer_is_the_same(
    alone: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ray = stand_in()
    monkeypatch.setitem(sys.modules, "ray", ray)

    class Killing(RayGroup):
        calls = 0

        def call(self, name: str, arguments: Any) -> list[Any]:
            self.calls += 1
            if self.calls == 5:
                ray.kill(self.hands[1])
            return super().call(name, arguments)

    group = Killing(makers())
    try:
        assert told(solve_country(group, [Share("moves", LIMIT)])) == alone
    finally:
        for hand in ray.made:
            hand.thread.shutdown()
    assert (group.restarts, len(ray.made)) == (1, PROVINCES + 1)
    assert group.calls > 5


def test_a_fault_of_the_member_itself_is_told_and_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ray = stand_in()
    monkeypatch.setitem(sys.modules, "ray", ray)
    group = RayGroup([dict])
    try:
        with pytest.raises(AttributeError):
            group.call("nowhere", [()])
    finally:
        for hand in ray.made:
            hand.thread.shutdown()
    assert group.restarts == 0
