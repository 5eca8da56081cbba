"""The language of a page: Vietnamese, unless this browser was switched to another language by its user.

Django's own middleware follows the browser's Accept-Language; an office in Vietnam whose browsers were installed in
English would then open in English. Here only a click decides, remembered in a cookie.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class ChosenLanguageMiddleware:
    """Activate the language of the cookie, else the office's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


def k() -> int:
    """0 for Vietnamese, 1 for English: the place in a pair of words."""
    return 1 if translation.get_language() == "en" else 0


def lang() -> str:
    """The language of the page."""
    return "en" if k() else "vi"
