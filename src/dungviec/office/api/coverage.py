"""Which page of the office the API answers for, under which scope, by which methods; and why not, where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from dungviec.office.api.areas import area_of, page_only

_BLANK = re.compile(r"<(?:(\w+):)?(\w+)>")
TYPES = {"int": "integer", "uuid": "uuid", "slug": "slug", "path": "path", "str": "string"}


@dataclass(frozen=True, slots=True)
class PageRoute:
    """One address of the office: ``api`` is empty exactly where ``why_not`` says why; both empty: nobody decided."""

    name: str
    address: str
    """With blanks in braces."""
    blanks: tuple[tuple[str, str], ...]
    """Name and type of each blank."""
    area: str
    methods: tuple[str, ...]
    why_not: str
    says: str
    """The question the page answers."""

    @property
    def api(self) -> str:
        """Where the API answers."""
        return f"/api/v1/pages{self.address}" if self.area and not self.why_not else ""


@cache
def page_routes() -> tuple[PageRoute, ...]:
    """Every address of the office, in the order of the address book."""
    return tuple(_routes(get_resolver().url_patterns, "/", ""))


def _routes(patterns: list[Any], before: str, space: str) -> Iterator[PageRoute]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(part for part in (space, one.namespace) if part)
            yield from _routes(one.url_patterns, before + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            yield _route(one, before + str(one.pattern), space)


def _route(one: URLPattern, pattern: str, space: str) -> PageRoute:
    name = f"{space}:{one.name or ''}" if space else str(one.name or "")
    area = area_of(name)
    return PageRoute(
        name=name, address=_BLANK.sub(r"{\2}", pattern), blanks=tuple((found[1], TYPES.get(found[0] or "str", "string")) for found in _BLANK.findall(pattern)),
        area=area.key if area else "", methods=methods_of(one.callback), why_not=page_only(name, pattern), says=(one.callback.__doc__ or "").strip().split("\n")[0],
    )  # fmt: skip


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """GET and POST as far as the view takes them: what Django's method decorators were given, else both."""
    seen: set[int] = set()
    waiting: list[Any] = [view]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or not callable(one):
            continue
        seen.add(id(one))
        code = getattr(one, "__code__", None)
        cells = (
            dict(zip(code.co_freevars, (c.cell_contents for c in one.__closure__ or ()), strict=False)) if code else {}
        )
        if "request_method_list" in cells:
            return tuple(m for m in ("GET", "POST") if m in cells["request_method_list"])
        waiting += [getattr(one, "__wrapped__", None), *cells.values()]
    return ("GET", "POST")
