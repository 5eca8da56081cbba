"""A closed vocabulary and its values: what every code list of the records is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dungviec.records.vietnamese import fold


@dataclass(frozen=True)
class Code:
    """One value of a code list; ``rank`` orders the values where an order has a meaning (higher is more)."""

    value: str
    vi: str
    en: str
    rank: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """A closed vocabulary. ``parse`` accepts the value, either label or a listed synonym, in any accent or case."""

    name: str
    vi: str
    en: str
    items: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.items)

    @cached_property
    def by_value(self) -> dict[str, Code]:
        """The codes by their stored value."""
        return {c.value: c for c in self.items}

    @cached_property
    def _by_word(self) -> dict[str, Code]:
        words: dict[str, Code] = {}
        for c in self.items:
            for word in (c.value, c.vi, c.en, *c.also):
                words.setdefault(fold(word), c)
        return words

    @property
    def values(self) -> tuple[str, ...]:
        """All stored values, in the order of the list."""
        return tuple(c.value for c in self.items)

    def parse(self, word: str) -> str | None:
        """The stored value for a word in either language, or None if the list does not know the word.

        >>> from dungviec.records.codes import DEGREES
        >>> DEGREES.parse("Thạc sỹ")
        'master'
        """
        code = self._by_word.get(fold(word))
        return code.value if code else None

    def label(self, value: str | None, lang: str = "vi") -> str:
        """The word shown for a value; an empty string for None, the value itself if it is not in the list."""
        if value is None:
            return ""
        code = self.by_value.get(value)
        return value if code is None else (code.vi if lang == "vi" else code.en)

    def rank(self, value: str | None) -> int | None:
        """The order number of a value, or None when it is absent or unknown to the list."""
        code = self.by_value.get(value) if value is not None else None
        return code.rank if code else None


def code_list(name: str, vi: str, en: str, *items: Code) -> CodeList:
    """A list of codes in one call."""
    return CodeList(name, vi, en, items)
