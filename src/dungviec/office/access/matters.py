"""What a room tells somebody in the morning: matters, each one sentence with a count, a day, its clause and the list it opens.

A room tells them in its module ``morning``: ``matters(asking)``, and ``figures(asking)`` for the figures on top of the page. A matter
counts what the viewer's own pages would show, nothing else: it is read through the same rights as those pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from dungviec.office.access.models import User
from dungviec.office.access.policy import Viewer
from dungviec.office.shell.clauses import Cited


class Turn(StrEnum):
    """Why a matter is told: the parts of the morning page, in their order."""

    ANSWER = "answer"
    """Waits for this viewer's own word."""
    OVERDUE = "overdue"
    RISK = "risk"
    SOON = "soon"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of the calendar on which ``count`` subjects of a matter fall due; ``who`` names them where the viewer may read the names."""

    day: date
    count: int = 1
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to know or to do. ``words`` follow the count (a noun with what is the matter with it)."""

    key: str
    """Steady name within all rooms: ``decisions.to_sign``."""
    turn: Turn
    count: int
    words: str
    url: str
    hint: str = ""
    due: date | None = None
    """The nearest last day."""
    clause: Cited | None = None
    days: tuple[Dated, ...] = ()
    """For the calendar; without them ``due`` with the whole count is taken."""
    event: str = ""
    """What the calendar calls it after the count; ``words`` when empty."""
    private: bool = False
    """Whether that it exists says something about a person: such a matter is told on the page alone, never by mail or calendar."""
    personal: bool = False
    """Whether the words hold a datum of the viewer: shown on the page and in the own calendar, counted but not told by mail."""
    single: bool = False
    """Whether the words are a sentence of their own that needs no count before it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the top of the page: what it is called, its value as text, where it leads, and what to think of it."""

    key: str
    label: str
    value: int | str
    """A number, or words where it is none."""
    url: str
    note: str = ""
    tone: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, on which day the data stand, what counts as new. ``kept`` holds what several rooms read for this one asking."""

    user: User
    viewer: Viewer
    day: date
    since: datetime
    kept: dict[str, Any] = field(default_factory=dict)


Tells = Callable[[Asking], Iterable[Matter]]
Figures = Callable[[Asking], Iterable[Figure]]


@cache
def tellers() -> tuple[tuple[str, Tells], ...]:
    """The rooms that tell matters: label and function, in the order of the installed apps."""
    return tuple((label, module.matters) for label, module in _mornings() if hasattr(module, "matters"))


@cache
def figure_tellers() -> tuple[tuple[str, Figures], ...]:
    """The rooms that tell figures."""
    return tuple((label, module.figures) for label, module in _mornings() if hasattr(module, "figures"))


def _mornings() -> Iterator[tuple[str, Any]]:
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "morning"):
            yield config.label, import_module(f"{config.name}.morning")
