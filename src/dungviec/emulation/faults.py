"""What cannot be asked of the emulation room, in a sentence."""

from __future__ import annotations


class EmulationFault(ValueError):
    """A year, a title, a file or a vote that cannot be used. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
