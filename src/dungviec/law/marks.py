"""The mark of a text that was not read: it stands wherever a clause, or what the clause says, is told.

Every screen, paper and line of the terminal names a clause through :func:`cited` or :func:`marked`, so that nobody takes what
was only reported for what was read.
"""

from __future__ import annotations

from typing import Protocol, overload

SURENESS = {
    "VERIFIED": {"vi": ("đã đọc văn bản", "đã đối chiếu nguyên văn"), "en": ("text read", "checked against the text")},
    "REPORTED": {
        "vi": ("theo nguồn tin", "theo nguồn tin, chưa đối chiếu nguyên văn"),
        "en": ("reported", "reported, text not read"),
    },
    "OFFICE": {
        "vi": ("của cơ quan", "do cơ quan tự đặt, không phải văn bản chung"),
        "en": ("the office's own", "the office's own, not a general text"),
    },
    "NONE": {"vi": ("chưa có văn bản", "chưa có văn bản của ngày này"), "en": ("no text", "no text for this day")},
}
"""Confidence and language → how sure a text is, in short and in full."""


class Placed(Protocol):
    """What stands somewhere in the law: a rule, a finding, a conflict of kinship, the basis of a proposal."""

    @property
    def instrument(self) -> str:
        """The text."""

    @property
    def article(self) -> str:
        """The place in it."""

    @property
    def confidence(self) -> str:
        """How sure the text is."""


class Told(Placed, Protocol):
    """What a rule says of somebody, in both languages."""

    @property
    def reason_vi(self) -> str:
        """In Vietnamese."""

    @property
    def reason_en(self) -> str:
        """In English."""


def mark_of(confidence: str, lang: str = "vi", *, short: bool = False) -> str:
    """The mark in words; empty for a text that was read, an office's own rule, and where no text is on file."""
    return SURENESS[confidence][lang][0 if short else 1] if confidence == "REPORTED" else ""


def marked(words: str, confidence: str, lang: str = "vi", *, short: bool = False) -> str:
    """``words`` with the mark in brackets behind them, where there is one."""
    mark = mark_of(confidence, lang, short=short)
    return f"{words} ({mark})" if words and mark else words


@overload
def cited(placed: Placed, lang: str = ..., *, short: bool = ...) -> str: ...
@overload
def cited(placed: None, lang: str = ..., *, short: bool = ...) -> str: ...
def cited(placed: Placed | None, lang: str = "vi", *, short: bool = False) -> str:
    """Instrument and article with the mark: ``QĐ 377-QĐ/TW (theo nguồn tin, chưa đối chiếu nguyên văn)``; empty for no rule."""
    if placed is None:
        return ""
    return marked(f"{placed.instrument} {placed.article}".strip(), placed.confidence, lang, short=short)


def in_brackets(placed: Placed | None, lang: str = "vi") -> str:
    """The clause and its mark in brackets, to stand behind a sentence; empty for no rule and for a day without a text."""
    if placed is None or not (where := f"{placed.instrument} {placed.article}".strip()):
        return ""
    mark = mark_of(placed.confidence, lang)
    return f"({where}; {mark})" if mark else f"({where})"


def reason_with_clause(told: Told, lang: str = "vi") -> str:
    """Why, with the clause and its mark in brackets behind."""
    return f"{told.reason_vi if lang == 'vi' else told.reason_en} {in_brackets(told, lang)}".strip()
