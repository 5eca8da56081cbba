"""Side rows: builders for the common rules, and the rows of a problem as one sparse table.

Rules that only forbid or fix pairs are edges left out and need no row. A row is for what ties several pairs together: a limit on
moves, two relatives who may not work under one roof, a unit that must keep somebody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dungviec.engine.problem import Flags, Ints, Problem, Sense, SideRow

if TYPE_CHECKING:
    from dungviec.engine.graph import Graph, Narrow

FIXED_POINT = 8
"""Prices of side rows are searched in eighths of a unit; all other prices then are too."""

FINEST = 2**10
"""Where edges count more than once in a row, its price is searched finer in proportion, up to this factor."""


def move_limit(is_move: Flags, limit: int, *, price: int | None = None, name: str = "moves") -> SideRow:
    """At most ``limit`` of the edges flagged in ``is_move`` [E]."""
    return SideRow(name, np.flatnonzero(is_move).astype(np.int64), limit, Sense.AT_MOST, price)


def unit_move_limits(
    is_move: Flags, edge_unit: Ints, limits: dict[int, int], *, price: int | None = None, name: str = "moves:unit:"
) -> tuple[SideRow, ...]:
    """At most ``limits[unit]`` moves among the edges of each unit; ``edge_unit`` [E] says to which unit an edge counts
    (the unit left or the unit entered, as the policy has it)."""
    return tuple(
        SideRow(f"{name}{unit}", np.flatnonzero(is_move & (edge_unit == unit)).astype(np.int64), limit, price=price)
        for unit, limit in limits.items()
    )


def not_together(
    problem: Problem, *, person_a: int, posts_a: Ints, person_b: int, posts_b: Ints, name: str, price: int
) -> SideRow | None:
    """Person a in one of ``posts_a`` and person b in one of ``posts_b`` exclude each other (indices).

    The rule is hard, unless the present placement already breaks it and keeping it so is among the edges: then it is elastic
    at ``price``. None where the two cannot meet, because one of them has no edge there.
    """
    edges_a = np.flatnonzero((problem.edge_person == person_a) & np.isin(problem.edge_post, posts_a))
    edges_b = np.flatnonzero((problem.edge_person == person_b) & np.isin(problem.edge_post, posts_b))
    if not len(edges_a) or not len(edges_b):
        return None
    edges = np.concatenate([edges_a, edges_b]).astype(np.int64)
    broken_now = problem.is_stay[edges_a].any() and problem.is_stay[edges_b].any()
    return SideRow(name, edges, 1, Sense.AT_MOST, price if broken_now else None)


LARGEST_SCALED = 2**44
"""Worths in units of 1/scale stay below, so that the auction can take them."""


@dataclass(frozen=True, slots=True, eq=False)
class RowTable:
    """All side rows of a problem as ``weights . x <= limit`` (at-least rows with their signs turned), listed by place of a graph.

    ``starts`` [pairs + 1], ``row`` and ``weight`` [entries]: the rows that place e counts in are ``row[starts[e]:starts[e + 1]]``.
    ``limit``, ``price`` [rows]; price is -1 for a hard rule. ``scale``: prices of rows are searched in units of 1/scale.
    """

    starts: Ints
    row: Narrow
    weight: Ints
    limit: Ints
    price: Ints
    scale: int

    def count(self, chosen: Ints | Narrow) -> Ints:
        """Signed use of each row by a plan (place per person, -1 none), [rows]."""
        from dungviec.engine.side_loops import count

        return count(chosen.astype(np.int32, copy=False), self.starts, self.row, self.weight, len(self.limit))

    def excess(self, chosen: Ints | Narrow) -> Ints:
        """Units beyond each limit, [rows]."""
        beyond: Ints = np.maximum(self.count(chosen) - self.limit, 0)
        return beyond

    def entries(self, places: Ints) -> tuple[Ints, Ints, Ints]:
        """The entries of some places: position in ``places``, row, weight."""
        lengths = self.starts[places + 1] - self.starts[places]
        position = np.repeat(np.arange(len(places)), lengths)
        at = np.arange(len(position)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + self.starts[places][position]
        return position, self.row[at].astype(np.int64), self.weight[at]


def row_table(problem: Problem, graph: Graph) -> RowTable:
    """The side rows of a problem as one table over the places of its graph."""
    from dungviec.engine.side_loops import index_by_place

    rows, nothing = problem.rows, np.zeros(0, dtype=np.int64)
    edges = np.concatenate([row.edges for row in rows]) if rows else nothing
    weight = np.concatenate([row.sign * row.counts for row in rows]) if rows else nothing
    row = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row.edges) for row in rows])
    starts, by_place, weights = index_by_place(graph.places(edges), row, weight, graph.pairs)
    heaviest = int(np.abs(weight).max(initial=1))
    dearest = 3 * max(
        int(np.abs(a).max(initial=1)) for a in (problem.gain, problem.vacancy_price, problem.unplaced_price)
    )
    finest = max(1, LARGEST_SCALED // dearest)
    return RowTable(
        starts=starts,
        row=by_place,
        weight=weights,
        limit=np.array([row.sign * row.limit for row in rows], dtype=np.int64),
        price=np.array([-1 if row.price is None else row.price for row in rows], dtype=np.int64),
        scale=min(FIXED_POINT * min(max(heaviest, 1), FINEST), finest),
    )
