"""Facts kept at hand: gathered once for a snapshot and a law, and in parts where a snapshot is very large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

import polars as pl

from dungviec.law.book import LawView
from dungviec.law.facts import FactBase, build_facts, law_behind
from dungviec.records import Snapshot

PERSON_TABLES = ("people", "tenures", "ratings", "training", "discipline", "competencies", "wishes", "plans")
"""What the facts about a person are gathered from."""
PEOPLE_AT_ONCE = 65_536
"""People whose facts are gathered and judged at once; about 0.4 GB."""
LAWS_KEPT = 4
_KEPT: WeakKeyDictionary[Snapshot, list[tuple[tuple[object, ...], FactBase]]] = WeakKeyDictionary()


def facts_of(snapshot: Snapshot, view: LawView) -> FactBase:
    """The facts of the whole snapshot, gathered at the first call and kept as long as the snapshot lives.

    A snapshot never changes, so its facts hold; those of the last few laws asked about are kept. Laws that ask for the same
    facts share them.
    """
    kept, asked = _KEPT.setdefault(snapshot, []), law_behind(view)
    for law, facts in kept:
        if law == asked:
            return facts
    facts = build_facts(snapshot, view)
    kept.append((asked, facts))
    del kept[:-LAWS_KEPT]
    return facts


def facts_of_people(snapshot: Snapshot, view: LawView, people: pl.Series, posts: pl.Series) -> FactBase:
    """The facts of some people only, with the posts asked about: what a part of a very large snapshot needs."""
    chosen = people.to_frame("person_id")
    tables = {
        name: snapshot[name].join(chosen, on="person_id", how="semi", maintain_order="left") for name in PERSON_TABLES
    }
    needed = pl.concat(
        [posts, tables["tenures"]["post_id"].alias(posts.name), tables["plans"]["post_id"].alias(posts.name)]
    ).unique()
    tables["posts"] = snapshot.posts.filter(pl.col("post_id").is_in(needed.implode()))
    tables |= {name: snapshot[name] for name in ("units", "profiles")}
    part = build_facts(replace(snapshot, tables=tables), view)
    return replace(part, plans_on_file=snapshot["plans"].height > 0)


def facts_in_parts(
    snapshot: Snapshot, view: LawView, people: pl.Series, posts: pl.Series
) -> Iterator[tuple[FactBase, pl.Series]]:
    """The facts with the people they are about, in parts of at most ``PEOPLE_AT_ONCE``; small snapshots are one part."""
    whole = snapshot.people.height <= PEOPLE_AT_ONCE
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        part = people.slice(start, PEOPLE_AT_ONCE)
        yield (facts_of(snapshot, view) if whole else facts_of_people(snapshot, view, part, posts)), part
