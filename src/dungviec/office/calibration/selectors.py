"""Suggestions in reach, the units that may be looked at, and how many people stand below each; all through the gate."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl
from django.db.models import QuerySet

from dungviec.office.calibration.models import Suggestion
from dungviec.office.registry.gate import SeenRecords
from dungviec.office.registry.rights import visible_ids
from dungviec.office.registry.selectors import snapshot
from dungviec.office.registry.viewing import opened_units
from dungviec.office.registry.workforce import unit_frame


def suggestions(records: SeenRecords, year: int) -> QuerySet[Suggestion]:
    """Suggestions of a year about people in reach, the latest first, withdrawn ones too."""
    found = Suggestion.objects.filter(year=year).select_related("by", "withdrawn_by")
    ids = visible_ids(records.viewer)
    return found if ids is None else found.filter(person_id__in=ids)


def units_here(records: SeenRecords) -> list[dict[str, Any]]:
    """Units the viewer may open: ``unit_id``, ``name``, ``path``, ``people`` (in reach, with those below), in the order of the chart."""
    opened = set(opened_units(records.viewer))
    units = unit_frame(snapshot(records.day)).filter(pl.col("unit_id").is_in(list(opened))).sort("path")
    people = Counter[str]()
    for path, n in records.people["unit_path"].drop_nulls().value_counts().iter_rows():
        people.update(dict.fromkeys(path.strip("/").split("/"), n))  # the unit and those above it
    return [
        {**u, "people": people[u["unit_id"]]} for u in units.select("unit_id", "name", "path").iter_rows(named=True)
    ]


def unit_names(records: SeenRecords) -> dict[str, str]:
    """Names of all units on the day looked at; units are not people."""
    return dict(unit_frame(snapshot(records.day)).select("unit_id", "name").iter_rows())


def person_names(records: SeenRecords) -> dict[str, str]:
    """Names of the people in reach."""
    return dict(records.people.select("person_id", "name").iter_rows())
