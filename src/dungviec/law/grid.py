"""Judging by the million: verdicts as numbers, column by column, in parts that bound the memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.law.book import LawBook, LawView
from dungviec.law.facts import FactBase
from dungviec.law.facts_at_hand import facts_in_parts
from dungviec.law.facts_relations import key_codes
from dungviec.law.outcomes import Numbers, Outcomes
from dungviec.law.rule_columns import RuleColumns, rule_columns
from dungviec.law.verdict_table import VerdictTable
from dungviec.records import Snapshot

CELLS_AT_ONCE = 1 << 20
"""Pairs in one part of a grid: a million, 4 MB of outcome numbers, which stay in the processor's cache while read."""


@dataclass(frozen=True, eq=False, slots=True)
class GridPart:
    """Some people in some posts. ``numbers[post, person]`` is the outcome's number in ``outcomes``."""

    people: pl.Series
    posts: pl.Series
    numbers: Numbers
    outcomes: Outcomes

    @property
    def verdicts(self) -> npt.NDArray[np.uint8]:
        """The verdicts, one row per post and one column per person."""
        return self.outcomes.verdict_of(self.numbers)


def judge_grid(
    snapshot: Snapshot,
    people: pl.Series | None = None,
    posts: pl.Series | None = None,
    view: LawView | None = None,
) -> Iterator[GridPart]:
    """Everybody (or ``people``) judged for every live post (or ``posts``), by ids, in parts of bounded size.

    The same rules and the same answers as :func:`judge_pairs`, without a row of text per pair. People come in the order
    given, posts in the order given within each part. Raises ValueError for an id that is not in the snapshot.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    who = snapshot.people["person_id"] if people is None else people.unique(maintain_order=True)
    what = snapshot.live_posts["post_id"] if posts is None else posts.unique(maintain_order=True)
    refuse_strangers(snapshot, who, what)
    if not len(what):
        return
    together = companions_of(snapshot)
    for facts, part in facts_in_parts(snapshot, law, who, with_companions(what, together)):
        table = table_of(facts, rule_columns(law), part, what, together=together)
        step = max(1, CELLS_AT_ONCE // len(part))
        for start in range(0, len(what), step):
            chosen = what.slice(start, step)
            numbers = np.empty((len(chosen), len(part)), dtype=np.uint32)
            for at, column in enumerate(numbers, start):
                table.column_into(at, column)
            yield GridPart(part, chosen, numbers, table.outcomes)


def table_of(
    facts: FactBase, rules: RuleColumns, people: pl.Series, posts: pl.Series, *, together: dict[str, list[str]]
) -> VerdictTable:
    """What ``rules`` say of ``people`` × ``posts`` (ids, each once), in their order; posts held together count as one."""
    rows = with_companions(posts, together)
    at = {post: q for q, post in enumerate(rows.to_list())} if together else {}
    joined = {at[p]: [at[o] for o in others] for p, others in together.items() if p in at and at[p] < len(posts)}
    return VerdictTable(
        facts,
        _rows_of(facts.people, "person_id", people),
        _rows_of(facts.posts, "post_id", rows),
        rules=rules,
        together=joined,
    )


def _rows_of(facts: pl.DataFrame, key: str, ids: pl.Series) -> pl.DataFrame:
    """The row of each id, in their order; every id is among the keys, which are an enumeration."""
    keys, wanted = key_codes(facts[key]), key_codes(ids.cast(facts.schema[key]))
    if np.array_equal(keys, wanted):
        return facts
    row = np.empty(keys.max(initial=-1) + 1, dtype=np.int64)
    row[keys] = np.arange(len(keys))
    return facts[row[wanted]]


def companions_of(snapshot: Snapshot) -> dict[str, list[str]]:
    """For each post the posts that whoever is put into it also takes (chains followed); only posts with any."""
    links = dict(
        snapshot.live_posts.filter(pl.col("held_with").is_not_null()).select("post_id", "held_with").iter_rows()
    )
    found: dict[str, list[str]] = {}
    for post, holder in links.items():
        seen = {post}
        while holder is not None and holder not in seen:
            found.setdefault(holder, []).append(post)
            seen.add(holder)
            holder = links.get(holder)
    return found


def with_companions(posts: pl.Series, together: dict[str, list[str]]) -> pl.Series:
    """The posts, each once, and after them the posts that come with them."""
    asked = set(posts.to_list())
    more = dict.fromkeys(o for p, others in together.items() if p in asked for o in others if o not in asked)
    return pl.concat([posts, pl.Series(posts.name, list(more), dtype=posts.dtype)]) if more else posts


def refuse_strangers(snapshot: Snapshot, people: pl.Series, posts: pl.Series) -> None:
    """Raise ValueError (a sentence) for a person or a post that is not in the snapshot."""
    for ids, known, word, english in (
        (people, snapshot.people["person_id"], "cán bộ", "person_id"),
        (posts, snapshot.posts["post_id"], "vị trí", "post_id"),
    ):
        if ids.equals(known):
            continue
        strangers = ids.unique().to_frame("id").join(known.to_frame("id"), on="id", how="anti")["id"]
        if len(strangers):
            raise ValueError(
                f"Không có {word} mang mã {', '.join(map(str, strangers.head(5).to_list()))} trong hồ sơ "
                f"«{snapshot.name}»; kiểm tra lại mã. / {english} not in the snapshot."
            )
