"""Signs of good work that rooms offer each other: thanks, inspections without findings, initiatives, products.

Rooms beside each other do not import each other. A room that holds something that speaks for somebody offers it in the ``ready``
of its app; a room that needs such evidence (emulation, appraisal) asks here and learns only what its viewer may read::

    offer(Source("citizens", _("Lời khen của người dân"), gather))

``gather(people, since, until)`` answers with :class:`Evidence` of these people dated within the two days, in any order, in one
query for all of them. It offers what is settled alone: nothing that is still being looked at, nothing given without a name
where a name is asked for, and never what would tell who complained.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dungviec.office.access.fields import Scope, sees
from dungviec.office.access.policy import Viewer
from dungviec.office.registry.rights import visible_ids


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing on file that speaks for somebody: whom, when, in which words, and where it can be looked up.

    ``group`` is the field group that tells who may read it (``access.fields``); ``url`` an address inside the office, or empty.
    """

    person_id: str
    dated: date
    text: str
    where: str
    url: str = ""
    group: str = "appraisal"


Gather = Callable[[Collection[str], date, date], Iterable[Evidence]]


@dataclass(frozen=True, slots=True)
class Source:
    """A room's offer: a key, what it is called on a page, and the function that answers."""

    key: str
    label: Any
    gather: Gather


_sources: dict[str, Source] = {}


def offer(new: Source) -> None:
    """Register a source; twice under one key is no error, the later one stands."""
    _sources[new.key] = new


def withdraw_offer(key: str) -> None:
    """Take a source away again, where there is one."""
    _sources.pop(key, None)


def evidence_for(
    viewer: Viewer, people: Collection[str], since: date, until: date
) -> dict[str, list[tuple[Any, Evidence]]]:
    """What speaks for these people between two days, by person: the source's label and the evidence, the latest first.

    Only of people in the viewer's reach, and only of the field groups the viewer may read of them.
    """
    reached = visible_ids(viewer)
    mine = set(people) if reached is None else set(people) & set(reached)
    found: dict[str, list[tuple[Any, Evidence]]] = {}
    if not mine:
        return found
    for source in list(_sources.values()):
        for one in source.gather(frozenset(mine), since, until):
            scope = Scope.OWN if one.person_id == viewer.person_id else Scope.WITHIN
            if one.person_id in mine and since <= one.dated <= until and sees(viewer.role, scope, one.group):
                found.setdefault(one.person_id, []).append((source.label, one))
    for rows in found.values():
        rows.sort(key=lambda pair: (pair[1].dated, pair[1].text), reverse=True)
    return found
