"""Keys to the API for the town's roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from dungviec.office.access.models import User
from dungviec.office.api.areas import SCOPES
from dungviec.office.api.models import AccessToken
from dungviec.office.api.tokens import make_token


class Program:
    """A program with a key: asks addresses below ``/api/v1/``."""

    def __init__(self, user: User, key: str) -> None:
        self.user, self.key = user, key
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def get(self, address: str, **headers: str) -> Any:
        """Ask."""
        return self.client.get(f"/api/v1/{address}", headers=headers)

    def send(self, address: str, body: Any = None, *, method: str = "post", **headers: str) -> Any:
        """Send JSON; to a page whatever it says by now, unless If-Match is given."""
        send = getattr(self.client, method)
        if address.startswith("pages/"):
            headers.setdefault("If-Match", "*")
        return send(
            f"/api/v1/{address}", body if body is not None else {}, content_type="application/json", headers=headers
        )


@pytest.fixture
def program(as_role: Callable[..., Client]) -> Callable[..., Program]:
    """``program("leader", scopes=["read:people"])``: a program with a key of a fresh account of that role."""

    def enter(role: str, unit_id: str = "", person_id: str = "", scopes: Iterable[str] = SCOPES) -> Program:
        as_role(role, unit_id=unit_id, person_id=person_id)
        user = User.objects.get(username=f"{role}{unit_id}{person_id}")
        _made, key = make_token(user, "Thử", list(scopes), days=30, by=user)
        AccessToken.objects.filter(user=user).update(per_minute=1_000_000)
        return Program(user, key)

    return enter
