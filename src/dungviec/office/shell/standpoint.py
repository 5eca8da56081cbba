"""The moment whose knowledge the office answers with: None for all that is known now.

Kept beside the running request and not handed from function to function, so that no page, count or export can forget it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_known_on: ContextVar[datetime | None] = ContextVar("known_on", default=None)


def known_on() -> datetime | None:
    """The moment looked from, or None for now."""
    return _known_on.get()


@contextmanager
def knowing(moment: datetime | None) -> Iterator[None]:
    """Answer everything inside with what was known at ``moment``."""
    token = _known_on.set(moment)
    try:
        yield
    finally:
        _known_on.reset(token)


def end_of(day: date) -> datetime:
    """The last moment of a day where the office stands: what was written on that day was known."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)
