"""Where the office stands in time: ``?ngay=10/12/2020`` on any page moves the day for the whole session.

``?biet-den=31/12/2020`` answers with what was on file by the end of that day; empty goes back to all that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dungviec.office.shell.standpoint import end_of, knowing

SESSION_KEY = "ngay"
KNOWN_KEY = "biet_den"
_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


EARLIEST, LATEST = 1900, 2100
"""Years of days an office writes."""


def parse_day(text: str) -> date | None:
    """A day as people type it, or None; a year before 1900 or after 2100 is a slip of the pen."""
    for pattern in _FORMATS:
        try:
            day = datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if EARLIEST <= day.year <= LATEST else None
    return None


def default_day() -> date:
    """The day the data stand on."""
    provider: Callable[[], date] = import_string(settings.OFFICE_DAY_PROVIDER)
    return provider()


def set_day(request: HttpRequest, day: date | None) -> None:
    """Move the session to ``day``; None goes back to the day of the data."""
    if day is None or day == default_day():
        request.session.pop(SESSION_KEY, None)
    else:
        request.session[SESSION_KEY] = day.isoformat()


def current_day(request: HttpRequest) -> date:
    """The day this session looks at."""
    kept = request.session.get(SESSION_KEY)
    return date.fromisoformat(kept) if kept else default_day()


def set_known_day(request: HttpRequest, day: date | None) -> None:
    """Answer this session with what was known by the end of ``day``; None for all that is known now."""
    if day is None:
        request.session.pop(KNOWN_KEY, None)
    else:
        request.session[KNOWN_KEY] = day.isoformat()


def known_day(request: HttpRequest) -> date | None:
    """The day whose knowledge this session looks with; None for now."""
    kept = request.session.get(KNOWN_KEY)
    return date.fromisoformat(kept) if kept else None


def move(request: HttpRequest, given: Mapping[str, str], *, day: str = "ngay", known: str = "biet-den") -> None:
    """Move the session in time as the parameters ask; what cannot be read moves nothing and is said."""
    for name, put in ((day, set_day), (known, set_known_day)):
        asked = given.get(name)
        if asked is None:
            continue
        wanted = parse_day(asked) if asked.strip() else None
        if asked.strip() and wanted is None:
            messages.error(request, _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % asked[:30])
        else:
            put(request, wanted)


class OfficeDayMiddleware:
    """``request.office_day`` on every request, and the parameters that move the session in time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = None
        if request.user.is_authenticated:
            move(request, request.GET)
            known = known_day(request)
        request.office_day = SimpleLazyObject(lambda: current_day(request))  # type: ignore[attr-defined]
        with knowing(end_of(known) if known else None):
            return self.get_response(request)
