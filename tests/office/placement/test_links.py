"""No page shows a role a link that the role may not follow."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from dungviec.office.placement.models import Round

MOST = 80


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("personnel", {"person_id": "N6"}),
        ("leader", {}),
        ("inspector", {}),
        ("unit_head", {"unit_id": "P-GD", "person_id": "N1"}),
        ("official", {"person_id": "N2"}),
    ],
)
def test_every_link_that_is_shown_opens(
    as_role: Callable[..., Client], done: Round, role: str, place: dict[str, str]
) -> None:
    client = as_role(role, **place)
    client.raise_request_exception = False
    waiting, seen, closed = ["/", f"/bo-tri/{done.pk}/"] if role != "official" else ["/"], {"/"}, []
    while waiting and len(seen) < MOST:
        here = waiting.pop()
        answer = client.get(here)
        if answer.status_code >= 400:
            closed.append(f"{answer.status_code} {here}")
        waiting += [answer.headers["Location"]] if answer.status_code == 302 else []
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        for link in re.findall(r'(?:href|data-card|hx-get)="(/[^"#]*|\?[^"#]*)', page):
            address = html.unescape(link) if link.startswith("/") else here.partition("?")[0] + html.unescape(link)
            if address not in seen and not address.startswith("/static/"):
                seen.add(address)
                waiting.append(address)
    assert closed == []
    assert len(seen) > 3
