"""A deed of this room that cannot be done; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dungviec.emulation import EmulationFault
from dungviec.office.shell.language import k


class Refused(ValueError):
    """Refused, and why."""


@contextmanager
def told() -> Iterator[None]:
    """Faults of the library as refusals in the language of the page."""
    try:
        yield
    except EmulationFault as fault:
        raise Refused(fault.english if k() else fault.vi) from None
