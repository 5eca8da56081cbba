"""Every day of a family of rules has one version or a declared gap: found by intervals, at load, before anything judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dungviec.law.rules import Family, Rule

DAY = timedelta(days=1)
HORIZON = date(2027, 12, 31)
"""The last day on which a family must be covered; a version that is open at this day is open."""


def holes(family: Family, versions: Iterable[Rule], until: date = HORIZON) -> list[tuple[date, date]]:
    """The stretches (first and last day) between ``family.from_`` and ``until`` without a version or declared gap."""
    found, next_day = [], family.from_
    for rule in sorted(versions, key=lambda r: r.from_):
        if rule.from_ > until or next_day > until:
            break
        if rule.from_ > next_day:
            found.append((next_day, rule.from_ - DAY))
        next_day = max(next_day, until + DAY if rule.to is None else rule.to + DAY)
    if next_day <= until:
        found.append((next_day, until))
    return found


def undeclared_overlaps(versions: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Pairs of versions that share a day without one of them saying so (``overlaps``); clauses of one row may."""
    ordered = sorted(versions, key=lambda r: r.from_)
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if one.to is not None and other.from_ > one.to:
                break
            if not (one.id == other.id or other.id in one.overlaps or one.id in other.overlaps):
                yield one, other


def gap_clashes(versions: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """A declared gap and a version on one day: one of them is wrong."""
    rules = [r for r in versions if r.kind != "gap"]
    for gap in (r for r in versions if r.kind == "gap"):
        yield from ((gap, r) for r in rules if not apart(gap, r))


def by_family(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The versions (and gaps) of each family, in pack order."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for family in rule.families:
            found[family].append(rule)
    return dict(found)


def apart(one: Rule, other: Rule) -> bool:
    """Whether two entries never share a day."""
    return (one.to is not None and one.to < other.from_) or (other.to is not None and other.to < one.from_)
