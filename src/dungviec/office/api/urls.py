"""Addresses of the API, and the pages on which keys and subscriptions are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, path, re_path

from dungviec.office.api.door import kept
from dungviec.office.api.service import api
from dungviec.office.api.views import described, keys, machines, mirrored, subscribers

app_name = "api"


def _typed() -> Iterator[URLPattern]:
    """Ninja's own addresses, each behind the door."""
    found: list[Any] = api().urls[0]
    for pattern in found:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            yield path(
                str(pattern.pattern), kept(pattern.callback), name=f"api_{pattern.name}" if pattern.name else None
            )


urlpatterns: list[URLPattern | URLResolver] = [
    path("khoa-truy-cap/", keys.keys, name="keys"),
    path("khoa-truy-cap/<int:pk>/huy/", keys.revoke, name="revoke"),
    path("khoa-truy-cap/may/", machines.machines, name="machines"),
    path("khoa-truy-cap/may/<int:pk>/khoa/", machines.machine_key, name="machine_key"),
    path("khoa-truy-cap/nhan-tin/", subscribers.subscribers, name="subscribers"),
    path("khoa-truy-cap/nhan-tin/<int:pk>/thoi/", subscribers.end, name="end_subscription"),
    path("khoa-truy-cap/nhan-tin/thu/<int:pk>/gui-lai/", subscribers.again, name="send_again"),
    path("khoa-truy-cap/tai-lieu/", described.page, name="described"),
    path("api/v1/openapi.json", kept(described.openapi), name="openapi"),
    path("api/v1/pages/<path:address>", kept(mirrored.page), name="mirror"),
    *(path(f"api/v1/{p.pattern}", p.callback, name=p.name) for p in _typed()),
    re_path(r"^api/v1(/[\s\S]*)?$", kept(mirrored.nowhere), name="nowhere"),
]
