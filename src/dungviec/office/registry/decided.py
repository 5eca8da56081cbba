"""The decisions a person's records name, with the address of those made in this office.

The room of decisions lies above this one: it names how addresses are found when its app is ready (``tell_by``), and the
page of a person links what the viewer may read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dungviec.office.access.policy import Viewer
from dungviec.office.registry.career import Life

Addresses = Mapping[tuple[str, date], str]
"""(Number as printed, day signed) → address."""
_tellers: list[Callable[[Viewer, str], Addresses]] = []


def tell_by(teller: Callable[[Viewer, str], Addresses]) -> None:
    """Name who knows the addresses of decisions about a person that a viewer may read."""
    if teller not in _tellers:
        _tellers.append(teller)


def link(viewer: Viewer, person_id: str, life: Life) -> None:
    """Put ``decision_url`` on every row of a life whose decision the viewer may open; nothing is asked where no row names one."""
    rows = [r for r in (*life.tenures, *life.discipline) if r.get("decision") and isinstance(r.get("decided"), date)]
    if not rows:
        return
    found = {k: v for teller in _tellers for k, v in teller(viewer, person_id).items()}
    for row in rows:
        row["decision_url"] = found.get((row["decision"], row["decided"]), "")
