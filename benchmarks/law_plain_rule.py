"""A rule of the plain-Python baseline: whom it reaches, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dungviec.law.rules import Rule

ALLOWED, AUTHORITY, UNKNOWN, FORBIDDEN = 0, 1, 2, 3
Facts = dict[str, Any]
Check = Callable[[Facts, Facts, Facts], int]
"""Person, post and what lies between them → verdict."""


@dataclass(slots=True)
class PlainRule:
    """A rule ready to be asked: whom it reaches, its check, and the rules of its topic that change its answer."""

    id: str
    ask: Check
    moves: tuple[str, ...]
    categories: tuple[str, ...]
    person_categories: tuple[str, ...]
    party_managed: bool | None
    unit_kinds: tuple[str, ...]
    not_unit_kinds: tuple[str, ...]
    gap: bool = False
    others: list[PlainRule] = field(default_factory=list)
    providers: list[PlainRule] = field(default_factory=list)

    def reaches(self, person: Facts, post: Facts, pair: Facts, *, strict: bool) -> bool:
        if pair["move"] not in self.moves:
            return False
        if self.categories and post["post_category"] not in self.categories:
            return False
        if self.person_categories and person["person_category"] not in self.person_categories:
            return False
        if self.party_managed is not None:
            managed = post["party_managed"]
            if managed is None:
                if strict:
                    return False
            elif managed != self.party_managed:
                return False
        if self.unit_kinds and post["unit_kind"] not in self.unit_kinds:
            return False
        return not (self.not_unit_kinds and post["unit_kind"] in self.not_unit_kinds)


def plain_rule(rule: Rule, moves: tuple[str, ...], ask: Check) -> PlainRule:
    """A rule of the packs made ready."""
    to = rule.applies_to
    return PlainRule(
        rule.id, ask, moves, to.categories, to.person_categories, to.party_managed, to.unit_kinds, to.not_unit_kinds
    )
