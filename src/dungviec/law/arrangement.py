"""The rules of a day arranged for judging by kinds: in groups that read the same facts, each rule behind a bit of a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import polars as pl

from dungviec.law.facts import FactBase
from dungviec.law.readings import Reading, joint_reading, reading_of, union
from dungviec.law.rule_columns import RuleColumns

RULE_BITS = 61
"""Bits of a word that say which rules object; the three above them say how gravely."""


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Rules that read the same facts: which, their expressions, and the word and first bit in which they report."""

    reading: Reading
    rules: tuple[int, ...]
    exprs: tuple[pl.Expr, ...]
    word: int
    bit: int


@dataclass(frozen=True, eq=False, slots=True)
class Arrangement:
    """The groups; for each word which rule (by its place) stands behind each bit; what their reach, and all of it, reads."""

    groups: tuple[Group, ...]
    bits: tuple[tuple[int, ...], ...]
    reach: Reading
    whole: Reading


_KEPT: WeakKeyDictionary[RuleColumns, tuple[tuple[list[str], list[str]], Arrangement]] = WeakKeyDictionary()


def arranged(rules: RuleColumns, facts: FactBase) -> Arrangement:
    """The arrangement of these rules before facts with these columns; worked out once for a law."""
    columns = facts.people.columns, facts.posts.columns
    kept = _KEPT.get(rules)
    if kept is None or kept[0] != columns:
        groups, bits = grouped(facts, rules.exprs)
        reach = joint_reading(rules.reach, facts)
        whole = union([reach, *(group.reading for group in groups)])
        kept = columns, Arrangement(tuple(groups), tuple(tuple(word) for word in bits), reach, whole)
        _KEPT[rules] = kept
    return kept[1]


def grouped(facts: FactBase, exprs: Sequence[pl.Expr]) -> tuple[list[Group], list[list[int]]]:
    """The rules in groups, and for each word which rule (by its place in ``exprs``) stands behind each bit."""
    by_reading: dict[Reading, list[int]] = {}
    for at, expr in enumerate(exprs):
        by_reading.setdefault(reading_of(expr, facts), []).append(at)
    groups: list[Group] = []
    bits: list[list[int]] = [[]]
    for reading, members in by_reading.items():
        for start in range(0, len(members), RULE_BITS):
            part = members[start : start + RULE_BITS]
            if len(bits[-1]) + len(part) > RULE_BITS:
                bits.append([])
            groups.append(Group(reading, tuple(part), tuple(exprs[m] for m in part), len(bits) - 1, len(bits[-1])))
            bits[-1] += part
    return groups, bits
