"""What can be taught: a competency of a framework, political theory, state management, a degree, a certificate, one named course.

Everything has levels from 0, so that a gap and what a course closes are counted in one unit: competencies 1 to 5, theory
and state management by the rank of their code list, a certificate or a named course 0 or 1.
"""

from __future__ import annotations

from functools import cache

from dungviec.competency.framework import MOST_LEVELS, frameworks
from dungviec.records.codes import DEGREES, STATE_MANAGEMENT, THEORY, TRAINING_KINDS, CodeList

QUALIFICATIONS: dict[str, CodeList] = {"theory": THEORY, "state_management": STATE_MANAGEMENT, "degree": DEGREES}
"""Subjects that stand as a field of a person, with the code list of their levels."""
CERTIFICATE, COURSE = "certificate:", "course:"


def certificate(kind: str) -> str:
    """The subject of a certificate that courses of one kind give.

    >>> certificate("professional_title")
    'certificate:professional_title'
    """
    return CERTIFICATE + kind


@cache
def _competencies() -> dict[str, tuple[str, str]]:
    return {c.code: (c.vi, c.en) for f in reversed(frameworks()) for c in f.competencies}


def known(what: str) -> bool:
    """Whether the word names a subject. Competencies of an office's own framework are recognised by their shape: ``X9``, ``VP``."""
    if what in QUALIFICATIONS or what in _competencies():
        return True
    if what.startswith(CERTIFICATE):
        return what.removeprefix(CERTIFICATE) in TRAINING_KINDS.values
    if what.startswith(COURSE):
        return bool(what.removeprefix(COURSE).strip())
    return what.isascii() and what.isalnum() and what[0].isupper() and len(what) <= 10


def top(what: str) -> int:
    """The highest level a subject has."""
    if what in QUALIFICATIONS:
        return max(c.rank for c in QUALIFICATIONS[what])
    return 1 if what.startswith((CERTIFICATE, COURSE)) else MOST_LEVELS


def level_of(what: str, value: str | int | None) -> int | None:
    """The level a recorded value stands for; None where nothing is recorded or the value is unknown.

    >>> level_of("theory", "intermediate"), level_of("G4", 3), level_of("theory", None)
    (2, 3, None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value <= top(what) else None
    return QUALIFICATIONS[what].rank(value) if what in QUALIFICATIONS and isinstance(value, str) else None


def name(what: str, lang: str = "vi") -> str:
    """A subject in words.

    >>> name("theory"), name("certificate:professional_title", "en")
    ('Lý luận chính trị', 'Certificate: professional title')
    """
    vi = lang == "vi"
    if what in QUALIFICATIONS:
        return QUALIFICATIONS[what].vi if vi else QUALIFICATIONS[what].en
    if what.startswith(CERTIFICATE):
        label = TRAINING_KINDS.label(what.removeprefix(CERTIFICATE), lang)
        return f"{'Chứng chỉ' if vi else 'Certificate'}: {label[0].lower()}{label[1:]}"
    if what.startswith(COURSE):
        return f"{'Khóa' if vi else 'Course'} {what.removeprefix(COURSE)}"
    words = _competencies().get(what)
    return what if words is None else f"{what} {words[0 if vi else 1]}"


def level_name(what: str, level: int | None, lang: str = "vi") -> str:
    """A level in words: the label of a qualification, the number of a competency, whether a certificate is held.

    >>> level_name("theory", 2), level_name("G4", None, "en")
    ('trung cấp', 'not known')
    """
    vi = lang == "vi"
    if level is None:
        return "chưa rõ" if vi else "not known"
    if what in QUALIFICATIONS:
        found = next((c for c in QUALIFICATIONS[what] if c.rank == level), None)
        return ("chưa có" if vi else "none") if found is None else (found.vi if vi else found.en).lower()
    if what.startswith((CERTIFICATE, COURSE)):
        return ("có" if level else "chưa có") if vi else ("held" if level else "none")
    return f"{'mức' if vi else 'level'} {level}"
