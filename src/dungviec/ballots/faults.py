"""What a ballot cannot do, in two languages."""

from __future__ import annotations


class BallotFault(ValueError):
    """A ballot that cannot be taken, opened or counted; ``vi`` is the sentence, ``english`` the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(f"{vi} / {english}")
        self.vi, self.english = vi, english
