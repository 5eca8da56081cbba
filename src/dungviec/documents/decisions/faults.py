"""What is wrong with a template or with what it is to be filled with, in a sentence."""

from __future__ import annotations


class TemplateFault(ValueError):
    """A template that cannot be used; ``vi`` is the sentence for the clerk, ``english`` the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(f"{vi} / {english}")
        self.vi, self.english = vi, english
