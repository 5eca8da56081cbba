"""The day the office stands on: ``?ngay=10/12/2020`` on any page moves it for the whole session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

SESSION_KEY = "ngay"
_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


def parse_day(text: str) -> date | None:
    """A day as people type it, or None."""
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
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


class OfficeDayMiddleware:
    """``request.office_day`` on every request, and the ``?ngay=`` parameter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("ngay")
        if asked is not None and request.user.is_authenticated:
            day = parse_day(asked)
            if day is None:
                messages.error(request, _("Ngày «%s» không đọc được. Xin ghi theo mẫu 10/12/2020.") % asked[:30])
            else:
                set_day(request, day)
        request.office_day = SimpleLazyObject(lambda: current_day(request))  # type: ignore[attr-defined]
        return self.get_response(request)
