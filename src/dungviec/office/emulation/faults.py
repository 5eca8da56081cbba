"""A deed of this room that cannot be done; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import get_language

from dungviec.emulation import EmulationFault


class Refused(ValueError):
    """Refused, and why."""


@contextmanager
def told() -> Iterator[None]:
    """Faults of the library as refusals in the language of the page."""
    try:
        yield
    except EmulationFault as fault:
        raise Refused(fault.vi if get_language() == "vi" else fault.english) from None
