"""Judging: verdicts for all pairs at once, from the same rule expressions that explain a single pair."""

from __future__ import annotations

import numpy as np
import polars as pl

from dungviec.law.alike import Codes
from dungviec.law.book import LawBook, LawView
from dungviec.law.facts import FactBase
from dungviec.law.facts_at_hand import facts_in_parts, facts_of
from dungviec.law.grid import companions_of, refuse_strangers, table_of, with_companions
from dungviec.law.outcomes import Numbers
from dungviec.law.rule_columns import NO_TEXT as NO_TEXT
from dungviec.law.rule_columns import rule_columns, verdict_columns
from dungviec.law.verdict_table import VerdictTable
from dungviec.records import Snapshot

FEW = 20_000
"""Up to so many pairs the rules are evaluated pair by pair, which is then quicker than looking for kinds."""
SPARSE = 64
"""So are pairs that are fewer than one in so many of all their people and posts: kinds would answer for too many others."""
_BITS = 62


def judge_pairs(snapshot: Snapshot, pairs: pl.DataFrame, view: LawView | None = None) -> pl.DataFrame:
    """``pairs`` (``person_id, post_id``) with ``verdict`` (UInt8) and ``blocking`` (rule ids worse than allowed).

    Rows keep their order. Staying in a post one holds is allowed. A post taken together with others (``held_with``)
    gets the worst verdict of all of them. Raises ValueError when a person or post is not in the snapshot. For millions
    of pairs :func:`dungviec.law.judge_grid` gives the same answers without a row of text for each.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    refuse_strangers(snapshot, pairs["person_id"], pairs["post_id"])
    grid = pairs["person_id"].n_unique() * pairs["post_id"].n_unique()
    judge = one_by_one if pairs.height <= FEW or pairs.height * SPARSE < grid else by_kinds
    return pairs.with_columns(judge(snapshot, pairs, law))


def by_kinds(snapshot: Snapshot, pairs: pl.DataFrame, law: LawView) -> tuple[pl.Series, pl.Series]:
    """``verdict`` and ``blocking`` of pairs, the rules put to kinds of people and posts."""
    together = companions_of(snapshot)
    posts = pairs["post_id"].unique(maintain_order=True).cast(pl.String)
    people = pairs["person_id"].unique(maintain_order=True).cast(pl.String)
    post = pairs["post_id"].cast(pl.Enum(posts)).to_physical().to_numpy()
    person = pairs["person_id"].cast(pl.Enum(people)).to_physical().cast(pl.Int64).to_numpy()
    verdict = np.empty(pairs.height, dtype=np.uint8)
    lists: list[list[str]] = []
    listed = np.empty(pairs.height, dtype=np.uint32)
    start = 0
    for facts, part in facts_in_parts(snapshot, law, people, with_companions(posts, together)):
        mine = slice(None) if len(part) == len(people) else (person >= start) & (person < start + len(part))
        table = table_of(facts, rule_columns(law), part, posts, together=together)
        numbers = _numbers(table, person[mine] - start, post[mine].astype(np.int64), len(posts))
        verdict[mine] = table.outcomes.verdict_of(numbers)
        listed[mine] = numbers + len(lists)
        lists += [table.outcomes.blocking(n) for n in range(len(table.outcomes))]
        start += len(part)
    return pl.Series("verdict", verdict), pl.Series("blocking", lists, dtype=pl.List(pl.String)).gather(listed)


def _numbers(table: VerdictTable, person: Codes, post: Codes, posts: int) -> Numbers:
    """The outcomes of pairs in any order: taken post by post."""
    found = np.empty(len(person), dtype=np.uint32)
    order = np.argsort(post.astype(np.uint16) if posts <= 1 << 16 else post, kind="stable")
    ends = np.cumsum(np.bincount(post, minlength=posts)).tolist()
    for q, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        if end > start:
            rows = order[start:end]
            found[rows] = table.column(q, person[rows])
    return found


def one_by_one(snapshot: Snapshot, pairs: pl.DataFrame, law: LawView) -> tuple[pl.Series, pl.Series]:
    """``verdict`` and ``blocking`` of pairs, the rules evaluated on each pair."""
    indexed = pairs.select("person_id", "post_id").with_row_index("row")
    asked = _with_companions(snapshot, indexed)
    judged, rules = judge_facts(facts_of(snapshot, law), asked, law)
    words = [c for c in judged.columns if c.startswith("mask")]
    if asked.height > indexed.height:
        lead = judged.group_by("row").agg(
            verdict=pl.col("verdict").max(),
            **{w: pl.col(w).bitwise_or() for w in words},
            stay=pl.col("stay").filter(pl.col("own")).any(),
        )
        lead = lead.with_columns(
            verdict=pl.when("stay").then(pl.lit(0, pl.UInt8)).otherwise("verdict"),
            **{w: pl.when("stay").then(pl.lit(0, pl.UInt64)).otherwise(w) for w in words},
        )
        judged = indexed.select("row").join(lead, on="row", how="left", maintain_order="left")
    return judged["verdict"], _blocking(judged.select(words), rules)


def judge_facts(facts: FactBase, pairs: pl.DataFrame, view: LawView) -> tuple[pl.DataFrame, list[str]]:
    """``row, own, stay, verdict, mask*`` per pair, and the rule ids by bit number. ``pairs``: row, person, post, own."""
    table = facts.pairs(pairs)
    names, ids, exprs = verdict_columns(view)
    coded = table.with_columns(exprs)
    finals = [
        pl.when(pl.col("stay")).then(pl.lit(0, pl.UInt8)).otherwise(pl.col(n).fill_null(0)).alias(n) for n in names
    ]
    masks = []
    for start in range(0, len(names), _BITS):
        part = names[start : start + _BITS]
        bits = [
            pl.when(pl.col(n) > 0).then(pl.lit(1 << i, pl.UInt64)).otherwise(pl.lit(0, pl.UInt64))
            for i, n in enumerate(part)
        ]
        masks.append(pl.sum_horizontal(bits).cast(pl.UInt64).alias(f"mask{start // _BITS}"))
    done = (
        coded.select("row", "own", "stay", *finals)
        .select("row", "own", "stay", pl.max_horizontal(names).alias("verdict"), *masks)
        .collect()
    )
    return done, ids


def _with_companions(snapshot: Snapshot, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs plus, for each, the posts held together with the asked one (chains followed)."""
    own = pairs.with_columns(own=pl.lit(True))
    rows = [(post, other) for post, others in companions_of(snapshot).items() for other in others]
    if not rows:
        return own
    table = pl.DataFrame(rows, schema={"post_id": pl.String, "companion": pl.String}, orient="row")
    extra = pairs.join(table, on="post_id").select("row", "person_id", post_id="companion", own=pl.lit(False))
    return pl.concat([own, extra])


def _blocking(masks: pl.DataFrame, rules: list[str]) -> pl.Series:
    """The list of rule ids behind each mask; there are few different masks, so lists are built once each."""
    names = masks.columns
    distinct = masks.unique()
    lists = []
    for row in distinct.iter_rows():
        found: list[str] = []
        for word, value in enumerate(row):
            for bit in range(_BITS):
                if value >> bit & 1 and rules[word * _BITS + bit] not in found:
                    found.append(rules[word * _BITS + bit])
        lists.append(found)
    table = distinct.with_columns(pl.Series("blocking", lists, dtype=pl.List(pl.String)))
    return masks.join(table, on=names, how="left", maintain_order="left")["blocking"]
