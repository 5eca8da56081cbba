"""Whom a rule touches today, as far as the viewer may know it: where people stand, and on the way to the posts next to them.

*Next* are, for each person, the leading posts of the nearest higher level in the own unit, or in the nearest unit above that
has one, and for whoever does not lead the other positions without leadership in the own unit. The same verdicts as everywhere
else are used; nothing is judged twice for one state of records and law. Windows, clocks and limits that reach people where
they stand come from :func:`dungviec.law.touched`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any, NamedTuple

import polars as pl
from django.utils.translation import gettext_lazy

from dungviec.law import LawView, Verdict, explain_pairs, judge_pairs, kinship_conflicts
from dungviec.law.rules import Rule
from dungviec.law.touched import STATES, is_touching, touched
from dungviec.office.law.neighbours import asked_pairs
from dungviec.office.law.standing import Standing
from dungviec.office.registry.selectors import revision, snapshot
from dungviec.records import Snapshot

MOST_EXPLAINED = 4000
"""Pairs explained one by one for one page; what is over is counted and said."""
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()
_NOBODY = pl.DataFrame(schema={"person_id": pl.String, "post_id": pl.String, "verdict": pl.UInt8})


class Look(NamedTuple):
    """The word of a state and its tone."""

    word: Any
    tone: str


LOOKS: dict[str, Look] = {
    "over": Look(gettext_lazy("Đã quá mức, quá hạn"), "lacquer"),
    "now": Look(gettext_lazy("Đang trong diện"), "amber"),
    "soon": Look(gettext_lazy("Đến trong 12 tháng"), "blue"),
    "unknown": Look(gettext_lazy("Chưa rõ"), "slate"),
}


@dataclass(frozen=True)
class Reached:
    """Whom a rule reaches where they stand. ``rows``: ``person_id, name, unit_id, unit, post_id, title, state, on``."""

    asked: int
    rows: pl.DataFrame

    @property
    def counts(self) -> list[tuple[Look, int]]:
        """People by state, the gravest first; only states that occur."""
        found = dict(self.rows.group_by("state").len().iter_rows())
        return [(LOOKS[state], found[state]) for state in STATES if state in found]

    @property
    def units(self) -> list[dict[str, Any]]:
        """Counts by unit, the most touched first: ``over``, ``now``, ``soon``, ``unknown``, and all of them."""
        return (
            self.rows.group_by("unit_id", "unit")
            .agg(people=pl.len(), **{state: (pl.col("state") == state).sum() for state in STATES})
            .sort(["people", "unit"], descending=[True, False])
            .to_dicts()
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows with the look of their state."""
        return [row | {"look": LOOKS[row["state"]]} for row in self.rows.to_dicts()]


@dataclass(frozen=True)
class Affected:
    """What one rule does today. ``rows``: ``person_id, name, unit_id, unit, post_id, title, verdict, posts``, the gravest
    verdict of each person with one post it is about; ``people`` and ``pairs`` count all that were judged."""

    people: int
    pairs: int
    left: int
    """Pairs the rule stands in, too many to be told apart here."""
    rows: pl.DataFrame
    standing: Reached | None = None
    """Whom the rule reaches where they stand; None where it is asked only of a person and a post."""

    def seen(self, visible: list[str] | None) -> Affected:
        """The same for the people a viewer may see (None: everybody)."""
        if visible is None:
            return self
        mine = pl.col("person_id").is_in(visible)
        standing = self.standing and replace(self.standing, rows=self.standing.rows.filter(mine))
        return replace(self, rows=self.rows.filter(mine), standing=standing)

    @property
    def named(self) -> int:
        """How many people are named."""
        return len({*self.rows["person_id"], *(self.standing.rows["person_id"] if self.standing else ())})

    @property
    def counts(self) -> dict[int, int]:
        """People by the gravest verdict the rule gives them."""
        return {int(v): int(n) for v, n in self.rows.group_by("verdict").len().iter_rows()}

    @property
    def units(self) -> list[dict[str, Any]]:
        """Counts by unit, the most touched first: forbidden, authority, unknown, all."""
        told = {"forbidden": Verdict.FORBIDDEN, "authority": Verdict.NEEDS_AUTHORITY, "unknown": Verdict.UNKNOWN}
        return (
            self.rows.group_by("unit_id", "unit")
            .agg(people=pl.len(), **{name: (pl.col("verdict") == int(v)).sum() for name, v in told.items()})
            .sort(["people", "unit"], descending=[True, False])
            .to_dicts()
        )


