"""A case of discipline as the rules look at it: days, status, what was held, in which stretches it could not be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dungviec.law.rules import Rule

GROUNDS: dict[str, tuple[str, str]] = {
    "illness": ("ốm nặng, mất khả năng nhận thức, đang điều trị nội trú", "serious illness, unconscious, or in hospital"),
    "pregnancy": ("mang thai, nghỉ thai sản", "pregnant or on maternity leave"),
    "child": ("nuôi con nhỏ trong tuổi quy định", "raising a child below the age of the rule"),
    "prosecution": ("đang bị điều tra, truy tố, tạm giữ, tạm giam", "being investigated, prosecuted or detained"),
}  # fmt: skip
"""Why a case may not be looked at yet (DIS-TIME-2025), Vietnamese and English."""
WAIVED = ("pregnancy", "child")
"""Grounds that fall away when the person asks for the case to go on."""
PARTS: dict[str, tuple[str, str]] = {
    "chair": ("Chủ tịch hội đồng", "Chair"), "secretary": ("Thư ký", "Secretary"), "member": ("Ủy viên", "Member"),
}  # fmt: skip


class ConductFault(ValueError):
    """Something that cannot be done to a case; ``vi`` is the sentence, ``english`` the same in English."""

    def __init__(self, vi: str, english: str) -> None:
        super().__init__(f"{vi} / {english}")
        self.vi, self.english = vi, english


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the case may not be looked at; ``until`` (its last day) None while it lasts."""

    ground: str
    since: date
    until: date | None = None

    def running(self, on: date) -> bool:
        """Whether it lasts on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the council: identifier, name, and the part played (a key of :data:`PARTS`)."""

    person_id: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class HeldStep:
    """A step that was held. ``heard``: whether the person spoke; False where asked and absent or silent, None where nobody was asked."""

    on: date
    heard: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a case. ``category`` is the law's (``public_employee_manager`` for a leading public employee)."""

    person_id: str
    category: str
    leader: bool | None
    happened: date
    found: date
    opened: date
    kind: str = "administrative"
    duty_related: bool = True
    left_service: bool = False
    party_decided: date | None = None
    extended_on: date | None = None
    pauses: Sequence[Pause] = ()
    held: Mapping[str, HeldStep] = field(default_factory=dict)
    council: Sequence[Member] = ()
    reporter_id: str = ""
    form: str = ""
    signed_on: date | None = None
    effective: date | None = None
    ends: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stands against a deed. ``hard``: it cannot be done; else it is shown and a person weighs it.

    ``rule`` None: the office's own standard, because no text of the day is on file.
    """

    key: str
    vi: str
    en: str
    rule: Rule | None = None
    hard: bool = True
