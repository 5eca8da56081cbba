"""A deed of inspection that cannot be done; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dungviec.inspection import InspectionFault
from dungviec.office.shell.language import k


class InspectionRefused(ValueError):
    """Refused, and why."""


@contextmanager
def told() -> Iterator[None]:
    """Faults of the library as refusals in the language of the page."""
    try:
        yield
    except InspectionFault as fault:
        raise InspectionRefused(fault.english if k() else fault.vi) from None
