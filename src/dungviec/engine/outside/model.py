"""A problem from outside → the engine's problem: which pairs are left, who must be placed, the side rows and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.outside.amounts import whole_numbers
from dungviec.engine.outside.problem import Constraint, Kind, OutsideProblem
from dungviec.engine.problem import Flags, Ints, Problem, Sense, SideRow

LARGEST_WEIGHT = 2**30
"""Weights of a row up to here are used as they are; finer ones are rounded in the plan's favour and the plan is then held to the true ones."""


@dataclass(frozen=True, slots=True, eq=False)
class WeightRow:
    """An at_most_weight constraint in whole numbers, exactly: ``weights`` of ``edges`` may add up to ``limit``.

    ``rounded``: its side row is a relaxation, because the exact weights are too fine for a search.
    """

    edges: Ints
    weights: NDArray[Any]
    limit: int
    rounded: bool

    def excess(self, taken: Flags) -> int:
        """How far the taken pairs ([pairs]) go beyond the limit, 0 where they keep it."""
        return max(0, int(sum(self.weights[taken[self.edges]].tolist())) - self.limit)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What is left of a problem once fixed and forbidden pairs are taken for granted.

    ``kept``: pairs still open, [k] indices; ``must`` [people]; ``rows``: side rows over all pairs of the outside problem;
    ``weight_rows``: those that come from weights. ``broken``: constraints that cannot hold even by themselves, or two of them
    that contradict each other at sight; empty where none does.
    """

    kept: Ints
    must: Flags
    rows: tuple[SideRow, ...]
    weight_rows: tuple[WeightRow, ...]
    broken: tuple[int, ...]


def model_of(problem: OutsideProblem) -> Model:
    """The model of all constraints."""
    left_open = np.ones(len(problem.edge_person), dtype=np.bool_)
    must = problem.must.copy()
    rows: list[SideRow] = []
    weight_rows: list[WeightRow] = []
    fixed: dict[int, int] = {}
    forbidden = {
        int(c.edges[0]): k for k, c in enumerate(problem.constraints) if c.kind is Kind.FORBID and len(c.edges)
    }
    broken: tuple[int, ...] = ()
    for k, c in enumerate(problem.constraints):
        if c.kind is Kind.FORBID:
            left_open[c.edges] = False
        elif c.kind is Kind.FIX:
            other = fixed.setdefault(c.person, k)
            if not len(c.edges):
                broken = broken or (k,)
            elif problem.constraints[other].post != c.post:
                broken = broken or (other, k)
            elif int(c.edges[0]) in forbidden:
                broken = broken or tuple(sorted((forbidden[int(c.edges[0])], k)))
            else:
                must[c.person] = True
        elif c.kind is Kind.AT_MOST_WEIGHT:
            exact = weight_row(c)
            weight_rows.append(exact)
            if sum(w for w in exact.weights.tolist() if w < 0) > exact.limit:
                broken = broken or (k,)
            else:
                rows.append(_weighted_row(exact, f"constraints[{k}]"))
        else:
            row = count_row(problem, c, f"constraints[{k}]")
            if row.sense is Sense.AT_LEAST and row.limit > len(row.edges):
                broken = broken or (k,)
            rows.append(row)
    for who, k in fixed.items():
        left_open &= (problem.edge_person != who) | (problem.edge_post == problem.constraints[k].post)
    return Model(np.flatnonzero(left_open), must, tuple(rows), tuple(weight_rows), broken)


def count_row(problem: OutsideProblem, c: Constraint, name: str) -> SideRow:
    """The side row of a constraint that counts pairs (not of fix, forbid or weights)."""
    edges = np.flatnonzero(problem.is_move) if c.kind is Kind.MAX_MOVES else c.edges
    if c.kind is Kind.AT_LEAST:
        return SideRow(name, edges, int(c.limit), Sense.AT_LEAST)
    return SideRow(name, edges, min(int(c.limit), len(edges)))


def weight_row(c: Constraint) -> WeightRow:
    """Weights and limit of an at_most_weight constraint in one whole unit."""
    weights = c.weights if c.weights is not None else np.zeros(0, dtype=np.int64)
    joined = np.empty(len(weights) + 1, dtype=object)
    joined[:] = [*weights.tolist(), c.limit]
    kinds = {type(v) for v in joined.tolist()}
    exact = whole_numbers(joined if kinds == {int} or int in kinds else joined.astype(np.float64)).numbers
    numbers, limit = exact[:-1], int(exact[-1])
    largest = max((abs(int(w)) for w in numbers.tolist()), default=0)
    return WeightRow(c.edges, numbers, limit, rounded=largest > LARGEST_WEIGHT)


def engine_problem(problem: OutsideProblem, model: Model, gain: Ints, *, rows: tuple[SideRow, ...]) -> Problem:
    """The engine's problem over the kept pairs; ``gain`` [kept]; rows are renumbered from the outside problem's pairs."""
    n, m = len(problem.people), len(problem.posts)
    kept = model.kept
    number = np.full(len(problem.edge_person), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    person, post = problem.edge_person[kept], problem.edge_post[kept]
    # seats beyond those who could sit there change nothing
    capacity = np.minimum(problem.capacity, np.bincount(post, minlength=m))
    return Problem(
        people=tuple(map(str, problem.people)),
        posts=tuple(map(str, problem.posts)),
        capacity=capacity,
        edge_person=person,
        edge_post=post,
        gain=gain,
        is_move=problem.is_move[kept],
        is_stay=problem.is_stay[kept],
        must_place=model.must,
        unplaced_price=np.zeros(n, dtype=np.int64),
        vacancy_price=np.zeros(m, dtype=np.int64),
        rows=tuple(_within(row, number) for row in rows),
    )


def _within(row: SideRow, number: Ints) -> SideRow:
    """The row over the kept pairs, its limit no looser than anything can reach."""
    from dataclasses import replace

    found = number[row.edges]
    kept = found >= 0
    weights = None if row.weights is None else row.weights[kept]
    limit = row.limit
    if row.sense is Sense.AT_MOST:
        most = int(kept.sum()) if weights is None else int(weights[weights > 0].sum())
        limit = min(limit, most)
    return replace(row, edges=found[kept], weights=weights, limit=limit)


def _weighted_row(exact: WeightRow, name: str) -> SideRow:
    """The side row of weights; rounded down where they are too fine, so that no plan that keeps the rule is lost."""
    if not exact.rounded:
        weights = exact.weights.astype(np.int64)
        return SideRow(name, exact.edges, _in_reach(exact.limit, weights), weights=weights)
    step = max(1, max(abs(int(w)) for w in exact.weights.tolist()) >> 24)
    weights = np.array([int(w) // step for w in exact.weights.tolist()], dtype=np.int64)
    return SideRow(name, exact.edges, _in_reach(exact.limit // step, weights), weights=weights)


def _in_reach(limit: int, weights: Ints) -> int:
    """A limit between the least and the most that the weights can add up to, so that it stays a small number."""
    return max(int(weights[weights < 0].sum()), min(limit, int(weights[weights > 0].sum())))


def cover_row(row: WeightRow, taken: Flags, name: str) -> SideRow:
    """The cut against a plan that exceeds the exact weights: not all its heavy pairs again, unless more relief comes with them."""
    heavy = row.edges[taken[row.edges] & (row.weights > 0)]
    relief = row.edges[~taken[row.edges] & (row.weights < 0)]
    edges = np.concatenate([heavy, relief])
    weights = np.concatenate([np.ones(len(heavy), dtype=np.int64), np.full(len(relief), -1, dtype=np.int64)])
    return SideRow(name, edges, len(heavy) - 1, weights=weights)
