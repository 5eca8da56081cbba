"""What cannot be asked of a succession plan, in a sentence."""

from __future__ import annotations


class SuccessionFault(ValueError):
    """A title, unit or person that is not on file. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
