"""Who may hold which post besides a main one: judged by the law of the day and scored like any other pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dungviec.competency import score_pairs
from dungviec.competency.weights import PARTS
from dungviec.law import LawView, judge_pairs
from dungviec.placement.candidates import Field
from dungviec.placement.concurrent import besides
from dungviec.placement.policy import Policy
from dungviec.records import Snapshot


@dataclass(frozen=True, eq=False, slots=True)
class Seconds:
    """Judged and scored pairs of a person and a second post: ``i, c, held, verdict, blocking``, the parts, ``fit``, ``titles`` (held besides
    today and not open again) and ``kept``: whether law and policy let the person hold it."""

    pairs: pl.DataFrame

    def of(self, post: int) -> pl.DataFrame:
        """Everybody who may hold this post besides."""
        wanted = self.pairs.filter((pl.col("c") == post) & pl.col("kept"))
        return wanted.select("i", "held", "titles", "verdict", *PARTS, "fit")

    def pair(self, person: int, post: int) -> dict[str, object] | None:
        """What is known of one person and one second post; None where nobody asked."""
        found = self.pairs.filter((pl.col("i") == person) & (pl.col("c") == post))
        return found.row(0, named=True) if len(found) else None


def seconds_of(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, edges: pl.DataFrame,
    bundles: Sequence[tuple[int, ...]], held: frozenset[tuple[int, int]],
) -> Seconds:  # fmt: skip
    """Everybody with an edge into a bundle's main post, against its other posts. Whoever holds one besides today goes on by right."""
    wanted = pl.DataFrame(
        {"j": [b[0] for b in bundles for _ in b[1:]], "c": [c for b in bundles for c in b[1:]]},
        schema={"j": edges.schema["j"], "c": pl.Int32},
    )
    asked = edges.select("i", "j").join(wanted, on="j").select("i", "c").unique(maintain_order=True)
    i, c = asked["i"].to_numpy(), asked["c"].to_numpy()
    people, posts = np.array(field.people, dtype=object), np.array(field.posts, dtype=object)
    ids = pl.DataFrame(
        {"person_id": people[i].tolist(), "post_id": posts[c].tolist()},
        schema={"person_id": pl.String, "post_id": pl.String},
    )
    judged = judge_pairs(snapshot, ids, view)
    scored = score_pairs(snapshot, ids, policy.fit_weights())
    mine = np.array([pair in held for pair in zip(i.tolist(), c.tolist(), strict=True)], dtype=np.bool_)
    banned = {(b.person, b.post) for b in policy.bans}
    out = np.array([pair in banned for pair in ids.iter_rows()], dtype=np.bool_)
    titles = Counter(p for p, q in besides(snapshot, field) if (p, q) not in held)
    pairs = asked.with_columns(
        held=pl.Series(mine, dtype=pl.Boolean),
        open=pl.Series(field.movable[i], dtype=pl.Boolean),
        banned=pl.Series(out, dtype=pl.Boolean),
        titles=pl.Series([titles[p] for p in i.tolist()], dtype=pl.Int32),
        verdict=pl.when(pl.Series(mine, dtype=pl.Boolean)).then(pl.lit(0, pl.UInt8)).otherwise(judged["verdict"]),
        blocking=judged["blocking"],
        **{name: scored[name] for name in (*PARTS, "fit")},
    )
    lawful = (pl.col("verdict") <= int(policy.worst_verdict)) & (pl.col("fit") >= policy.min_fit) & pl.col("open")
    return Seconds(pairs.with_columns(kept=(pl.col("held") | lawful) & ~pl.col("banned")))
