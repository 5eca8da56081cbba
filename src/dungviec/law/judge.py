"""Judging: verdicts for all pairs at once, from the same rule expressions that explain a single pair."""

from __future__ import annotations

import polars as pl

from dungviec.law import checks_career, checks_person  # noqa: F401 (registers the checks)
from dungviec.law.book import LawBook, LawView
from dungviec.law.checks import reaches, verdict_expr
from dungviec.law.facts import FactBase, build_facts
from dungviec.law.rules import MOVES, Rule, Verdict
from dungviec.records import Snapshot

NO_TEXT = "NO-TEXT"
"""Id shown when no rule text on file speaks about this kind of move into this kind of post on this day."""
_BITS = 62


def judge_pairs(snapshot: Snapshot, pairs: pl.DataFrame, view: LawView | None = None) -> pl.DataFrame:
    """``pairs`` (``person_id, post_id``) with ``verdict`` (UInt8) and ``blocking`` (rule ids worse than allowed).

    Rows keep their order. Staying in a post one holds is allowed. A post taken together with others (``held_with``)
    gets the worst verdict of all of them. Raises ValueError when a person or post is not in the snapshot.
    """
    law = view or LawBook.load().on(snapshot.as_of)
    _refuse_strangers(snapshot, pairs)
    columns = pairs.columns
    indexed = pairs.with_row_index("row")
    asked = _with_companions(snapshot, indexed.select("row", "person_id", "post_id"))
    facts = build_facts(snapshot, law)
    judged, rules = judge_facts(facts, asked, law)
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
    blocking = _blocking(judged.select(words), rules)
    return indexed.select(columns).with_columns(judged["verdict"], blocking)


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


def verdict_columns(view: LawView) -> tuple[list[str], list[str], list[pl.Expr]]:
    """Names, rule ids and expressions of every rule that judges on this day, topic by topic.

    Within a topic a forbidden answer becomes "needs authority" where any rule in force that reaches the pair provides
    an exception; a gap counts only where no eligibility rule of its topic reaches the pair.
    """
    names, ids, exprs = [], [], []
    for rule in view.judged:
        expr = verdict_expr(rule, view)
        same_topic = [r for r in view.judged if r.topic == rule.topic]
        if rule.kind == "gap":
            others = [r for r in same_topic if r.kind != "gap"]
            spoken = pl.any_horizontal([reaches(r, view, strict=True) for r in others]) if others else pl.lit(False)
            expr = pl.when(spoken).then(None).otherwise(expr)
        elif providers := [r for r in same_topic if r.exception is not None]:
            excused = pl.any_horizontal([reaches(r, view, strict=True) for r in providers])
            authority = pl.lit(int(Verdict.NEEDS_AUTHORITY), pl.UInt8)
            expr = pl.when(excused & (expr == Verdict.FORBIDDEN)).then(authority).otherwise(expr)
        names.append(f"v:{rule.key}")
        ids.append(rule.id)
        exprs.append(expr.alias(f"v:{rule.key}"))
    text = [text_on_file(r, view) for r in view.rules_in_force if r.covers]
    covered = pl.any_horizontal(text) if text else pl.lit(False)
    unknown = pl.when(covered).then(pl.lit(0, pl.UInt8)).otherwise(pl.lit(int(Verdict.UNKNOWN), pl.UInt8))
    return [*names, f"v:{NO_TEXT}"], [*ids, NO_TEXT], [*exprs, unknown.alias(f"v:{NO_TEXT}")]


def text_on_file(rule: Rule, view: LawView) -> pl.Expr:
    """Whether this rule counts as rule text on file for the pair's kind of move."""
    moves = rule.covers_moves or rule.applies_to.moves or MOVES
    return reaches(rule, view, moves=moves, strict=True)


def _with_companions(snapshot: Snapshot, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs plus, for each, the posts held together with the asked one (chains followed)."""
    own = pairs.with_columns(own=pl.lit(True))
    links = dict(
        snapshot.live_posts.filter(pl.col("held_with").is_not_null()).select("post_id", "held_with").iter_rows()
    )
    rows = []
    for post, holder in links.items():
        seen = {post}
        while holder is not None and holder not in seen:
            rows.append((holder, post))
            seen.add(holder)
            holder = links.get(holder)
    if not rows:
        return own
    table = pl.DataFrame(rows, schema={"post_id": pl.String, "companion": pl.String}, orient="row")
    extra = pairs.join(table, on="post_id").select("row", "person_id", post_id="companion", own=pl.lit(False))
    return pl.concat([own, extra])


def companions(snapshot: Snapshot, post_id: str) -> list[str]:
    """The posts that whoever is put into ``post_id`` also takes."""
    asked = pl.DataFrame({"row": [0], "person_id": [""], "post_id": [post_id]}, schema_overrides={"row": pl.UInt32})
    return _with_companions(snapshot, asked).filter(~pl.col("own"))["post_id"].to_list()


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


def _refuse_strangers(snapshot: Snapshot, pairs: pl.DataFrame) -> None:
    for column, table in (("person_id", snapshot.people), ("post_id", snapshot.posts)):
        strangers = pairs.select(column).unique().join(table.select(column), on=column, how="anti")
        if strangers.height:
            known = "cán bộ" if column == "person_id" else "vị trí"
            raise ValueError(
                f"Không có {known} mang mã {', '.join(map(str, strangers[column].head(5).to_list()))} trong hồ sơ "
                f"«{snapshot.name}»; kiểm tra lại mã. / {column} not in the snapshot."
            )
