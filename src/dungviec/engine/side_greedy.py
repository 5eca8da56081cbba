"""A first plan at once: from the plan of the best prices, seats are changed one by one until no row is broken, as cheaply as each step sees.

Quick and plain: minima are filled first, then whoever is one too many in a row gets up, and those left over sit down where rows allow
it. What that loses is for mending to find.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dungviec.engine.graph import Narrow
from dungviec.engine.problem import Flags, Ints
from dungviec.engine.side_prices import PriceSearch


@dataclass(slots=True, eq=False)
class _Seating:
    """The plan so far: a place per person, empty seats per post, and the use of each row; ``hard`` [rows]."""

    search: PriceSearch
    chosen: Narrow
    room: Ints
    used: Ints
    hard: Flags

    def fits(self, place: int, sign: int) -> bool:
        """Whether a place may be taken (1) or left (-1) without breaking a hard row, or breaking it further."""
        rows = self.search.rows
        at = slice(rows.starts[place], rows.starts[place + 1])
        row, change = rows.row[at], sign * rows.weight[at]
        return bool(((change <= 0) | ~self.hard[row] | (self.used[row] + change <= rows.limit[row])).all())

    def leave(self, person: int) -> None:
        """The person gets up."""
        self._count(int(self.chosen[person]), -1)
        self.chosen[person] = -1

    def sit(self, person: int, place: int) -> None:
        """The person, who has no seat, takes a place."""
        self._count(place, 1)
        self.chosen[person] = place

    def change(self, person: int, place: int) -> bool:
        """The person takes a place instead of the one held, whoever sits there last gets up; not where that breaks a hard row."""
        graph = self.search.graph
        post, got_up = graph.post[place], []
        movers = [person] if self.chosen[person] >= 0 else []
        if not self.room[post]:
            holder = np.flatnonzero((self.chosen >= 0) & (graph.post[self.chosen] == post))
            if not len(holder):
                return False  # a post without seats
            movers.append(int(holder[np.argmin(self.search.best.person[holder])]))
        for who in movers:
            held = int(self.chosen[who])
            if not self.fits(held, -1):
                break
            got_up.append((who, held))
            self.leave(who)
        if len(got_up) == len(movers) and self.fits(place, 1):
            self.sit(person, place)
            return True
        for who, held in reversed(got_up):
            self.sit(who, held)
        return False

    def _count(self, place: int, sign: int) -> None:
        rows = self.search.rows
        at = slice(rows.starts[place], rows.starts[place + 1])
        np.add.at(self.used, rows.row[at], sign * rows.weight[at])
        self.room[self.search.graph.post[place]] -= sign


def greedy_plan(search: PriceSearch) -> Narrow:
    """A plan that breaks fewer hard rows than that of the best prices, mostly none."""
    graph, rows = search.graph, search.rows
    chosen = search.best.chosen.astype(np.int32).copy()
    room = graph.capacity - np.bincount(graph.post[chosen[chosen >= 0]], minlength=graph.m)
    seating = _Seating(search, chosen, room, rows.count(chosen), rows.price < 0)
    lost = search.lost()
    for r in np.flatnonzero((seating.used > rows.limit) & seating.hard).tolist():
        for person in _cheapest(seating, r):
            if seating.used[r] <= rows.limit[r]:
                break
            if seating.fits(int(chosen[person]), -1):
                seating.leave(person)
        for place in _helpful(seating, lost, r):
            if seating.used[r] <= rows.limit[r]:
                break
            seating.change(int(np.searchsorted(graph.starts, place, side="right")) - 1, place)
    out = np.flatnonzero((chosen < 0) & ((search.best.person > 0) | graph.must))
    for person in out[np.lexsort((-search.best.person[out], ~graph.must[out]))].tolist():
        places = np.arange(graph.starts[person], graph.starts[person + 1])
        for place in places[np.argsort(lost[places], kind="stable")].tolist():
            wanted = graph.must[person] or search.worth[place] > 0
            if wanted and room[graph.post[place]] > 0 and seating.fits(place, 1):
                seating.sit(person, place)
                break
    return chosen


def _cheapest(seating: _Seating, r: int) -> list[int]:
    """People who use up row r, those first who lose least for each unit they give back."""
    search, chosen = seating.search, seating.chosen
    places, weight = _counted(search, r, sign=1)
    person = np.searchsorted(search.graph.starts, places, side="right") - 1
    sits = chosen[person] == places
    person, weight = person[sits], weight[sits]
    people: list[int] = person[np.argsort(search.best.person[person] / weight, kind="stable")].tolist()
    return people


def _helpful(seating: _Seating, lost: Ints, r: int) -> list[int]:
    """Places not taken that would give row r more room (fill a minimum), those that lose least first."""
    places, _ = _counted(seating.search, r, sign=-1)
    person = np.searchsorted(seating.search.graph.starts, places, side="right") - 1
    places = places[seating.chosen[person] != places]
    order: list[int] = places[np.argsort(lost[places], kind="stable")].tolist()
    return order


def _counted(search: PriceSearch, r: int, *, sign: int) -> tuple[Ints, Ints]:
    """The places that count in row r with that sign, and how much."""
    rows = search.rows
    entries = np.flatnonzero((rows.row == r) & (rows.weight * sign > 0))
    return np.searchsorted(rows.starts, entries, side="right") - 1, rows.weight[entries] * sign
