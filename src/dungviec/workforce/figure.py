"""A figure: how many of what, in words, and the records behind it. No figure exists without its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Measure = Literal["people", "units", "posts", "seats", "attendances", "classes", "money", "records"]
"""What one unit of the figure's value is."""


class WorkforceFault(ValueError):
    """A question that cannot be answered as asked; ``vi`` and ``en`` name the value and say what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a figure: its table and key, the person it is about (None for people off the rolls), what it says."""

    table: str
    key: tuple[str, ...]
    person_id: str | None
    words: str
    weight: int = 1
    """How much the record adds to the figure: 1 for a person, đồng for money, people for a class."""
    address: str = field(default="", compare=False)
    """Where the office shows the record itself, when a room of its own does."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``value`` is the sum of the weights of the records behind it; None where the records cannot give it."""

    key: str
    vi: str
    en: str
    """What is counted, in words."""
    label_vi: str
    label_en: str
    """The short name within its group, such as «thạc sĩ»."""
    measure: Measure
    needs: tuple[str, ...]
    """Fields read (``table.column``): whoever may not see one of them may not see the figure."""
    behind: tuple[Behind, ...] = ()
    missing: tuple[str, str] | None = None
    """Which record is missing, Vietnamese and English; then there is no value."""
    withheld: bool = False

    @property
    def value(self) -> int | None:
        """The figure itself."""
        return None if self.missing or self.withheld else sum(b.weight for b in self.behind)

    @property
    def people(self) -> tuple[str, ...]:
        """The people behind it, in the order of the list, each once."""
        return tuple(dict.fromkeys(b.person_id for b in self.behind if b.person_id is not None))

    def words(self, lang: str) -> str:
        """What is counted."""
        return self.vi if lang == "vi" else self.en

    def label(self, lang: str) -> str:
        """The short name."""
        return self.label_vi if lang == "vi" else self.label_en

    def withhold(self) -> Figure:
        """The figure for somebody who may not see it: no value and no list."""
        return replace(self, behind=(), missing=None, withheld=True)

    def as_json(self, lang: str) -> dict[str, Any]:
        """Plain values for JSON; ``people`` and ``records`` are the list behind the value."""
        lacking = None if self.missing is None else self.missing[0 if lang == "vi" else 1]
        return {
            "key": self.key, "counts": self.words(lang), "measure": self.measure, "value": self.value, "missing": lacking,
            "people": list(self.people),
            "records": [{"table": b.table, "key": list(b.key), "person_id": b.person_id, "adds": b.weight} for b in self.behind],
        }  # fmt: skip


def shares(values: Sequence[int], *, steps: int = 1000) -> list[int]:
    """Shares in steps of ``1/steps`` that add up to ``steps`` (largest remainder; ties go to the earlier one).

    All zero gives zeros.

    >>> shares([1, 1, 1])
    [334, 333, 333]
    """
    total = sum(values)
    if total == 0:
        return [0] * len(values)
    found = [v * steps // total for v in values]
    order = sorted(range(len(values)), key=lambda i: (-(values[i] * steps % total), i))
    for i in order[: steps - sum(found)]:
        found[i] += 1
    return found
