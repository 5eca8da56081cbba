"""What stands for a browser's session where a program asks: its day in time, and nothing that lasts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from dungviec.office.shell.middleware import KNOWN_KEY, SESSION_KEY


class PassingSession(SessionBase):
    """A session of one request: read and written like any other, kept nowhere; the browser's own, where there is one, stays as it is."""

    def __init__(self, as_of: date | None, known_on: date | None) -> None:
        super().__init__()
        moved = {SESSION_KEY: as_of, KNOWN_KEY: known_on}
        self._session_cache: dict[str, Any] = {key: day.isoformat() for key, day in moved.items() if day is not None}
        self.modified = self.accessed = False

    def is_empty(self) -> bool:
        """Never: an empty one would make Django take the browser's cookie away."""
        return False

    def save(self, must_create: bool = False) -> None:
        """Nothing lasts."""

    def delete(self, session_key: str | None = None) -> None:
        """Nothing lasts."""

    def load(self) -> dict[str, Any]:
        """Nothing was kept."""
        return {}

    def exists(self, session_key: str) -> bool:
        """None is kept."""
        return False
