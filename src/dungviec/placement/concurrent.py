"""Which posts may be held besides a main one, as the policy says and the law of the day allows; and who holds some today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from dungviec.law import LawView
from dungviec.placement.candidates import Field
from dungviec.placement.group_posts import posts_meant
from dungviec.placement.policy import Policy
from dungviec.placement.requirements import Concurrent
from dungviec.placement.together import Ground, PostFacts, ground_for, post_facts
from dungviec.records import Snapshot


@dataclass(frozen=True, slots=True)
class Option:
    """A second post for the holder of a main one (indices), by which line of the policy, on what ground."""

    main: int
    second: int
    line: Concurrent
    ground: Ground


@dataclass(frozen=True, eq=False)
class Options:
    """All options of a round. ``facts``: of every post of the round; ``titles``: how many titles each post is (those held with it counted);
    ``refused``: options the law does not allow, or leaves unknown."""

    allowed: tuple[Option, ...]
    refused: tuple[Option, ...]
    facts: tuple[PostFacts, ...]
    titles: tuple[int, ...]


def options_of(snapshot: Snapshot, policy: Policy, view: LawView, field: Field) -> Options:
    """Every main post and every post its holder may hold besides, each by the cheapest line that allows it."""
    if not policy.concurrent:
        return Options((), (), (), ())
    facts = facts_of_posts(snapshot, field)
    titles = [1] * len(field.posts)
    at = {p: j for j, p in enumerate(field.posts)}
    for main in field.holder_of.values():
        if main in at:
            titles[at[main]] += 1
    allowed: dict[tuple[int, int], Option] = {}
    refused: dict[tuple[int, int], Option] = {}
    for option in _by_line(snapshot, policy, view, field, facts):
        pair = option.main, option.second
        if option.ground.verdict > policy.worst_verdict:
            refused.setdefault(pair, option)
        elif pair not in allowed or option.line.price < allowed[pair].line.price:
            allowed[pair] = option
    return Options(
        tuple(allowed.values()), tuple(o for p, o in refused.items() if p not in allowed), facts, tuple(titles)
    )


def _by_line(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, facts: tuple[PostFacts, ...]
) -> Iterator[Option]:
    posts = snapshot.posts.join(pl.DataFrame({"post_id": list(field.posts)}), on="post_id", how="right")
    for line in policy.concurrent:
        seconds = np.flatnonzero(posts_meant(line.posts, posts)).tolist()
        near: dict[str, list[int]] = {}
        for j in np.flatnonzero(posts_meant(line.holders, posts)).tolist():
            near.setdefault(_area(facts[j], line), []).append(j)
        for second in seconds:
            for main in near.get(_area(facts[second], line), ()):
                if main != second:
                    yield Option(
                        main, second, line, ground_for(view, facts[main], facts[second], office_basis=line.basis)
                    )


def _area(post: PostFacts, line: Concurrent) -> str:
    return {"unit": post.unit, "place": post.place, "any": ""}[line.within]


def facts_of_posts(snapshot: Snapshot, field: Field) -> tuple[PostFacts, ...]:
    """The facts of the posts of a round, in their order."""
    units = {r["unit_id"]: r for r in snapshot.units.iter_rows(named=True)}
    rows = {r["post_id"]: r for r in snapshot.posts.iter_rows(named=True)}
    return tuple(
        post_facts(
            post_id=p, title=rows[p]["title"], functions=tuple(rows[p]["functions"] or ()), role=rows[p]["role"],
            unit=rows[p]["unit_id"], unit_kind=units[rows[p]["unit_id"]]["kind"], place=units[rows[p]["unit_id"]]["place_code"] or "",
        )
        for p in field.posts
    )  # fmt: skip


def reopened(snapshot: Snapshot, field: Field, options: Options) -> tuple[Field, frozenset[tuple[int, int]]]:
    """The field with the seats open again that somebody holds besides a main post as the policy allows, and those (person, post)."""
    by_main: dict[int, set[int]] = {}
    for option in options.allowed:
        by_main.setdefault(option.main, set()).add(option.second)
    held = frozenset(
        (i, j) for i, j in besides(snapshot, field) if field.own[i] >= 0 and j in by_main.get(int(field.own[i]), ())
    )
    capacity = field.capacity.copy()
    for _, j in held:
        capacity[j] += 1
    return replace(field, capacity=capacity), held


def besides(snapshot: Snapshot, field: Field) -> list[tuple[int, int]]:
    """Person and post of everybody who holds a seat besides the main post today; posts held together with another have no seat of their own."""
    people, posts = {p: i for i, p in enumerate(field.people)}, {p: j for j, p in enumerate(field.posts)}
    held = snapshot.current_tenures.filter(pl.col("kind") == "concurrent").select("person_id", "post_id")
    return [
        (people[p], posts[q])
        for p, q in held.iter_rows()
        if p in people and q in posts and field.own[people[p]] != posts[q]
    ]