def touches_people(rule: Rule) -> bool:
    """Whether it can be counted whom the rule touches."""
    return judges_people(rule) or is_touching(rule)


def applies(law: Standing, rule: Rule, day: date) -> bool:
    """Whether the rule says something to somebody on this day: it is in force, or a window of it may still run."""
    return rule.in_force(day) or any(r.key == rule.key and r.from_ == rule.from_ for r in law.on(day).judged)


def judges_people(rule: Rule) -> bool:
    """Whether the rule gives verdicts on people and posts, or on relatives, that can be counted here."""
    return rule.kind == "eligibility" or (rule.kind == "gap" and bool(rule.applies_to.moves)) or rule.check == "kinship"


def affected(law: Standing, rule: Rule, day: date) -> Affected:
    """What ``rule`` does on ``day``; computed once per state of the records and of the law."""
    key = ("rule", revision(), law.mark, day, rule.key, rule.from_)
    found: Affected = _once(key, lambda: _found(law, rule, day))
    return found


def _found(law: Standing, rule: Rule, day: date) -> Affected:
    if rule.check == "kinship":
        return _kin(law, rule, day)
    asks_pairs = judges_people(rule) and any(r.key == rule.key for r in law.on(day).judged)
    found = _judged(law, rule, day) if asks_pairs else Affected(0, 0, 0, _by_person(snapshot(day), _NOBODY))
    return replace(found, standing=_standing(law, rule, day))


def _standing(law: Standing, rule: Rule, day: date) -> Reached | None:
    facts = snapshot(day)
    found = touched(facts, law.on(day), rule)
    if found is None:
        return None
    held = _held(facts)
    rows = (
        found.rows.join(facts.people.select("person_id", "name"), on="person_id", how="left", maintain_order="left")
        .join(held, on="person_id", how="left", maintain_order="left")
        .with_columns(post_id=pl.coalesce("post_id", "held"))
        .join(facts.posts.select("post_id", "title"), on="post_id", how="left", maintain_order="left")
        .with_columns(pl.col("state").cast(pl.String))
        .select("person_id", "name", "unit_id", "unit", "post_id", "title", "state", "on")
    )
    return Reached(found.asked, rows)


def _once(key: Hashable, compute: Callable[[], Any]) -> Any:
    with _lock:
        if key not in _kept:
            _kept[key] = compute()
            while len(_kept) > 32:
                _kept.popitem(last=False)
        _kept.move_to_end(key)
        return _kept[key]


def _everybody(law: Standing, day: date) -> pl.DataFrame:
    """All pairs of the day with ``verdict`` and ``blocking``. Only called while the lock is held."""
    key = ("all", revision(), law.mark, day)
    if key not in _kept:
        facts = snapshot(day)
        _kept[key] = judge_pairs(facts, asked_pairs(facts), law.on(day))
    found: pl.DataFrame = _kept[key]
    return found


def _judged(law: Standing, rule: Rule, day: date) -> Affected:
    facts, view = snapshot(day), law.on(day)
    everybody = _everybody(law, day)
    touched = everybody.filter(pl.col("blocking").list.contains(rule.id))
    if rule.kind == "gap":
        codes, left = touched.with_columns(verdict=pl.lit(int(Verdict.UNKNOWN), pl.UInt8)), 0
    else:
        memory = _kept.setdefault(("codes", revision(), law.mark, day), {})
        codes, left = _codes(facts, touched, rule, view, memory)
    rows = _by_person(facts, codes.select("person_id", "post_id", "verdict"))
    return Affected(everybody["person_id"].n_unique(), everybody.height, left, rows)


