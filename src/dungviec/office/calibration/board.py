"""The calibration board: the levels of an agency and of each group of similar duties beside the quota, as they stand, as proposed, as suggested.

What the law's arithmetic gives comes from the appraisal room (``unit_appraisal``); a head sees there what the own proposals do to the quota.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from dungviec.appraisal import Appraisal
from dungviec.appraisal.quotas import agency_of
from dungviec.appraisal.year import OfficialYear
from dungviec.law.appraisal_levels import excellent_quota
from dungviec.law.rules import Rule
from dungviec.office.calibration.levels import LEVELS, code_of

BASES = ("law", "proposed", "suggested")
"""What the counts rest on: the figures alone, the heads' proposals where there are any, the open suggestions on top."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the board. Levels in the codes of the records, empty where not known or not said."""

    person_id: str
    name: str
    unit: str
    duties: str
    points: Fraction | None
    law: str
    own: str
    proposed: str
    decided: str
    suggested: str

    @property
    def standing(self) -> str:
        """The level that stands at the moment: decided, else proposed, else by the figures."""
        return self.decided or self.proposed or self.law

    def by(self, basis: str) -> str:
        """The level on one basis."""
        proposed = self.proposed or self.law
        return {"law": self.law, "proposed": proposed, "suggested": self.suggested or proposed}[basis]

    @property
    def differs(self) -> bool:
        """Whether the head proposes another level than the figures give."""
        return bool(self.proposed and self.law and self.proposed != self.law)


@dataclass(frozen=True, slots=True)
class Count:
    """The levels of a scope on one basis and the quota they leave: ``most`` None where no quota is on file."""

    levels: Mapping[str, int]
    most: int | None
    readings: tuple[int, int]

    @property
    def over(self) -> int:
        """How many are above the quota."""
        return 0 if self.most is None else max(self.levels.get("excellent", 0) - self.most, 0)


@dataclass(frozen=True, slots=True)
class ScopeBoard:
    """An agency, or a group of similar duties in it, for one kind of staff: counts per basis, points of its people."""

    agency: str
    duties: str
    staff: str
    rule: Rule | None
    unknown: str
    """Why there is no quota, where there is none."""
    people: int
    counts: Mapping[str, Count]
    points: tuple[float, ...]

    @property
    def middle(self) -> float | None:
        """The median of the points."""
        ordered = sorted(self.points)
        if not ordered:
            return None
        half = len(ordered) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one unit and year."""

    scopes: tuple[ScopeBoard, ...]
    lines: tuple[Line, ...]

    @property
    def over(self) -> int:
        """Scopes above their quota by the figures."""
        return sum(s.counts["law"].over > 0 for s in self.scopes)

    @property
    def without_quota(self) -> int:
        """Scopes of which no quota is known."""
        return sum(s.counts["law"].most is None for s in self.scopes)

    @property
    def over_proposed(self) -> int:
        """Scopes above their quota where the heads' proposals are taken."""
        return sum(s.counts["proposed"].over > 0 for s in self.scopes)


def board(
    found: Appraisal, *, names: Mapping[str, str], units: Mapping[str, str], levels: Mapping[str, Mapping[str, str | None]], suggested: Mapping[str, str],
    language: str = "vi",
) -> Board:  # fmt: skip
    """The board of an appraisal. ``levels`` holds the self, proposed and decided level of people, ``suggested`` the open suggestions."""
    lines = {
        y.official.id: _line(y, names, units, levels.get(y.official.id, {}), suggested.get(y.official.id, "")) for y in found.years
    }  # fmt: skip
    agencies = agency_of(found.sheet)
    scopes = []
    for quota in found.quotas:
        members = [
            y for y in found.years
            if y.official.staff == quota.staff and y.level not in (None, "not_rated") and (not quota.duties or y.official.duties == quota.duties)
            and agencies.get(y.official.unit or "", y.official.unit or "") == quota.agency
        ]  # fmt: skip
        mine = [lines[y.official.id] for y in members]
        counts = {basis: _count(found, quota.staff, mine, basis, outstanding=quota.outstanding) for basis in BASES}
        points = tuple(sorted(float(x.points) for x in mine if x.points is not None))
        unknown = "" if quota.answer.value is not None else quota.answer.vi if language == "vi" else quota.answer.en
        scopes.append(ScopeBoard(
            units.get(quota.agency, quota.agency), quota.duties, quota.staff, quota.answer.rule, unknown, len(mine), counts, points
        ))  # fmt: skip
    ordered = sorted(lines.values(), key=lambda x: (x.points is None, -(x.points or 0), x.name))
    return Board(tuple(scopes), tuple(ordered))


def _line(year: OfficialYear, names: Mapping[str, str], units: Mapping[str, str], said: Mapping[str, str | None], suggested: str) -> Line:  # fmt: skip
    person = year.official
    return Line(
        person.id, names.get(person.id, person.id), units.get(person.unit or "", person.unit or ""), person.duties, year.mean, code_of(year.level),
        said.get("self_level") or "", said.get("proposed_level") or "", said.get("decided_level") or "", suggested,
    )  # fmt: skip


def _count(found: Appraisal, staff: str, lines: list[Line], basis: str, *, outstanding: bool) -> Count:
    levels = dict.fromkeys(LEVELS, 0)
    for line in lines:
        if line.by(basis) in levels:
            levels[line.by(basis)] += 1
    answer = excellent_quota(
        found.view, "public_employee" if staff == "public_employee" else "civil_servant", good=levels["good"], excellent=levels["excellent"],
        outstanding=outstanding,
    )  # fmt: skip
    if answer.value is None:
        return Count(levels, None, (0, 0))
    readings = answer.value.readings.values()
    return Count(levels, answer.value.most, (min(readings), max(readings)))
