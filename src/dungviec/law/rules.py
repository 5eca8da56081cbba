"""What a rule is: the validated shape of one entry of a rule pack.

An entry is one clause of one row of the reference; ``id`` is the row's id, ``clause`` tells entries of one row apart.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Kind = Literal["eligibility", "set", "clock", "formula", "procedure", "definition", "policy", "gap"]
Move = Literal["first_leadership", "higher", "lateral_or_lower", "professional"]
Category = Literal["cadre", "civil_servant", "public_employee", "public_employee_manager"]
MOVES: tuple[Move, ...] = ("first_leadership", "higher", "lateral_or_lower", "professional")


class Verdict(IntEnum):
    """The four answers, in order of severity: the verdict of a pair is the worst over its rules."""

    ALLOWED = 0
    NEEDS_AUTHORITY = 1
    UNKNOWN = 2
    FORBIDDEN = 3

    def label(self, lang: str = "vi") -> str:
        """The word shown for the verdict."""
        vi, en = _VERDICT_WORDS[self]
        return vi if lang == "vi" else en


_VERDICT_WORDS = {
    Verdict.ALLOWED: ("Được phép", "Allowed"),
    Verdict.NEEDS_AUTHORITY: ("Cần cấp có thẩm quyền", "Needs the competent authority"),
    Verdict.UNKNOWN: ("Chưa kết luận được", "Unknown"),
    Verdict.FORBIDDEN: ("Không được", "Forbidden"),
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AppliesTo(_Strict):
    """Whom an entry reaches; an empty field does not narrow. ``categories`` is the post's, the other the person's."""

    categories: tuple[Category, ...] = ()
    person_categories: tuple[Category, ...] = ()
    party_managed: bool | None = None
    moves: tuple[Move, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    not_unit_kinds: tuple[str, ...] = ()


class Exception_(_Strict):
    """An exception that the law itself provides: who may decide, in both languages, and the clause."""

    vi: str
    en: str
    clause: str


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Rule(_Strict):
    """One dated entry of a pack. Dates are inclusive; ``to`` None is open; gaps carry no instrument.

    ``known_from`` is the day the rule could be known (its instrument was signed), ``end_known_from`` the day its end
    could be known, where no later version of its families tells that.
    """

    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]+$")
    clause: str = ""
    topic: str
    kind: Kind
    check: str | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    family: str | None = None
    also_families: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    applies_to: AppliesTo = AppliesTo()
    covers: bool = False
    covers_moves: tuple[Move, ...] = ()
    instrument: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    article: str = ""
    from_: date = Field(alias="from")
    to: date | None = None
    known_from: date | None = None
    end_known_from: date | None = None
    confidence: Literal["VERIFIED", "REPORTED", "OFFICE", "NONE"]
    source: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    vi: Said
    en: Said
    exception: Exception_ | None = None
    note_vi: str = ""
    note_en: str = ""
    file: str = ""
    line: int = 0
    tightened_at: str = Field(default="", repr=False)
    """Where an office made the rule stricter: file and line of the overlay. Never written in a file, set by the overlay."""

    @model_validator(mode="after")
    def _consistent(self) -> Rule:
        if self.to is not None and self.to < self.from_:
            raise ValueError(
                f"«to» {self.to} trước «from» {self.from_} / 'to' {self.to} lies before 'from' {self.from_}"
            )
        if self.known_from is not None and self.known_from > self.from_:
            raise ValueError(
                f"«known_from» {self.known_from} sau «from» {self.from_} / 'known_from' {self.known_from} lies after 'from' {self.from_}"
            )
        if self.end_known_from and self.to is None:
            raise ValueError(
                "«end_known_from» cần «to» / 'end_known_from' needs 'to': an open rule has no end to know of"
            )
        if self.kind == "eligibility" and not (self.check and self.applies_to.moves):
            raise ValueError(
                "điều kiện cần «check» và «applies_to.moves» / an eligibility rule needs 'check' and 'applies_to.moves'"
            )
        if bool(self.note_vi) != bool(self.note_en):
            raise ValueError(
                "ghi chú phải có cả hai tiếng: «note_vi» và «note_en» / a note needs both languages: 'note_vi' and 'note_en'"
            )
        if self.kind != "gap" and not (self.instrument and self.source):
            raise ValueError(
                "thiếu căn cứ: ghi «instrument» và «source» / no citation: 'instrument' and 'source' must say where the rule stands"
            )
        if (self.confidence == "NONE") != (self.kind == "gap"):
            raise ValueError(
                "chỉ chỗ trống có confidence NONE / only a gap has confidence NONE; UNVERIFIED rows go to open_questions.yaml"
            )
        return self

    @property
    def key(self) -> str:
        """``id`` or ``id/clause``: unique among entries."""
        return f"{self.id}/{self.clause}" if self.clause else self.id

    @property
    def families(self) -> tuple[str, ...]:
        """The families the entry is a version of."""
        return ((self.family,) if self.family else ()) + self.also_families

    @property
    def added(self) -> bool:
        """Whether an office added this rule of its own: only an exception that it provides itself excuses from it."""
        return self.confidence == "OFFICE" and self.source == self.file

    @property
    def own(self) -> bool:
        """Whether the rule comes from an office's overlay: added, or a clause of the law made stricter. ``confidence`` does not
        say it, for a clause that is only reported stays reported when an office tightens it."""
        return self.added or bool(self.tightened_at)

    @property
    def known(self) -> date:
        """The day from which the rule could be known; its first day in force when nothing earlier is recorded."""
        return self.known_from or self.from_

    def in_force(self, day: date) -> bool:
        """Whether the entry is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class OpenQuestion(_Strict):
    """Something not established: shown in the docs, never encoded."""

    id: str
    vi: str
    en: str
    why: str


class Family(_Strict):
    """A family of rules whose versions follow one another without a hole from ``from``."""

    id: str
    from_: date = Field(alias="from")
    vi: str
    en: str
