"""What cannot be asked of citizens' voices, in a sentence."""

from __future__ import annotations


class VoiceFault(ValueError):
    """A rating, a figure, a picture or a receipt that cannot be used. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
