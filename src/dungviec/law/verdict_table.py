"""The verdicts on many people and posts as a table of kinds: small however many pairs it answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.alike import Codes, Words, alike
from dungviec.law.arrangement import arranged
from dungviec.law.facts import TIES, FactBase
from dungviec.law.facts_ties import ties_between
from dungviec.law.kinds import answers, reached
from dungviec.law.outcomes import Numbers, Outcomes
from dungviec.law.rule_columns import RuleColumns
from dungviec.law.sides import Sides

ROWS_KEPT = 1 << 24
"""Cells of the table that are kept; beyond them rows are worked out anew when asked for."""
_STAY = np.uint8(1 << TIES.index("stay"))
Bits = npt.NDArray[np.uint8]


class VerdictTable:
    """What the law says to each of ``people`` in each of ``posts`` (rows of the fact tables, asked for by position).

    ``together`` names, for a post that brings others with it, the positions of those; its verdict is the worst of all.
    """

    def __init__(
        self,
        facts: FactBase,
        people: pl.DataFrame,
        posts: pl.DataFrame,
        *,
        rules: RuleColumns,
        together: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        arrangement = arranged(rules, facts)
        self.outcomes = Outcomes(rules.ids, arrangement.bits)
        sides = Sides.with_facts(facts, people, posts, arrangement.whole)
        self._answers = answers(sides, arrangement.groups, reached(sides, rules, arrangement))
        self._words = len(arrangement.bits)
        person, self._person_kind = alike([a.people for a in self._answers], people.height)
        post, kind = alike([a.posts for a in self._answers], posts.height)
        self._people_of_kind, self._posts_of_kind = person, post
        self._members: list[tuple[int, ...]] = [(k,) for k in range(len(post))]
        self._rows: dict[int, Numbers] = {}
        self._post_kind = kind.copy()
        for at, others in (together or {}).items():
            self._post_kind[at] = len(self._members)
            self._members.append(tuple(sorted({int(kind[q]) for q in (at, *others)})))
        self._enter_ties(ties_between(facts, people, posts), kind, together or {})

    def column(self, post: int, people: Codes | None = None) -> Numbers:
        """The number of the outcome (see ``outcomes``) of each of ``people`` (positions; default all) in one post."""
        if people is None or len(people) * 16 > len(self._person_kind):
            everybody: Numbers = np.empty(len(self._person_kind), dtype=np.uint32)
            self.column_into(post, everybody)
            return everybody if people is None else everybody[people]
        who, found = self.tied(post)
        column: Numbers = self._row(int(self._post_kind[post]))[self._person_kind[people]]
        if len(who):
            at = np.minimum(np.searchsorted(who, people), len(who) - 1)
            column = np.where(who[at] == people, found[at], column)
        return column

    def column_into(self, post: int, column: Numbers) -> None:
        """The outcomes of everybody in one post, written into ``column``."""
        np.take(self._row(int(self._post_kind[post])), self._person_kind, out=column, mode="clip")
        who, found = self.tied(post)
        column[who] = found

    @property
    def person_kind(self) -> Codes:
        """The kind of each person before these rules."""
        return self._person_kind

    @property
    def post_kind(self) -> Codes:
        """The kind of each post before these rules."""
        return self._post_kind

    def untied(self, kind: int) -> Numbers:
        """The outcome's number for every kind of people in a kind of post, nothing tying one to the other."""
        return self._row(kind)

    def tied(self, post: int) -> tuple[Codes, Numbers]:
        """The people (positions, rising) whom something ties to a post, and the number of their outcomes."""
        near = slice(self._tie_start[post], self._tie_start[post + 1])
        return self._tie_person[near], self._tie_outcome[near]

    @property
    def kinds(self) -> tuple[int, int]:
        """How many kinds of people and of posts there are before these rules."""
        return len(self._people_of_kind), len(self._members)

    def _row(self, kind: int) -> Numbers:
        """The outcomes of a kind of post for all kinds of people."""
        if kind not in self._rows:
            if (len(self._rows) + 1) * len(self._people_of_kind) > ROWS_KEPT:
                self._rows.clear()
            words = np.zeros((len(self._people_of_kind), self._words), dtype=np.uint64)
            for member in self._members[kind]:
                for part in self._answers:
                    words[:, part.group.word] |= part.untied(self._people_of_kind, int(self._posts_of_kind[member]))
            self._rows[kind] = self.outcomes.number(words)
        return self._rows[kind]

    def _fold(self, people: Codes, posts: Codes, ties: Bits) -> Words:
        """All rules' words for couples of kinds of people and kinds of posts; staying is no appointment."""
        words = np.zeros((len(ties), self._words), dtype=np.uint64)
        who, what = self._people_of_kind[people], self._posts_of_kind[posts]
        for part in self._answers:
            words[:, part.group.word] |= part.of(who, what, ties)
        words[(ties & _STAY) > 0] = 0
        return words

    def _enter_ties(self, tied: tuple[Codes, Codes, Bits], kind: Codes, together: Mapping[int, Sequence[int]]) -> None:
        """Work out the outcome of every tied couple, post by post."""
        post, person, ties = tied
        start = np.searchsorted(post, np.arange(len(kind) + 1))
        alone = ~np.isin(post, np.array(list(together), dtype=np.int64))
        parts = [(post[alone], person[alone], kind[post[alone]], ties[alone])]
        for at, others in together.items():
            near = [slice(start[q], start[q + 1]) for q in (at, *others)]
            who = np.unique(np.concatenate([person[s] for s in near]))
            stays = np.isin(who, person[near[0]][(ties[near[0]] & _STAY) > 0])
            for q, s in zip((at, *others), near, strict=True):
                bits = np.zeros(len(who), dtype=np.uint8)
                bits[np.searchsorted(who, person[s])] = ties[s]
                parts.append((np.full(len(who), at), who, np.full(len(who), kind[q]), np.where(stays, _STAY, bits)))
        owner, people, what, bits = (np.concatenate(column) for column in zip(*parts, strict=True))
        first, alike_as = alike([self._person_kind[people], what, bits.astype(np.int64)], len(people))
        words = self._fold(self._person_kind[people[first]], what[first], bits[first])[alike_as]
        order = np.lexsort((people, owner))
        owner, people = owner[order], people[order]
        fresh = np.flatnonzero(np.append(True, (np.diff(owner) != 0) | (np.diff(people) != 0))[: len(owner)])
        self._tie_person = people[fresh]
        self._tie_outcome = self.outcomes.number(
            np.bitwise_or.reduceat(words[order], fresh, axis=0) if len(fresh) else words
        )
        self._tie_start = np.searchsorted(owner[fresh], np.arange(len(kind) + 1))
