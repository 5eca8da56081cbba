"""Outcomes: a verdict with the rules that object to it. Millions of pairs have few different ones, so each has a number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dungviec.law.alike import Words, alike_rows
from dungviec.law.kinds import gravest

Numbers = npt.NDArray[np.uint32]


class Outcomes:
    """The register of outcomes met so far; numbers are given in the order of meeting, 0 is *allowed, nothing objects*."""

    def __init__(self, ids: Sequence[str], bits: Sequence[Sequence[int]]) -> None:
        """``ids`` of the rules in their order; ``bits``: by word, which rule stands behind each bit."""
        self._ids = tuple(ids)
        self._bits = tuple(tuple(word) for word in bits)
        self._numbers: dict[bytes, int] = {}
        self._words = np.zeros((0, len(self._bits)), dtype=np.uint64)
        self.number(np.zeros((1, len(self._bits)), dtype=np.uint64))

    def __len__(self) -> int:
        return len(self._words)

    def number(self, words: Words) -> Numbers:
        """The number of each row of words (one column per word of rule bits); new rows are entered."""
        first, kind = alike_rows(words)
        fresh, numbers = [], np.empty(len(first), dtype=np.uint32)
        for at, row in enumerate(words[first]):
            key = row.tobytes()
            if key not in self._numbers:
                self._numbers[key] = len(self._numbers)
                fresh.append(row)
            numbers[at] = self._numbers[key]
        if fresh:
            self._words = np.concatenate([self._words, np.stack(fresh)])
        found: Numbers = numbers[kind]
        return found

    @property
    def verdicts(self) -> npt.NDArray[np.uint8]:
        """The verdict of each outcome met so far, by number."""
        found: npt.NDArray[np.uint8] = gravest(self._words).max(axis=1)
        return found

    def verdict_of(self, numbers: Numbers) -> npt.NDArray[np.uint8]:
        """The verdict behind each of ``numbers``."""
        found: npt.NDArray[np.uint8] = np.take(self.verdicts, numbers, mode="clip")
        return found

    def blocking(self, number: int) -> list[str]:
        """The ids of the rules that object, each once, in the order of the rules."""
        row = self._words[number].tolist()
        rules = (
            rule
            for word, value in zip(self._bits, row, strict=True)
            for bit, rule in enumerate(word)
            if value >> bit & 1
        )
        return list(dict.fromkeys(self._ids[rule] for rule in sorted(rules)))
