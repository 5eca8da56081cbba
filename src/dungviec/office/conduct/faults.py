"""A deed on a case that cannot be done; ``str()`` is the sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable

from dungviec.conduct import ConductFault, Problem
from dungviec.law.marks import in_brackets
from dungviec.office.shell.language import k, lang


class ConductRefused(ValueError):
    """Refused, and why."""


def said(problem: Problem) -> str:
    """A problem in the language of the page, with its clause and mark behind."""
    words = problem.en if k() else problem.vi
    return f"{words} {in_brackets(problem.rule, lang())}".strip()


def refuse_hard(problems: Iterable[Problem]) -> None:
    """Raise ConductRefused with every hard problem there is."""
    hard = list(dict.fromkeys(said(p) for p in problems if p.hard))
    if hard:
        raise ConductRefused(" ".join(hard))


def in_language(fault: ConductFault) -> str:
    """A refusal of the library in the language of the page."""
    return fault.english if k() else fault.vi
