"""One voter, two connections at once: one slip and one ballot count. A database in memory has one writer and no queue: there one by one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Semaphore
from typing import Any

import pytest
from django.db import connection
from tests.office.ballots.test_votes import ROLL, WORDS, prepared, taken
from tests.office.decisions.desk import account

from dungviec.ballots import Slip, seal
from dungviec.ballots.voter import blind, finish
from dungviec.office.ballots import covers, services
from dungviec.office.ballots.faults import VoteRefused
from dungviec.office.ballots.models import SealedBox, Vote


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answers, all begun at the same moment, each on a connection of its own; a refusal is an answer too."""
    ready, here = Barrier(len(acts)), Semaphore(1 if connection.vendor == "sqlite" else len(acts))

    def run(act: Callable[[], Any]) -> Any:
        ready.wait(timeout=60)
        try:
            with here:
                return act()
        except VoteRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_two_votes_of_one_voter_at_the_same_moment_are_one(loaded: None) -> None:
    one = prepared()
    mine = [blind(one.signing_public) for _ in range(2)]
    who = account("N1")
    signed = at_once(*(lambda m=m: services.take_slip(one.pk, "N1", m.value, by=who) for m in mine))
    assert sorted(isinstance(s, VoteRefused) for s in signed) == [False, True], "two slips for one voter"
    at = next(n for n, s in enumerate(signed) if isinstance(s, bytes))
    signature = finish(one.signing_public, mine[at], signed[at])
    ballots = [Slip(mine[at].serial, signature, seal(one.box_public, text)) for text in ("00", "11")]
    others = [taken(one, person) for person in ROLL[1:]]
    services.open_box(one.pk, by=account("personnel"))
    cast = at_once(*(lambda b=b: services.cast(one.code, b) for b in [*ballots, *others]))
    assert sum(isinstance(c, VoteRefused) for c in cast) == 1, "the second ballot on the same slip is refused"
    assert len(covers.inside(Vote.objects.get(pk=one.pk), SealedBox.objects.get(vote=one)).slips) == len(ROLL)
    opening = services.Opening(*WORDS, minutes="01/BB ngày 10/12/2020")
    found = services.count_box(one.pk, opening, by=account("personnel"))
    assert found.result is not None
    assert found.result["valid"] == len(ROLL)
