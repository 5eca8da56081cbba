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
from dungviec.law.arrangement import RULE_BITS, Arrangement, Group
from dungviec.law.facts import TIES, derived_facts
from dungviec.law.facts_relations import as_fact
from dungviec.law.readings import Reading, union
from dungviec.law.rule_columns import RuleColumns
from dungviec.law.sides import Sides

AT_ONCE = 1 << 20
"""Couples of kinds that are evaluated at once, ties included."""
STACKED = 1 << 11
"""Groups with fewer couples than this are evaluated together: most of their time goes into asking at all."""
Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class Answers:
    """What a group answers: ``people`` and ``posts`` give each its kind, ``words[kind, kind, ties]`` the answer."""

    group: Group
    people: Codes
    posts: Codes
    words: Words

    def of(self, people: Codes, posts: Codes, ties: Bits) -> Words:
        """The answers for couples of people and posts (by position) and their ties (bits in the order of ``TIES``)."""
        at: Codes | int = 0
        for place, name in enumerate(self.group.reading.ties):
            at = at | ((ties >> np.uint8(TIES.index(name))) & np.uint8(1)).astype(np.int64) << place
        found: Words = self.words[self.people[people], self.posts[posts], at]
        return found

    def untied(self, people: Codes, post: int) -> Words:
        """The answers for people (by position) without any tie to a post."""
        found: Words = self.words[:, self.posts[post], 0][self.people[people]]
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """Whom each rule speaks about: ``by_rule[rule, kind of person, kind of post]``, and the kind of each person and post."""

    people: Codes
    posts: Codes
    by_rule: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """A group before the people and posts that it reaches: one of each kind, and the kind of everybody (the last number
    stands for those not reached). ``wanted[kind, kind]`` are the couples to ask about, ``words`` where the answers go."""

    group: Group
    person: Codes
    post: Codes
    people: Codes
    posts: Codes
    wanted: npt.NDArray[np.bool_]
    words: Words

    @property
    def ties(self) -> Codes:
        """Every choice of the ties the group reads, as bits in the order of ``TIES``."""
        choice = np.arange(1 << len(self.group.reading.ties))
        found = np.zeros_like(choice)
        for place, name in enumerate(self.group.reading.ties):
            found |= (choice >> place & 1) << TIES.index(name)
        return found


def reached(sides: Sides, rules: RuleColumns, arrangement: Arrangement) -> Reach:
    """Which kinds of people and posts each rule reaches."""
    everybody, everywhere = np.arange(sides.people.height), np.arange(sides.posts.height)
    person, person_kind, post, post_kind = _kinds(sides, arrangement.reach, everybody, everywhere)
    pairs = np.indices((len(person), len(post))).reshape(2, -1)
    no_tie = np.zeros(pairs.shape[1], dtype=np.int64)
    found = _evaluated(sides, arrangement.reach, rules.reach, person[pairs[0]], post[pairs[1]], no_tie)
    by_rule = np.array(found, dtype=np.bool_).reshape(len(found), len(person), len(post))
    return Reach(person_kind, post_kind, by_rule)


