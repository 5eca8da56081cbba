"""The rail: each room names itself in its ``AppConfig.rooms``; the shell only collects them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse


def _everybody(viewer: Any) -> bool:
    return True


@dataclass(frozen=True)
class Room:
    """One entry of the rail, or of the tabs of the room it lies ``under``. ``open_to`` takes the viewer; a closed room is not shown.

    ``tab`` is what the room is called among its own tabs, where that differs.
    """

    key: str
    label: Any
    url_name: str
    icon: str
    order: int
    open_to: Callable[[Any], bool] = _everybody
    under: str = ""
    tab: Any = ""
    together: Any = ""
    """What the rooms under this one are called together on the rail of somebody to whom it is closed itself."""
    badge: Callable[[HttpRequest], str] | None = None
    """What stands behind the tab's name (a count), as markup; asked only where the tab is shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A room as the rail or the tabs show it to one viewer."""

    room: Room
    url: str
    here: bool
    badge: str = ""


def rooms() -> list[Room]:
    """Every room of the installed apps, in the order of the rail."""
    found: list[Room] = []
    for config in apps.get_app_configs():
        found.extend(getattr(config, "rooms", ()))
    return sorted(found, key=lambda room: room.order)


def rail(request: HttpRequest) -> list[Entry]:
    """The rail for this request; the room one is in, or that it lies under, is marked.

    A room whose roof is closed to the viewer stands on the rail itself; several such rooms of one roof share a place under the name
    they have ``together``.
    """
    entries, here = _open_rooms(request)
    keys = {room.key for room, _ in entries}
    closed = {room.key: room for room in rooms() if room.together and room.key not in keys}
    orphans = Counter(room.under for room, _ in entries if room.under in closed)
    roof = here.under if here is not None and (here.under in keys or orphans[here.under] > 1) else here.key if here is not None else ""  # fmt: skip
    found: list[Entry] = []
    for room, url in entries:
        if orphans[room.under] > 1:
            if all(e.room.key != room.under for e in found):
                shared = replace(closed[room.under], label=closed[room.under].together, order=room.order)
                found.append(Entry(shared, url, shared.key == roof))
        elif room.under not in keys:
            found.append(Entry(room, url, room.key == roof))
    return found


def tabs(request: HttpRequest) -> list[Entry]:
    """The room one is in beside those under the same roof; empty where it stands alone."""
    entries, here = _open_rooms(request)
    if here is None:
        return []
    roof = here.under or here.key
    beside = [
        Entry(room, url, room is here, room.badge(request) if room.badge else "")
        for room, url in entries
        if roof in (room.key, room.under)
    ]
    return beside if len(beside) > 1 else []


def _open_rooms(request: HttpRequest) -> tuple[list[tuple[Room, str]], Room | None]:
    """The rooms open to the viewer with their addresses, and the one whose address fits the request best; worked out once a request."""
    kept: tuple[list[tuple[Room, str]], Room | None] | None = getattr(request, "open_rooms", None)
    if kept is None:
        viewer = getattr(request, "viewer", None)
        entries = [(room, _address(room.url_name)) for room in rooms() if room.open_to(viewer)]
        fitting = [e for e in entries if request.path == e[1] or (e[1] != "/" and request.path.startswith(e[1]))]
        kept = entries, max(fitting, key=lambda e: len(e[1]))[0] if fitting else None
        request.open_rooms = kept  # type: ignore[attr-defined]
    return kept


_address = cache(reverse)
"""Rooms keep their addresses while the office runs."""


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
