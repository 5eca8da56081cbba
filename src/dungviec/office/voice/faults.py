"""What this room refuses; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dungviec.office.shell.language import k
from dungviec.voice import VoiceFault


class VoiceRefused(ValueError):
    """Refused, and why."""


@contextmanager
def told() -> Iterator[None]:
    """Faults of the library as refusals in the language of the page."""
    try:
        yield
    except VoiceFault as fault:
        raise VoiceRefused(fault.english if k() else fault.vi) from None
