"""The frameworks the office knows: the built-in ones and those in its own folder, and their words in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from dungviec.competency.framework import Framework, FrameworkFault, frameworks


def folder() -> Path:
    """Where the office's own frameworks lie, as YAML files."""
    return Path(settings.HOME) / "frameworks"


def known() -> tuple[list[Framework], str]:
    """Every framework, and what is wrong with the office's own files (then the built-in ones alone)."""
    try:
        return frameworks(folder()), ""
    except FrameworkFault as fault:
        return frameworks(), str(fault) if vietnamese() else fault.english


def vietnamese() -> bool:
    """Whether the page speaks Vietnamese."""
    return (get_language() or "vi").startswith("vi")


def say(words: Sequence[str]) -> str:
    """A pair of Vietnamese and English in the language of the page."""
    return words[0] if vietnamese() else words[1]


def name_of(code: str) -> str:
    """The name of a competency in whichever framework knows it."""
    lang = "vi" if vietnamese() else "en"
    return next((f.name(code, lang) for f in known()[0] if f.find(code)), code)


def meaning_of(code: str, level: int) -> str:
    """What a level means; empty where no framework says."""
    lang = "vi" if vietnamese() else "en"
    return next((f.meaning(code, level, lang) for f in known()[0] if f.find(code)), "")


def names() -> dict[str, str]:
    """Every competency's name, in the order of the frameworks; the first framework that knows a code names it."""
    lang = "vi" if vietnamese() else "en"
    found: dict[str, str] = {}
    for framework in known()[0]:
        for c in framework.competencies:
            found.setdefault(c.code, framework.name(c.code, lang))
    return found


def order_of() -> dict[str, int]:
    """Where each competency stands."""
    return {c.code: k for k, c in enumerate(c for f in known()[0] for c in f.competencies)}
