"""What was typed, word by word: letters apart from the tone, and what the keys of Telex or VNI would have written.

The tone is kept apart because it is placed in two ways (hoà, hòa), and because a prefix of a word carries it earlier.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dungviec.records.vietnamese import clean, fold

_TONES = {"\u0301": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
_TELEX_TONES = {"s": 1, "f": 2, "r": 3, "x": 4, "j": 5}
_VNI_TONES = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")
_SPLIT = re.compile(r"[^\w]+")
MOST_WORDS = 8
"""Words read of one query; what comes after is left out."""


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling of a word: its letters with hats and horns but without tone, and the tone (0 none, 1 to 5)."""

    letters: str
    tone: int = 0

    @property
    def plain(self) -> str:
        """The letters without any mark."""
        return fold(self.letters)

    @property
    def marked(self) -> bool:
        """Whether any mark stands in it."""
        return bool(self.tone) or self.plain != self.letters


def spelled(word: str) -> Word:
    """A written word as letters and tone.

    >>> spelled("Hoà") == spelled("hòa"), spelled("Nguyễn")
    (True, Word(letters='nguyên', tone=4))
    """
    letters, tone = [], 0
    for sign in unicodedata.normalize("NFD", word.lower()):
        if sign in _TONES:
            tone = _TONES[sign]
        else:
            letters.append(sign)
    return Word(unicodedata.normalize("NFC", "".join(letters)), tone)


def split(text: str) -> list[str]:
    """The words of a text: letters and digits, in lower case.

    >>> split("Trường TH&THCS  Hạ Long")
    ['trường', 'th', 'thcs', 'hạ', 'long']
    """
    return [word for word in _SPLIT.split(clean(text).lower()) if word]


def readings(word: str) -> tuple[Word, ...]:
    """The word as it stands, and what it would be with the keys of Telex or VNI taken for marks.

    >>> [w.letters for w in readings("nguyeenx")], readings("nguye64n")[1].tone
    (['nguyeenx', 'nguyên'], 4)
    """
    first = spelled(word)
    found = [first]
    for decode in (_telex, _vni):
        other = decode(first)
        if other is not None and other not in found:
            found.append(other)
    return tuple(found)


def query(text: str) -> tuple[tuple[Word, ...], ...]:
    """The words of a query, each with its readings; at most ``MOST_WORDS``."""
    return tuple(readings(word) for word in split(text)[:MOST_WORDS])


def _telex(word: Word) -> Word | None:
    """The word with doubled letters, w and the tone keys s f r x j read as Telex; None when there are none."""
    letters: list[str] = []
    tone = word.tone
    for key in word.letters:
        if key in _TELEX_TONES and not _VOWELS.isdisjoint(letters):
            tone = _TELEX_TONES[key]
        elif key == "w":
            _horn(letters)
        elif key in _HATS and letters and letters[-1] == key:
            letters[-1] = _HATS[key]
        elif key == "d" and letters and letters[0] == "d":
            letters[0] = "đ"
        else:
            letters.append(key)
    return _changed(word, letters, tone)


def _vni(word: Word) -> Word | None:
    """The word with its digits read as VNI keys; None when it holds none, or a digit that marks nothing."""
    letters: list[str] = []
    tone = word.tone
    for key in word.letters:
        if not key.isdigit():
            letters.append(key)
        elif key in _VNI_TONES and not _VOWELS.isdisjoint(letters):
            tone = _VNI_TONES[key]
        elif key == "9" and letters and letters[0] == "d":
            letters[0] = "đ"
        elif (key in "678" and not _mark_last(letters, _HATS if key == "6" else _HORNS)) or key not in "678":
            return None
    return _changed(word, letters, tone)


def _horn(letters: list[str]) -> None:
    """The key w: a horn or breve on the last vowel that takes one, on both of «uo»; alone it writes ư."""
    if not _mark_last(letters, _HORNS):
        letters.append("ư")


def _mark_last(letters: list[str], marks: dict[str, str]) -> bool:
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in marks:
            if letters[at] == "o" and marks is _HORNS and at and letters[at - 1] == "u":
                letters[at - 1] = "ư"
            letters[at] = marks[letters[at]]
            return True
    return False


def _changed(word: Word, letters: list[str], tone: int) -> Word | None:
    found = Word("".join(letters), tone)
    return None if found == word or not letters else found
