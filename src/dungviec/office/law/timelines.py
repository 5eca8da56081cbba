"""Each parameter over time: its values with the text behind each step, and the stretches without any text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dungviec.law import LawBook
from dungviec.law.parameter_names import NAMES
from dungviec.law.parameter_values import name_of, value_of
from dungviec.law.rules import Rule


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of a line: what held from a day to a day, and the entry that says so (a gap says nothing)."""

    begins: date
    ends: date | None
    value: str
    rule: Rule
    kind: str = "stated"
    """``stated``; ``gap`` where no text is on file; ``other`` where the text of the time does not use this number."""

    @property
    def stated(self) -> bool:
        """Whether a text gives a value."""
        return self.kind == "stated"

    @property
    def gap(self) -> bool:
        """Whether no text is on file."""
        return self.kind == "gap"


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter of one family of rules, or of one rule that has no other version."""

    family: str
    name: str
    key: str
    code: bool
    steps: tuple[Step, ...]

    @property
    def changes(self) -> int:
        """How many times what holds changed, gaps counted."""
        return len(self.steps) - 1


@dataclass(frozen=True, slots=True)
class Band:
    """What stands over the lines of one family: its words and its lines."""

    title: str
    lines: tuple[Line, ...]


def bands(book: LawBook, topic: str, lang: str) -> list[Band]:
    """The families of a theme that have parameters, with a line for each parameter; rules without a family after them."""
    families = {f.id: f for f in book.packs.families}
    groups: dict[str, list[Rule]] = {}
    for rule in book.rules:
        if rule.topic == topic and rule.params and rule.kind != "gap":
            for family in rule.families or (rule.key,):
                groups.setdefault(family, []).append(rule)
    found = []
    for family, stated in groups.items():
        kin = [r for r in book.rules if family in r.families]
        lines = tuple(
            _line(family, key, stated, kin, lang) for key in dict.fromkeys(k for r in stated for k in r.params)
        )
        named = families.get(family)
        title = (named.vi if lang == "vi" else named.en) if named else (stated[0].vi if lang == "vi" else stated[0].en)
        found.append((named is None, title, Band(title, tuple(line for line in lines if line.steps))))
    return [band for _, _, band in sorted(found, key=lambda row: (row[0], row[1])) if band.lines]


def _line(family: str, key: str, stated: list[Rule], kin: list[Rule], lang: str) -> Line:
    """The steps of one parameter: the versions that state it, then the family's gaps and other texts where none does."""
    steps = [Step(r.from_, r.to, value_of(key, r.params[key], lang), r) for r in stated if key in r.params]
    rest = [Step(r.from_, r.to, "", r, "gap" if r.kind == "gap" else "other") for r in kin if key not in r.params]
    for kind in ("gap", "other"):
        steps += [s for s in rest if s.kind == kind and not any(_covers(t, s) for t in steps)]
    steps.sort(key=lambda s: (s.begins, not s.stated, s.rule.key))
    return Line(family, name_of(key, lang), key, key not in NAMES, tuple(steps))


def _covers(one: Step, other: Step) -> bool:
    return one.begins <= other.begins and (one.ends or date.max) >= (other.ends or date.max)


def reach_of(lines: list[Line], day: date) -> tuple[date, date]:
    """The first and last day drawn: whole years around every step and the day looked at."""
    first = min([s.begins for line in lines for s in line.steps] + [day])
    last = max([s.ends or s.begins for line in lines for s in line.steps] + [day])
    return date(max(first.year, last.year - 30), 1, 1), date(last.year + 1, 12, 31) + timedelta(days=1)
