"""The records an intake is compared with, read once: people by number and name, where they work, units, posts, ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from dungviec.exchange.roster.units import unit_key, unit_keys
from dungviec.office.intake.targets import DOSSIER
from dungviec.office.registry.holdings import holdings
from dungviec.office.registry.models import Person, Post, Rating, Tenure, Unit
from dungviec.office.sealing.blind import blind_all
from dungviec.records.vietnamese import fold

_FEW = 2_000
"""Up to so many people in a file only those of its names and numbers are read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works on the day: the running main tenure, its unit and title in words."""

    tenure: int
    unit_id: str
    unit: str
    title: str


@dataclass(slots=True)
class OnFile:
    """The records as the comparison needs them."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    dossiers: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    units_by_key: dict[str, list[str]] = field(default_factory=dict)
    posts: dict[tuple[str, str], str] = field(default_factory=dict)
    ratings: dict[tuple[str, str, int], tuple[int, str | None]] = field(default_factory=dict)

    def unit_named(self, name: str) -> str | None:
        """The one unit a name can mean."""
        found = {u for key in unit_keys(name) for u in self.units_by_key.get(key, ())}
        return found.pop() if len(found) == 1 else None


def read(names: Collection[str], numbers: Collection[str], day: date, *, years: Collection[int]) -> OnFile:
    """The records on ``day`` that people of these names (folded) and citizen numbers can be; ``years`` of ratings."""
    out = OnFile()
    few = len(names) + len(numbers) <= _FEW
    columns = [c.name for c in holdings()["people"].table.columns]
    query = Person.objects.filter(withdrawn_at__isnull=True).order_by()
    parts: list[Any] = [query]
    if few:
        parts = [
            query.filter(Q(search_key__in=part) | Q(citizen_mark__in=part))
            for part in _parts(sorted({n[:160] for n in names} | blind_all(list(numbers))))
        ]
    for part in parts:
        for values in part.values_list(*columns):
            row = dict(zip(columns, values, strict=True))
            out.people[row["person_id"]] = row
    for key, row in sorted(out.people.items()):
        if row["citizen_id"]:
            out.by_number.setdefault(row["citizen_id"], key)
        out.by_name.setdefault(fold(row["name"]), []).append(key)
    _units(out, day)
    about = list(out.people) if few else None
    _places(out, day, about)
    _dossiers(out, about)
    if years:
        rows = Rating.objects.filter(withdrawn_at__isnull=True, year__in=years)
        for part in _parts(about) if about is not None else [None]:
            found = rows if part is None else rows.filter(person_id__in=part)
            for pk, person, system, year, rating in found.values_list("pk", "person_id", "system", "year", "rating"):
                out.ratings[person, system, year] = (pk, rating)
    return out


def _units(out: OnFile, day: date) -> None:
    live = Unit.objects.filter(withdrawn_at__isnull=True).exclude(valid_to__lt=day).exclude(valid_from__gt=day)
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id, name in live.values_list("pk", "name"):
        out.units[unit_id] = name
        keys[unit_key(name)].append(unit_id)
    out.units_by_key = dict(keys)
    posts = Post.objects.filter(withdrawn_at__isnull=True, unit_id__in=live.values("pk")).exclude(valid_to__lt=day)
    for post_id, unit_id, title in posts.order_by("pk").values_list("pk", "unit_id", "title"):
        out.posts.setdefault((unit_id, fold(title)), post_id)


def _places(out: OnFile, day: date, about: list[str] | None) -> None:
    running = Tenure.objects.filter(withdrawn_at__isnull=True, kind="main", from_date__lte=day).exclude(to_date__lt=day)
    columns = ("pk", "person_id", "post__unit_id", "post__unit__name", "unit_name", "title")
    for part in _parts(about) if about is not None else [None]:
        found = running if part is None else running.filter(person_id__in=part)
        for pk, person, unit_id, unit, told, title in found.order_by("from_date", "pk").values_list(*columns):
            out.places[person] = Place(pk, unit_id or "", unit or told or "", title or "")


def _dossiers(out: OnFile, about: list[str] | None) -> None:
    held = holdings().get(DOSSIER)
    if held is None:
        return
    columns = [c.name for c in held.table.columns]
    stored = [held.attributes[c] for c in columns]
    rows: Any = held.model._default_manager.filter(withdrawn_at__isnull=True)
    for part in _parts(about) if about is not None else [None]:
        found = rows if part is None else rows.filter(person_id__in=part)
        for values in found.values_list(*stored):
            row = dict(zip(columns, values, strict=True))
            out.dossiers[row["person_id"]] = row


def _parts(keys: list[str], size: int = 400) -> list[list[str]]:
    return [keys[i : i + size] for i in range(0, len(keys), size)]
