"""Two laws side by side: which rules differ between them, and whom these answer differently.

A rule that has the same id and the same expression in both laws, over facts that are the same for both, says the same to
everybody. Only the others are put to all people and posts; whoever gets as grave an answer from them under either law keeps
his verdict, whatever the rest says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from dungviec.law.alike import Codes, alike
from dungviec.law.facts import FactBase
from dungviec.law.facts_relations import Relation
from dungviec.law.readings import reading_of
from dungviec.law.rule_columns import RuleColumns
from dungviec.law.verdict_table import VerdictTable


@dataclass(frozen=True, eq=False, slots=True)
class Differing:
    """The rules of two laws: those they share, and what only the law ``before`` and only the law ``after`` has."""

    common: RuleColumns
    before: RuleColumns
    after: RuleColumns


@dataclass(frozen=True, eq=False, slots=True)
class LawFacts:
    """The rules of a law and the facts they are asked of."""

    rules: RuleColumns
    facts: FactBase


def differing(before: LawFacts, after: LawFacts) -> Differing:
    """Sort the rules of two laws; a rule whose facts are told otherwise under the two is not shared."""
    places: dict[tuple[str, bytes], list[int]] = defaultdict(list)
    for at, (rule, expr) in enumerate(zip(before.rules.ids, before.rules.exprs, strict=True)):
        places[rule, expr.meta.serialize()].append(at)
    told = _Told(before.facts, after.facts)
    old, common, new = set(range(len(before.rules.ids))), [], []
    for at, (rule, expr) in enumerate(zip(after.rules.ids, after.rules.exprs, strict=True)):
        twins = places.get((rule, expr.meta.serialize()))
        if twins and all(told.alike(name) for name in _names(expr, after.facts)):
            old.remove(twins.pop())
            common.append(at)
        else:
            new.append(at)
    return Differing(_chosen(after.rules, common), _chosen(before.rules, sorted(old)), _chosen(after.rules, new))


def _names(expr: pl.Expr, facts: FactBase) -> tuple[str, ...]:
    reading = reading_of(expr, facts)
    return (*reading.person, *reading.post, *reading.relations)


def _chosen(rules: RuleColumns, places: list[int]) -> RuleColumns:
    return RuleColumns(
        tuple(rules.ids[at] for at in places),
        tuple(rules.exprs[at] for at in places),
        tuple(rules.reach[at] for at in places),
    )


class _Told:
    """Whether a fact is the same for everybody under two laws; each fact is compared once."""

    def __init__(self, before: FactBase, after: FactBase) -> None:
        self._facts = before, after
        self._known: dict[str, bool] = {}

    def alike(self, name: str) -> bool:
        if self._facts[0] is self._facts[1]:
            return True
        if name not in self._known:
            self._known[name] = self._compared(name)
        return self._known[name]

    def _compared(self, name: str) -> bool:
        before, after = self._facts
        if name in after.relations:
            return name in before.relations and _same_relation(before.relations[name], after.relations[name])
        for one, other in ((before.people, after.people), (before.posts, after.posts)):
            if name in other.columns:
                return name in one.columns and one[name].equals(other[name])
        return False


def _same_relation(one: Relation, other: Relation) -> bool:
    return (one.person_key, one.post_key, one.kind) == (
        other.person_key,
        other.post_key,
        other.kind,
    ) and np.array_equal(one.values, other.values)


def answered_differently(before: VerdictTable, after: VerdictTable, posts: int) -> Iterator[tuple[int, Codes]]:
    """Each of the first ``posts`` posts with the people (positions, rising) to whom the two tables give verdicts of different gravity.

    Both tables stand over the same people and posts, with the same ties; posts come in any order, those without anybody not at all.
    """
    first, person = alike([before.person_kind, after.person_kind], len(before.person_kind))
    old_kind, new_kind = before.person_kind[first], after.person_kind[first]
    post, post_kind = alike([before.post_kind[:posts], after.post_kind[:posts]], posts)
    for kind, example in enumerate(post):
        old = before.outcomes.verdict_of(before.untied(int(before.post_kind[example])))[old_kind]
        new = after.outcomes.verdict_of(after.untied(int(after.post_kind[example])))[new_kind]
        differ = (old != new)[person]
        everywhere = np.flatnonzero(differ)
        for at in np.flatnonzero(post_kind == kind).tolist():
            (near, one), (_, other) = before.tied(at), after.tied(at)
            tied = before.outcomes.verdict_of(one) != after.outcomes.verdict_of(other)
            people = everywhere
            if tied.any() or differ[near].any():
                here = differ.copy()
                here[near] = tied
                people = np.flatnonzero(here)
            if len(people):
                yield at, people
