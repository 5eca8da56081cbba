"""The law as it was known on a day: later versions left out, and ends that nobody had announced yet lifted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dungviec.law.coverage import by_family
from dungviec.law.rules import Rule


def as_known(rules: Sequence[Rule], known_on: date) -> tuple[Rule, ...]:
    """The entries that could be known on ``known_on``, in pack order; one whose end was not known yet has no ``to``.

    When an end could be known: the entry's own ``end_known_from``, else the day the next version of one of its families
    could be known (what replaces a rule announces its end; the last of them, so that no family is left without a
    version), else with the entry itself (it was limited from the start).
    """
    following = by_family(rules)
    return tuple(
        r if r.to is None or _end_known(r, following) <= known_on else r.model_copy(update={"to": None})
        for r in rules
        if r.known <= known_on
    )


def _end_known(rule: Rule, following: dict[str, list[Rule]]) -> date:
    if rule.end_known_from:
        return rule.end_known_from
    return max((d for f in rule.families if (d := _next_known(rule, following[f]))), default=rule.known)


def _next_known(rule: Rule, versions: Iterable[Rule]) -> date | None:
    """The day the version that follows in one family could be known; None where none follows."""
    later = [r for r in versions if rule.to is not None and r.from_ > rule.to]
    first = min((r.from_ for r in later), default=None)
    return min((r.known for r in later if r.from_ == first), default=None)
