"""What keeps a backup from being made or brought back, in a sentence."""

from __future__ import annotations


class UpkeepFault(ValueError):
    """A file, a passphrase or a database that cannot be used. ``str()`` is Vietnamese; ``english`` says the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
