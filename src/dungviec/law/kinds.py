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

from dungviec.law.alike import Codes, Words, alike, numbers
from dungviec.law.facts import TIES, FactBase, derived_facts
from dungviec.law.facts_relations import Matrix, Relation, as_fact, key_codes
from dungviec.law.readings import Reading, reading_of

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


def answers(facts: FactBase, group: Group, people: pl.DataFrame, posts: pl.DataFrame) -> Answers:
    """Put the rules of a group to every kind among these people and posts (rows of the fact tables)."""
    reading = group.reading
    narrow = [_narrowed(facts.relations[name], people, posts) for name in reading.relations]
    person, person_kind = alike(numbers(people, reading.person, *(row for _, row, _ in narrow)))
    post, post_kind = alike(numbers(posts, reading.post, *(column for _, _, column in narrow)))
    left, right = people[person], posts[post]
    words = np.empty((len(person), len(post), 1 << len(reading.ties)), dtype=np.uint64)
    step = max(1, AT_ONCE // max(1, words.shape[1] * words.shape[2]))
    for start in range(0, len(person), step):
        part = slice(start, start + step)
        known = [
            as_fact(
                np.repeat(table[np.ix_(row[person[part]], column[post])].ravel(), words.shape[2]),
                facts.relations[name].kind,
            )
            for name, (table, row, column) in zip(reading.relations, narrow, strict=True)
        ]
        words[part] = _asked(facts, group, left[part], right, known).reshape(-1, *words.shape[1:])
    row, row_kind = alike(words.reshape(len(person), words.shape[1] * words.shape[2]))
    words = words[row]
    column, column_kind = alike(words.transpose(1, 0, 2).reshape(len(post), len(row) * words.shape[2]))
    return Answers(group, row_kind[person_kind], column_kind[post_kind], np.ascontiguousarray(words[:, column]))


def _narrowed(relation: Relation, people: pl.DataFrame, posts: pl.DataFrame) -> tuple[Matrix, Codes, Codes]:
    """The part of a relation that these people and posts need, equal rows and columns once, and where each one looks."""
    rows, row_of = np.unique(key_codes(people[relation.person_key]), return_inverse=True)
    columns, column_of = np.unique(key_codes(posts[relation.post_key]), return_inverse=True)
    table = relation.values[np.ix_(rows, columns)]
    row, row_kind = alike(table)
    column, column_kind = alike(table.T)
    return table[np.ix_(row, column)], row_kind[row_of], column_kind[column_of]


def _asked(facts: FactBase, group: Group, people: pl.DataFrame, posts: pl.DataFrame, known: list[pl.Series]) -> Words:
    """The group's word for every person, post and choice of ties, in that order, one after the other.

    ``known`` holds the group's relations, read already.
    """
    reading = group.reading
    choices = 1 << len(reading.ties)
    at = np.arange(people.height * posts.height * choices)
    tie = at % choices
    frame = pl.DataFrame({"at": at}).with_columns(
        *(people[name][at // (posts.height * choices)] for name in reading.person),
        *(posts[name][at // choices % posts.height] for name in reading.post),
        *(pl.Series(name, (tie >> place & 1).astype(np.bool_)) for place, name in enumerate(reading.ties)),
        *(series.alias(name) for series, name in zip(known, reading.relations, strict=True)),
    )
    derived = derived_facts(plans_on_file=facts.plans_on_file)
    verdicts = (
        frame.lazy()
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
