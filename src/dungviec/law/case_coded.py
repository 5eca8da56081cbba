"""Words of a case that must be those of a list, and typing errors in words that may be anything: a near miss is refused.

A mistyped relation or duty would otherwise be taken for one of which the law says nothing, and pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from dungviec.records.codes import CodeList

_ALIKE = 0.8
"""How alike two words are that are taken for one with a typing error."""


def coded(codes: CodeList, more: dict[str, str] | None = None) -> Callable[[object], object]:
    """A validator: the code of a code, a label in either language or one of ``more`` words; any other word is refused."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        plain = value.strip().lower()
        found = (more or {}).get(plain) or codes.parse(value)
        if found is None:
            known = ", ".join(codes.values)
            raise ValueError(f"chỉ nhận: {known} / one of: {known}")
        return found

    return read


def spelt(known: Iterable[str], allowed: Iterable[str] = (), *, alike: float = _ALIKE) -> Callable[[object], object]:
    """A validator: any word passes but one that is nearly, and not quite, a known one; ``allowed`` pass as they are."""
    words, free = sorted(set(known)), set(allowed)

    def read(value: object) -> object:
        if isinstance(value, str) and (near := near_miss(value, words, free, alike=alike)):
            raise ValueError(f"có phải «{near}»? Hãy sửa chính tả / did you mean '{near}'? Correct the spelling")
        return value

    return read


def near_miss(word: str, known: Iterable[str], allowed: Iterable[str] = (), *, alike: float = _ALIKE) -> str | None:
    """The known word that ``word`` is nearly; None where it is one itself, or like none."""
    plain = word.strip().lower().replace(" ", "_").replace("-", "_")
    listed = list(known)
    if plain in listed or plain in allowed:
        return None
    return next(iter(get_close_matches(plain, listed, n=1, cutoff=alike)), None)
