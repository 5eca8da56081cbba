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
