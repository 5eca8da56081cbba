"""One answer for everybody alike: rules are put to each kind of person and each kind of post, not to each pair.

Rules that read the same facts form a group. People who do not differ in the group's facts are one kind before it, posts
likewise; the group's expressions are evaluated once for each couple of kinds. Kinds that get the same answers everywhere
then become one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.alike import Codes, Words, alike, alike_rows
from dungviec.law.facts import TIES, FactBase, derived_facts
from dungviec.law.facts_relations import as_fact
from dungviec.law.readings import Reading, reading_of
from dungviec.law.sides import Sides

RULE_BITS = 61
"""Bits of a word that say which rules object; the three above them say how gravely."""
AT_ONCE = 1 << 20
"""Couples of kinds that are evaluated at once."""


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Rules that read the same facts: their expressions, and the word and first bit in which they report."""

    reading: Reading
    exprs: tuple[pl.Expr, ...]
    word: int
    bit: int


@dataclass(frozen=True, eq=False, slots=True)
class Answers:
    """What a group answers: ``people`` and ``posts`` give each its kind, ``words[kind, kind, ties]`` the answer."""

    group: Group
    people: Codes
    posts: Codes
    words: Words

    def of(self, people: Codes, posts: Codes, ties: npt.NDArray[np.uint8]) -> Words:
        """The answers for couples of people and posts (by position) and their ties (bits in the order of ``TIES``)."""
        at = np.zeros(len(ties), dtype=np.int64)
        for place, name in enumerate(self.group.reading.ties):
            at |= ((ties >> np.uint8(TIES.index(name))) & np.uint8(1)).astype(np.int64) << place
        found: Words = self.words[self.people[people], self.posts[posts], at]
        return found


def grouped(facts: FactBase, exprs: list[pl.Expr]) -> tuple[list[Group], list[list[int]]]:
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
            groups.append(Group(reading, tuple(exprs[m] for m in part), len(bits) - 1, len(bits[-1])))
            bits[-1] += part
    return groups, bits


def answers(sides: Sides, group: Group) -> Answers:
    """Put the rules of a group to every kind among the people and posts."""
    reading = group.reading
    narrow = [sides.relation(name) for name in reading.relations]
    person, person_kind = alike(
        [*map(sides.of_person, reading.person), *(part.row for part in narrow)], sides.people.height
    )
    post, post_kind = alike([*map(sides.of_post, reading.post), *(part.column for part in narrow)], sides.posts.height)
    choices = 1 << len(reading.ties)
    words = np.empty((len(person), len(post), choices), dtype=np.uint64)
    step = max(1, AT_ONCE // max(1, len(post) * choices))
    for start in range(0, len(person), step):
        part = person[start : start + step]
        words[start : start + step] = _asked(sides, group, part, post).reshape(len(part), len(post), choices)
    row, row_kind = alike_rows(words.reshape(len(person), len(post) * choices))
    words = words[row]
    column, column_kind = alike_rows(words.transpose(1, 0, 2).reshape(len(post), len(row) * choices))
    return Answers(group, row_kind[person_kind], column_kind[post_kind], np.ascontiguousarray(words[:, column]))


def _asked(sides: Sides, group: Group, people: Codes, posts: Codes) -> Words:
    """The group's word for each of the people, posts and choices of ties, in that order, one after the other."""
    reading = group.reading
    choices = 1 << len(reading.ties)
    at = np.arange(len(people) * len(posts) * choices)
    person, post, tie = people[at // (len(posts) * choices)], posts[at // choices % len(posts)], at % choices
    columns = [pl.Series("at", at)]
    columns += [sides.people[name][person] for name in reading.person]
    columns += [sides.posts[name][post] for name in reading.post]
    columns += [pl.Series(name, (tie >> place & 1).astype(np.bool_)) for place, name in enumerate(reading.ties)]
    for name in reading.relations:
        narrow, kind = sides.relation(name), sides.facts.relations[name].kind
        columns.append(as_fact(narrow.values[narrow.row[person], narrow.column[post]], kind).alias(name))
    derived = derived_facts(plans_on_file=sides.facts.plans_on_file)
    verdicts = (
        pl.LazyFrame(columns)
        .with_columns(derived[name].alias(name) for name in reading.derived)
        .select("at", *(expr.fill_null(0).alias(f"v{k}") for k, expr in enumerate(group.exprs)))
        .collect()
    )
    words = np.zeros(len(at), dtype=np.uint64)
    for k in range(len(group.exprs)):
        words |= _word_of(group.bit + k)[verdicts[f"v{k}"].to_numpy()]
    return words


def _word_of(bit: int) -> Words:
    """The word for each verdict of the rule that stands behind ``bit``."""
    return np.array([0, *(1 << bit | 1 << RULE_BITS + grave for grave in range(3))], dtype=np.uint64)


def gravest(words: Words) -> npt.NDArray[np.uint8]:
    """The verdict each word stands for: the gravest of its rules."""
    found: npt.NDArray[np.uint8] = np.array([0, 1, 2, 2, 3, 3, 3, 3], dtype=np.uint8)[words >> np.uint64(RULE_BITS)]
    return found
