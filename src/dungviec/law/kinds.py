"""One answer for everybody alike: rules are put to each kind of person and each kind of post, not to each pair.

Rules that read the same facts form a group. People who do not differ in the group's facts are one kind before it, posts
likewise; the group's expressions are evaluated once for each couple of kinds. Kinds that get the same answers everywhere
then become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.alike import Codes, Words, alike, alike_rows
from dungviec.law.facts import TIES, FactBase, derived_facts
from dungviec.law.facts_relations import as_fact
from dungviec.law.readings import Reading, joint_reading, reading_of
from dungviec.law.sides import Sides

RULE_BITS = 61
"""Bits of a word that say which rules object; the three above them say how gravely."""
AT_ONCE = 1 << 20
"""Couples of kinds that are evaluated at once, ties included."""


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Rules that read the same facts: which, their expressions, and the word and first bit in which they report."""

    reading: Reading
    rules: tuple[int, ...]
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


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """Whom each rule speaks about: ``by_rule[rule, kind of person, kind of post]``, and the kind of each person and post."""

    people: Codes
    posts: Codes
    by_rule: npt.NDArray[np.bool_]


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


def reached(sides: Sides, reach: Sequence[pl.Expr]) -> Reach:
    """Which kinds of people and posts each rule reaches."""
    reading = joint_reading(reach, sides.facts)
    person, person_kind, post, post_kind = _kinds(
        sides, reading, np.arange(sides.people.height), np.arange(sides.posts.height)
    )
    pairs = np.indices((len(person), len(post))).reshape(2, -1)
    found = _evaluated(
        sides, reading, reach, person[pairs[0]], post[pairs[1]], np.zeros(pairs.shape[1], dtype=np.int64)
    )
    return Reach(person_kind, post_kind, np.stack([c.reshape(len(person), len(post)) for c in found]).astype(np.bool_))


def answers(sides: Sides, group: Group, reach: Reach) -> Answers:
    """Put the rules of a group to every kind among the people and posts that they reach."""
    reading = group.reading
    wanted = np.logical_or.reduce(reach.by_rule[list(group.rules)])
    people = np.flatnonzero(np.logical_or.reduce(wanted, axis=1)[reach.people])
    posts = np.flatnonzero(np.logical_or.reduce(wanted, axis=0)[reach.posts])
    person, person_kind, post, post_kind = _kinds(sides, reading, people, posts)
    choices = 1 << len(reading.ties)
    words = np.zeros(
        (len(person) + 1, len(post) + 1, choices), dtype=np.uint64
    )  # the last ones stand for those not reached
    step = max(1, AT_ONCE // max(1, len(post) * choices))
    for start in range(0, len(person), step):
        part = person[start : start + step]
        row, column = np.nonzero(wanted[np.ix_(reach.people[part], reach.posts[post])])
        tie = np.tile(np.arange(choices), len(row))
        who, what = np.repeat(part[row], choices), np.repeat(post[column], choices)
        found = np.zeros(len(tie), dtype=np.uint64)
        for k, codes in enumerate(_evaluated(sides, reading, group.exprs, who, what, tie)):
            found |= _word_of(group.bit + k)[codes]
        words[start + row, column] = found.reshape(-1, choices)
    everybody, everywhere = np.full(sides.people.height, len(person)), np.full(sides.posts.height, len(post))
    everybody[people], everywhere[posts] = person_kind, post_kind
    row, row_kind = alike_rows(words.reshape(len(words), -1))
    words = words[row]
    column, column_kind = alike_rows(words.transpose(1, 0, 2).reshape(words.shape[1], -1))
    return Answers(group, row_kind[everybody], column_kind[everywhere], np.ascontiguousarray(words[:, column]))


def _kinds(sides: Sides, reading: Reading, people: Codes, posts: Codes) -> tuple[Codes, Codes, Codes, Codes]:
    """One person of each kind, the kind of each of ``people``; one post of each kind, the kind of each of ``posts``."""
    narrow = [sides.relation(name) for name in reading.relations]
    left = [*(sides.of_person[name] for name in reading.person), *(part.row for part in narrow)]
    right = [*(sides.of_post[name] for name in reading.post), *(part.column for part in narrow)]
    person, person_kind = alike([column[people] for column in left], len(people))
    post, post_kind = alike([column[posts] for column in right], len(posts))
    return people[person], person_kind, posts[post], post_kind


def _evaluated(
    sides: Sides, reading: Reading, exprs: Sequence[pl.Expr], person: Codes, post: Codes, tie: Codes
) -> list[npt.NDArray[np.uint8]]:
    """Each expression for couples of people and posts (by position) with a choice of ties; null as 0."""
    ties = {name: (tie >> place & 1).astype(np.bool_) for place, name in enumerate(reading.ties)}
    narrow = {name: sides.relation(name) for name in reading.relations}
    known = {name: part.values[part.row[person], part.column[post]] for name, part in narrow.items()}
    parts = [pl.DataFrame({"at": np.arange(len(tie)), **ties, **known})]
    parts += [sides.people.select(reading.person)[person]] if reading.person else []
    parts += [sides.posts.select(reading.post)[post]] if reading.post else []
    derived = derived_facts(plans_on_file=sides.facts.plans_on_file)
    found = (
        pl.concat(parts, how="horizontal")
        .lazy()
        .with_columns(as_fact(pl.col(name), sides.facts.relations[name].kind) for name in reading.relations)
        .with_columns(derived[name].alias(name) for name in reading.derived)
        .select("at", *(expr.cast(pl.UInt8).fill_null(0).alias(f"v{k}") for k, expr in enumerate(exprs)))
        .collect()
    )
    return [found[f"v{k}"].to_numpy() for k in range(len(exprs))]


def _word_of(bit: int) -> Words:
    """The word for each verdict of the rule that stands behind ``bit``."""
    return np.array([0, *(1 << bit | 1 << RULE_BITS + grave for grave in range(3))], dtype=np.uint64)


def gravest(words: Words) -> npt.NDArray[np.uint8]:
    """The verdict each word stands for: the gravest of its rules."""
    found: npt.NDArray[np.uint8] = np.array([0, 1, 2, 2, 3, 3, 3, 3], dtype=np.uint8)[words >> np.uint64(RULE_BITS)]
    return found
