"""What the reader has to say about a file: the error that stops it, and remarks that point at one cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; ``vi`` and ``en`` are one clear sentence each."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en

    def sentence(self, lang: str = "vi") -> str:
        """The sentence in one language."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value and what to do about it, in both languages."""

    vi: str
    en: str
    todo_vi: str
    todo_en: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem at its place: sheet, row as Excel counts (from 1), column letter and heading, the value as it stands.

    The same shape serves rows that were rejected and warnings about cells of rows that were kept.
    """

    sheet: str
    row: int
    column: str
    header: str
    field: str
    value: str
    problem_vi: str
    problem_en: str
    todo_vi: str
    todo_en: str
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain keys for JSON: place, value, problem and what to do in both languages."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "header": self.header,
            "field": self.field,
            "value": self.value,
            "problem": self.problem_vi,
            "problem_en": self.problem_en,
            "what_to_do": self.todo_vi,
            "what_to_do_en": self.todo_en,
        }


def column_letter(index: int) -> str:
    """The letters Excel shows for a column counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
