"""Requests and wishes within the viewer's reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dungviec.office.access.models import Role
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.models import Unit
from dungviec.office.registry.rights import SEE_UNIT
from dungviec.office.training import rights
from dungviec.office.training.forms.asked import subject_words
from dungviec.office.training.models import Asked, AskedState, Source
from dungviec.office.training.selectors.needs import people_named


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One request or wish with what may be done about it."""

    one: Asked
    words: str
    unit: str
    people: list[dict[str, Any]]
    may_change: bool
    may_answer: bool
    may_review: bool


def reached(records: SeenRecords) -> QuerySet[Asked]:
    """Those of units that the viewer may open."""
    found = Asked.objects.all()
    if records.viewer.reaches_all:
        return found
    mine = SEE_UNIT.restrict(records.viewer, Unit.objects.all()).order_by()
    return found.filter(unit_id__in=mine.values("pk"))


def asked_rows(records: SeenRecords, year: int, source: str) -> list[AskedRow]:
    """The open requests or wishes of a year; a unit's by its units, the most urgent first."""
    viewer = records.viewer
    found = list(
        reached(records)
        .filter(year=year, source=source, state=AskedState.OPEN)
        .order_by("unit_id", "what", "-urgency", "pk")
    )
    named = people_named(records, list({p for a in found for p in ([a.person_id] if a.person_id else a.people)}))
    units = dict(Unit.objects.filter(pk__in={a.unit_id for a in found}).values_list("pk", "name"))
    words: dict[tuple[str, int], str] = {}
    head = viewer.role in (Role.UNIT_HEAD, Role.PERSONNEL)
    return [
        AskedRow(
            a, words.setdefault((a.what, a.wants), subject_words(a.what, a.wants)), units.get(a.unit_id, a.unit_id),
            [named[p] for p in ([a.person_id] if a.person_id else a.people) if p in named],
            source == Source.UNIT and rights.may_ask(viewer), source == Source.WISH and head and a.person_id != viewer.person_id,
            rights.may_keep(viewer),
        )
        for a in found if not a.person_id or a.person_id in named
    ]  # fmt: skip


def doubles(rows: list[AskedRow]) -> dict[int, list[int]]:
    """Number of the first → numbers of all open requests of one unit for one subject, where there are several."""
    groups: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        groups.setdefault((row.one.unit_id, row.one.what), []).append(row.one.pk)
    return {min(numbers): sorted(numbers) for numbers in groups.values() if len(numbers) > 1}
