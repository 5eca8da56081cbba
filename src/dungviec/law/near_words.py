"""The known word that a strange one most looks like, as the sentence that asks whether it was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """The question in Vietnamese and English, each with a space before it; two empty texts where nothing is near.

    >>> did_you_mean("catgory", ["category", "sex"])
    (' Có phải «category»?', " Did you mean 'category'?")
    """
    close = get_close_matches(word, list(known), n=1)
    return (f" Có phải «{close[0]}»?", f" Did you mean '{close[0]}'?") if close else ("", "")