def answers(sides: Sides, groups: Sequence[Group], reach: Reach) -> list[Answers]:
    """Put the rules of each group to every kind among the people and posts that they reach."""
    questions = [_question(sides, group, reach) for group in groups]
    _put(sides, [(q, 0, len(q.person)) for q in questions if q.words.size <= STACKED])
    for q in questions:
        if q.words.size > STACKED:
            step = max(1, AT_ONCE // max(1, q.words[0].size))
            for start in range(0, len(q.person), step):
                _put(sides, [(q, start, start + step)])
    return [_joined(q) for q in questions]


def _question(sides: Sides, group: Group, reach: Reach) -> Question:
    wanted = np.logical_or.reduce(reach.by_rule[list(group.rules)])
    people = np.flatnonzero(np.logical_or.reduce(wanted, axis=1)[reach.people])
    posts = np.flatnonzero(np.logical_or.reduce(wanted, axis=0)[reach.posts])
    person, person_kind, post, post_kind = _kinds(sides, group.reading, people, posts)
    everybody, everywhere = np.full(sides.people.height, len(person)), np.full(sides.posts.height, len(post))
    everybody[people], everywhere[posts] = person_kind, post_kind
    words = np.zeros((len(person) + 1, len(post) + 1, 1 << len(group.reading.ties)), dtype=np.uint64)
    couples = wanted[np.ix_(reach.people[person], reach.posts[post])]
    return Question(group, person, post, everybody, everywhere, couples, words)


def _put(sides: Sides, asked: Sequence[tuple[Question, int, int]]) -> None:
    """Evaluate the rules of some groups for some of their kinds of people, together, and write the answers down."""
    if not asked:
        return
    couples = [np.nonzero(q.wanted[start:end]) for q, start, end in asked]
    ties = [q.ties for q, _, _ in asked]
    who = [
        np.repeat(q.person[start:end][row], len(t))
        for (q, start, end), (row, _), t in zip(asked, couples, ties, strict=True)
    ]
    what = [np.repeat(q.post[column], len(t)) for (q, _, _), (_, column), t in zip(asked, couples, ties, strict=True)]
    tie = [np.tile(t, len(row)) for (row, _), t in zip(couples, ties, strict=True)]
    reading = union(q.group.reading for q, _, _ in asked)
    exprs = [expr for q, _, _ in asked for expr in q.group.exprs]
    codes = iter(_evaluated(sides, reading, exprs, np.concatenate(who), np.concatenate(what), np.concatenate(tie)))
    ends = np.cumsum([len(part) for part in who]).tolist()
    for (q, start, _), (row, column), t, first, last in zip(asked, couples, ties, [0, *ends], ends, strict=False):
        found = np.zeros(last - first, dtype=np.uint64)
        for k in range(len(q.group.exprs)):
            found |= _word_of(q.group.bit + k)[next(codes)[first:last]]
        q.words[start + row, column] = found.reshape(-1, len(t))


def _joined(question: Question) -> Answers:
    """Kinds with the same answers everywhere become one."""
    words = question.words
    row, row_kind = alike_rows(words.reshape(len(words), -1))
    words = words[row]
    column, column_kind = alike_rows(words.transpose(1, 0, 2).reshape(words.shape[1], -1))
    return Answers(
        question.group,
        row_kind[question.people],
        column_kind[question.posts],
        np.ascontiguousarray(words[:, column]),
    )


def _kinds(sides: Sides, reading: Reading, people: Codes, posts: Codes) -> tuple[Codes, Codes, Codes, Codes]:
    """One person of each kind, the kind of each of ``people``; one post of each kind, the kind of each of ``posts``."""
    narrow = [sides.relation(name) for name in reading.relations]
    left = [*(sides.of_person[name] for name in reading.person), *(part.row for part in narrow)]
    right = [*(sides.of_post[name] for name in reading.post), *(part.column for part in narrow)]
    everybody, everywhere = len(people) == sides.people.height, len(posts) == sides.posts.height
    person, person_kind = alike(left if everybody else (column[people] for column in left), len(people))
    post, post_kind = alike(right if everywhere else (column[posts] for column in right), len(posts))
    return people[person], person_kind, posts[post], post_kind


def _evaluated(
    sides: Sides, reading: Reading, exprs: Sequence[pl.Expr], person: Codes, post: Codes, tie: Codes
) -> list[Bits]:
    """Each expression for couples of people and posts (by position) with a choice of ties (bits as in ``TIES``); null as 0."""
    ties = {name: (tie >> TIES.index(name) & 1).astype(np.bool_) for name in reading.ties}
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


def gravest(words: Words) -> Bits:
    """The verdict each word stands for: the gravest of its rules."""
    found: Bits = np.array([0, 1, 2, 2, 3, 3, 3, 3], dtype=np.uint8)[words >> np.uint64(RULE_BITS)]
    return found
