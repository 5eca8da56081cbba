"""What other rooms let the search box find beside people, units and posts: each offers a few hits to a viewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dungviec.office.access.policy import Viewer


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what stands below, where it leads; ``nearly`` when a typing error was allowed for."""

    label: Any
    note: str
    url: str
    icon: str
    nearly: bool = False


Searcher = Callable[[Viewer, str], list[Hit]]
_searchers: dict[str, Searcher] = {}


def search_also(name: str, searcher: Searcher) -> None:
    """Register what a room offers; it answers only with what the viewer may see."""
    _searchers[name] = searcher


def hits(viewer: Viewer, text: str) -> list[Hit]:
    """What all rooms offer for a text, in the order they were registered."""
    return [hit for searcher in _searchers.values() for hit in searcher(viewer, text)]
