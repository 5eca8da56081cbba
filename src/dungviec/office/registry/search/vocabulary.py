"""The distinct words of many texts, compared with a typed word all at once.

Vietnamese is written in syllables: two hundred thousand names hold a few thousand distinct words. Comparing a typed word with
all of them takes a few array operations, so nothing needs to be stored for typing errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dungviec.office.registry.search.words import Word

LONGEST = 18
"""Letters of a word that are compared; the rest of a longer one is not looked at."""
PREFIX_FROM = 4
"""Shorter words are compared whole when an error is allowed: nearly everything begins like two letters, one of them wrong."""

Flags: TypeAlias = NDArray[np.bool_]
Letters: TypeAlias = NDArray[np.uint32]


class Vocabulary:
    """Distinct words as matrices of letters (with marks, and plain) and tones."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.letters = _matrix([word.letters for word in words])
        self.plain = _matrix([word.plain for word in words])
        self.tones = np.array([word.tone for word in words], dtype=np.uint8)

    def __len__(self) -> int:
        return len(self.tones)

    def begins(self, word: Word) -> Flags:
        """Words that begin with ``word``: plain letters match any marks when it has none, else marks must be the same."""
        if not word.marked:
            return _begins(self.plain, _row(word.letters))
        found: Flags = _begins(self.letters, _row(word.letters)) & (self.tones == word.tone)
        return found

    def agrees(self, word: Word) -> Flags:
        """Words that begin with ``word`` where marks count only as far as they were typed: «đuc» agrees with «đức»."""
        typed, plain = _row(word.letters), _row(word.plain)
        same = np.where(typed == plain, self.plain[:, : len(typed)] == plain, self.letters[:, : len(typed)] == typed)
        found: Flags = same.all(axis=1)
        return found & (self.tones == word.tone) if word.tone else found

    def nearly(self, word: Word) -> Flags:
        """Words that ``word`` begins with one error at most: a letter missing, extra, wrong or swapped, or the wrong tone."""
        if not word.marked:
            return near(self.plain, _row(word.letters))
        same_tone: Flags = self.tones == word.tone
        letters = _row(word.letters)
        return _begins(self.letters, letters) | (near(self.letters, letters) & same_tone)

    def nearly_plain(self, word: Word) -> Flags:
        """As :meth:`nearly`, without looking at marks; words of two letters must stand there, marks aside."""
        plain = _row(word.plain)
        return near(self.plain, plain) | _begins(self.plain, plain) if len(plain) > 2 else _begins(self.plain, plain)


def near(words: Letters, typed: Letters) -> Flags:
    """Rows of ``words`` (zero-filled) within one missing, extra, wrong or swapped letter of ``typed``.

    From ``PREFIX_FROM`` letters on the beginning of a word is enough. After the first letter that differs only one repair of
    each kind is possible, so each kind needs one comparison of the rest.
    """
    n = len(typed)
    if n < 2:
        return np.zeros(len(words), dtype=bool)
    padded: Letters = np.pad(words, ((0, 0), (1, 2)))
    here, after, before = (padded[:, 1 + shift : 1 + shift + n] == typed for shift in (0, 1, -1))
    first = np.where(here.all(axis=1), n, here.argmin(axis=1))  # the letter where they part
    wrong = _rest(here)[np.arange(len(words)), np.minimum(first + 1, n)]
    extra = _rest(before)[np.arange(len(words)), np.minimum(first + 1, n)]
    missing = _rest(after)[np.arange(len(words)), np.minimum(first, n)]
    swapped = np.zeros(len(words), dtype=bool)
    inner = np.flatnonzero(first < n - 1)
    at = first[inner]
    swapped[inner] = after[inner, at] & before[inner, at + 1] & _rest(here)[inner, np.minimum(at + 2, n)]
    if n >= PREFIX_FROM:
        found: Flags = wrong | extra | missing | swapped
        return found
    ends = (words != 0).sum(axis=1)
    whole: Flags = (wrong | swapped) & (ends == n) | extra & (ends == n - 1) | missing & (ends == n + 1)
    return whole


def _rest(same: Flags) -> Flags:
    """``[i, k]``: all letters from ``k`` on agree; one column more than ``same``, for the empty rest."""
    out = np.ones((same.shape[0], same.shape[1] + 1), dtype=bool)
    out[:, :-1] = np.logical_and.accumulate(same[:, ::-1], axis=1)[:, ::-1]
    return out


def _begins(words: Letters, typed: Letters) -> Flags:
    found: Flags = (words[:, : len(typed)] == typed).all(axis=1)
    return found


def _matrix(words: Sequence[str]) -> Letters:
    """One row per word, one number per letter, zeros after the end."""
    width = LONGEST + 1
    return np.array(words or [""], dtype=f"U{width}")[: len(words)].view(np.uint32).reshape(len(words), width)


def _row(word: str) -> Letters:
    return np.array([ord(letter) for letter in word[:LONGEST]], dtype=np.uint32)
