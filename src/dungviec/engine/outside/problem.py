"""A problem from outside as it was understood: ids, amounts as they were written, constraints over known pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dungviec.engine.problem import Flags, Ints

Id = str | int
Number = int | float
Amounts = NDArray[Any]
"""Amounts exactly as written: int64, float64, or Python numbers where neither holds them all."""


class Kind(StrEnum):
    """The kinds of constraint a problem may name."""

    MAX_MOVES = "max_moves"
    NOT_TOGETHER = "not_together"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    AT_MOST_WEIGHT = "at_most_weight"
    FIX = "fix"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """One constraint. ``edges``: those of its pairs that are allowed, as indices of the problem's pairs; a pair that is not
    allowed never holds. ``weights`` stand beside ``edges`` (at_most_weight only). ``person`` and ``post``: fix and forbid only."""

    kind: Kind
    edges: Ints
    limit: Number = 0
    weights: Amounts | None = None
    person: int = -1
    post: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class OutsideProblem:
    """People, posts and allowed pairs with their scores; index arrays as in :class:`dungviec.engine.Problem`.

    ``current`` [people]: index of the post held, -1 for none. ``must`` [people]: has to be placed.
    """

    people: Sequence[Id]
    posts: Sequence[Id]
    capacity: Ints
    vacancy_cost: Amounts
    edge_person: Ints
    edge_post: Ints
    score: Amounts
    current: Ints
    move_cost: Number
    must: Flags
    constraints: tuple[Constraint, ...]

    @property
    def is_stay(self) -> Flags:
        """Pairs that leave the person where he or she is, [pairs]."""
        return np.asarray(self.edge_post == self.current[self.edge_person])

    @property
    def is_move(self) -> Flags:
        """Pairs that take somebody who has a post into another one, [pairs]."""
        return np.asarray((self.current[self.edge_person] >= 0) & ~self.is_stay)
