"""Letting data go for good: rows and timelines leave the database, the row of the person stays without a name for the statistics.

The only writes that take something away. Called by the room that keeps the terms, after two officers agreed; the feed tells the
frames, the ledger keeps its lines (identifiers, counts and digests under the office's secret, never values).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from dungviec.office.registry.holdings import holding
from dungviec.office.registry.models import Entry, Person
from dungviec.office.registry.services.batches import Actor, begin
from dungviec.office.registry.services.rows import chunks, update

ERASED_NAME = "(đã xóa)"


@transaction.atomic
def erase_rows(tables: Sequence[str], people: Sequence[str], *, by: Actor, why: str) -> int:
    """Delete every row of these tables about these people, withdrawn ones and timelines too; answers with how many rows went."""
    gone = 0
    for name in tables:
        to = holding(name)
        lost = 0
        for part in chunks(list(people)):
            held: Any = to.model._default_manager
            rows = held.filter(person_id__in=part)
            if to.single:
                Entry.objects.filter(table=name, key__in=part).delete()
            lost += rows.delete()[0]
        if lost:
            writing = begin(by, why, batch=None, verb="erase")
            writing.close([writing.note(name, "", "erase", why=str(lost))])
        gone += lost
    return gone


@transaction.atomic
def blank_person(people: Sequence[str], fields: Sequence[str], *, by: Actor, why: str) -> int:
    """Empty these columns and the name of these people, with their timelines; answers with how many people."""
    to = holding("people")
    blank: dict[str, Any] = dict.fromkeys(fields)
    names = [*fields, "name"]
    for part in chunks(list(people)):
        Entry.objects.filter(table="people", key__in=part, field__in=names).delete()
        years: dict[str, Any] = dict(Person.objects.filter(pk__in=part).exclude(born=None).values_list("pk", "born"))
        update(
            to,
            {
                pk: blank
                | {"name": ERASED_NAME}
                | ({"born_year_only": years[pk].year} if "born" in blank and pk in years else {})
                for pk in part
            },
        )
    writing = begin(by, why, batch=None, verb="erase")
    writing.close([writing.note("people", "", "erase", why=str(len(people)))])
    return len(people)
