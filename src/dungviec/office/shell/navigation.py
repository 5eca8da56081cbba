"""The rail: each room names itself in its ``AppConfig.rooms``; the shell only collects them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse


def _everybody(viewer: Any) -> bool:
    return True


@dataclass(frozen=True)
class Room:
    """One entry of the rail. ``open_to`` takes the viewer; a closed room is not shown."""

    key: str
    label: Any
    url_name: str
    icon: str
    order: int
    open_to: Callable[[Any], bool] = _everybody


@dataclass(frozen=True, slots=True)
class Entry:
    """A room as the rail shows it to one viewer."""

    room: Room
    url: str
    here: bool


def rooms() -> list[Room]:
    """Every room of the installed apps, in the order of the rail."""
    found: list[Room] = []
    for config in apps.get_app_configs():
        found.extend(getattr(config, "rooms", ()))
    return sorted(found, key=lambda room: room.order)


def rail(request: HttpRequest) -> list[Entry]:
    """The rail for this request; the room with the longest matching address is marked as the place one is in."""
    viewer = getattr(request, "viewer", None)
    entries = [(room, reverse(room.url_name)) for room in rooms() if room.open_to(viewer)]
    fitting = [url for _, url in entries if request.path == url or (url != "/" and request.path.startswith(url))]
    here = max(fitting, key=len, default=None)
    return [Entry(room, url, url == here) for room, url in entries]


DOCK = 5
"""Places in the bar of a phone; where there are more rooms, the last place opens the rest."""
_FIRST = ("home", "me", "people", "units", "placement", "my_requests", "law")
"""The rooms a phone shows first, as far as the viewer has them."""


@dataclass(frozen=True, slots=True)
class Dock:
    """The bar of a phone: rooms in sight, and those behind «more»."""

    shown: list[Entry]
    more: list[Entry]


def dock(entries: list[Entry]) -> Dock:
    """The rail's entries as a phone shows them: all of them where they fit, else the four most used and the rest behind."""
    if len(entries) <= DOCK:
        return Dock(entries, [])
    ranked = sorted(entries, key=lambda e: _FIRST.index(e.room.key) if e.room.key in _FIRST else len(_FIRST))
    shown = ranked[: DOCK - 1]
    return Dock([e for e in entries if e in shown], [e for e in entries if e not in shown])
