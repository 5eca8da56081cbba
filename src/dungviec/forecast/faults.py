"""What cannot be asked of a forecast, in a sentence."""

from __future__ import annotations


class ForecastFault(ValueError):
    """A year, a lever or records that cannot be used. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
