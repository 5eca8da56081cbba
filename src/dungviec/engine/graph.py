"""Who may sit where, as compact arrays in the order the loops read them: by person, and by post.

Eight bytes per pair and side, so that a nation (two million people, 113 million pairs) fits in 2 GiB with its worths.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.problem import Flags, Ints, Problem

Narrow = NDArray[np.int32]
Worth = NDArray[np.int32] | NDArray[np.int64]

if TYPE_CHECKING:
    from dungviec.engine.parts import Parts

NARROW = 2**31 - 1


@dataclass(frozen=True, eq=False)  # no slots: the index by post is made when first asked for, and kept
class Graph:
    """The allowed pairs, numbered by *place*: person after person, in the caller's order within a person.

    ``starts`` [n + 1], ``post`` [E]: the posts of person i are ``post[starts[i]:starts[i + 1]]``. ``capacity`` [m]: seats. ``must`` [n]:
    has to be placed. ``order`` [E]: the caller's number of each place, None where it is the place itself.
    """

    starts: Ints
    post: Narrow
    capacity: Ints
    must: Flags
    order: Ints | None = None

    @cached_property
    def by_post(self) -> tuple[Ints, Narrow, Narrow]:
        """The same pairs post by post: where each post begins [m + 1], and the place and person of each pair [E]."""
        from dungviec.engine.graph_loops import index_by_post

        return index_by_post(self.starts, self.post, self.m)

    @cached_property
    def unseated(self) -> Ints:
        """People who must be placed and find no seat, however the others move over; see `seating.unseated`."""
        from dungviec.engine.seating import unseated

        return unseated(self)

    @cached_property
    def parts(self) -> Parts:
        """Parts of the graph that can be solved side by side; see `parts.parts_of`."""
        from dungviec.engine.parts import parts_of

        return parts_of(self)

    @cached_property
    def seat_starts(self) -> Ints:
        """Where the seats of each post begin in a list of seats, [m + 1]: never more than the people who could sit there, and one."""
        seats = np.minimum(self.capacity, np.bincount(self.post, minlength=self.m) + 1)
        return np.concatenate([[0], np.cumsum(seats)]).astype(np.int64)

    @property
    def n(self) -> int:
        """How many people."""
        return len(self.starts) - 1

    @property
    def m(self) -> int:
        """How many posts."""
        return len(self.capacity)

    @property
    def pairs(self) -> int:
        """How many allowed pairs."""
        return len(self.post)

    def placed_order(self, values: Ints) -> Worth:
        """Values by the caller's number [E] as values by place, in 32 bits where they fit."""
        return narrowed(values if self.order is None else values[self.order])

    def callers(self, places: Ints) -> Ints:
        """Places (-1 for none) as the caller's numbers."""
        if self.order is None:
            return places.astype(np.int64)
        if not len(self.order):
            return np.full(len(places), -1, dtype=np.int64)
        return np.where(places >= 0, self.order[np.maximum(places, 0)], -1)

    def places(self, chosen: Ints) -> Ints:
        """The caller's numbers (-1 for none) as places."""
        if self.order is None or not len(self.order):
            return chosen.astype(np.int64)
        place = np.empty(len(self.order), dtype=np.int64)
        place[self.order] = np.arange(len(self.order))
        return np.where(chosen >= 0, place[np.maximum(chosen, 0)], -1)


def narrowed(values: Ints) -> Worth:
    """The values in 32 bits where all of them fit, else in 64."""
    fits = not len(values) or (int(values.max()) <= NARROW and int(values.min()) >= -NARROW)
    return np.require(values, np.int32 if fits else np.int64, ("C", "W"))


def graph_of(problem: Problem, *, must: Flags | None = None) -> Graph:
    """The graph of a problem; ``must`` [n] instead of the problem's own where some people were released."""
    return graph_from_pairs(
        problem.edge_person,
        problem.edge_post,
        capacity=problem.capacity,
        must=problem.must_place if must is None else must,
    )


def graph_from_pairs(person: Ints, post: Ints, *, capacity: Ints, must: Flags) -> Graph:
    """The graph of pairs [E] in any order; ``capacity`` [m] and ``must`` [n] say how many posts and people there are."""
    starts = np.zeros(len(must) + 1, dtype=np.int64)
    np.cumsum(np.bincount(person, minlength=len(must)), out=starts[1:])
    in_order = bool((person[1:] >= person[:-1]).all())
    order = None if in_order else np.argsort(person, kind="stable")
    by_person = post if order is None else post[order]
    return graph_from_rows(starts, by_person.astype(np.int32), capacity=capacity, must=must, order=order)


def graph_from_rows(starts: Ints, post: Narrow, *, capacity: Ints, must: Flags, order: Ints | None = None) -> Graph:
    """The graph of pairs that already lie person by person: ``starts`` [n + 1], ``post`` [E]. Only read-only arrays are copied.

    Raises OverflowError beyond 2 147 483 647 pairs.
    """
    if len(post) > NARROW:
        raise OverflowError(
            f"Có {len(post)} cặp; một đồ thị chứa được nhiều nhất {NARROW} cặp, hãy chia bài toán theo tỉnh. "
            f"(There are {len(post)} pairs; one graph holds at most {NARROW}, split the problem by province.)"
        )
    # Loops are compiled anew for arrays they may not write or that do not lie in one piece: nobody should wait for that.
    return Graph(
        starts=np.require(starts, np.int64, ("C", "W")),
        post=np.require(post, np.int32, ("C", "W")),
        capacity=np.require(capacity, np.int64, ("C", "W")),
        must=np.require(must, np.bool_, ("C", "W")),
        order=order,
    )
