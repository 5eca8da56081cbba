"""What a reading of the records left unsettled, so that nothing is built on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reserve:
    """Seats that must not be given away (post → seats) and people who must not be moved: the rows that say who holds
    what were rejected, so the seat may be taken and the person may have a post."""

    seats: Mapping[str, int] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
