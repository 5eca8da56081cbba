"""Whole records for the outbox: everybody in service, and whoever was told of before and left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.http import Http404

from dungviec.office.access.models import Role
from dungviec.office.access.policy import Viewer
from dungviec.office.dossier.selectors import dossiers, file_dossier
from dungviec.office.registry.gate import seen
from dungviec.records.dossiers import EVENTS, SINGLE, Dossier

KEEPER = "interchange"
"""The name under which the office itself reads, as the keeper of the files does."""
TABLES = frozenset({*SINGLE, *EVENTS})
"""Tables a change in which may change what the other side is told."""


def keeper(day: date) -> Viewer:
    """The office as a reader of whole records."""
    return Viewer(KEEPER, Role.PERSONNEL, day=day)


def in_service(day: date) -> list[str]:
    """Everybody on the rolls on a day."""
    found: list[str] = seen(keeper(day), day).people["person_id"].to_list()
    return found


def whole_records(
    people: Collection[str], day: date, *, rolls: Collection[str]
) -> Iterator[tuple[str, Dossier | None]]:
    """The dossier of each person; None for a record that is no longer on file. ``rolls``: who is in service that day."""
    serving = [p for p in people if p in rolls]
    for one in dossiers(keeper(day), day, serving):
        yield one.person_id, one
    records = seen(keeper(day), day)
    for person_id in people:
        if person_id not in rolls:
            try:
                yield person_id, file_dossier(records.file(person_id))
            except (Http404, KeyError):
                yield person_id, None
