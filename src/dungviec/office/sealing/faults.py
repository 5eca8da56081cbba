"""What keeps a sealed value from being written or read, in a sentence."""

from __future__ import annotations


class SealFault(RuntimeError):
    """A key that is missing, wrong or used up, or a value that was altered. ``str()`` is Vietnamese; ``english`` says the same."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(vi)
        self.vi, self.english = vi, english

    def sentence(self, lang: str | None) -> str:
        """The sentence in a language of the office."""
        return self.english if lang == "en" else self.vi
