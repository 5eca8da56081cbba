"""The two sides of judging: the people and the posts asked about, with their facts as numbers, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dungviec.law.alike import Codes, alike_rows, numbered
from dungviec.law.facts import FactBase
from dungviec.law.facts_relations import Matrix, key_codes
from dungviec.law.readings import Reading


@dataclass(frozen=True, eq=False, slots=True)
class Narrowed:
    """The part of a relation that some people and posts need: equal rows and columns once, and where each one looks."""

    values: Matrix
    row: Codes
    column: Codes


@dataclass(frozen=True, eq=False, slots=True)
class Sides:
    """``people`` and ``posts`` are rows of the fact tables of ``facts``; the other fields hold the facts read, as numbers."""

    facts: FactBase
    people: pl.DataFrame
    posts: pl.DataFrame
    of_person: dict[str, Codes]
    of_post: dict[str, Codes]
    _narrowed: dict[str, Narrowed] = field(default_factory=dict)

    @classmethod
    def with_facts(cls, facts: FactBase, people: pl.DataFrame, posts: pl.DataFrame, reading: Reading) -> Sides:
        """The two sides with the facts that a reading names."""
        return cls(facts, people, posts, numbered(people.select(reading.person)), numbered(posts.select(reading.post)))

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
