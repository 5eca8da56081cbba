"""What is put into a paper: words, each with where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """Where a word on a paper comes from: a record, a clause of the law, or somebody's entry."""

    kind: str
    """``record``, ``law``, ``entry`` (typed by the office), ``computed``."""
    what: str
    """Vietnamese, one line: the table, row and day, or the instrument, article and mark."""
    address: str = ""
    """Where it can be read: a path of the office or a public address; empty where there is none."""
    to_fill: str = ""
    """What of the words the clerk has to fill in before the paper is signed; empty: nothing."""


@dataclass(frozen=True, slots=True)
class Value:
    """Words for one place of a paper. Empty words leave nothing; a place without a value shows dots."""

    text: str
    source: Source | None = None


Row = Mapping[str, Value]
Filling = Value | Sequence[Value] | Sequence[Row]


@dataclass(frozen=True, slots=True)
class Values:
    """Everything a paper is filled with, by the name of the place. Lists repeat a paragraph or a row of a table."""

    places: Mapping[str, Filling] = field(default_factory=dict)

    def one(self, name: str) -> Value | None:
        """The value of a single place; None where there is none (the paper then shows dots)."""
        found = self.places.get(name)
        return found if isinstance(found, Value) else None

    def many(self, name: str) -> list[Value]:
        """The values of a repeated paragraph."""
        found = self.places.get(name)
        return [v for v in found if isinstance(v, Value)] if isinstance(found, Sequence) else []

    def rows(self, name: str) -> list[Row]:
        """The rows of a repeated row of a table."""
        found = self.places.get(name)
        return [v for v in found if isinstance(v, Mapping)] if isinstance(found, Sequence) else []

    def with_places(self, **more: Filling) -> Values:
        """A copy with further places."""
        return Values({**self.places, **more})
