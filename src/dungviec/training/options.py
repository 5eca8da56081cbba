"""Who could go to which course, and what it would close: the pairs a plan chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dungviec.training.catalogue import Catalogue, Course
from dungviec.training.needs import TIERS, Need, Needs
from dungviec.training.sending import Senders, Sending

Gain = tuple[int, int, int]
"""What is closed in each tier: levels of duties, levels towards titles planned for, points of gaps (levels × points of each need)."""
Line = tuple[str, str]
"""A person and a subject."""


@dataclass(frozen=True, eq=False, slots=True)
class Options:
    """``gains``: for each pair (person, course) that may be, what it closes by subject; ``refused``: pairs that would close something
    and may not be, with why; ``unserved``: open needs for which the catalogue has no course."""

    gains: Mapping[tuple[str, str], Mapping[str, Gain]]
    refused: Mapping[tuple[str, str], Sending]
    unserved: tuple[Need, ...]
    unit_of: Mapping[str, str | None]
    lines: Mapping[Line, tuple[Need, ...]]

    def needers(self) -> dict[str, int]:
        """Per unit, how many of its people could go to some course."""
        found: dict[str, set[str]] = {}
        for person, _course in self.gains:
            unit = self.unit_of[person]
            if unit is not None:
                found.setdefault(unit, set()).add(person)
        return {unit: len(people) for unit, people in found.items()}


def find_options(needs: Needs, catalogue: Catalogue, senders: Senders) -> Options:
    """The pairs of a body's open needs and a catalogue, each asked whether the person may be sent."""
    lines: dict[Line, list[Need]] = {}
    for need in needs.open:
        lines.setdefault((need.person_id, need.what), []).append(need)
    gains: dict[tuple[str, str], dict[str, Gain]] = {}
    refused: dict[tuple[str, str], Sending] = {}
    unserved: list[Need] = []
    for (person, what), asked in lines.items():
        served = False
        for course in _courses(catalogue, what):
            gain = gain_of(asked, course, what)
            if not any(gain):
                continue
            served = True
            answer = refused.get((person, course.code)) or senders.may_go(person, course)
            if answer.outcome == "may":
                gains.setdefault((person, course.code), {})[what] = gain
            else:
                refused[person, course.code] = answer
        if not served:
            unserved += asked
    unit_of = {n.person_id: n.unit_id for n in needs.rows}
    return Options(gains, refused, tuple(unserved), unit_of, {k: tuple(v) for k, v in lines.items()})


def _courses(catalogue: Catalogue, what: str) -> Iterable[Course]:
    if what.startswith("course:"):
        one = catalogue.by_code.get(what.removeprefix("course:"))
        return () if one is None else (one,)
    return catalogue.closing(what)


def gain_of(asked: Iterable[Need], course: Course, what: str) -> Gain:
    """What a course closes of somebody's needs in one subject, tier by tier.

    Duties and succession count levels, of several needs the one that closes most; gaps add levels × points over their needs.
    """
    duty = succession = points = 0
    for need in asked:
        levels = max((c.gain(need.has or 0, need.wants) for c in course.closes if c.what == what), default=0)
        if what.startswith("course:"):
            levels = 1
        if need.tier == TIERS[0]:
            duty = max(duty, levels)
        elif need.tier == TIERS[1]:
            succession = max(succession, levels)
        else:
            points += levels * need.points
    return duty, succession, points
