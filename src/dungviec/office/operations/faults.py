"""What operations refuse, in a sentence."""

from __future__ import annotations


class OperationsFault(ValueError):
    """A wish that cannot be met now. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