def _codes(
    facts: Snapshot, touched: pl.DataFrame, rule: Rule, view: LawView, memory: dict[tuple[str, str], dict[str, int]]
) -> tuple[pl.DataFrame, int]:
    """``touched`` with what this one rule says, pairs it allows left out, and how many pairs were too many to be asked.

    Where the rule alone stands in the way, the verdict of the pair is its own; the others are explained one by one, and
    what every rule says about them is remembered for the other rules' pages.
    """
    alone = len([r for r in view.judged if r.id == rule.id]) == 1
    clear = (pl.col("blocking").list.len() == 1) & pl.lit(alone)
    mixed = [(p, q) for p, q in touched.filter(~clear).select("person_id", "post_id").iter_rows()]
    fresh = [pair for pair in mixed if pair not in memory]
    for one in explain_pairs(facts, fresh[:MOST_EXPLAINED], view):
        said = memory.setdefault((one.person_id, one.post_id), {})
        for f in one.findings:
            key = f"{f.rule_id}/{f.clause}" if f.clause else f.rule_id
            said[key] = max(said.get(key, 0), int(f.verdict))
    told = [(p, q, memory[p, q].get(rule.key, 0)) for p, q in mixed if (p, q) in memory]
    asked = pl.DataFrame(told, schema={"person_id": pl.String, "post_id": pl.String, "verdict": pl.UInt8}, orient="row")
    every = pl.concat([touched.filter(clear).select(asked.columns), asked]).filter(pl.col("verdict") > 0)
    return every, max(0, len(fresh) - MOST_EXPLAINED)


def _kin(law: Standing, rule: Rule, day: date) -> Affected:
    """Relatives who stand today where the rule says they may not."""
    facts = snapshot(day)
    holds: dict[str, set[str]] = {}
    for person, post in facts.current_tenures.select("person_id", "post_id").drop_nulls().iter_rows():
        holds.setdefault(person, set()).add(post)
    rows: list[tuple[str, str, int]] = []
    for c in kinship_conflicts(facts, law.on(day), reach=holds):
        pair = (sorted(holds.get(c.person_a, set()) & c.posts_a), sorted(holds.get(c.person_b, set()) & c.posts_b))
        if c.rule_id == rule.id and all(pair):
            rows += [(c.person_a, pair[0][0], int(c.verdict)), (c.person_b, pair[1][0], int(c.verdict))]
    codes = pl.DataFrame(rows, schema=_NOBODY.schema, orient="row")
    return Affected(len(holds), facts["kinship"].height, 0, _by_person(facts, codes))


def _by_person(facts: Snapshot, codes: pl.DataFrame) -> pl.DataFrame:
    return (
        codes.sort(["verdict", "post_id"], descending=[True, False])
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("verdict", "post_id").first(), posts=pl.len())
        .join(facts.people.select("person_id", "name"), on="person_id", how="left")
        .join(_held(facts).drop("held"), on="person_id", how="left")
        .join(facts.posts.select("post_id", "title"), on="post_id", how="left")
        .sort(["verdict", "unit", "name", "person_id"], descending=[True, False, False, False])
        .select("person_id", "name", "unit_id", "unit", "post_id", "title", "verdict", "posts")
    )


def _held(facts: Snapshot) -> pl.DataFrame:
    """``person_id, held, unit_id, unit``: the post each person mainly holds, and its unit."""
    return (
        facts.main_posts.select("person_id", held="post_id")
        .join(facts.posts.select("post_id", "unit_id"), left_on="held", right_on="post_id", how="left")
        .join(facts.units.select("unit_id", unit="name"), on="unit_id", how="left")
        .unique("person_id")
    )
