"""Rows of other rooms that hang on a person's identifier outside the two axes: accounts, requests, papers.

When two records become one these rows go over to the record that stays; undoing brings back those that went. A room
attaches its tables in the ``ready`` of its app.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Attached:
    """A model with a person's identifier in ``field``."""

    name: str
    label: Any
    model: type[models.Model]
    field: str = "person_id"


_attached: dict[str, Attached] = {}


def attach(new: Attached) -> None:
    """Register a model; twice the same is no error."""
    _attached[new.name] = new


def counts(person_id: str) -> list[tuple[Any, int]]:
    """How many rows of each attached model hang on a person; those without any are left out."""
    found = [(a.label, a.model._default_manager.filter(**{a.field: person_id}).count()) for a in _attached.values()]
    return [(label, number) for label, number in found if number]


def move(before: str, after: str) -> dict[str, list[str]]:
    """Give everything attached to ``before`` to ``after``; answers with the keys of what went, by name."""
    moved: dict[str, list[str]] = {}
    for name, one in _attached.items():
        rows = one.model._default_manager.filter(**{one.field: before})
        if keys := [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]:
            rows.update(**{one.field: after})
            moved[name] = keys
    return moved


def give_back(moved: Mapping[str, list[str]], *, before: str, after: str) -> None:
    """Undo :func:`move`: the rows with these keys that still hang on ``after`` hang on ``before`` again."""
    for name, keys in moved.items():
        one = _attached.get(name)
        if one is not None:
            one.model._default_manager.filter(pk__in=keys, **{one.field: after}).update(**{one.field: before})


def people_with(name: str, people: Collection[str]) -> set[str]:
    """Those of ``people`` on whom any row of one attached model hangs."""
    one = _attached.get(name)
    if one is None or not people:
        return set()
    found: set[str] = set()
    listed = sorted(people)
    for start in range(0, len(listed), 900):
        rows = one.model._default_manager.filter(**{f"{one.field}__in": listed[start : start + 900]})
        found.update(str(p) for p in rows.values_list(one.field, flat=True))
    return found
