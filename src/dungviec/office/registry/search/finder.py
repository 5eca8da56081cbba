"""Rows found by several texts each (a name, the title of a post), and how far a query is stretched until something is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dungviec.office.registry.search.vocabulary import Flags, Vocabulary
from dungviec.office.registry.search.words import Word, query, spelled, split

Matching = Callable[[Vocabulary, Word], Flags]
MOST_PIECES = 24
"""So many additions are kept beside each other."""
SPARE = 2
"""Texts known may be so many times those in use."""


@dataclass(frozen=True)
class Found:
    """The rows found, and whether something other than what was typed had to be taken for it."""

    rows: Flags
    nearly: bool = False

    @property
    def any(self) -> bool:
        """Whether there is any row."""
        return bool(self.rows.any())


class Piece:
    """Some distinct texts, counted on from ``start``, and which words stand in which of them."""

    def __init__(self, texts: Sequence[str], start: int = 0) -> None:
        words: dict[str, int] = {}
        spans = [[words.setdefault(word, len(words)) for word in split(text)] for text in texts]
        self.vocabulary = Vocabulary([spelled(word) for word in words])
        lengths = np.fromiter((len(span) for span in spans), dtype=np.int64, count=len(spans))
        flat = np.fromiter(chain.from_iterable(spans), dtype=np.int32, count=int(lengths.sum()))
        order = np.argsort(flat, kind="stable")
        self._texts = np.repeat(np.arange(start, start + len(spans), dtype=np.int32), lengths)[order]
        self._starts = np.searchsorted(flat[order], np.arange(len(words) + 1))

    def mark(self, texts: Flags, word: tuple[Word, ...], matching: Matching) -> None:
        """Set the flags of the texts in which a word matches any of the readings."""
        flags = np.zeros(len(self.vocabulary), dtype=bool)
        for reading in word:
            flags |= matching(self.vocabulary, reading)
        for token in np.flatnonzero(flags):
            texts[self._texts[self._starts[token] : self._starts[token + 1]]] = True


class Column:
    """The words of one text per row; ``texts`` are the distinct ones, ``of_row`` tells which one a row has (-1 none)."""

    def __init__(self, texts: Sequence[str] | Growing, of_row: NDArray[np.int32] | None = None) -> None:
        self.of_row = of_row
        self.count = len(texts.numbers) if isinstance(texts, Growing) else len(texts)
        self.pieces = tuple(texts.pieces) if isinstance(texts, Growing) else (Piece(texts),)

    def rows(self, word: tuple[Word, ...], matching: Matching) -> Flags:
        """Rows in whose text a word matches any of the readings."""
        texts = np.zeros(self.count + 1, dtype=bool)  # the last one stands for rows without a text
        for piece in self.pieces:
            piece.mark(texts, word, matching)
        return texts[:-1] if self.of_row is None else texts[self.of_row]


class Growing:
    """Distinct texts and their words, to which further texts are added without reading the others again.

    Texts nobody has any more stay; a column looks only at those its rows have. Once they would be the greater part, or come
    in too many pieces, everything is put together anew.
    """

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.take_in(texts)

    def take_in(self, texts: Sequence[str]) -> None:
        """Know these distinct texts too."""
        new = [text for text in texts if text not in self.numbers]
        if self.numbers and (
            len(self.pieces) >= MOST_PIECES or len(self.numbers) + len(new) > SPARE * len(texts) + MOST_PIECES
        ):
            self.numbers, self.pieces, new = {}, [], list(texts)
        if new or not self.pieces:
            start = len(self.numbers)
            self.pieces.append(Piece(new, start))
            self.numbers.update((text, start + i) for i, text in enumerate(new))


class Finder:
    """Finds rows that hold every word of a query in any of their columns, or in their identifier."""

    def __init__(self, columns: Sequence[Column], codes: Sequence[str] = (), *, rows: int) -> None:
        self.columns = tuple(columns)
        self.codes = np.array([code.lower() for code in codes], dtype=np.str_)
        self.height = rows

    def find(self, text: str, allowed: Flags | None = None) -> Found:
        """Rows for ``text`` among ``allowed`` (all when None).

        As typed first; then with marks only as far as they were typed; then with one error in one word; then with one error
        in each word and no marks at all. The first that finds an **allowed** row is the answer: what others hold never
        changes what a viewer is told.
        """
        words = query(text)
        everywhere = np.ones(self.height, dtype=bool) if allowed is None else allowed
        if not words:
            return Found(everywhere)
        strict = [self._rows(word, Vocabulary.begins) for word in words]
        found = _all(strict) & everywhere
        if found.any():
            return Found(found)
        agreeing = [self._rows(word, Vocabulary.agrees) for word in words]
        found = _all(agreeing) & everywhere
        if found.any():
            return Found(found)
        nearly = [self._rows(word, Vocabulary.nearly) for word in words]
        found = np.zeros(self.height, dtype=bool)
        for i in range(len(words)):
            found |= _all([*agreeing[:i], nearly[i] | strict[i], *agreeing[i + 1 :]])
        found &= everywhere
        if not found.any():
            found = _all([self._rows(word, Vocabulary.nearly_plain) for word in words]) & everywhere
        return Found(found, nearly=True)

    def _rows(self, word: tuple[Word, ...], matching: Matching) -> Flags:
        rows = np.zeros(self.height, dtype=bool)
        for column in self.columns:
            rows |= column.rows(word, matching)
        code = word[0].letters
        if matching is Vocabulary.begins and len(self.codes) and any(sign.isdigit() for sign in code):
            rows |= np.char.find(self.codes, code) >= 0
        return rows


def _all(rows: Sequence[Flags]) -> Flags:
    found = rows[0].copy()
    for other in rows[1:]:
        found &= other
    return found
