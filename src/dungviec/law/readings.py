"""What a rule reads: the facts behind its expression, split by whether the person, the post or both of them have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from dungviec.law.facts import TIES, FactBase, derived_facts


@dataclass(frozen=True, slots=True)
class Reading:
    """Names of facts: of the person alone, of the post alone, by a key of each (relations), ties, and derived ones."""

    person: tuple[str, ...]
    post: tuple[str, ...]
    relations: tuple[str, ...]
    ties: tuple[str, ...]
    derived: tuple[str, ...]


def reading_of(expr: pl.Expr, facts: FactBase) -> Reading:
    """The facts an expression over the pair table rests on. Raises KeyError (a sentence) for a fact there is none of."""
    return joint_reading([expr], facts)


def joint_reading(exprs: Iterable[pl.Expr], facts: FactBase) -> Reading:
    """The facts several expressions rest on together."""
    derived = derived_facts(plans_on_file=facts.plans_on_file)
    names = {name for expr in exprs for name in expr.meta.root_names()}
    made = {name for name in names if name in derived}
    for name in made:
        names |= set(derived[name].meta.root_names())
    names -= made
    for name in names:
        if not (name in TIES or name in facts.relations or name in facts.people.columns or name in facts.posts.columns):
            raise KeyError(f"Không có dữ kiện «{name}» trong bảng cặp người – vị trí. / No such fact: {name}.")
    return Reading(
        person=_sorted(n for n in names if n in facts.people.columns and n not in facts.relations),
        post=_sorted(n for n in names if n in facts.posts.columns and n not in facts.relations),
        relations=_sorted(n for n in names if n in facts.relations),
        ties=tuple(n for n in TIES if n in names),
        derived=_sorted(made),
    )


def union(readings: Iterable[Reading]) -> Reading:
    """What several readings name together."""
    every = list(readings)
    return Reading(
        person=_sorted({n for r in every for n in r.person}),
        post=_sorted({n for r in every for n in r.post}),
        relations=_sorted({n for r in every for n in r.relations}),
        ties=tuple(n for n in TIES if any(n in r.ties for r in every)),
        derived=_sorted({n for r in every for n in r.derived}),
    )


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
