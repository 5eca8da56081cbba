"""What the tests of citizens' voices share: a desk of the town, its form, readers with keys, everything the database holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from tests.office.cast import DAY

from dungviec.office.access.models import Role, User
from dungviec.office.access.services import create_account
from dungviec.office.voice.models import Desk
from dungviec.office.voice.services import readers

WORD = "mưa trên phố núi"
Row = dict[str, Any]


def a_desk(code: str = "Q1", unit: str = "P-GD", name: str = "Quầy số 1") -> Desk:
    """A desk of a unit."""
    return Desk.objects.create(code=code, name=name, english=f"Desk {code}", unit_id=unit, turned_on=DAY)


def ticket_on(client: Client, path: str) -> str:
    """The ticket of the form that a page shows."""
    found = re.search(r'name="ve" value="([^"]+)"', client.get(path).content.decode())
    assert found, path
    return found.group(1)


def rated(client: Client, desk: Desk, **given: str) -> Any:
    """One answer sent as a browser without a script does."""
    path = f"/cong-dan/q/{desk.token}/"
    return client.post(path, {"ve": ticket_on(client, path), "muc": "5"} | given)


def reported(client: Client, words: str, **given: Any) -> Any:
    """One report sent."""
    form = {"ve": ticket_on(client, "/cong-dan/tin-bao/"), "noi-dung": words, "dong-y": "on"} | given
    return client.post("/cong-dan/tin-bao/", {k: v for k, v in form.items() if v != ""})


def receipt_in(answer: Any) -> str:
    """The receipt a page shows."""
    found = re.search(r"data-receipt>([^<]+)<", answer.content.decode())
    assert found, answer.content.decode()[:3000]
    return found.group(1)


def reader(username: str, role: str, person: str, *, unit: str = "") -> readers.Opened:
    """Somebody with a key of the inbox, unlocked."""
    user = User.objects.filter(username=username).first() or create_account(
        username, "mot mat khau dai", Role(role), shown_name=username, unit_id=unit, person_id=person
    )
    key = readers.take_key(user, WORD, day=date(2020, 1, 1))
    return readers.Opened(key, readers.unlock(key, WORD), user)


def dump() -> dict[str, list[Row]]:
    """Every row of every table: what an administrator can copy."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            names = [c[0] for c in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def grown(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> set[str]:
    """Tables that differ."""
    return {t for t in after if after[t] != before.get(t, [])}
