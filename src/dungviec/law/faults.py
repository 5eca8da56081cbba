"""Sentences on a file that cannot be used, in Vietnamese and English: cases, overlays and packs say them alike."""

from __future__ import annotations


class LawFault(ValueError):
    """A file of the law room that cannot be used; the sentence names file, line, value and the mend.

    ``vi`` begins with the place and a colon, ``en`` has none: :attr:`english` puts the same place before it. ``str`` gives
    both, for logs; whoever speaks to a person takes one of them.
    """

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} / {en}")
        self.vi, self.en = vi, en

    @property
    def english(self) -> str:
        """The whole sentence in English, with the place."""
        return english_of(self.vi, self.en)


def english_of(vi: str, en: str) -> str:
    """The English sentence with the place that the Vietnamese one begins with, up to its first colon.

    >>> english_of("a.yaml, dòng 3: thiếu «rule».", "The rule is missing.")
    'a.yaml, line 3: The rule is missing.'
    """
    place, colon, _ = vi.partition(": ")
    return f"{place.replace(', dòng ', ', line ').replace(' dòng ', ' line ')}{colon}{en}" if colon else en


def in_one_language(sentence: str, *, english: bool) -> str:
    """One language of a sentence that was kept in both."""
    vi, slash, en = sentence.rpartition(" / ")
    if not slash:
        return sentence
    return english_of(vi, en) if english else vi
