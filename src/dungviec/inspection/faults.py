"""What cannot be asked of an inspection, in a sentence."""

from __future__ import annotations


class InspectionFault(ValueError):
    """A frame, a seed or a count that cannot be used. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
