"""The two sides of judging: the people and the posts asked about, with their facts as numbers, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dungviec.law.alike import Codes, alike_rows, numbered
from dungviec.law.facts import FactBase
from dungviec.law.facts_relations import Matrix, key_codes


@dataclass(frozen=True, eq=False, slots=True)
class Narrowed:
    """The part of a relation that some people and posts need: equal rows and columns once, and where each one looks."""

    values: Matrix
    row: Codes
    column: Codes


@dataclass(frozen=True, eq=False, slots=True)
class Sides:
    """``people`` and ``posts`` are rows of the fact tables of ``facts``."""

    facts: FactBase
    people: pl.DataFrame
    posts: pl.DataFrame
    _numbers: dict[tuple[str, str], Codes] = field(default_factory=dict)
    _narrowed: dict[str, Narrowed] = field(default_factory=dict)

    def of_person(self, name: str) -> Codes:
        """A fact of the people as numbers."""
        return self._number("person", name, self.people)

    def of_post(self, name: str) -> Codes:
        """A fact of the posts as numbers."""
        return self._number("post", name, self.posts)

    def _number(self, side: str, name: str, table: pl.DataFrame) -> Codes:
        if (side, name) not in self._numbers:
            self._numbers[side, name] = numbered(table[name])
        return self._numbers[side, name]

    def relation(self, name: str) -> Narrowed:
        """A relation as far as these people and posts go."""
        if name not in self._narrowed:
            relation = self.facts.relations[name]
            rows, row_of = np.unique(key_codes(self.people[relation.person_key]), return_inverse=True)
            columns, column_of = np.unique(key_codes(self.posts[relation.post_key]), return_inverse=True)
            table = relation.values[:, columns][rows]
            column, column_kind = alike_rows(table.T)
            row, row_kind = alike_rows(table[:, column])
            self._narrowed[name] = Narrowed(table[np.ix_(row, column)], row_kind[row_of], column_kind[column_of])
        return self._narrowed[name]
