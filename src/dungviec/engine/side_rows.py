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
    from scipy.sparse import csr_array

FIXED_POINT = 8
"""Prices of side rows are searched in eighths of a unit; all other prices then are too."""


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


@dataclass(frozen=True, slots=True, eq=False)
class RowTable:
    """All side rows of a problem as ``table @ x <= limit`` (at-least rows with their signs turned).

    ``table`` [rows, E] holds what each edge counts, mostly +1 and -1; ``by_edge`` is its transpose; ``limit``, ``price`` [rows]; price is -1 for a hard rule.
    """

    table: csr_array
    by_edge: csr_array
    limit: Ints
    price: Ints

    def count(self, chosen: Ints) -> Ints:
        """Signed use of each row by a plan (edge index per person, -1 none), [rows]."""
        taken = np.zeros(self.table.shape[1], dtype=np.int64)
        taken[chosen[chosen >= 0]] = 1
        used: Ints = np.asarray(self.table @ taken, dtype=np.int64)
        return used

    def excess(self, chosen: Ints) -> Ints:
        """Units beyond each limit, [rows]."""
        beyond: Ints = np.maximum(self.count(chosen) - self.limit, 0)
        return beyond

    def keeps_hard(self, chosen: Ints) -> bool:
        """Whether the plan keeps every hard row."""
        return not bool(((self.excess(chosen) > 0) & (self.price < 0)).any())

    def fines(self, chosen: Ints) -> int:
        """What the elastic rows cost the plan."""
        return int(self.excess(chosen) @ np.maximum(self.price, 0))


def row_table(problem: Problem) -> RowTable:
    """The side rows of a problem as one table."""
    from scipy.sparse import csr_array

    rows = problem.rows
    lengths = [len(row.edges) for row in rows]
    columns = np.concatenate([row.edges for row in rows]) if rows else np.zeros(0, dtype=np.int64)
    counts = np.concatenate([row.sign * row.counts for row in rows]) if rows else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    table = csr_array((counts, columns, starts), shape=(len(rows), problem.n_edges))
    return RowTable(
        table=table,
        by_edge=csr_array(table.T.tocsr()),
        limit=np.array([row.sign * row.limit for row in rows], dtype=np.int64),
        price=np.array([-1 if row.price is None else row.price for row in rows], dtype=np.int64),
    )
