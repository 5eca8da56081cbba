"""Two-sided preferences: deferred acceptance of people by posts with several seats, and what to look at afterwards.

People propose (Gale and Shapley 1962): the outcome is stable, and of all stable outcomes the one that every person likes best. A
*blocking pair* is a person who would rather have a post that would rather have this person: a seat is free there, or is held by somebody the post ranks lower. An
outcome without blocking pairs is stable; where a person only envies somebody whom the post ranks higher, the envy is not justified.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dungviec.engine.compiled import compiled
from dungviec.engine.problem import Flags, Ints, ProblemFault

LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Who ranks whom. Edges [E]: ``person``, ``post``, and how much each side likes the pair (``person_likes``, ``post_likes``, higher is better; only
    the order counts). A pair that is not an edge is acceptable to neither. ``capacity`` [posts]; ``people``: how many."""

    people: int
    capacity: Ints
    person: Ints
    post: Ints
    person_likes: Ints
    post_likes: Ints

    def __post_init__(self) -> None:
        lengths = {len(a) for a in (self.person, self.post, self.person_likes, self.post_likes)}
        if len(lengths) > 1:
            raise ProblemFault(
                f"Các mảng cạnh dài khác nhau: {sorted(lengths)}.", f"Edge arrays differ in length: {sorted(lengths)}."
            )


@dataclass(frozen=True, slots=True, eq=False)
class Envy:
    """``envious``: edges e = (i, j) where i likes j better than what i has and j is full; ``justified``: those of them where j holds somebody it likes
    less than i; ``free``: edges where i likes j better and j has a free seat. Justified and free ones block the outcome."""

    envious: Ints
    justified: Ints
    free: Ints

    @property
    def blocking(self) -> Ints:
        """Edges that block the outcome."""
        return np.sort(np.concatenate([self.justified, self.free]))


def deferred_acceptance(market: Market) -> Ints:
    """The stable outcome best for people: edge index per person, -1 for none. Ties are broken by the order of edges."""
    starts, by_person = _lists(market)
    liked = np.lexsort((np.arange(len(market.post)), -market.post_likes))
    rank = np.empty(len(liked), dtype=np.int64)
    rank[liked] = np.arange(len(liked))
    seats = np.minimum(market.capacity, np.bincount(market.post, minlength=len(market.capacity)))
    offsets = np.concatenate([[0], np.cumsum(seats)]).astype(np.int64)
    chosen: Ints = _propose(starts, by_person, market.post, rank, seats, offsets, market.person)
    return chosen


def envy_of(market: Market, chosen: Ints) -> Envy:
    """Who would rather be elsewhere, and whether the post agrees; ``chosen``: edge index per person, -1 for none."""
    placed = chosen[chosen >= 0]
    has = np.full(market.people, np.iinfo(np.int64).min)
    has[chosen >= 0] = market.person_likes[placed]
    wants = np.flatnonzero(
        (market.person_likes > has[market.person]) & (chosen[market.person] != np.arange(len(market.post)))
    )
    load = np.bincount(market.post[placed], minlength=len(market.capacity))
    worst = np.full(len(market.capacity), LAST)
    np.minimum.at(worst, market.post[placed], market.post_likes[placed])
    post = market.post[wants]
    roomy = load[post] < market.capacity[post]
    full = ~roomy & (market.capacity[post] > 0)
    better = full & (market.post_likes[wants] > worst[post])
    return Envy(wants[full], wants[better], wants[roomy])


def apart(chosen: Ints, post: Ints, place: Ints, couples: Ints) -> Flags:
    """Which couples end up in different places: ``couples`` [k, 2] people, ``place`` [posts]. Deferred acceptance heeds no couples; a couple of whom
    somebody has no post counts as apart."""
    at = (
        np.where(chosen >= 0, place[post[np.maximum(chosen, 0)]], -1 - np.arange(len(chosen)))
        if len(post)
        else -1 - np.arange(len(chosen))
    )
    return np.asarray(at[couples[:, 0]] != at[couples[:, 1]])


def _lists(market: Market) -> tuple[Ints, Ints]:
    """Each person's edges, best first: where each list starts, and the lists."""
    order = np.lexsort((np.arange(len(market.person)), -market.person_likes, market.person))
    starts = np.concatenate([[0], np.cumsum(np.bincount(market.person, minlength=market.people))])
    return starts.astype(np.int64), order


@compiled
def _propose(starts: Any, by_person: Any, post: Any, rank: Any, seats: Any, offsets: Any, person: Any) -> Any:
    """Each post keeps those it likes best so far in a heap, the least liked on top."""
    n = len(starts) - 1
    chosen = np.full(n, -1, dtype=np.int64)
    following = starts[:n].copy()
    heap = np.full(offsets[-1], -1, dtype=np.int64)
    held = np.zeros(len(seats), dtype=np.int64)
    waiting = np.arange(n - 1, -1, -1)
    left = n
    while left > 0:
        left -= 1
        who = waiting[left]
        while following[who] < starts[who + 1]:
            e = by_person[following[who]]
            following[who] += 1
            j = post[e]
            if seats[j] == 0:
                continue
            base = offsets[j]
            if held[j] < seats[j]:
                at = held[j]
                held[j] += 1
                heap[base + at] = e
                while at > 0:
                    up = (at - 1) // 2
                    if rank[heap[base + up]] >= rank[heap[base + at]]:
                        break
                    heap[base + up], heap[base + at] = heap[base + at], heap[base + up]
                    at = up
                chosen[who] = e
                break
            worst = heap[base]
            if rank[e] > rank[worst]:
                continue
            heap[base] = e
            at = 0
            while True:
                low = 2 * at + 1
                if low >= held[j]:
                    break
                if low + 1 < held[j] and rank[heap[base + low + 1]] > rank[heap[base + low]]:
                    low += 1
                if rank[heap[base + at]] >= rank[heap[base + low]]:
                    break
                heap[base + at], heap[base + low] = heap[base + low], heap[base + at]
                at = low
            chosen[who] = e
            out = person[worst]
            chosen[out] = -1
            waiting[left] = out
            left += 1
            break
    return chosen
