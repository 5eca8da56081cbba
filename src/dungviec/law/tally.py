"""Counting changes of verdict: post by post, each person once in a post, without a row per pair."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.alike import Codes, Words
from dungviec.law.outcomes import Numbers, Outcomes

CHANGED = pl.Schema(
    {"person_id": pl.String(), "before": pl.UInt8(), "after": pl.UInt8(), "posts": pl.UInt32(), "example": pl.String(), "rules": pl.List(pl.String())}
)  # fmt: skip
_VERDICTS = 4
_KINDS = _VERDICTS * _VERDICTS
_WORD = 64
_WORDS = 8
"""Words of rule bits: up to 512 rules may object under one of the two laws."""
Verdicts = npt.NDArray[np.uint8]
Met = tuple[Outcomes, Numbers]
"""Numbers of outcomes, with the register in which they stand."""


class Obstacles:
    """The rules that object under each outcome, as bits; worked out once for the outcomes that are really met."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self._kept: dict[int, tuple[Outcomes, Words, npt.NDArray[np.bool_]]] = {}

    @property
    def words(self) -> int:
        """Words in use."""
        return (len(self.ids) + _WORD - 1) // _WORD

    def new(self, before: Met, after: Met, anyway: Met) -> Words:
        """The rules (bits) that object ``after`` and neither ``before`` nor ``anyway``, for outcomes side by side."""
        for outcomes, numbers in (before, after, anyway):
            self._enter(outcomes, numbers)
        old, new, both = (
            self._kept[id(outcomes)][1][:, : self.words][numbers] for outcomes, numbers in (before, after, anyway)
        )
        found: Words = new & ~old & ~both
        return found

    def _enter(self, outcomes: Outcomes, numbers: Numbers) -> None:
        nothing = (outcomes, np.zeros((0, _WORDS), dtype=np.uint64), np.zeros(0, dtype=np.bool_))
        _, masks, told = self._kept.get(id(outcomes), nothing)
        if more := len(outcomes) - len(told):
            masks = np.concatenate([masks, np.zeros((more, _WORDS), dtype=np.uint64)])
            told = np.concatenate([told, np.zeros(more, dtype=np.bool_)])
        met = np.zeros(len(told), dtype=np.bool_)
        met[numbers] = True
        for n in np.flatnonzero(met & ~told).tolist():
            for rule in outcomes.blocking(n):
                bit = self.ids.setdefault(rule, len(self.ids))
                masks[n, bit // _WORD] |= np.uint64(1 << (bit % _WORD))
            told[n] = True
        self._kept[id(outcomes)] = (outcomes, masks, told)


class Tally:
    """Who changes from which verdict to which, in how many posts, the first of them, and the obstacles that are new there.

    The memory is that of the people, however many posts there are.
    """

    def __init__(self, people: pl.Series, posts: pl.Series) -> None:
        self.obstacles = Obstacles()
        self._people, self._posts = people, posts
        size = _KINDS * len(people)
        self._count = np.zeros(size, dtype=np.uint32)
        self._example = np.full(size, len(posts), dtype=np.uint32)
        self._rules = np.zeros((size, 1), dtype=np.uint64)

    def add(self, post: int, people: Codes, before: Verdicts, after: Verdicts, rules: Words) -> None:
        """Count in one post the people (positions, each once) whose verdict changes, with the new obstacles of each."""
        if (more := self.obstacles.words - self._rules.shape[1]) > 0:
            self._rules = np.pad(self._rules, ((0, 0), (0, more)))
        cell = people * _KINDS + before * np.int64(_VERDICTS) + after
        self._count[cell] += 1
        self._example[cell] = np.minimum(self._example[cell], post)
        self._rules[cell] |= rules

    def rows(self) -> pl.DataFrame:
        """One row per person and change (:data:`CHANGED`)."""
        cell = np.flatnonzero(self._count)
        return pl.DataFrame(
            {
                "person_id": self._people.cast(pl.String).gather(cell // _KINDS),
                "before": (cell % _KINDS // _VERDICTS).astype(np.uint8),
                "after": (cell % _VERDICTS).astype(np.uint8), "posts": self._count[cell],
                "example": self._posts.cast(pl.String).gather(self._example[cell]), "rules": self._named(cell),
            },
            schema=CHANGED,
        )  # fmt: skip

    def _named(self, cell: Codes) -> pl.Series:
        """The rules of each cell by name; there are few different sets, so lists are built once each."""
        masks = pl.DataFrame({f"w{w}": self._rules[cell, w] for w in range(self._rules.shape[1])})
        few, ids = masks.unique(), list(self.obstacles.ids)
        lists = [
            sorted(ids[w * _WORD + bit] for w, value in enumerate(row) for bit in range(_WORD) if value >> bit & 1)
            for row in few.iter_rows()
        ]
        named = few.with_columns(pl.Series("rules", lists, dtype=pl.List(pl.String)))
        return masks.join(named, on=masks.columns, how="left", maintain_order="left")["rules"]
