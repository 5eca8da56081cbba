"""What cannot be asked of the training room, in a sentence."""

from __future__ import annotations


class TrainingFault(ValueError):
    """A catalogue, a request or a plan that cannot be used. ``vi`` and ``english`` say what, where, which value, what to do."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english
