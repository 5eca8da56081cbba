"""Every page of the office under ``pages/``: asked with the page's own view, hence with its rights, ledger lines and services.

The answer is read off the page that view renders (``page_reading``): as it shows, so much is told and no more. A form is sent by
POST with its fields; what the page would answer with (moved on, refused with words, a file) is answered here in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages import ERROR, get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.datastructures import MultiValueDict
from django_htmx.middleware import HtmxDetails

from dungviec.office.api.areas import Area, area_of, page_only
from dungviec.office.api.callers import Caller
from dungviec.office.api.coverage import methods_of
from dungviec.office.api.door import sound
from dungviec.office.api.page_reading import PageReader
from dungviec.office.api.page_shapes import DoneDocument, PageDocument
from dungviec.office.api.page_versions import mark_of, require_page_version
from dungviec.office.api.problems import Point, Problem
from dungviec.office.registry.middleware import OneCityMiddleware
from dungviec.office.shell.middleware import current_day, known_day
from dungviec.office.shell.seen import already_asked

PREFIX = "/api/v1/pages"
OWN = ("as_of", "known_on", "lang")
"""Parameters of the API; everything else of the query goes to the page."""
_YEARS = range(1900, 2201)
"""Years in addresses: the same bounds as ``as_of``."""
_STEPS = 3
"""A page that only leads to another is followed so often."""
_HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the API answers for."""

    address: str
    match: ResolverMatch
    area: Area


def place_of(address: str) -> Place:
    """The page at an address without the query. Raises a 404 Problem where there is none, or one that only a browser opens."""
    try:
        match = resolve(address)
    except Resolver404 as none:
        raise Problem(404) from none
    if why := page_only(match.view_name, address):
        raise Problem(
            404, "Trang này chỉ mở trong trình duyệt.", f"This page is for a browser alone. {why}", kind="page-only"
        )
    area, year = area_of(match.view_name), match.kwargs.get("year", _YEARS.start)
    if area is None or (isinstance(year, int) and year not in _YEARS):
        raise Problem(404)
    return Place(address, match, area)


def api_of(address: str) -> str:
    """Where the API answers for a page's link; empty for pages of the browser and other hosts."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/"):
        return ""
    try:
        place_of(parts.path)
    except Problem:
        return ""
    return f"{PREFIX}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def ask_page(request: HttpRequest, address: str) -> HttpResponseBase:
    """GET: what the page says, as a :class:`PageDocument` or as the file it gives out."""
    caller: Caller = request.caller  # type: ignore[attr-defined]
    query = request.GET.copy()
    for name in OWN:
        query.pop(name, None)
    for _step in range(_STEPS):
        place = place_of("/" + address.lstrip("/"))
        caller.require(f"read:{place.area.key}")
        inner = _inner(request, place, query)
        answer = _run(inner, place)
        if answer.status_code not in (301, 302, 303, 307, 308):
            return _shown(request, _told(inner, answer, place))
        there = urlsplit(answer.headers["Location"])
        address, query = there.path, QueryDict(there.query, mutable=True)
    raise Problem(404)


def act_on_page(request: HttpRequest, address: str) -> HttpResponseBase:
    """POST: the page's deed with the fields that were sent, on the page as its reader saw it (``page_versions``)."""
    caller: Caller = request.caller  # type: ignore[attr-defined]
    place = place_of("/" + address.lstrip("/"))
    caller.require(f"write:{place.area.key}")
    if "POST" not in (taken := methods_of(place.match.func)):
        raise Problem(405, headers={"Allow": ", ".join(taken)})
    require_page_version(request, place.address, lambda where: _read(request, where))
    query = request.GET.copy()
    for name in OWN:
        query.pop(name, None)
    inner = _inner(request, place, query)
    inner.method = "POST"
    fields, files = _sent(request)
    vars(inner).update(POST=fields, FILES=files)
    already_asked(inner)  # by If-Match, over the whole page
    answer = _run(inner, place)
    if 300 <= answer.status_code < 400:
        there, said = answer.headers.get("Location", ""), list(get_messages(inner))
        if refused := [str(m) for m in said if m.level >= ERROR]:
            raise Problem(
                422, refused[0], kind="refused", points=[Point(where="body", what=w, english=w) for w in refused]
            )
        done = DoneDocument(messages=[str(m) for m in said], page=there, api=api_of(there))
        return HttpResponse(json.dumps(done.model_dump(), ensure_ascii=False), content_type="application/json")
    told = _told(inner, answer, place)
    return (
        HttpResponse(told.model_dump_json(), content_type="application/json")
        if isinstance(told, PageDocument)
        else told
    )


