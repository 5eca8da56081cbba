"""The two sides of judging: the people and the posts asked about, with their facts as numbers, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.alike import Codes, alike, alike_columns, numbered
from dungviec.law.facts import FactBase
from dungviec.law.facts_relations import NOT_ON_FILE, Matrix, key_codes
from dungviec.law.readings import Reading

Places = npt.NDArray[np.integer[Any]]


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
    of_person: Mapping[str, Places]
    of_post: Mapping[str, Places]
    _narrowed: dict[str, Narrowed] = field(default_factory=dict)

    @classmethod
    def with_facts(cls, facts: FactBase, people: pl.DataFrame, posts: pl.DataFrame, reading: Reading) -> Sides:
        """The two sides with the facts that a reading names."""
        return cls(facts, people, posts, numbered(people.select(reading.person)), numbered(posts.select(reading.post)))

    def relation(self, name: str) -> Narrowed:
        """A relation as far as these people and posts go."""
        if name not in self._narrowed:
            relation = self.facts.relations[name]
            rows, row_of = _used(key_codes(self.people[relation.person_key]), len(relation.values))
            columns, column_of = _used(key_codes(self.posts[relation.post_key]), relation.values.shape[1])
            column, column_kind = alike_columns([relation.values[:, c][rows] for c in columns])
            row, row_kind = alike([part - NOT_ON_FILE for part in column], len(rows))
            values = np.stack([part[row] for part in column], axis=1)
            self._narrowed[name] = Narrowed(values, row_kind[row_of], column_kind[column_of])
        return self._narrowed[name]


def _used(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """The keys that occur, in their order (-1, the empty one, is the last), and the place of each row's key among them."""
    places = np.where(keys < 0, size - 1, keys)
    met = np.zeros(size, dtype=np.bool_)
    met[places] = True
    used = np.flatnonzero(met)
    place = np.empty(size, dtype=np.int64)
    place[used] = np.arange(len(used))
    return used, place[places]
