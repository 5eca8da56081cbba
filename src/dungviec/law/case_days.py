"""Days of a case that cannot follow one another: a term that ends before it begins, somebody born after the day judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from datetime import date
from typing import Any

IN_ORDER = (
    ("from", "to"), ("from", "ends"), ("since", "to"), ("since", "until"), ("approved_on", "until"), ("decided", "ends"),
    ("effective", "ends"), ("committed_on", "discovered_on"), ("discovered_on", "reported_on"), ("discovered_on", "decided_on"),
)  # fmt: skip
"""Keys of one mapping of which the second may not lie before the first."""

YEARS = (1900, 2100)
"""Years in which the days of a case may lie."""
Way = tuple[str | int, ...]


def out_of_order(part: Any, way: Way = ()) -> tuple[Way, str, str] | None:
    """The first couple of days in the wrong order among what is written in one place: where, the earlier key, the later."""
    if isinstance(part, Mapping):
        for first, last in IN_ORDER:
            if _contradict(part.get(first), part.get(last)):
                return way, first, last
    return next((bad for key, value in _inside(part) if (bad := out_of_order(value, (*way, key)))), None)


def out_of_sight(part: Any, way: Way = ()) -> tuple[Way, object] | None:
    """The first day or rated year of a case that no living official can have."""
    if isinstance(part, date) and not YEARS[0] <= part.year <= YEARS[1]:
        return way, part
    if isinstance(part, Mapping) and way and way[-1] in ("ratings", "term_ratings"):
        return next((((*way, y), y) for y in part if isinstance(y, int) and not YEARS[0] <= y <= YEARS[1]), None)
    return next((bad for key, value in _inside(part) if (bad := out_of_sight(value, (*way, key)))), None)


def forget_contradicted(merged: MutableMapping[str, Any], own: Mapping[str, Any]) -> None:
    """Drop a day taken over from elsewhere that a day of one's own contradicts: it is not true of this case."""
    for first, last in IN_ORDER:
        if _contradict(merged.get(first), merged.get(last)) and (first in own) != (last in own):
            del merged[last if first in own else first]


def born_later(part: Any, day: date, way: Way = ()) -> Way | None:
    """Where somebody is born after ``day``; a year of birth alone counts with its first day."""
    if isinstance(part, Mapping):
        for key in ("born", "born_year_only"):
            born = part.get(key)
            if (isinstance(born, date) and born > day) or (
                key == "born_year_only" and isinstance(born, int) and born > day.year
            ):
                return (*way, key)
    return next((bad for key, value in _inside(part) if (bad := born_later(value, day, (*way, key)))), None)


def _inside(part: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(part, Mapping):
        yield from part.items()
    elif isinstance(part, (list, tuple)):
        yield from enumerate(part)


def _contradict(first: Any, last: Any) -> bool:
    return isinstance(first, date) and isinstance(last, date) and last < first
