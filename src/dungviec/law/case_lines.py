"""Which line of a file written by hand a key stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

if TYPE_CHECKING:
    from dungviec.law.case_days import Way
    from dungviec.law.case_model import Case


def line_of(item: Any, loc: Way) -> int:
    """The line of the deepest key of ``loc`` that the file really has."""
    return _found(item, loc)[0]


def line_at(case: Case, ways: Iterable[Way]) -> int:
    """The line of the first of ``ways`` that the case's own text has (a variant's keys may lack their roof), else of the case."""
    item, at = case.source
    for way in ways:
        for path in ((*at, *way), (*at, *way[1:])) if at else (way,):
            line, whole = _found(item, path)
            if whole:
                return line
    return case.line


def _found(item: Any, loc: Way) -> tuple[int, bool]:
    """The line of the deepest key there is, and whether that is the last one."""
    line = int(item.lc.line) + 1
    for part in loc:
        if isinstance(item, CommentedMap) and part in item:
            line = _line(item.lc.key, part, line)
        elif isinstance(item, CommentedSeq) and isinstance(part, int) and part < len(item):
            line = _line(item.lc.item, part, line)
        else:
            return line, False
        item = item[part]
    return line, True


def _line(place_of: Callable[[Any], tuple[int, int] | None], part: Any, otherwise: int) -> int:
    """The reader knows no place for what came by an alias or a merge, and keeps none at all for a sequence with a tag."""
    try:
        place = place_of(part)
    except KeyError:
        return otherwise
    return otherwise if place is None else int(place[0]) + 1
