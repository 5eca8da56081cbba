"""Around every route: who calls, on which day and by what was known then, in which language; and every refusal as a problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from dungviec.office.access.policy import viewer_of
from dungviec.office.api.callers import enter
from dungviec.office.api.problems import PROBLEM_JSON, Point, Problem, problem_of
from dungviec.office.api.repeats import once
from dungviec.office.api.sessions import PassingSession
from dungviec.office.shell.middleware import current_day
from dungviec.office.shell.standpoint import end_of, knowing

JSON_LARGEST, FILES_LARGEST = 1_000_000, 40_000_000
"""Bytes of a body; files have limits of their own in their rooms."""
_FIRST, _LAST = date(1900, 1, 1), date(2200, 12, 31)
_TAKEN = ("application/json", "multipart/form-data")

View = Callable[..., HttpResponseBase]


def kept(view: View) -> View:
    """``view`` behind the door of the API; it finds ``request.caller``, ``request.viewer`` and the day as pages do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            response = _answer(request, lambda: view(request, *args, **named))
        except Exception as raised:
            response = problem_of(raised).response()
        return _finished(response)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # asked in callers.enter, of browsers alone
    guarded.login_required = False  # type: ignore[attr-defined]  # likewise
    return guarded


def _answer(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    caller = enter(request)
    _check_words(request)
    as_of, known = _day(request, "as_of"), _day(request, "known_on")
    _check_body(request)
    request.user = caller.user
    request.caller = caller  # type: ignore[attr-defined]
    request.session = PassingSession(as_of, known)
    request.viewer = SimpleLazyObject(lambda: viewer_of(caller.user))  # type: ignore[attr-defined]
    request.office_day = SimpleLazyObject(lambda: current_day(request))  # type: ignore[attr-defined]
    language = _language(request)
    with translation.override(language), knowing(end_of(known) if known else None):
        response = once(request, caller.user, view)
    response.headers.setdefault("Content-Language", language)
    return response


def _day(request: HttpRequest, name: str) -> date | None:
    given = request.GET.get(name)
    if given is None:
        return None
    try:
        day = date.fromisoformat(given) if len(given) == 10 else None
    except ValueError:
        day = None
    if day is None or not _FIRST <= day <= _LAST:
        point = Point(
            where=f"query.{name}", what="Phải là một ngày từ 1900-01-01 đến 2200-12-31.", english="It must be a day from 1900-01-01 to 2200-12-31.", mend="Ví dụ 2020-12-10.",
        )  # fmt: skip
        raise Problem(422, points=[point])
    return day


def _language(request: HttpRequest) -> str:
    given = request.GET.get("lang")
    if given is not None and given not in dict(settings.LANGUAGES):
        point = Point(
            where="query.lang",
            what="Chỉ có «vi» và «en».",
            english="There are vi and en.",
            mend="Bỏ đi thì là tiếng Việt.",
        )
        raise Problem(422, points=[point])
    return given or settings.LANGUAGE_CODE


def sound(text: str) -> bool:
    """Whether a database and a page can hold the text: no NUL, no half of a pair of surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def _check_words(request: HttpRequest) -> None:
    given = (request.path, *(w for name, values in request.GET.lists() for w in (name, *values)))
    if not all(sound(word) for word in given):
        raise Problem(
            422,
            points=[
                Point(
                    where="query",
                    what="Có ký tự không dùng được (NUL).",
                    english="It holds a character that cannot be used (NUL).",
                )
            ],
        )


def _check_body(request: HttpRequest) -> None:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    length = request.META.get("CONTENT_LENGTH") or "0"
    size = int(length) if str(length).isdecimal() else 0
    kind = request.content_type or ""
    if size and kind not in _TAKEN:
        raise Problem(415)
    if size > (FILES_LARGEST if kind == "multipart/form-data" else JSON_LARGEST):
        raise Problem(413)


def _finished(response: HttpResponseBase) -> HttpResponseBase:
    """The answer as promised: problems for every refusal, nothing kept by caches in between."""
    if response.status_code >= 400 and not response.headers.get("Content-Type", "").startswith(PROBLEM_JSON):
        allowed = {"Allow": response.headers["Allow"]} if "Allow" in response.headers else {}
        response = Problem(response.status_code, headers=allowed).response()
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Vary", "Authorization, Cookie")
    return response
