"""What cannot be asked of a streamlining review, in a sentence."""

from __future__ import annotations


class StreamliningFault(ValueError):
    """A unit, a person or a sum that cannot be used. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
