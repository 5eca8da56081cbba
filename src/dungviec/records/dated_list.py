"""Lists whose values hold for a time: a code may name one thing before a day and another after it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from dungviec.records.vietnamese import fold

Mark = Literal["VERIFIED", "REPORTED"]
"""How far the source is confirmed; unconfirmed values are not encoded."""


@dataclass(frozen=True, slots=True)
class DatedCode:
    """One meaning of a code from ``valid_from`` to ``valid_to`` (last day). None: the source states no bound."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    mark: Mark = "VERIFIED"
    source: str = ""
    also: tuple[str, ...] = ()
    group: str = ""
    """What the code belongs to: the salary group of a rank, the kind of a place."""

    def holds_on(self, day: date) -> bool:
        """Whether the code has this meaning on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class DatedList:
    """A vocabulary with dates; ``find`` by code and day, ``parse`` by name and day."""

    name: str
    vi: str
    en: str
    items: tuple[DatedCode, ...]
    _by_code: dict[str, list[DatedCode]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[DatedCode]] = defaultdict(list)
        for item in self.items:
            found[item.code].append(item)
        object.__setattr__(self, "_by_code", dict(found))

    @cached_property
    def _by_word(self) -> dict[str, list[DatedCode]]:
        found: dict[str, list[DatedCode]] = defaultdict(list)
        for item in self.items:
            for word in (item.name, *item.also):
                found[fold(word)].append(item)
        return dict(found)

    def on(self, day: date) -> tuple[DatedCode, ...]:
        """What the list holds on ``day``."""
        return tuple(item for item in self.items if item.holds_on(day))

    def find(self, code: str, day: date) -> DatedCode | None:
        """The meaning of ``code`` on ``day``; None when it has none on that day."""
        return next((item for item in self._by_code.get(code, ()) if item.holds_on(day)), None)

    def ever(self, code: str) -> tuple[DatedCode, ...]:
        """Every meaning a code has had."""
        return tuple(self._by_code.get(code, ()))

    def parse(self, word: str, day: date) -> DatedCode | None:
        """The value for a name in any accent or case (or for the code itself) on ``day``."""
        by_name = next((item for item in self._by_word.get(fold(word), ()) if item.holds_on(day)), None)
        return by_name or self.find(word.strip(), day)
