"""The letterhead and the Word templates for papers of rooms below the room of decisions.

Who issues and who submits, and which template a clerk put in use, is kept by the room of decisions, which lies above: it names how they
are found when its app is ready (``issue_by``). A paper says the same of the office, whichever room writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dungviec.documents.decisions import Issuer, write_template


@dataclass(frozen=True, slots=True)
class Letterheads:
    """The issuing body, the body that submits to it with its name in a sentence and its head on a day, and the template of a kind."""

    issuer: Callable[[], Issuer]
    proposer: Callable[[], Issuer]
    proposer_words: Callable[[], str]
    proposing_head: Callable[[date], str]
    template: Callable[[str], bytes]


def _nobody() -> Issuer:
    return Issuer("", "", "")


_kept = [Letterheads(_nobody, _nobody, lambda: "", lambda day: "", write_template)]


def issue_by(letterheads: Letterheads) -> None:
    """Name where letterheads are kept."""
    _kept[0] = letterheads


def letterheads() -> Letterheads:
    """Where letterheads are found; empty ones where nobody keeps them."""
    return _kept[0]