def _read(request: HttpRequest, where: str) -> PageDocument:
    """The page at an address with its query, as the caller reads it now. Raises a Problem where it cannot be read as data."""
    parts = urlsplit(where)
    place = place_of(parts.path)
    request.caller.require(f"read:{place.area.key}")  # type: ignore[attr-defined]
    inner = _inner(request, place, QueryDict(parts.query, mutable=True))
    found = _told(inner, _run(inner, place), place)
    if not isinstance(found, PageDocument):
        raise Problem(404)
    return found


def _shown(request: HttpRequest, told: PageDocument | HttpResponseBase) -> HttpResponseBase:
    """A page as JSON with its mark, 304 for a reader who has it already; a file as it is."""
    if not isinstance(told, PageDocument):
        return told
    mark = mark_of(told)
    if mark in (t.strip().removeprefix("W/") for t in request.headers.get("If-None-Match", "").split(",")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(told.model_dump_json(), content_type="application/json")
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    return response


def _inner(request: HttpRequest, place: Place, query: QueryDict) -> HttpRequest:
    """The request the page meets: the same account and day, its own address, no cookie."""
    inner = HttpRequest()
    inner.method = "GET"
    inner.path = inner.path_info = place.address
    taken = (
        "SERVER_NAME",
        "SERVER_PORT",
        "HTTP_HOST",
        "REMOTE_ADDR",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_PROTO",
        "wsgi.url_scheme",
    )
    inner.META = {name: request.META[name] for name in taken if name in request.META} | {
        "QUERY_STRING": query.urlencode(), "PATH_INFO": place.address, "REQUEST_METHOD": "GET",
    }  # fmt: skip
    vars(inner)["GET"] = query
    inner._body = b""
    inner.user, inner.session, inner.resolver_match = request.user, request.session, place.match
    for name in ("viewer", "office_day", "LANGUAGE_CODE"):
        setattr(inner, name, getattr(request, name, ""))
    inner.htmx = HtmxDetails(inner)  # type: ignore[attr-defined]
    inner._messages = SessionStorage(inner)  # type: ignore[attr-defined]
    inner._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # the caller was asked at the door
    return inner


def _run(inner: HttpRequest, place: Place) -> HttpResponseBase:
    view, args, named = place.match.func, list(place.match.args), dict(place.match.kwargs)
    led = OneCityMiddleware(lambda _request: HttpResponse()).process_view(inner, view, args, named)
    answer: HttpResponseBase = led if led is not None else view(inner, *args, **named)
    render: Callable[[], HttpResponseBase] | None = getattr(answer, "render", None)
    return render() if render is not None else answer


def _told(inner: HttpRequest, answer: HttpResponseBase, place: Place) -> PageDocument | HttpResponseBase:
    """The page as data; whatever is no page as it is."""
    kind = answer.headers.get("Content-Type", "")
    if not kind.startswith(_HTML) or not isinstance(answer, HttpResponse):
        return answer
    if answer.status_code == 404:
        raise Http404(place.address)
    reader = PageReader(answer.content.decode(), place.address, api_of)
    if answer.status_code >= 400:
        points = [Point(where="body", what=words, english=words) for words in reader.messages()]
        raise Problem(answer.status_code, points=points, headers=_allowed(answer))
    known = known_day(inner)
    return PageDocument(
        title=reader.title, page=inner.get_full_path(), day=current_day(inner).isoformat(), known_on=known.isoformat() if known else None,
        sections=reader.sections(), messages=_greetings(inner),
    )  # fmt: skip


def _allowed(answer: HttpResponse) -> dict[str, str]:
    return {"Allow": answer.headers["Allow"]} if "Allow" in answer.headers else {}


def _greetings(inner: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(inner)]


def _sent(request: HttpRequest) -> tuple[QueryDict, MultiValueDict[str, Any]]:
    """The fields of a form from JSON (texts, numbers, yes-no, lists of them) or from multipart/form-data with its files."""
    if request.content_type == "multipart/form-data":
        return request.POST.copy(), request.FILES
    try:
        given = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as broken:
        raise Problem(
            422, points=[Point(where="body", what="Nội dung không phải JSON.", english="The body is not JSON.")]
        ) from broken
    if not isinstance(given, Mapping):
        raise Problem(
            422, points=[Point(where="body", what="Phải là một đối tượng JSON.", english="It must be a JSON object.")]
        )
    fields = QueryDict(mutable=True)
    for name, value in given.items():
        several = [v for v in (value if isinstance(value, list) else [value]) if v is not None and v is not False]
        if several:  # an unticked box and a button nobody pressed are not sent by a browser either
            fields.setlist(_text("", name), [_text(name, v) for v in several])
    return fields, MultiValueDict()


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, str | int | float) and sound(text := str(value)):
        return text
    raise Problem(
        422, points=[Point(where=f"body.{name}"[:200], what="Phải là chữ, số, đúng sai, hoặc danh sách các giá trị đó.", english="It must be a text, number, boolean or a list of those.")]
    )  # fmt: skip
