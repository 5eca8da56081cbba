"""What other rooms offer to whoever appraises: a sign with its link, never points. A room above registers how it finds its signs.

The appraiser reads and weighs them; nothing here changes a score or a level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.office.access.policy import Viewer


@dataclass(frozen=True, slots=True)
class Offered:
    """One sign: when, what, how it stands, where it is read in full; ``tone`` is the colour of its tag (empty, blue, jade, amber).

    ``thanks``: whose thanks the sign is, ``citizens`` or ``colleagues``; empty for any other sign.
    """

    day: date
    words: Any
    standing: Any
    url: str
    tone: str = ""
    thanks: str = ""


Provider = Callable[[Viewer, str, date, date], list[Offered]]
"""Given the viewer, a person and the first and last day: the signs this viewer may read."""
_providers: dict[str, Provider] = {}


def offer(name: str, provider: Provider) -> None:
    """Register a room; twice the same is no error."""
    _providers[name] = provider


def offered(viewer: Viewer, person_id: str, first: date, last: date) -> list[Offered]:
    """The signs of every room for one person between two days, the latest first."""
    found = [sign for provider in _providers.values() for sign in provider(viewer, person_id, first, last)]
    return sorted(found, key=lambda sign: sign.day, reverse=True)
