"""What every template knows of the office."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from dungviec.office.shell.middleware import current_day, default_day, known_day
from dungviec.office.shell.navigation import dock, rail, tabs


def office(request: HttpRequest) -> dict[str, Any]:
    """The rail and the tabs, the day looked at, the day of the data."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"office_name": settings.OFFICE_NAME, "demo": settings.DEMO}
    entries = SimpleLazyObject(lambda: rail(request))  # asked for once a page, however often a template looks at it
    today, home_day = current_day(request), default_day()
    return {
        "office_name": settings.OFFICE_NAME,
        "demo": settings.DEMO,
        "rail": entries,
        "dock": SimpleLazyObject(lambda: dock(list(entries))),
        "room_tabs": SimpleLazyObject(lambda: tabs(request)),
        "office_day": today,
        "data_day": home_day,
        "another_day": today != home_day,
        "known_day": known_day(request),
    }
